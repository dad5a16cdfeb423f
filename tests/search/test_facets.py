"""Facets come wholly from the schemas: what a type declares, its records can be found by, and no Python knows of it."""

import copy
import json
import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.coordination.conftest import ROOT, TRAINING, catalogue_from, press_of, real_types

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.record import Key
from clearinghouse.core.schema import FacetUse, SchemaFault, schemas_from
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.listing import _filters
from clearinghouse.pages.page import Press
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.search.facets import ORDER, Dates, Facet, FacetValue, facets_of


def press_on(catalogue: Catalogue) -> Press:
    return press_of(catalogue, Desk(Situation(catalogue, date(2026, 6, 30))))


def press_of_project(folder: Path) -> Press:
    reading = read_project(Project.from_config(folder / "mkdocs.yml"))
    assert [each.message for each in reading.diagnostics if reading.failed] == []
    return press_on(reading.catalogue)


def by_name(press: Press, *pages: str) -> dict[str, Facet]:
    return {facet.name: facet for facet in facets_of(press, pages)}


def chosen(facet: Facet, value: str) -> set[str]:
    return {url for url, values in facet.of.items() if value in values}


def labels(facet: Facet) -> list[str]:
    return [value.label for value in facet.values]


@pytest.fixture(scope="module")
def training() -> Press:
    return press_on(read_project(Project.from_config(TRAINING)).catalogue)


@pytest.fixture(scope="module")
def trained(training: Press) -> dict[str, Facet]:
    return by_name(training, "about/index.html")


def test_those_of_many_types_come_first_in_a_fixed_order(training):
    facets = facets_of(training)
    general = [facet.name for facet in facets if not facet.types]
    assert general[: len(ORDER)] == list(ORDER)
    special = [facet.name for facet in facets if facet.types]
    assert [facet.name for facet in facets] == general + special
    assert general[len(ORDER) :] == sorted(general[len(ORDER) :])
    assert special == sorted(special)


def test_every_document_has_a_type_and_what_is_no_record_has_nothing_else(training, trained):
    types = trained["type"]
    assert chosen(types, "pages") == {"about/index.html"}
    assert chosen(types, "views") == {view.url for view in all_views(training)}
    assert "themes/risk-assessment.html" in chosen(types, "themes")
    assert {record.url for record in training.catalogue.records} <= set(types.of)
    others = {url for name, facet in trained.items() if name != "type" for url in facet.of}
    assert others <= {record.url for record in training.catalogue.records}
    assert {"Initiatives", "Themes", "Views", "Pages"} <= set(labels(types))
    assert labels(types)[-2:] == ["Views", "Pages"]


def test_a_record_that_a_concept_page_shows_is_found_there_once(trained):
    assert trained["type"].of["countries/xb.html"] == ("countries",)
    assert trained["country"].of["countries/xb.html"] == ("XB",)


def test_countries_of_every_field_are_one_facet_and_lie_in_regions(trained):
    press = press_on(
        catalogue_from(
            {
                "best-practices/both": "kind: other\nprovider_countries: [KE]\nreceiver_countries: [ZM]",
                "needs/zm": "country: ZM\nneeds: [{id: need-1, title: A need, theme: lmo-detection, priority: high, level: national}]",
                "decisions/world": "kind: decision\nstatus: adopted\nregions: ['001']",
            }
        )
    )
    facets = by_name(press)
    assert facets["country"].of == {"best-practices/both.html": ("KE", "ZM"), "needs/zm.html": ("ZM",)}
    assert labels(facets["country"]) == ["Kenya", "Zambia"]
    assert facets["region"].of["needs/zm.html"] == ("014", "202", "002")  # Eastern Africa, south of the Sahara, Africa
    assert chosen(facets["region"], "001") == {"decisions/world.html"}  # the world only where a record names it
    holders = {value.id: value.broader for value in facets["region"].values}
    assert holders == {"001": "", "002": "", "202": "002", "014": "202"}
    assert facets["theme"].of == {"needs/zm.html": ("lmo-detection",)}  # from a group
    assert trained["region"].types == facets["country"].types == ()


def test_an_organisation_is_found_in_whatever_role_and_a_funder_only_in_that_role():
    press = press_on(
        catalogue_from(
            {
                "organisations/gef": "title: Global Environment Facility\nacronym: GEF\ntype: multilateral",
                "organisations/gtz": "title: German cooperation (GTZ)\nacronym: GTZ\ntype: government",
                "organisations/unnamed": "title: Nobody names it\ntype: academic",
                "initiatives/paid": "organisations:\n  - {organisation: gef, role: funding}\n  - {organisation: gtz, role: executing}",
                "initiatives/given": "finance: [{kind: grant, donor: gtz, amount: 1, currency: EUR}]",
                "mechanisms/m": "kind: national-steering-group\nmembers: [{organisation: gef, role: donor}]\nconfirmed_on: 2026-01-01\nconfirmed_by: gtz",
            }
        )
    )
    facets = by_name(press)
    organisation, funder = facets["organisation"], facets["funder"]
    assert chosen(organisation, "gef") == {"initiatives/paid.html", "mechanisms/m.html", "organisations/gef.html"}
    assert chosen(funder, "gef") == {"initiatives/paid.html", "organisations/gef.html"}
    assert chosen(funder, "gtz") == {"initiatives/given.html", "organisations/gtz.html"}
    assert labels(organisation) == ["German cooperation (GTZ)", "Global Environment Facility (GEF)"]
    assert [value.order for value in organisation.values] == [0, 1]
    assert funder.title == "Funder"
    assert funder.types == ()  # its schema says so: one type alone feeds it


def test_an_old_id_of_a_record_counts_as_its_new_one():
    press = press_on(
        catalogue_from(
            {
                "organisations/new": "type: academic\naliases: [old]",
                "initiatives/i": "organisations: [{organisation: old, role: partner}]",
            }
        )
    )
    assert by_name(press)["organisation"].of == {"initiatives/i.html": ("new",), "organisations/new.html": ("new",)}


def test_a_period_counts_in_every_year_and_the_newest_year_is_first():
    press = press_on(
        catalogue_from(
            {
                "initiatives/known": "start: 2003-05\nend: 2006",
                "initiatives/open": "start: 2010-02-01",
                "initiatives/ended": "end: 2001",
                "progress-reports/r": "kind: other\nperiod: {start: 2008, end: 2009-06}\npublished: 2012-01",
            }
        )
    )
    year = by_name(press)["year"]
    assert year.of == {
        "initiatives/known.html": ("2003", "2004", "2005", "2006"),
        "initiatives/open.html": ("2010",),
        "initiatives/ended.html": ("2001",),
        "progress-reports/r.html": ("2008", "2009", "2012"),
    }
    assert labels(year) == ["2012", "2010", "2009", "2008", "2006", "2005", "2004", "2003", "2001"]


def test_the_date_to_sort_by_is_the_newest_that_feeds_a_facet_of_years():
    press = press_on(
        catalogue_from(
            {
                "initiatives/known": "start: 2003-05\nend: 2006\nconfirmed_on: 2026-01-01\nconfirmed_by: o",
                "initiatives/ended": "end: 2001",
                "progress-reports/r": "kind: other\nperiod: {start: 2008, end: 2009-06}\npublished: 2012-01",
                "organisations/o": "type: academic\nconfirmed_on: 2025-02-03\nconfirmed_by: o",
                "organisations/p": "type: academic",
            }
        )
    )
    dates = Dates(press.catalogue)
    assert {record.url: dates.of(record) for record in press.catalogue.records} == {
        "initiatives/known.html": "2003-05",
        "initiatives/ended.html": "2001",
        "progress-reports/r.html": "2012-01",
        "organisations/o.html": "2025-02-03",
        "organisations/p.html": "",
    }


def test_the_language_is_that_of_the_record_or_of_what_it_is_about():
    press = press_on(
        catalogue_from(
            {
                "initiatives/plain": "status: ongoing",
                "initiatives/spanish": "language: es",
                "resources/french": "kind: publication\nlanguages: [fr, en]",
            }
        )
    )
    language = by_name(press)["language"]
    assert language.of == {
        "initiatives/plain.html": ("en",),
        "initiatives/spanish.html": ("es",),
        "resources/french.html": ("fr", "en"),
    }
    assert labels(language) == ["English", "French", "Spanish"]
    assert language.title == "Language"


def test_a_facet_of_few_types_says_which_and_concepts_keep_the_order_of_their_list(trained):
    kind = trained["meeting-kind"]
    assert kind.types == ("meetings",)
    assert kind.title == "Kind of meeting"
    _, code_lists = real_types()
    known = list(code_lists["meeting-kinds"].concepts)
    assert [value.id for value in kind.values] == sorted((value.id for value in kind.values), key=known.index)


def test_every_organisation_that_a_schema_lets_a_record_name_can_be_found_by():
    schemas, _ = real_types()
    upkeep = {("confirmed_by",), ("history", "*", "by")}  # who keeps the record, not who does what it tells
    for schema in schemas.values():
        for field in schema.references:
            if field.reference.collection == "organisations" and field.path not in upkeep:
                assert "organisation" in [use.name for use in field.facets], (schema.name, field.path)


def test_what_a_facet_waits_for_is_in_the_code_list():
    schemas, code_lists = real_types()
    for schema in schemas.values():
        for field in schema.all_fields:
            for name, values in (pair for use in field.facets for pair in use.when):
                assert set(values) <= set(code_lists[schema.beside(field, name).code_list].concepts)


PERMIT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "permit.schema.json", "title": "Permit",
    "description": "A permission that was given.",
    "x-collection": {"name": "permits", "title": "Permits", "description": "All permits.", "empty": "Permits belong here."},
    "type": "object", "required": ["title"], "additionalProperties": False,
    "properties": {
        "title": {"$ref": "shared/common.schema.json#/$defs/title"},
        "summary": {"$ref": "shared/common.schema.json#/$defs/summary"},
        "countries": {"$ref": "shared/common.schema.json#/$defs/countries"},
        "sort_of": {"title": "Sort of permit", "description": "What for.", "examples": ["field-trial"], "type": "string",
                    "enum": ["field-trial", "import"], "x-facet": True},
        "given": {"title": "Given", "description": "When.", "examples": ["2006"], "type": "string", "format": "partial-date",
                  "maxLength": 10, "x-facet": {"name": "year", "title": "Year", "until": "ends"}},
        "ends": {"title": "Ends", "description": "Until when.", "examples": ["2007"], "type": "string", "format": "partial-date",
                 "maxLength": 10},
        "public": {"title": "Public", "description": "Whether it is public.", "examples": [True], "type": "boolean", "x-facet": "public"},
        "bodies": {"title": "Bodies", "description": "Who.", "examples": [[{"body": "norad"}]], "type": "array", "maxItems": 9,
                   "items": {"type": "object", "properties": {
                       "body": {"title": "Body", "description": "Its id.", "examples": ["norad"], "type": "string", "maxLength": 80,
                                "x-reference": {"collection": "bodies", "inverse": "Named in permits"},
                                "x-facet": ["body", {"name": "holder", "title": "Holder", "general": True, "when": {"holds": ["true"]}}]},
                       "holds": {"title": "Holds", "description": "Whether it holds it.", "examples": [True], "type": "boolean"}}}},
    },
}  # fmt: skip


def with_permits(project: Path, **changes: object) -> Path:
    schema = copy.deepcopy(PERMIT)
    schema["properties"]["sort_of"] |= changes  # type: ignore[index]
    (project / "schemas/permit.schema.json").write_text(json.dumps(schema))
    (project / "content/permits").mkdir()
    (project / "content/permits/p.md").write_text(
        "---\ntitle: Permit one\nsort_of: field-trial\ncountries: [DZ]\ngiven: 2024-03\nends: 2026\npublic: true\n"
        "bodies:\n  - {body: norad, holds: true}\n  - {body: institute, holds: false}\n---\n"
    )
    return project


def test_a_new_type_brings_its_own_facets_without_python(small):
    facets = by_name(press_of_project(with_permits(small)))
    assert facets["sort-of"] == Facet(
        "sort-of", "Sort of permit", ("permits",), (FacetValue("field-trial", "field-trial", "", 0),),
        {"permits/p.html": ("field-trial",)},
    )  # fmt: skip
    assert facets["year"].of == {"permits/p.html": ("2024", "2025", "2026")}
    assert labels(facets["public"]) == ["yes"]
    assert facets["body"].of["permits/p.html"] == ("norad", "nisir")
    assert chosen(facets["holder"], "norad") == {"permits/p.html", "bodies/norad.html"}
    assert [value.id for value in facets["holder"].values] == ["norad"]
    assert facets["holder"].types == ()
    assert facets["countries"].types == ()  # three types have it now
    assert chosen(facets["countries"], "DZ") == {"permits/p.html", "projects/second.html"}
    assert facets["type"].of["permits/p.html"] == ("permits",)


def test_listings_still_have_filters_that_lead_to_the_pages_of_concepts(small, training):
    press = press_of_project(small)
    (filters,) = _filters(press.catalogue.schemas["projects"], press)
    assert [(link.label, link.url, link.count) for link in filters.links] == [
        ("Algeria", "countries/dz.html#projects", 1),
        ("Norway", "countries/no.html#projects", 1),
        ("Zambia", "countries/zm.html#projects", 1),
    ]
    titles = [each.title for each in _filters(training.catalogue.schemas["initiatives"], training)]
    assert titles == ["Countries", "Regions", "Themes"]


@pytest.mark.parametrize(
    ("facet", "reason"),
    [
        ("Sort", "the facet “Sort” is not named in lower case"),
        ({"name": "sort_of"}, "the facet “sort_of” is not named in lower case"),
        ({"title": "Sort"}, "the facet “” is not named in lower case"),
        ("type", "the facet “type” needs another name"),
        ("q", "the facet “q” needs another name"),
        ({"name": "a", "when": {"role": ["x"]}}, "counts only when “role” says so, and there is no such field beside this one"),
        ({"name": "a", "until": "ends"}, "goes until “ends”; both have to be single dates"),
        ({"name": "year"}, "holds “years” here and “codes” at sort_of in permit.schema.json"),
        ({"name": "public"}, "holds “yes or no” here and “codes” at sort_of in permit.schema.json"),
        ({"name": "countries", "title": "A"}, ""),
    ],
)  # fmt: skip
def test_a_facet_that_cannot_work_is_told_with_file_and_reason(small, facet, reason):
    with_permits(small, **{"x-facet": facet})
    (small / "content/permits/p.md").unlink()
    faults = read_project(Project.from_config(small / "mkdocs.yml")).diagnostics
    assert [each.rule.code for each in faults] == (["CH901"] if reason else [])
    for fault in faults:
        assert fault.file == "schemas/permit.schema.json"
        assert reason in fault.message


@cache
def documents() -> dict[str, object]:
    folder = ROOT / "schemas"
    return {path.relative_to(folder).as_posix(): json.loads(path.read_text()) for path in folder.rglob("*.schema.json")}


@pytest.mark.parametrize(
    ("facet", "reason"),
    [
        ("Date", r"x-facet'\]: 'Date' does not match"),
        (5, r"x-facet'\]: 5 is not of type"),
        ([True], r"x-facet'\]\[0\]: True is not of type"),
        ([], r"x-facet'\]: \[\] should be non-empty"),
        ({"title": "No name"}, r"x-facet'\]: 'name' is a required property"),
        ({"name": "year", "unless": {}}, r"x-facet'\]: Additional properties are not allowed"),
        ({"name": "year", "until": "website"}, "goes until “website”; both have to be single dates"),
        ({"name": "year", "until": "nowhere"}, "goes until “nowhere”"),
        ({"name": "year", "title": "Years"}, "is called “Year” here and “Years” at protocol_ratified in country.schema.json"),
        ({"name": "country"}, "holds “codes” here and “years” at .*|holds “years” here and “codes” at .*"),
    ],
)  # fmt: skip
def test_the_vocabulary_and_the_schemas_themselves_refuse_what_cannot_work(facet, reason):
    changed = copy.deepcopy(documents())
    changed["country.schema.json"]["properties"]["protocol_ratified"]["x-facet"] = facet
    with pytest.raises(SchemaFault, match=rf"schema\.json: .*({reason})"):
        schemas_from(changed)


def test_a_text_that_is_not_chosen_from_a_list_is_no_facet():
    changed = copy.deepcopy(documents())
    changed["initiative.schema.json"]["properties"]["number"]["x-facet"] = True
    with pytest.raises(
        SchemaFault, match=r"initiative\.schema\.json: number: x-facet: the facet “number” can hold codes"
    ):
        schemas_from(changed)


def test_a_field_beside_a_reference_wins_over_what_is_shared():
    schemas, _ = real_types()
    provider = next(field for field in schemas["best-practices"].fields if field.name == "provider_countries")
    assert provider.facets == (FacetUse("country"),)
    assert provider.facet
    assert not next(field for field in schemas["best-practices"].fields if field.name == "notes").facet


def test_a_thousand_records_take_less_than_a_fifth_of_a_second(training):
    records = [
        replace(record, key=Key(record.key.collection, f"{record.key.id}-{number}" if number else record.key.id))
        for record in training.catalogue.records
        for number in range(14)
    ]
    press = replace(
        training, catalogue=catalogue_of(records, training.catalogue.schemas, training.catalogue.code_lists)
    )
    facets_of(press)  # views, and uses of concepts, are reckoned once for the whole site
    taken = []
    for _ in range(3):
        begin = time.process_time()
        facets_of(press)
        dates = Dates(press.catalogue)
        assert all(isinstance(dates.of(record), str) for record in press.catalogue.records)
        taken.append(time.process_time() - begin)
    assert len(records) > 1000
    assert min(taken) < 0.2  # ten times as many take 0.7 s; a busy computer is slower
