"""All views together: as text, for review; without words that programs cannot read; and at a cost that does not grow."""

import csv
import io
import json
from pathlib import Path

import pytest

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.record import Key
from clearinghouse.exports.view import data_of
from clearinghouse.pages.coordination import concept_blocks, record_blocks
from clearinghouse.pages.coordination.doors import all_views, door_urls
from tests.coordination.conftest import press_of
from tests.coordination.plain_text import text_of, text_of_block

HERE = Path(__file__).parent / "views"
PAGES = Path(__file__).parent / "pages"


def test_every_view_of_the_training_clearinghouse_is_as_reviewed(training_press, golden):
    """One text file a view; `pytest --renew` writes them, and a person reads the difference."""
    views = list(all_views(training_press))
    if not HERE.exists():
        HERE.mkdir()
    for view in views:
        golden(HERE / f"{view.url.removesuffix('.html').replace('/', '--')}.txt", text_of(view))
    written = {path.stem for path in HERE.glob("*.txt")}
    assert written == {view.url.removesuffix(".html").replace("/", "--") for view in views}


CONCEPTS = [("countries", "XA"), ("countries", "XG"), ("themes", "lmo-detection"), ("regions", "XR1")]
RECORDS = [
    "organisations/osmere-aid", "organisations/tarrow-fund", "strategies/xa-strategy", "strategies/xc-strategy-2015", "meetings/cm-1",
    "meetings/xa-forum-2025", "mechanisms/xa-steering", "mechanisms/xa-donors", "needs/xa-needs", "decisions/oronda-framework", "initiatives/xa-lab",
    "initiatives/oronda-programme",
]  # fmt: skip


def test_what_the_pages_of_countries_donors_and_others_tell_is_as_reviewed(training_press, golden):
    """The tables that come to a page from other records, one text file a page."""
    PAGES.mkdir(exist_ok=True)
    for name, concept in CONCEPTS:
        blocks = concept_blocks(training_press.catalogue.code_lists[name], concept, training_press)
        golden(PAGES / f"{name}--{concept.lower()}.txt", "\n".join(text_of_block(block) for block in blocks))
    for name in RECORDS:
        record = training_press.catalogue.by_key[Key(*name.split("/"))]
        blocks = record_blocks(record, training_press)
        golden(PAGES / f"{name.replace('/', '--')}.txt", "\n".join(text_of_block(block) for block in blocks))


def test_every_view_says_how_to_read_it_and_has_something_to_show(training_press):
    for view in all_views(training_press):
        assert view.about, view.url
        assert len(view.reading) > 40, view.url
        assert any(table.rows for table in view.tables), view.url
        ids = [block.id for block in view.blocks] + [
            row.anchor for table in view.tables for row in table.rows if row.anchor
        ]
        assert len(ids) == len(set(ids)), view.url
        for table in view.tables:
            assert all(len(row.cells) == len(table.columns) for row in table.rows), (view.url, table.id)
            assert len({column.key for column in table.columns}) == len(table.columns), (view.url, table.id)


def test_every_view_has_its_tables_as_csv_and_json(training_press):
    for view in all_views(training_press):
        files = dict(data_of(view))
        assert len(files) == len(view.tables) + 1, view.url
        tables = json.loads(files[view.json_url])["tables"]
        for table, found in zip(view.tables, tables, strict=True):
            rows = list(csv.reader(io.StringIO(files[view.data_url(table)].decode("utf-8-sig"))))
            assert rows[0] == [column.key for column in table.columns]
            assert len(rows) - 1 == len(table.rows) == len(found["rows"])


def test_doors_and_views_have_addresses_of_their_own(training_press):
    urls = [view.url for view in all_views(training_press)] + door_urls(training_press)
    assert len(urls) == len(set(urls)) > 20


@pytest.mark.requirement("R32")
def test_a_view_does_not_depend_on_the_order_in_which_files_were_read(training, training_press):
    catalogue = training.catalogue
    turned = catalogue_of(reversed(catalogue.records), catalogue.schemas, catalogue.code_lists)
    desk = Desk(Situation(turned, training.desk.situation.today), training.desk.rules, training.desk.requirements)
    assert [text_of(view) for view in all_views(press_of(turned, desk))] == [
        text_of(view) for view in all_views(training_press)
    ]
