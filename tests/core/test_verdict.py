"""The quick verdict is that of jsonschema: on every record that there is, and on records that are broken at random."""

import copy
import json
import random
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from clearinghouse.core.schema import FORMATS
from clearinghouse.core.source import read_source
from clearinghouse.core.verdict import Verdict, keeps, schemas_alike
from clearinghouse.project import Project, read_rules, read_types, record_files

ROOT = Path(__file__).parents[2]
SCHEMAS, _, _ = read_types(Project.from_config(ROOT / "mkdocs.yml"))
RULES, _ = read_rules(Project.from_config(ROOT / "mkdocs.yml"))

STRANGE = (
    None, True, False, 0, 1, -1, 10**39, Decimal("1.0"), Decimal("0.5"), Decimal("1e99"), Decimal("-1e-99"), Decimal(2006),
    "", " ", "x" * 400, "😀" * 130, "٢٠٠٦", "2006", "2006-02-30", "2006-01-18\n", "NO", "https://", "http://[::1", "a b",
    "\ud800", [], [[]], {}, {"id": 1}, {"": ""}, [1, True], [1, Decimal("1.0")], ["a", "a"],
    [{"id": "a"}, {"id": "a"}], [{"id": "a"}, {"id": "b"}, {"id": "a"}],
)  # fmt: skip


def verdict_on(schema):
    return Verdict(schema, FORMATS)


def places_in(value, container=None, name=None):
    if container is not None:
        yield container, name
    for key, part in list(
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places_in(part, value, key)


def mutations(data, source):
    """Each is the record with one to three places that hold something else, hold nothing, or stand twice."""
    while True:
        changed = copy.deepcopy(data)
        for _ in range(source.randint(1, 3)):
            places = list(places_in(changed))
            if not places:
                break
            container, name = source.choice(places)
            kind = source.randrange(4)
            if kind == 0:
                container[name] = copy.deepcopy(source.choice(STRANGE))
            elif kind == 1:
                del container[name]
            elif isinstance(container, list):
                container.insert(0, copy.deepcopy(container[name]))
            else:
                container[source.choice(("unknown", "start", "sources", "url", "year"))] = copy.deepcopy(
                    container[name]
                )
        yield changed


def examples(collection):
    files = [each for each in record_files(Project.from_config(ROOT / "mkdocs.yml"), SCHEMAS) if each.key]
    return [source.data for each in files if each.key.collection == collection and (source := each.read()).data]


def test_every_schema_and_rule_of_ours_has_a_quick_verdict():
    assert all(schemas_alike(schema.resolved) for schema in SCHEMAS.values())
    assert all(schemas_alike(each.schema) for rule in RULES for each in (rule.when, rule.must) if each)


@pytest.mark.parametrize("collection", SCHEMAS)
def test_the_verdict_on_records_and_on_broken_records_is_that_of_jsonschema(collection):
    schema, records, source = SCHEMAS[collection], examples(collection), random.Random(collection)
    for data in records:
        assert schema.verdict.is_good(data) is schema.validator.is_valid(data)
    for data in random.Random(1).sample(records, min(len(records), 6)):
        for _, changed in zip(range(60), mutations(data, source), strict=False):
            assert schema.verdict.is_good(changed) is schema.validator.is_valid(changed), changed


def test_the_rules_judge_as_jsonschema_does():
    source = random.Random(2)
    for collection in SCHEMAS:
        judges = [each for rule in RULES if rule.collection == collection for each in (rule.when, rule.must) if each]
        for data in examples(collection)[:4]:
            for _, changed in zip(range(12), mutations(data, source), strict=False):
                for value in (changed, *(item for part in changed.values() if isinstance(part, list) for item in part)):
                    for judge in judges:
                        assert judge.is_good(value) is judge.validator.is_valid(value), (judge.schema, value)


def test_the_verdict_on_the_cases_is_that_of_jsonschema():
    schemas, _, _ = read_types(Project.from_config(ROOT / "tests" / "small" / "mkdocs.yml"))
    found = set()
    for path in sorted((ROOT / "tests" / "cases").glob("*/content/*/*.md")):
        data = read_source(path.read_bytes(), path.name).data
        if data is not None and path.parent.name in schemas:
            schema = schemas[path.parent.name]
            found.add(schema.verdict.is_good(data))
            assert schema.verdict.is_good(data) is schema.validator.is_valid(data), path
    assert found == {True, False}


ATOMS = [
    {"type": "integer"}, {"type": ["integer", "null"]}, {"type": "number"}, {"type": "string", "minLength": 1, "maxLength": 3},
    {"pattern": r"^\d+$"}, {"pattern": r"\w\b"}, {"pattern": "a.c"}, {"format": "date"}, {"format": "uri"}, {"format": "email"},
    {"enum": ["a", 1, True, None]}, {"const": 1}, {"const": True}, {"const": 0}, {"uniqueItems": True}, {"minItems": 2},
    {"contains": {"const": 1}}, {"contains": {"type": "object"}, "minContains": 2}, {"contains": {}, "maxContains": 1},
    {"minimum": 1, "maximum": 2006}, {"exclusiveMinimum": 0}, {"required": ["id"]},
    {"propertyNames": {"pattern": "^[a-z]+$"}}, {"minProperties": 1}, {"additionalProperties": False, "properties": {"id": {"type": "string"}}},
]  # fmt: skip


@pytest.mark.parametrize(
    "schema", [*ATOMS, *({"not": atom} for atom in ATOMS), {"anyOf": ATOMS[:3]}, {"oneOf": ATOMS[9:14]}], ids=str
)
def test_each_keyword_means_the_same_to_both(schema):
    verdict = verdict_on(schema)
    assert schemas_alike(schema)
    for value in (*STRANGE, "abc", "a\rc", "123", "1\n", "²", "né", ["b", 1], {"ID": 1}, {"id": "x"}, 2.0, 1.5):
        assert verdict.is_good(value) is verdict.validator.is_valid(value), value


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/x", "$defs": {"x": {}}}, {"patternProperties": {"^x": {}}}, {"multipleOf": 2}, {"minimum": 0.1},
        {"enum": [0.1]}, {"const": {}}, {"items": {"unevaluatedItems": False}}, {"allOf": [{"anyOf": [{"maximum": 0.1}]}]},
    ],
    ids=str,
)  # fmt: skip
def test_what_the_two_may_read_differently_is_left_to_jsonschema(schema):
    assert not schemas_alike(schema)
    assert verdict_on(schema)._quick is None


def test_the_vocabulary_finds_fault_quickly_with_what_jsonschema_finds_fault_with():
    vocabulary = json.loads((ROOT / "schemas" / "vocabulary.schema.json").read_text(encoding="utf-8"))
    judge, source = jsonschema.Draft202012Validator(vocabulary), random.Random(3)
    for schema in SCHEMAS.values():
        assert keeps(vocabulary, schema.document)
        for _, changed in zip(range(3), mutations(dict(schema.document), source), strict=False):
            if keeps(vocabulary, _json_of(changed)):
                assert judge.is_valid(_json_of(changed))


def _json_of(value):
    """As read from a file: floats, and no text that is none."""
    return json.loads(json.dumps(value, default=float).replace("\\ud800", "?"))
