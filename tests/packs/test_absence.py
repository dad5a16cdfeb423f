"""What a part of a clearinghouse says of what is not in it: never that it does not exist."""

import pytest
from lxml import html

from clearinghouse.packs.selection import Selection
from tests.packs.building import build_pack

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


def of_country(pack, code):
    """The records that name a country anywhere: here, and left out."""
    catalogue, own = pack.press.catalogue, f"countries/{code.lower()}.html"
    named = catalogue.left_out_naming("countries").get(code, ())
    return catalogue.named("countries").get(code, ()), [each for each in named if each.url != own]


def test_the_page_of_a_country_and_its_brief_say_how_many_records_that_name_it_are_left_out(part):
    counted = 0
    for code in part.press.catalogue.uses("countries"):
        _, left_out = of_country(part, code)
        name, number = part.press.wording.label("countries", code), len(left_out)
        told = f"{number} record{'s' if number > 1 else ''} that name{'' if number > 1 else 's'} {name} "
        for url in (f"countries/{code.lower()}.html", f"briefs/{code.lower()}.html"):
            if (part.site / url).is_file():
                assert (told in text_of(part, url)) == bool(number)
                counted += bool(number)
    assert counted


def test_what_is_left_out_of_a_part_is_not_said_to_be_missing(training):
    """The training country XB has a record and a strategy; a part of initiatives has neither."""
    pack = build_pack(training, Selection(countries=("XB",), collections=("initiatives",)))
    whole = pack.press.desk.whole.situation.catalogue
    assert {"countries/xb", "strategies/xb-strategy"} & {"/".join(each.key) for each in pack.press.catalogue.left_out}
    assert any(each.data.get("country") == "XB" for each in whole.collection("strategies"))
    page = text_of(pack, "countries/xb.html")
    assert "none in this copy" in page
    named = ("about/requirements.html", "contribute/index.html")  # the one names tests, the other is written by hand
    for path in sorted(pack.site.rglob("*")):
        if path.suffix in {".html", ".json", ".csv"} and path.relative_to(pack.site).as_posix() not in named:
            text = path.read_text("utf-8").casefold()
            assert "none recorded" not in text, path
            assert "is recorded yet" not in text, path
    in_part = {(each.rule.code, each.key, each.message) for each in pack.press.desk.findings}
    in_whole = {(each.rule.code, each.key, each.message) for each in pack.press.desk.whole.findings}
    assert in_part
    assert in_part < in_whole


def test_a_record_says_how_many_that_refer_to_it_are_left_out(part):
    told = 0
    for record in part.press.catalogue.records:
        referring = {
            each.key for each in part.press.catalogue.left_out if record.key in {
                reference.target for reference in part.press.desk.whole.situation.catalogue.references(each)
            }
        }  # fmt: skip
        number = len(referring)
        words = f"{number} record{'s refer' if number > 1 else ' refers'} to this one"
        words = words.replace(" refer", " that refer")
        described = record.key.collection in {each.page for each in part.press.catalogue.code_lists.values()}
        if not described:
            assert (words in text_of(part, record.url)) == bool(number)
            told += bool(number)
    assert told


def test_what_came_along_is_marked_in_lists_and_on_its_page_and_what_was_chosen_is_not(part):
    catalogue = part.press.catalogue
    assert catalogue.neighbours
    listed = {}
    for name in {record.key.collection for record in catalogue.records}:
        for row in html.fromstring((part.site / f"{name}/index.html").read_bytes()).xpath("//tr[.//a[@data-record]]"):
            listed[row.xpath(".//a/@data-record")[0]] = "came along" in row.text_content()
    for record in catalogue.records:
        came_along = record.key in catalogue.neighbours
        assert listed.get("/".join(record.key), came_along) == came_along
        page = text_of(part, record.url)
        assert ("came along: it was not chosen" in page) == came_along
    assert "Lists mark them: “came along”." in text_of(part, "index.html")


def test_a_link_to_what_is_left_out_says_so_and_no_other_does(part):
    catalogue = part.press.catalogue
    pages = {f"{each.page}/{concept.lower()}.html" for each, concept in catalogue.concept_pages()}
    left_out = {record.url for record in catalogue.left_out} - pages
    marked = 0
    for record in catalogue.records:
        root = html.fromstring((part.site / record.url).read_bytes())
        root.make_links_absolute(f"https://here/{record.url}")
        for link in root.xpath("//*[@id='content']/following-sibling::*//a[@href]"):
            target = link.get("href").partition("#")[0].removeprefix("https://here/")
            is_marked = link.text_content().endswith(" (not in this copy)")
            assert is_marked == (target in left_out), (record.url, target)
            assert (link.get("title") == "not in this copy") == is_marked
            marked += is_marked
    assert marked


def test_a_kind_that_is_counted_on_the_home_page_is_not_said_to_be_absent(part):
    assert not part.press.catalogue.collection("countries")
    home = text_of(part, "index.html")
    assert " Countries" in home.partition("What is here")[2].partition("This copy has none of these")[0]
    assert "Countries" not in home.partition("This copy has none of these")[2].partition(".")[0]
