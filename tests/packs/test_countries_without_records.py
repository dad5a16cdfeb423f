"""Countries that no record names: they can be found, and a part that is made for one has its page."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.record import Key
from clearinghouse.packs.selection import Selection, selected
from clearinghouse.pages.concept import concept_index
from clearinghouse.pages.page import Press
from clearinghouse.pages.search import explore_words
from clearinghouse.pages.site import page_of_concept
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.search.documents import concept_documents, record_documents, view_documents
from tests.coordination.conftest import press_of
from tests.search.contract import run_node, write_index

ROOT = Path(__file__).parents[2]


@cache
def everything(config: str) -> Catalogue:
    return read_project(Project.from_config(ROOT / config)).catalogue


def press_on(catalogue: Catalogue) -> Press:
    press = press_of(catalogue, Desk(Situation(catalogue, date(2026, 6, 30))))
    return replace(press, wording=press.wording.of_part()) if catalogue.outside else press


@cache
def made_for_a_country_that_only_its_region_names() -> Press:
    """A part of the training clearinghouse for Hestria, with an initiative for the region that it lies in."""
    catalogue = everything("examples/training/mkdocs.yml")
    record = catalogue.by_key[Key("initiatives", "xf-labels")]
    data = {name: value for name, value in record.data.items() if name not in ("countries", "relations")}
    regional = replace(record, data={**data, "regions": ["XR2"]})
    named = [
        each
        for each in catalogue.records
        if each not in catalogue.named("countries").get("XH", ()) and each is not record
    ]
    whole = catalogue_of([*named, regional], catalogue.schemas, catalogue.code_lists)
    return press_on(selected(whole, Selection(countries=("XH",))))


def words_of(page) -> str:
    return " ".join(html.fromstring(str(page.content)).text_content().split())


def test_a_part_made_for_a_country_has_its_page_though_no_record_names_it():
    press = made_for_a_country_that_only_its_region_names()
    countries = press.catalogue.code_lists["countries"]
    assert "XH" not in press.catalogue.named("countries")
    assert ("countries", "XH") in {(each.name, concept) for each, concept in press.catalogue.concept_pages()}
    page = words_of(page_of_concept(countries, "XH", press))
    assert "No record names Hestria itself." in page
    assert press.catalogue.by_key[Key("initiatives", "xf-labels")].title in page
    assert 'href="xh.html"' in str(concept_index(countries, press).content)
    assert "countries/xh.html" in {each.url for each in concept_documents(press)}


def test_where_nothing_is_found_a_part_says_how_much_is_not_searched():
    press = made_for_a_country_that_only_its_region_names()
    told = f"{len(press.catalogue.left_out)} records are left out of it, and are not searched."
    assert told in explore_words(press)["tryWords"]
    assert "left out" not in explore_words(press_on(everything("examples/training/mkdocs.yml")))["tryWords"]


@pytest.mark.parametrize("countries", [(), ("KE",)])
def test_a_country_is_found_by_its_other_names_and_one_without_a_page_by_its_region(tmp_path, countries):
    catalogue = everything("mkdocs.yml")
    press = press_on(selected(catalogue, Selection(countries=countries)) if countries else catalogue)
    write_index(tmp_path, [*record_documents(press), *concept_documents(press), *view_documents(press)])
    asked = ["Kenia", "Кения", "Ivory Coast", "Côte d'Ivoire"]
    program = Path(__file__).parents[1] / "search" / "asked.mjs"
    kenia, russian, *ivory = run_node(program, tmp_path / "assets/search", *asked)
    assert kenia["urls"][0] == russian["urls"][0] == "countries/ke.html"
    for answer in ivory:
        assert answer["mended"] == []
        assert {"regions/002.html", "who-does-what/map.html"} <= set(answer["urls"])
