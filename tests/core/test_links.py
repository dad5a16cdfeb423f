import pytest

from clearinghouse.core.links import is_web_address, links_from, relative_url


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("countries/zm.html", "initiatives/x.html", "../countries/zm.html"),
        ("initiatives/y.html", "initiatives/x.html", "y.html"),
        ("index.html", "initiatives/x.html", "../index.html"),
        ("initiatives/x.html#facts", "initiatives/x.html", "#facts"),
        ("countries/zm.html#initiatives", "search.html", "countries/zm.html#initiatives"),
        ("api/v1/a/b.json", "a/b.html", "../api/v1/a/b.json"),
    ],
)
def test_links_are_relative_to_the_page(target, page, link):
    assert relative_url(target, page) == link


@pytest.mark.parametrize(
    "address", ["https://www.cbd.int/", "http://a.b:80/x?y=%20#z", "https://xn--bcher-kva.example/"]
)
def test_an_absolute_http_address_is_a_web_address(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "www.cbd.int",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "//cbd.int",
        "ftp://cbd.int",
        'https://a"b',
        "https://[",
        "data:text/html,x",
        "https://a\n.b",
    ],
)
def test_everything_else_is_not(address):
    assert not is_web_address(address)


def test_an_address_elsewhere_stays_as_it_is():
    assert relative_url("https://example.org/a?b#c", "lessons/index.html") == "https://example.org/a?b#c"


TARGETS = [
    "index.html", "a/b.html", "a/b.html#c", "a/c.html#d/e", "a/", "a", "a/..", "../x.png", "./y.html", "a/#top",
    "a/b/c.html", "api/v1/a.json", "https://example.org/a/b", "mailto:x@example.org", "a/b.html.txt", "a:b/c.html",
]  # fmt: skip


@pytest.mark.parametrize("page", ["index.html", "a/b.html", "a/index.html", "a/b/c.html", "api/v1/x.html"])
def test_the_links_from_a_page_are_those_one_by_one(page):
    to = links_from(page)
    for target in [*TARGETS, *TARGETS]:
        assert to(target) == relative_url(target, page), target
