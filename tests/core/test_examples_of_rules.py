"""The examples that the page of errors shows are run: what is called wrong gives exactly that message, what is called right none."""

import json
import re
from pathlib import Path

import pytest
import yaml

from clearinghouse.core.rules import RULES
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

CASES = Path(__file__).parents[1] / "cases"
SAID = {
    "(invisible mark)": "\ufeff", "(tab)": "\t", "(no-break space)": "\u00a0", "(control character)": "\x0b",
    "(empty line)": "", "(nothing)": "", "(51 times >)": "> " * 51,
}  # fmt: skip
WHOLE_FILES = {"CH101", "CH103", "CH110", "CH111", "CH112", "CH113"}
PATHS = {"CH106", "CH107", "CH108", "CH109", "CH114", "CH115", "CH116", "CH117"}
GOOD = "---\ntitle: Training course\nstatus: ongoing\n---\n"


def text(title, **more):
    return {
        "title": title,
        "description": f"{title}.",
        "examples": ["example"],
        "type": "string",
        "maxLength": 200,
        **more,
    }


def many(title, **items):
    return {"title": title, "description": f"{title}.", "examples": [["a"]], "type": "array", "maxItems": 50,
            "items": {"type": "string", "maxLength": 200, **items}}  # fmt: skip


DATE = {"format": "partial-date", "examples": ["2006"]}
INITIATIVE = {
    "title": text("Title"),
    "summary": text("Summary"),
    "status": text("Status", examples=["ongoing"], **{"x-code-list": "statuses"}),
    "aliases": many("Old ids"),
    "id": text("Id", pattern="^[a-z0-9]+(-[a-z0-9]+)*$"),
    "countries": {**many("Countries", **{"x-code-list": "countries"}), "uniqueItems": True},
    "channel": text("Channel"),
    "start": text("Start", **DATE),
    "end": text("End", **DATE, **{"x-not-before": "start"}),
    "period": {"title": "Period", "description": "When.", "examples": [{"start": "2006"}], "type": "object",
               "additionalProperties": False, "properties": {"start": text("Start", **DATE)}},
    "pooled": {"title": "Pooled", "description": "Whether.", "examples": [True], "type": "boolean"},
    "amount": {"title": "Amount", "description": "How much.", "examples": [5], "type": "number"},
    "budget": text("Budget"),
    "money": {"title": "Money", "description": "How much.", "examples": [{"amount": 5, "currency": "USD"}], "type": "object",
              "additionalProperties": False, "properties": {
                  "amount": {"title": "Amount", "description": "How much.", "examples": [5], "type": "number"},
                  "currency": text("Currency", **{"x-code-list": "currencies"})}},
    "url": text("Address", format="uri"),
    "organisation": text("Organisation", **{"x-reference": {"collection": "organisations", "inverse": "Works in"}}),
    "needs": {"title": "Needs", "description": "What.", "examples": [[{"id": "n1"}]], "type": "array", "maxItems": 50, "items": {
        "type": "object", "additionalProperties": False, "required": ["id"], "properties": {"id": text("Id")}}},
    "lessons": many("Lessons"),
    "supports": many("Backs", **{"x-property-name": True}),
    "not_known": many("Not known", **{"x-property-name": "absent"}),
}  # fmt: skip


def schema(name, required, properties):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json", "title": name, "description": f"{name}.",
        "x-collection": {"name": name, "title": name, "description": f"{name}.", "empty": "None."},
        "type": "object", "required": required, "additionalProperties": False, "properties": properties,
    }  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A project that has every field and every file that the examples speak of."""
    files = {
        "mkdocs.yml": "site_name: Examples\ndocs_dir: content\n",
        "schemas/initiatives.schema.json": json.dumps(schema("initiatives", ["title", "status"], INITIATIVE)),
        "schemas/organisations.schema.json": json.dumps(schema("organisations", ["title"], {name: INITIATIVE[name] for name in ("title", "aliases")})),
        "schemas/notes.schema.json": json.dumps(schema("notes", [], {name: INITIATIVE[name] for name in ("title", "summary")})),
        "schemas/code-lists/statuses.yaml": "title: Statuses\nconcepts: [{id: ongoing}, {id: completed}]\n",
        "schemas/code-lists/currencies.yaml": "title: Currencies\nconcepts: [{id: USD}, {id: EUR}]\n",
        "schemas/code-lists/countries.yaml": 'title: Countries\nlabels: cldr-territories\nconcepts: [{id: ZM}, {id: "NO"}]\n',
        "content/initiatives/zm-norway.md": GOOD,
        "content/organisations/norad.md": "---\ntitle: Norad\n---\n",
        "content/organisations/dirnat.md": "---\ntitle: Directorate\naliases: [dn]\n---\n",
        "content/countries/zm.md": "# Zambia\n",
        "content/initiatives/lab.png": "",
    }  # fmt: skip
    vocabulary = Path(__file__).parents[2] / "schemas/vocabulary.schema.json"
    files["schemas/vocabulary.schema.json"] = vocabulary.read_text(encoding="utf-8")
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def lay_out(project, code, example):
    """Put the example of a rule where such a thing stands: a field in a record, a line in its text, a file, a keyword."""
    record = project / "content/initiatives/example.md"
    for said, meant in SAID.items():
        example = example.replace(said, meant)
    if code in PATHS:
        name, _, leads_away = example.partition(" → ")
        file = project / name.removesuffix(" as a file of its own")
        file.parent.mkdir(exist_ok=True)
        if leads_away:
            (project / "elsewhere.md").write_text(GOOD)
            file.symlink_to(project / "elsewhere.md")
        else:
            file.write_text(GOOD)
    elif code == "CH102":
        content = GOOD.replace("course", "cours é")
        encodings = {
            "a file saved as “Unicode” (UTF-16) or “ANSI”": ["utf-16", "latin-1"],
            "the same file saved as “UTF-8”": ["utf-8"],
        }
        for encoding in encodings[example]:
            record.with_name(f"{encoding}.md").write_bytes(content.encode(encoding))
    elif code == "CH104":
        record.write_text(GOOD + ("The report. " * 30_000 if example.startswith("the whole text") else "A summary.\n"))
    elif code == "CH901":
        changed = schema(
            "initiatives",
            ["title"],
            {**INITIATIVE, "organisation": text("Organisation", **json.loads(f"{{{example}}}"))},
        )
        (project / "schemas/initiatives.schema.json").write_text(json.dumps(changed))
    elif code in WHOLE_FILES:
        (project / "content/notes").mkdir(exist_ok=True)
        (project / "content/notes/example.md").write_text(example, encoding="utf-8")
    elif code.startswith("CH4"):
        record.write_text(f"{GOOD}\n{example}\n")
    else:
        named = set(re.findall(r"^(\w+):", example, re.MULTILINE))
        rest = {"title": "Training course", "status": "ongoing", "budget": "About 5"}
        lines = [f"{name}: {value}" for name, value in rest.items() if name not in named and code != "CH202"]
        record.write_text("\n".join(["---", *lines, example, "---", ""]), encoding="utf-8")


def codes(project):
    return [each.code for each in read_project(Project.from_config(project / "mkdocs.yml")).diagnostics]


@pytest.mark.parametrize("code", RULES)
def test_what_is_called_wrong_gives_exactly_this_message(project, code):
    lay_out(project, code, RULES[code].wrong)
    assert set(codes(project)) == {code}


@pytest.mark.parametrize("code", RULES)
def test_what_is_called_right_gives_none(project, code):
    lay_out(project, code, RULES[code].right)
    assert codes(project) == []


def test_every_code_has_a_case():
    told = {
        code
        for path in CASES.glob("*/expected.txt")
        for code in re.findall(r"\[(CH\d+)\]", path.read_text(encoding="utf-8"))
    }
    assert set(RULES) == told


def test_the_page_of_errors_shows_both_examples_of_every_code():
    from markupsafe import escape
    from tests.coordination.conftest import press_of

    from clearinghouse.pages.guide import errors_page

    root = Path(__file__).parents[2]
    reading = read_project(Project.from_config(root / "mkdocs.yml"))
    page = errors_page(press_of(reading.catalogue, reading.desk)).content
    own = [each["code"] for each in yaml.safe_load((root / "schemas/rules.yaml").read_text(encoding="utf-8"))["rules"]]
    assert re.findall(r'<h2 id="(CH\d+)"', page) == sorted([*RULES, *own])
    for rule in RULES.values():
        assert f"<code>{escape(rule.wrong)}</code>" in page, rule.code
        assert f"<code>{escape(rule.right)}</code>" in page, rule.code
