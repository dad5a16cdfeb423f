"""The form of the Biosafety Clearing-House: its names, its mandatory fields where they are known, and nothing made up."""

import json

import pytest
from jsonschema import Draft202012Validator
from tests.coordination.conftest import ROOT, TRAINING, catalogue_from
from tests.exports.test_iati import INITIATIVE

from clearinghouse.exports.bch import bch_files, initiative_form, strategy_form
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

TEXT = {"type": "string", "minLength": 1}
BY_LANGUAGE = {
    "type": "object",
    "propertyNames": {"enum": ["ar", "en", "es", "fr", "ru", "zh"]},
    "additionalProperties": TEXT,
}
LABELLED = {
    "type": "object",
    "required": ["label"],
    "properties": {"identifier": TEXT, "label": TEXT},
    "additionalProperties": False,
}
LABELLED_LIST = {"type": "array", "minItems": 1, "items": LABELLED}
NAMES = {"type": "array", "minItems": 1, "items": TEXT}
LINKS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["url"],
        "properties": {"url": TEXT, "name": TEXT},
        "additionalProperties": False,
    },
}
HEADER = {"type": "object", "required": ["identifier", "schema", "languages"], "properties": {"languages": NAMES}}
# The fields of the form, as its description in the code of the BCH names them.
INITIATIVE_FORM = Draft202012Validator(
    {
        "type": "object", "required": ["header", "title", "description", "isProjectProgramme"], "additionalProperties": False,
        "properties": {
            "header": HEADER, "uniqueIdentifier": TEXT, "title": BY_LANGUAGE, "description": BY_LANGUAGE, "projectNumber": TEXT, "status": LABELLED,
            "startDate": TEXT, "endDate": TEXT, "durationText": TEXT, "geographicScope": LABELLED, "countryRegions": NAMES, "activityScope": LABELLED,
            "isProjectProgramme": {"type": "boolean"}, "broaderProjects": NAMES, "contacts": {"type": "array", "minItems": 1},
            "coreFundingSources": NAMES, "coFinancingSources": NAMES, "implementingAgencies": NAMES, "executingAgencies": NAMES,
            "collaboratingPartners": NAMES, "categories": LABELLED_LIST, "targetGroups": LABELLED_LIST, "cpbThematicAreas": LABELLED_LIST,
            "gbfTargets": NAMES, "cbdSubjects": TEXT, "fundingSourceTypes": LABELLED_LIST, "totalBudget": TEXT, "resultsAchievements": TEXT,
            "resultsOutputs": LINKS, "bestPractices": TEXT, "projectDocument": LINKS, "relevantDocuments": LINKS, "relevantInformation": TEXT,
        },
    }
)  # fmt: skip
RESOURCE_FORM = Draft202012Validator(
    {
        "type": "object", "required": ["header", "title", "summary", "resourceTypes", "cbdSubjects"], "additionalProperties": False,
        "properties": {
            "header": HEADER, "uniqueIdentifier": TEXT, "title": BY_LANGUAGE, "summary": BY_LANGUAGE, "resourceTypes": LABELLED_LIST,
            "organizations": NAMES, "countryRegions": NAMES, "publicationDate": TEXT, "resourceLinks": LINKS, "cpbThematicAreas": LABELLED_LIST,
            "cbdSubjects": TEXT,
        },
    }
)  # fmt: skip


@pytest.mark.requirement("R37")
def test_an_initiative_fills_the_form_with_what_is_known_and_the_codes_of_the_bch():
    catalogue = catalogue_from(INITIATIVE)
    form = initiative_form(catalogue.collection("initiatives")[1], catalogue)
    assert form["uniqueIdentifier"] == "8447"
    assert form["coreFundingSources"] == ["payer"]
    assert form["geographicScope"] == {"identifier": "20B2CC6D-646D-4FD5-BD53-D652BA3FA088", "label": "National"}
    assert form["status"] == {"label": "Ongoing"}
    assert "endDate" in form
    assert "totalBudget" not in form
    bare = initiative_form(catalogue.collection("initiatives")[0], catalogue)
    assert set(bare) == {"header", "title", "description", "countryRegions", "isProjectProgramme"}


@pytest.mark.requirement("R46")
def test_a_strategy_becomes_a_resource_of_the_library():
    catalogue = catalogue_from({
        "strategies/plan": 'country: ZM\nadopted: 2003\nbch_uid: "77"\nlanguages: [en, fr]\ndocuments: [{title: Plan, url: "https://example.org/"}]',
    })  # fmt: skip
    form = strategy_form(catalogue.collection("strategies")[0], catalogue)
    assert form["uniqueIdentifier"] == "77"
    assert form["header"]["languages"] == ["en", "fr"]
    assert form["resourceLinks"] == [{"name": "Plan", "url": "https://example.org/"}]
    assert form["publicationDate"] == "2003"


@pytest.mark.requirement("R37")
@pytest.mark.parametrize("config", [ROOT / "mkdocs.yml", TRAINING], ids=["real", "training"])
def test_every_record_of_the_real_and_the_training_clearinghouse_gives_a_valid_form(config):
    catalogue = read_project(Project.from_config(config)).catalogue
    found = dict(bch_files(catalogue))
    for path, form, collection in (
        ("downloads/initiatives-bch.json", INITIATIVE_FORM, "initiatives"),
        ("downloads/strategies-bch.json", RESOURCE_FORM, "strategies"),
    ):
        records = json.loads(found[path])["records"]
        assert len(records) == len(catalogue.collection(collection)) > 1
        for record in records:
            assert [error.message for error in form.iter_errors(record)] == [], record["header"]
