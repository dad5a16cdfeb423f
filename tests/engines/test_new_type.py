"""A new type of record is one schema and one folder: validation, pages, listing, references both ways and API, without Python."""

import json

from tests.engines.test_build import build

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "permit.schema.json", "title": "Permit",
    "description": "A permission that was given.",
    "x-collection": {"name": "permits", "title": "Permits", "description": "All permits.", "empty": "Permits belong here."},
    "type": "object", "required": ["title", "project"], "additionalProperties": False,
    "properties": {
        "title": {"$ref": "shared/common.schema.json#/$defs/title"},
        "summary": {"$ref": "shared/common.schema.json#/$defs/summary"},
        "project": {"title": "Given to", "description": "The project.", "examples": ["first"], "type": "string", "maxLength": 80,
                    "x-show": "both", "x-reference": {"collection": "projects", "inverse": "Permits that it has"}},
        "countries": {"$ref": "shared/common.schema.json#/$defs/countries"},
    },
}  # fmt: skip


def test_a_new_type_needs_no_python(small):
    (small / "schemas/permit.schema.json").write_text(json.dumps(SCHEMA))
    (small / "content/permits").mkdir()
    record = small / "content/permits/p1.md"
    record.write_text("---\ntitle: Permit one\nproject: frist\ncountries: [DZ]\n---\n")
    assert "error[CH302]: there is no record “frist” in projects" in build(small).stderr
    record.write_text(record.read_text().replace("frist", "first"))
    assert build(small).returncode == 0
    site = small / "site"
    assert "Permit one" in (site / "permits/index.html").read_text()
    assert 'href="../projects/first.html">First project</a>' in (site / "permits/p1.html").read_text()
    project = (site / "projects/first.html").read_text()
    assert "Permits that it has" in project
    assert 'href="../permits/p1.html">Permit one</a>' in project
    assert 'href="../permits/p1.html"' in (site / "countries/dz.html").read_text()
    assert 'href="permits/index.html"' in (site / "records.html").read_text()
    assert 'href="../permits/index.html"' in project  # it is in the navigation too
    assert "Given to" in (site / "contribute/permits.html").read_text()
    assert json.loads((site / "api/v1/permits/p1.json").read_text())["references"][0]["id"] == "first"
    assert (
        (site / "downloads/permits.csv")
        .read_text("utf-8-sig")
        .splitlines()[1]
        .startswith("p1,permits/p1.html,Permit one")
    )


def test_a_wrong_schema_is_told_with_its_file(small):
    (small / "schemas/permit.schema.json").write_text(
        json.dumps({**SCHEMA, "properties": {"x": {"$ref": "nowhere.json"}}})
    )
    result = build(small)
    assert result.returncode == 1
    assert "error[CH901]" in result.stderr
    assert "schemas/permit.schema.json" in result.stderr
