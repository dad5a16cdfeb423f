"""A record type as an issue form of GitHub: whoever has an account there can hand in a record without seeing a file.

The form keeps to what GitHub takes: labels that differ, no option “None”, at least one question. Its answers come back
as the text of an issue, which `issue_answers.py` reads. Limits and syntax: docs.github.com, “Syntax for issue forms”.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.schema import Schema
from clearinghouse.forge.question import Question, example_of, questions_of

FOLDER = ".github/ISSUE_TEMPLATE"
LABEL = "new-record"
"""The label of issues that hold a record; GitHub puts it on them if the repository has a label of this name."""

_TYPES = {"menu": "dropdown", "menus": "dropdown", "text": "textarea", "items": "textarea", "rows": "textarea"}
_NOTE = "# Made from schemas/{name}.schema.json by `clearinghouse generate`. Do not edit: change the schema.\n"


def issue_forms(schemas: Mapping[str, Schema], code_lists: Mapping[str, CodeList]) -> dict[str, str]:
    """Return the issue forms of all record types by their paths in the repository."""
    return {
        f"{FOLDER}/{collection}.yml": form_text(schema, code_lists)
        for collection, schema in sorted(schemas.items())
        if schema.fields
    }


def form_text(schema: Schema, code_lists: Mapping[str, CodeList]) -> str:
    """Return the issue form of a record type, as the text of its file."""
    form = {
        "name": f"Add a record: {schema.title}",
        "description": schema.description,
        "title": f"[{schema.title}] ",
        "labels": [LABEL],
        "body": [{"type": "markdown", "attributes": {"value": _introduction(schema)}}]
        + [_element(each) for each in questions_of(schema, code_lists)],
    }
    text = yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=120)
    return _NOTE.format(name=schema.name) + text


def _introduction(schema: Schema) -> str:
    return (
        f"Answer what your sources tell, and leave the rest empty. Your answers become the draft of a record in "
        f"`{schema.collection.name}/`, and are checked; what is wrong is told under this issue, and you can edit your answers. "
        "Everything here is public: give offices and their mailboxes, never private addresses."
    )


def _element(question: Question) -> dict[str, Any]:
    kind = _TYPES.get(question.way, "input")
    attributes: dict[str, Any] = {"label": question.label, "description": question.help}
    if kind == "dropdown":
        attributes |= {"multiple": question.way == "menus", "options": [each.text for each in question.options]}
    elif example := example_of(question):
        attributes["placeholder"] = example
    return {
        "type": kind,
        "id": question.name.replace("_", "-"),
        "attributes": attributes,
        "validations": {"required": question.required},
    }
