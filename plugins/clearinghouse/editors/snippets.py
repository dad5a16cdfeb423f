"""Snippets for Visual Studio Code: one for each record type, which writes its front matter and goes from blank to blank.

What has to be there and what readers expect has a line each. A blank is a remark that says what belongs there
(`title: # What it is called`): typing replaces it, and one that is left is no value, so the check tells of it. Codes are
offered for choice, with the blank first, so that none is chosen by mistake.

The syntax is that of https://code.visualstudio.com/docs/editing/userdefinedsnippets (tab stops, placeholders, choices).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from clearinghouse.core.as_written import value_text
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.schema import Field, Schema

PATH = ".vscode/clearinghouse.code-snippets"
"""Where Visual Studio Code looks for the snippets of a folder."""

MOST_CHOICES = 60
"""Codes that are offered for choice; nobody looks through more, such as all countries."""

_MARK = "// Made from the schemas by `clearinghouse generate`. Do not edit it here: what you change would be lost.\n"

Blank = Callable[[str, Sequence[str]], str]
"""Makes the next blank from what belongs there and the values that are offered."""


def snippet_files(schemas: Mapping[str, Schema], code_lists: Mapping[str, CodeList]) -> dict[str, str]:
    """Return the file of snippets by its path in the project, with one snippet for each record type."""
    snippets = {
        schema.title: {
            "scope": "markdown",
            "isFileTemplate": True,
            "prefix": ["record", schema.name],
            "description": schema.description,
            "body": snippet_lines(schema, code_lists),
        }
        for schema in schemas.values()
    }
    return {PATH: _MARK + json.dumps(snippets, ensure_ascii=False, indent=2) + "\n"}


def snippet_lines(schema: Schema, code_lists: Mapping[str, CodeList]) -> list[str]:
    """The lines of the snippet of a record type, in the syntax of snippets; the last blank is that of the text."""
    numbers = count(1)

    def blank(about: str, values: Sequence[str]) -> str:
        return _tab_stop(next(numbers), f"# {about}", values)

    return ["---", *_fields(_wanted(schema.fields), blank, code_lists), "---", "", "$0"]


def _wanted(fields: Sequence[Field]) -> list[Field]:
    """What has to be there, then what readers expect, but for what others add later, such as who confirmed a record."""
    expected = [field for field in fields if field.expected and not field.required and field.show != "no"]
    return [*(field for field in fields if field.required), *expected]


def _fields(fields: Sequence[Field], blank: Blank, code_lists: Mapping[str, CodeList]) -> Iterator[str]:
    for field in fields:
        value = list(_value(field, blank, code_lists))
        if field.many:
            first, *others = value
            yield from (f"{field.name}:", f"  - {first}", *(f"    {line}" for line in others))
        elif field.fields:
            yield from (f"{field.name}:", *(f"  {line}" for line in value))
        else:
            yield f"{field.name}: {value[0]}"


def _value(field: Field, blank: Blank, code_lists: Mapping[str, CodeList]) -> Iterator[str]:
    """The lines of one value: a blank, or those of the parts of a group."""
    if field.fields:
        yield from _fields(_wanted(field.fields) or field.fields, blank, code_lists)
    else:
        yield blank(field.description, _values(field, code_lists))


def _values(field: Field, code_lists: Mapping[str, CodeList]) -> list[str]:
    """What is offered for choice, as it is written in YAML; nothing where people write freely."""
    if field.kind == "boolean":
        return ["true", "false"]
    if field.code_list:
        concepts = list(code_lists[field.code_list].concepts)
        return [value_text(each) for each in concepts] if len(concepts) <= MOST_CHOICES else []
    value = field.schema["items"] if field.many else field.schema
    return [value_text(each) for each in value.get("enum", ())]


def _tab_stop(number: int, remark: str, values: Sequence[str]) -> str:
    """A place to write something: the remark, which goes when somebody writes, or a choice that begins with it."""
    if values:
        return f"${{{number}|{','.join(_in_choice(each) for each in (remark, *values))}|}}"
    return f"${{{number}:{_in_placeholder(remark)}}}"


def _in_choice(text: str) -> str:
    """A text in a choice, where only the backslash, the comma and the vertical bar mean something."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|")


def _in_placeholder(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
