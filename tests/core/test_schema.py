"""The schemas of this project keep their own rules, and the meta-schema refuses what does not."""

import copy
import json
from pathlib import Path

import pytest

from clearinghouse.core.schema import FORMATS, SchemaFault, schemas_from, values_at, with_years_as_text
from clearinghouse.core.verdict import Verdict
from clearinghouse.project import Project, read_types

ROOT = Path(__file__).parents[2]
SCHEMAS, CODE_LISTS, FAULTS = read_types(Project.from_config(ROOT / "mkdocs.yml"))
DOCUMENTS = {
    path.relative_to(ROOT / "schemas").as_posix(): json.loads(path.read_text())
    for path in (ROOT / "schemas").rglob("*.schema.json")
}
COLLECTIONS = {
    "initiatives", "strategies", "needs", "case-studies", "best-practices", "mechanisms", "organisations", "countries", "meetings", "decisions",
    "recommendations", "progress-reports", "monitoring-frameworks", "resources",
}  # fmt: skip


def test_there_is_a_schema_for_every_collection():
    assert FAULTS == []
    assert set(SCHEMAS) == COLLECTIONS


@pytest.mark.parametrize("collection", sorted(COLLECTIONS))
def test_every_field_is_explained_bounded_and_has_valid_examples(collection):
    for field in SCHEMAS[collection].all_fields:
        where = "/".join(field.path)
        assert field.title, where
        assert field.description, where
        assert field.examples, where
        validator = Verdict(field.schema, FORMATS).validator
        for example in field.examples:
            assert list(validator.iter_errors(example)) == [], where
        if field.many:
            assert field.schema["maxItems"] <= 500, where
        if field.kind == "text":
            value = field.schema["items"] if field.many else field.schema
            assert value["maxLength"] <= 5000, where
        if field.code_list:
            codes = CODE_LISTS[field.code_list].concepts
            for example in field.examples:
                assert set(example if isinstance(example, list) else [example]) <= set(codes), where


def changed(**changes: object) -> dict[str, object]:
    documents = copy.deepcopy(DOCUMENTS)
    documents["country.schema.json"]["properties"]["protocol_ratified"].update(changes)
    return documents


@pytest.mark.parametrize(
    "changes",
    [
        {"x-refrence": {}},
        {"description": 5},
        {"x-show": "maybe"},
        {"x-reference": {"collection": "meetings"}},
        {"x-reference": {"collection": "nowhere", "inverse": "Nothing"}},
        {"$ref": "shared/nowhere.schema.json"},
    ],
)
def test_a_wrong_keyword_is_refused_with_the_name_of_the_file(changes):
    with pytest.raises(SchemaFault, match=r"country\.schema\.json"):
        schemas_from(changed(**changes))


def test_values_are_found_along_a_path_and_other_shapes_are_passed_over():
    data = {"a": [{"b": ["x", "y"]}, {"b": []}, "no group", {"c": 1}]}
    assert list(values_at(data, ("a", "*", "b"))) == [(("a", 0, "b", 0), "x"), (("a", 0, "b", 1), "y")]
    assert list(values_at({"a": 5}, ("a", "*", "b"))) == []


def test_a_bare_year_of_a_date_is_text_and_other_numbers_stay():
    data = {
        "title": "x",
        "start": 2006,
        "budget": {"amount": 2006, "currency": "EUR"},
        "activities": [{"start": 2007, "trained": 2000}],
    }
    assert with_years_as_text(data, SCHEMAS["initiatives"]) == {
        "title": "x", "start": "2006", "budget": {"amount": 2006, "currency": "EUR"}, "activities": [{"start": "2007", "trained": 2000}],
    }  # fmt: skip
