"""A copy as a workshop has it: the ZIP unpacked on a stick, opened in Chromium and in Firefox without a network, once with a browser that
refuses what policies refuse (fetch, workers, storage). Whatever is asked for beyond the disk, and any word on the console, is a fault."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from clearinghouse.pages.extract_first import EXTRACT_FIRST
from tests.browser.test_reading import TAGS
from tests.browser.test_search import TAKEN_AWAY, results
from tests.packs.soundness import faults
from tests.packs.walk import everything_is_done, watched

FROM_DISK = ("file:", "blob:")
"""What a copy may ask for, apart from what stands in the page itself."""


@pytest.fixture(params=["as it is", "with much refused", "Firefox", "Firefox with much refused"])
def page(request) -> Iterator[Page]:
    browser: Browser = request.getfixturevalue("firefox" if request.param.startswith("Firefox") else "browser")
    context = browser.new_context(locale="en-GB", accept_downloads=True, viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    if request.param.endswith("with much refused"):
        opened.add_init_script(TAKEN_AWAY)
    wrong = watched(opened, FROM_DISK)
    yield opened
    context.close()
    assert [each for each in wrong if "was taken away" not in each] == []  # Material's own script asks for storage


# A part differs from the whole in its records, not in what it asks of a browser; so it is tried where that is hardest.
@pytest.mark.parametrize(
    ("copy", "page"),
    [
        ("whole", "as it is"), ("whole", "with much refused"), ("part", "with much refused"),
        ("whole", "Firefox"), ("part", "Firefox with much refused"),
    ],
    indirect=True,
)  # fmt: skip
def test_everything_works_in_an_unpacked_copy(copy, page, downloads):
    start_leads_to_the_home_page(copy, page)
    everything_is_done((copy / "site").as_uri(), page, downloads)


def start_leads_to_the_home_page(copy, page):
    page.goto((copy / "START-HERE.html").as_uri())
    expect(page.locator("#extract")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Training clearinghouse (invented)")
    page.get_by_role("link", name="Open the clearinghouse").click()
    expect(page.locator(".ch-numbers strong").first).to_be_visible()
    page.go_back()
    page.get_by_role("searchbox").fill("almara")
    page.get_by_role("button", name="Search").click()
    expect(results(page).first).to_be_visible()


@pytest.mark.parametrize("copy", ["whole"], indirect=True)
@pytest.mark.parametrize("page", ["as it is", "Firefox", "Firefox with much refused"], indirect=True)
def test_the_colours_that_a_reader_chose_stay_on_the_next_page(copy, page):
    """In Firefox each file has a store of its own, so another way is needed there; it needs no store."""
    page.goto((copy / "site" / "index.html").as_uri())
    page.get_by_title("Switch to dark colours").click()
    for name, scheme, other in (("search", "slate", "Switch to light colours"), ("records", "default", None)):
        page.goto((copy / "site" / f"{name}.html").as_uri())
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        if other:
            page.get_by_title(other).click()


def test_every_link_of_the_copy_leads_somewhere_and_nothing_is_loaded_from_elsewhere(copy):
    assert faults(copy) == []


# --- inside the ZIP, and without script -----------------------------------------------------------


def test_opened_alone_as_windows_does_inside_a_zip_it_says_to_extract_and_nothing_is_huge(browser, whole, tmp_path):
    with zipfile.ZipFile(whole) as opened:
        opened.extractall(tmp_path / "unpacked")
    for name in ("START-HERE.html", "site/index.html", "site/initiatives/xa-lab.html"):
        with zipfile.ZipFile(whole) as opened:
            alone = Path(opened.extract(name, tmp_path / name.replace("/", "-"))).rename(tmp_path / f"{len(name)}.html")
        context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        page = context.new_page()
        page.goto(alone.as_uri())
        largest = page.evaluate(
            "Math.max(0, ...[...document.querySelectorAll('svg, img')].map(each => each.getBoundingClientRect().width))"
        )
        assert largest <= 64, name
        if name == "START-HERE.html":
            expect(page.locator("#inside")).to_be_hidden()
        else:
            assert page.get_by_role("heading", level=1).bounding_box()["y"] < 2500
        for language, (title, _) in EXTRACT_FIRST.items():
            told = page.get_by_text(title, exact=True)
            expect(told).to_be_visible()
            assert told.bounding_box()["y"] < 900, (name, language)  # no scrolling
            assert told.evaluate("each => each.closest('[lang]').lang") == language
            assert told.evaluate("each => getComputedStyle(each).direction") == ("rtl" if language == "ar" else "ltr")
        page.goto((tmp_path / "unpacked" / name).as_uri())
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for medium in ("screen", "print"):
            page.emulate_media(media=medium)
            for title, _ in EXTRACT_FIRST.values():
                expect(page.get_by_text(title, exact=True)).to_be_hidden()
        assert not [title for title, _ in EXTRACT_FIRST.values() if title in page.locator("body").aria_snapshot()]
        context.close()


def test_the_page_to_start_with_needs_no_script(browser, copy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "START-HERE.html").as_uri())
    expect(page.locator("#extract")).to_be_hidden()
    page.get_by_role("link", name="Initiatives").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


@pytest.mark.parametrize("copy", ["part"], indirect=True)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_only_a_part_has_keeps_wcag_2_2_aa(browser, copy, colours):
    stub = next(path for path in (copy / "site").rglob("*.html") if 'class="ch-stub"' in path.read_text("utf-8"))
    context = browser.new_context(color_scheme=colours, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for path in (copy / "START-HERE.html", copy / "site" / "index.html", stub):
        page.goto(path.as_uri())
        found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found] == [], path.name
    context.close()


# --- the check itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "is loaded from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "is loaded from elsewhere"),
        ('<a href="#nowhere">x</a>', "no such part"),
        ('<a href="initiatives/xa-lab.html#nowhere">x</a>', "no such part"),
        ('<img src="assets/not-there.png" alt="">', "is missing"),
        ('<a href="../outside.html">x</a>', "is missing"),
        ('<p style="background: url(https://cdn.example/x.png)">x</p>', "is loaded from elsewhere"),
    ],
)  # fmt: skip
def test_a_fault_that_is_put_in_is_found(tmp_path, fault, told):
    site = tmp_path / "site"
    (site / "initiatives").mkdir(parents=True)
    (tmp_path / "outside.html").write_text("<p>x", "utf-8")
    (site / "initiatives" / "xa-lab.html").write_text("<h1 id='x'>x</h1>", "utf-8")
    (site / "index.html").write_text("<h1 id='top'>x</h1><a href='initiatives/xa-lab.html#x'>y</a>", "utf-8")
    assert faults(site) == []
    (site / "index.html").write_text(f"<h1>x</h1>{fault}", "utf-8")
    (only,) = faults(site)
    assert only.startswith("index.html: ")
    assert told in only


@pytest.mark.parametrize("program", ["browser", "firefox"])
@pytest.mark.parametrize("fault", ["cdn", "asset", "script"])
def test_a_fault_that_is_put_in_turns_the_browser_red(request, program, whole, tmp_path, fault):
    with zipfile.ZipFile(whole) as opened:
        opened.extractall(
            tmp_path, [name for name in opened.namelist() if name.startswith(("site/assets/", "site/index"))]
        )
    home = tmp_path / "site" / "index.html"
    put = {
        "cdn": '<script src="https://cdn.example/x.js"></script>', "asset": '<link rel="stylesheet" href="assets/not-there.css">',
        "script": "<script>not_there()</script>",
    }  # fmt: skip
    context = request.getfixturevalue(program).new_context(offline=True)
    page = context.new_page()
    wrong = watched(page, FROM_DISK)
    page.goto(home.as_uri())
    assert wrong == []
    home.write_text(home.read_text("utf-8").replace("</body>", f"{put[fault]}</body>"), "utf-8")
    page.goto(home.as_uri())
    page.wait_for_load_state("networkidle")
    assert wrong != []
    context.close()
    shutil.rmtree(tmp_path / "site")
