"""Issue forms are what GitHub takes, and what is committed is what the schemas give."""

from pathlib import Path

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator

from clearinghouse.forge.issue_form import form_text, issue_forms
from clearinghouse.forge.question import questions_of
from clearinghouse.project import Project, read_types

ROOT = Path(__file__).parents[2]
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(ROOT / "mkdocs.yml"))
FORMS = {name: yaml.safe_load(form_text(schema, CODE_LISTS)) for name, schema in SCHEMAS.items()}
RULES = Draft7Validator(get_builtin_schema("vendor.github-issue-forms"))


@pytest.fixture(params=sorted(SCHEMAS))
def form(request):
    return FORMS[request.param]


def test_a_form_keeps_the_published_schema(form):
    assert [error.message for error in RULES.iter_errors(form)] == []


def test_a_form_keeps_what_github_asks_for_beyond_that(form):
    # docs.github.com, “Common validation errors when creating issue forms”
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    labels = [each["attributes"]["label"] for each in asked]
    ids = [each["id"] for each in asked]
    assert len(set(labels)) == len(labels)
    assert len(set(ids)) == len(ids)
    assert all(part.isalnum() for each in ids for part in each.split("-"))
    assert not any("password" in label.casefold() for label in labels)
    for each in asked:
        options = each["attributes"].get("options", [])
        assert len(set(options)) == len(options)
        assert all(isinstance(option, str) and option.casefold() != "none" for option in options)


def test_a_form_is_short_enough_and_asks_for_all_that_is_required(form):
    assert len(form["body"]) <= 30
    name = next(name for name, each in FORMS.items() if each is form)
    required = {field.name for field in SCHEMAS[name].fields if field.required}
    marked = {each["id"].replace("-", "_") for each in form["body"] if each.get("validations", {}).get("required")}
    assert marked == required


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_choices_in_a_row_cannot_be_taken_for_others(name):
    for question in questions_of(SCHEMAS[name], CODE_LISTS):
        texts = [option.text for option in question.options]
        assert not [(one, two) for one in texts for two in texts if one.startswith(f"{two}, ")]


def test_every_record_type_has_a_form():
    assert set(issue_forms(SCHEMAS, CODE_LISTS)) == {f".github/ISSUE_TEMPLATE/{name}.yml" for name in SCHEMAS}
