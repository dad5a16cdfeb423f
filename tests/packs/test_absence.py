"""What a part of a clearinghouse says of what is not in it: never that it does not exist."""

import pytest
from lxml import html

from clearinghouse.engines.packing import build_pack
from clearinghouse.packs.selection import Selection

ADDRESS = "https://training.example.org"


@pytest.fixture(scope="module")
def part(training):
    """One that has whole kinds of records left out, of a clearinghouse with an address."""
    config = training.with_name("with-address.yml")
    config.write_text(training.read_text("utf-8").replace('site_url: ""', f"site_url: {ADDRESS}/"), encoding="utf-8")
    return build_pack(config, Selection(countries=("XD",), collections=("initiatives",)))


def text_of(pack, url) -> str:
    """The words of a page, without its frame."""
    root = html.fromstring((pack.site / url).read_bytes())
    (start,) = root.xpath("//*[@id='content']")
    return " ".join(" ".join(each.text_content() for each in start.itersiblings()).split())


def kinds_without_records(pack):
    """Collections that have a listing and of which this part has nothing, with how many records of them are left out."""
    catalogue = pack.press.catalogue
    pages = {each.page for each in catalogue.code_lists.values()}
    empty = [name for name in catalogue.schemas if not catalogue.collection(name) and name not in pages]
    return {name: sum(each.key.collection == name for each in catalogue.left_out) for name in empty}


def test_of_a_kind_that_is_left_out_a_part_says_how_many_are_and_does_not_ask_for_more(part):
    left_out = {name: number for name, number in kinds_without_records(part).items() if number}
    assert len(left_out) > 3
    for name, number in left_out.items():
        text = text_of(part, f"{name}/index.html")
        assert f"{number} {'is' if number == 1 else 'are'} left out of it." in text
        assert "Nothing is published" not in text
        assert "Add a record" not in text
        assert f"{ADDRESS}/{name}/index.html" in text
        assert "is published yet" not in text_of(part, f"contribute/{name}.html")


def test_the_home_page_of_a_part_tells_what_is_left_out_from_what_nobody_has_published(part):
    home, schemas = text_of(part, "index.html"), part.press.catalogue.schemas
    for name, number in kinds_without_records(part).items():
        title = schemas[name].collection.title
        told = home.partition("This copy has none of these, so all are left out of it:")[2].partition(".")[0]
        assert (f"{title} {number}" in told) == bool(number)
        assert number == 0 or f"{number} {'is' if number == 1 else 'are'} left out of this copy" in text_of(
            part, "records.html"
        )
