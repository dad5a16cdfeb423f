"""Feeds: well-formed Atom with all that RFC 4287 asks for, days from the records alone, ids that never change."""

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from tests.coordination.conftest import TODAY, catalogue_from

from clearinghouse.coordination.changes import all_changes, changes_of, news, news_of
from clearinghouse.coordination.desk import Desk
from clearinghouse.exports.feeds import feed_files
from clearinghouse.exports.view import data_of_page
from clearinghouse.pages.coordination import concept_view
from clearinghouse.pages.coordination.changes import changes_view
from clearinghouse.pages.coordination.country import country_view
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pages.record import record_page
from clearinghouse.views.wording import Wording

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z\Z")
TAG = re.compile(r"tag:[a-z0-9.-]+,2026:[a-z0-9/-]+\Z")

RECORDS = {
    "initiatives/old": "countries: [ZM]\nstart: 2003",
    "initiatives/new": 'title: Seeds <&> "rules"\ncountries: [ZM, KE]\nstart: 2003\nhistory: [{date: 2026-02, change: Kenya joined.}]',
    "initiatives/undated": "countries: [ZM]",
    "initiatives/kenya": "countries: [KE]\nstart: 2010-05",
}


def press_at(address: str, records: dict[str, str], today: date = TODAY) -> Press:
    from clearinghouse.coordination.situation import Situation

    catalogue = catalogue_from(records)
    return Press(
        catalogue, Wording("en", catalogue.code_lists), Settings("Test", address), Desk(Situation(catalogue, today))
    )


def feeds_of(press: Press) -> dict[str, ET.Element]:
    return {url: ET.fromstring(content) for url, content in feed_files(press)}  # noqa: S314 - our own


def texts(root: ET.Element, name: str) -> list[str]:
    return [each.findtext(f"{ATOM}{name}") for each in root.iter(f"{ATOM}entry")]


def test_every_feed_has_what_atom_asks_for(training_press):
    feeds = feeds_of(training_press)
    assert {"feeds/all.xml", "feeds/countries/xa.xml", "feeds/countries/xg.xml"} <= set(feeds)
    for url, root in feeds.items():
        assert root.tag == f"{ATOM}feed"
        assert root.findtext(f"{ATOM}title")
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Test"
        for each in (root, *root.iter(f"{ATOM}entry")):
            assert TAG.match(each.findtext(f"{ATOM}id")), url
            assert MOMENT.match(each.findtext(f"{ATOM}updated")), url
            assert each.find(f"{ATOM}link[@rel='alternate']") is not None
        ids = texts(root, "id")
        assert 0 < len(ids) == len(set(ids)) <= 50
        assert all(texts(root, "title"))
        assert all(texts(root, "summary"))


@pytest.mark.requirement("R69")
def test_the_feed_of_a_country_has_its_reports_and_case_studies_and_the_newest_first(training_press):
    root = feeds_of(training_press)["feeds/countries/xa.xml"]
    moments = texts(root, "updated")
    assert moments == sorted(moments, reverse=True)
    assert root.findtext(f"{ATOM}updated") == moments[0]
    kinds = {each.find(f"{ATOM}category").get("term") for each in root.iter(f"{ATOM}entry")}
    assert {"progress-reports", "case-studies", "initiatives"} <= kinds


def test_a_feed_holds_the_records_of_its_country_alone_and_none_without_a_day():
    feeds = feeds_of(press_at("", RECORDS))
    assert set(feeds) == {"feeds/all.xml", "feeds/countries/zm.xml", "feeds/countries/ke.xml"}
    assert texts(feeds["feeds/countries/zm.xml"], "id") == [
        f"tag:clearinghouse.invalid,2026:initiatives/{each}" for each in ("new", "old")
    ]
    assert texts(feeds["feeds/countries/ke.xml"], "updated") == ["2026-02-01T00:00:00Z", "2010-05-01T00:00:00Z"]
    assert feeds_of(press_at("", {"initiatives/undated": "countries: [ZM]"})) == {}


def test_titles_are_escaped_and_what_changed_is_told():
    root = feeds_of(press_at("", RECORDS))["feeds/all.xml"]
    assert texts(root, "title")[0] == 'Seeds <&> "rules"'
    assert texts(root, "summary")[0].startswith("Kenya joined. – ")


@pytest.mark.parametrize(
    ("address", "link", "own"),
    [
        ("", "../../initiatives/new.html", None),
        ("https://example.org/bio", "https://example.org/bio/initiatives/new.html", "https://example.org/bio/feeds/countries/zm.xml"),
    ],
)  # fmt: skip
def test_links_are_absolute_only_where_the_address_is_known_and_ids_never_hold_it_all(address, link, own):
    root = feeds_of(press_at(address, RECORDS))["feeds/countries/zm.xml"]
    entry = next(root.iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}link").get("href") == link
    found = root.find(f"{ATOM}link[@rel='self']")
    assert (found.get("href") if found is not None else None) == own
    assert entry.findtext(f"{ATOM}id").endswith(",2026:initiatives/new")


def test_two_days_give_the_same_feed_while_no_record_changes():
    early, late = (list(feed_files(press_at("", RECORDS, day))) for day in (date(2026, 3, 1), date(2030, 1, 1)))
    assert early == late


@pytest.mark.parametrize(
    ("facts", "day", "change"),
    [
        ("confirmed_on: 2025-01-02", "2025-01-02", ""),
        ("confirmed_on: 2025-01-02\nhistory: [{date: 2025-03, change: Renamed.}]", "2025-03-01", "Renamed."),
        ("start: 2027\nsources: [{id: s, title: S, date: 2026-05}]", "2026-05-01", ""),
        ("start: 2003\nsources: [{id: s, title: S, date: 2026-05}]", "2003-01-01", ""),
        ("scope: national", None, None),
        ("start: 2027", "2027-01-01", ""),
    ],
)
def test_news_is_from_the_last_change_or_else_from_its_matter_or_from_a_source_that_came_before_it(facts, day, change):
    record = catalogue_from({"initiatives/a": facts}).records[0]
    found = news_of(record)
    assert (found and found.day.isoformat(), found and found.change) == (day, change)


@pytest.mark.requirement("R38")
def test_the_change_history_tells_what_changed_when_and_on_whose_word(training_press):
    table = changes_view(training_press).blocks[0]
    days = [row.cells[0].value for row in table.rows]
    assert days == sorted(days, reverse=True)
    rows = [
        [row.cells[1].links[0].text, row.cells[3].text, row.cells[4].links[0].text]
        for row in table.rows
        if row.cells[4].links
    ]
    assert ["Biosafety steering group of Almara", "The university joined.", "Ministry of Environment of Almara"] in rows
    assert ["Needs of Bestovia 2023", "confirmed", "Ministry of Agriculture of Bestovia"] in rows
    assert len(table.rows) == len(all_changes(training_press.desk.situation))


@pytest.mark.requirement("R38")
def test_the_page_of_a_record_tells_its_own_history(training_press):
    situation = training_press.desk.situation
    page = record_page(situation.record("mechanisms", "xa-steering"), training_press).content
    assert "The university joined." in page.partition('id="history"')[2]
    assert 'id="history"' not in record_page(situation.record("needs", "xa-needs"), training_press).content


def test_a_change_on_the_day_of_a_confirmation_comes_with_it(training_press):
    situation = training_press.desk.situation
    found = changes_of(situation.record("mechanisms", "xa-steering"), situation)
    assert [(each.date, each.text) for each in found] == [("2024-08-26", ""), ("2024-08-26", "The university joined.")]


def test_news_of_everything_is_bounded(training_press):
    assert len(news(training_press.desk.situation, most=3)) == 3


def test_the_tables_of_a_country_lie_beside_its_page_as_json_and_as_one_long_csv(training_press):
    countries = training_press.catalogue.code_lists["countries"]
    files = dict(data_of_page(concept_view(countries, "XA", training_press)))
    data = json.loads(files["countries/xa-data.json"])
    view = country_view("XA", training_press)
    assert [each["id"] for each in data["tables"]] == [table.id for table in view.tables]
    lines = list(csv.DictReader(io.StringIO(files["countries/xa-data.csv"].decode("utf-8-sig"))))
    assert {"table": "at-a-glance", "row": "11", "column": "recorded", "value": "5"} in lines
    assert {"table": "national-strategies", "row": "1", "column": "adopted", "value": "2022-05-10"} in lines
    assert all(each["value"] for each in lines)
    known = sum(cell.plain not in (None, "") for table in view.tables for row in table.rows for cell in row.cells)
    assert len(lines) == known
