"""What can be found on a site, from the cache: a document is made anew whenever something changed that stands in it."""

import random
from dataclasses import replace
from datetime import date

from tests.coordination.conftest import TRAINING, press_of

from clearinghouse.cache import Cache
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.record import Record
from clearinghouse.pages.page import Press
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.search import site
from clearinghouse.search.files import search_files

CHANGES = 24


def press_on(catalogue: Catalogue) -> Press:
    return press_of(catalogue, Desk(Situation(catalogue, date(2026, 6, 30))))


def files_of(press: Press, cache: Cache | None = None) -> dict[str, bytes]:
    known = site.searchable_site(press, [], site.fingerprints_of(press.catalogue.records), b"types")
    return {file.path: file.content() for file in search_files(known, cache)}


def changed(record: Record, source: random.Random, number: int) -> Record | None:
    """The record with another title, acronym, text or old id; None where it is removed."""
    match source.randrange(6):
        case 0:
            return replace(record, data={**record.data, "title": f"Retitled {number}"})
        case 1:
            return replace(record, data={**record.data, "acronym": f"AC{number}"})
        case 2:
            return replace(record, data={**record.data, "aliases": [f"old-{number}"]})
        case 3:
            return None
        case _:
            return replace(record, body=f"{record.body}\n\nLaboratory number {number}.\n")


def test_after_changes_of_records_the_files_are_those_of_a_clean_build(tmp_path):
    source = random.Random(5)
    catalogue = read_project(Project.from_config(TRAINING)).catalogue
    for number in range(CHANGES):
        press = press_on(catalogue)
        assert files_of(press, Cache(tmp_path / "kept.sqlite")) == files_of(press)
        records = {record.key: record for record in catalogue.records}
        named = [each.target for record in catalogue.records for each in catalogue.references(record)]
        key = source.choice(source.choice([list(records), named]))
        other = changed(records.pop(key), source, number)
        kept = [*records.values(), *([other] if other else [])]
        catalogue = catalogue_of(kept, catalogue.schemas, catalogue.code_lists)


def test_a_body_is_rendered_only_where_its_block_is_read(tmp_path, monkeypatch):
    catalogue = read_project(Project.from_config(TRAINING)).catalogue
    made: list[str] = []
    real = site.record_document

    def counted(record: Record, press: Press, day: str):
        made.append(record.url)
        return real(record, press, day)

    monkeypatch.setattr(site, "record_document", counted)
    files = files_of(press_on(catalogue), Cache(tmp_path / "kept.sqlite"))
    assert sorted(made) == sorted(record.url for record in catalogue.records)
    made.clear()
    assert files_of(press_on(catalogue), Cache(tmp_path / "kept.sqlite")) == files
    assert made == []
