"""The questions that an issue form asks about a record type: which fields, in which order, and how each is answered.

The form (`issue_form.py`) and the reading of its answers (`issue_answers.py`) both start from these questions, so they agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import BODY
from clearinghouse.core.schema import Field, Schema

MAX_QUESTIONS = 25
"""More questions than this nobody answers; what is left over can be added in the draft."""
MAX_OPTIONS = 30
"""A longer list is no menu: its codes or names are written, with commas between them."""
MAX_COLUMNS = 4
"""More parts than this, in a row of text with bars between them, are mixed up."""
MAX_LINE = 300
"""A text that may be longer than this gets a box of several lines."""

ADDRESS = "id"
"""The name of the question for the id of the record, which is no field."""


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a menu: what it says, and what that means in a record."""

    text: str
    value: str | bool


@dataclass(frozen=True, slots=True)
class Question:
    """One element of a form. `label` is unique in the form; it stands as a heading above the answer.

    `way` is how it is answered: `line` (a single value), `values` (values with commas between them), `text` (several
    lines), `items` (a list, one a line), `rows` (groups, one a line, their parts with bars between them), `row` (one such
    group), `menu` (one of `options`) or `menus` (any of them). `columns` are the parts of a row.
    """

    name: str
    label: str
    help: str
    way: str
    required: bool
    field: Field | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()


def questions_of(schema: Schema, code_lists: Mapping[str, CodeList]) -> tuple[Question, ...]:
    """Return the questions of a record type: what it must have, then what readers expect, in the order of the schema.

    The last two are the id, a single line, and the text of the record: so whatever that text holds, nothing comes after it.
    """
    chosen = _chosen(schema)
    questions = [
        _question(field, f"{number}. {field.title}", code_lists)
        for number, field in enumerate((field for field in schema.fields if field.name in chosen), 1)
    ]
    number = len(questions) + 1
    folder = f"{schema.collection.name}/"
    address = Question(
        ADDRESS, f"{number}. Short name for the address: {folder}",
        "Lower-case letters, digits and hyphens, such as training-of-officials. Left empty, it is made from the title.",
        "line", required=False,
    )  # fmt: skip
    text = Question(
        BODY, f"{number + 1}. Text of the record",
        "Whatever else should be told, in your own words. A blank line starts a paragraph, ## a heading.", "text", required=False,
    )  # fmt: skip
    return (*questions, address, text)


def _chosen(schema: Schema) -> set[str]:
    """The names of the fields that are asked for."""
    able = [field for field in schema.fields if _way(field, {})]
    needed = [field.name for field in able if field.required]
    expected = [field.name for field in able if field.expected and not field.required and field.show != "no"]
    return {*needed, *expected[: max(MAX_QUESTIONS - 2 - len(needed), 0)]}


def _question(field: Field, label: str, code_lists: Mapping[str, CodeList]) -> Question:
    options = _options(field, code_lists)
    way = _way(field, code_lists)
    columns = columns_of(field) if way in ("rows", "row") else ()
    return Question(
        field.name, label, _help(field, way, columns, code_lists), way, field.required, field, options, columns
    )


def _way(field: Field, code_lists: Mapping[str, CodeList]) -> str:
    """How a field is answered; empty where a form cannot ask for it."""
    if field.kind == "group":
        if not columns_of(field):
            return ""
        return "rows" if field.many else "row"
    if _options(field, code_lists):
        return "menus" if field.many else "menu"
    if field.many:
        return "items" if field.kind in ("text", "uri") else "values"
    is_long = field.kind == "text" and int(field.schema.get("maxLength", MAX_LINE + 1)) > MAX_LINE
    return "text" if is_long else "line"


def columns_of(field: Field) -> tuple[Field, ...]:
    """The parts of a group that stand in a row: those that it must have, then others; none where that cannot be.

    The id of an item is no column: it is made from the row.
    """
    parts = [part for part in field.fields if not (field.many and part.name == ADDRESS)]
    needed = [part for part in parts if part.required]
    simple = [part for part in parts if not part.many and part.kind != "group"]
    if not simple or len(needed) > MAX_COLUMNS or any(part not in simple for part in needed):
        return ()
    others = [part for part in simple if not part.required]
    kept = {part.name for part in (*needed, *others[: MAX_COLUMNS - len(needed)])}
    return tuple(part for part in simple if part.name in kept)


def _options(field: Field, code_lists: Mapping[str, CodeList]) -> tuple[Option, ...]:
    """The menu of a field; empty where it has none."""
    if field.kind == "boolean" and not field.many:
        return Option("Yes", value=True), Option("No", value=False)
    value = field.schema["items"] if field.many else field.schema
    if field.kind == "text" and "enum" in value:
        return _menu({str(each): str(each) for each in value["enum"]})
    code_list = code_lists.get(field.code_list)
    if code_list is None or len(code_list.concepts) > MAX_OPTIONS:
        return ()
    return _menu({concept: code_list.label(concept) for concept in code_list.concepts})


def _menu(labels: Mapping[str, str]) -> tuple[Option, ...]:
    """Options by their labels; with the code in brackets where labels alone could be mixed up in a row with commas.

    GitHub refuses an entry “None”, which is what it calls no answer.
    """
    texts = [" ".join(label.split()) for label in labels.values()]
    mixed_up = len(set(texts)) < len(texts) or any(
        text.casefold() == "none" or text.startswith(f"{other}, ") for text in texts for other in texts
    )
    return tuple(
        Option(f"{text} [{code}]" if mixed_up else text, code) for code, text in zip(labels, texts, strict=True)
    )


_ASKED = {
    "items": "One on each line.",
    "values": "With commas between them.",
    "menus": "Several can be chosen.",
}


def _help(field: Field, way: str, columns: tuple[Field, ...], code_lists: Mapping[str, CodeList]) -> str:
    """What a form says under a label: what the field is, and how an answer is written."""
    written = _ASKED.get(way, "")
    if columns:
        parts = " | ".join(part.title if part.required else f"({part.title})" for part in columns)
        written = f"{'One on each line' if way == 'rows' else 'On one line'}, with bars between the parts: {parts}"
        written += ". Parts in brackets can be left empty." if any(not part.required for part in columns) else "."
    elif field.kind == "reference":
        assert field.reference is not None
        written = f"The id or the exact title of a record of {field.reference.collection}. {written}"
    elif field.code_list and way in ("line", "values"):
        written = f"The code or the English name of each. {code_lists[field.code_list].hint} {written}"
    elif field.kind == "date":
        written = "Year-month-day, such as 2026-06-30; or only the year and the month, or the year."
    return " ".join(f"{field.description} {written}".split())


def example_of(question: Question) -> str:
    """An answer as an example, from the examples of the schema; empty for menus and where there is none."""
    field = question.field
    if field is None or not field.examples or question.options:
        return ""
    first = field.example
    values = first if isinstance(first, list) else [first]
    if question.columns:
        return "\n".join(row_of(each, question.columns) for each in values if isinstance(each, dict))
    return (", " if question.way == "values" else "\n").join(str(each) for each in values)


def row_of(item: Mapping[str, object], columns: tuple[Field, ...]) -> str:
    """A group as a row with bars; bars and backslashes in the values have a backslash before them."""
    parts = [_shown(item.get(column.name, "")) for column in columns]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def _shown(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
