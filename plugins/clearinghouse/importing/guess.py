"""A first mapping from the headings of a table, for a person to correct: what is not clear is left open, with a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.edits import inline_yaml
from clearinghouse.core.schema import EACH, Field, Schema
from clearinghouse.importing.cells import Table
from clearinghouse.importing.mapping import LINES

_SURE = 86
"""How alike a heading and a title have to be, of 100."""

_SAMPLE = 500
_IDS = ("id", "identifier", "number", "no", "code", "project number", "project id", "reference", "ref")


@dataclass(frozen=True)
class _Target:
    """What a heading may mean: a field, and the role that goes with it."""

    field: Field
    role: tuple[str, str] | None = None


def guessed_mapping(table: Table, file: str, schema: Schema, code_lists: Mapping[str, CodeList]) -> str:
    """The text of a mapping file. Every column is in it: guessed, or as a comment."""
    targets = dict(_targets(schema, code_lists))
    lines = [
        f"# A first guess from the headings of {file}. Look at every line, correct it, and delete this one.",
        "# What can be said here: contribute/importing.html on the site.",
        f"collection: {schema.collection.name}",
        f"id: {{columns: [{inline_yaml(_id_column(table))}]}}  # names a row for ever; a project number is better than a title",
        "columns:",
    ]
    taken: set[str] = set()
    left = []
    for column in table.columns:
        found = _best(column, targets)
        name = _name(found.field) if found else ""
        if found is None or (name in taken and not found.role):
            left.append(column)
            continue
        taken.add(name)
        lines.append(f"  {_quoted(column)}: {_said(found, column, table)}")
    lines.extend(f"  # {_quoted(column)}: …  # which field? Or name it under keep or ignore" for column in left)
    lines.extend(_rest(schema, taken, file))
    return "\n".join(lines) + "\n"


def _targets(schema: Schema, code_lists: Mapping[str, CodeList]) -> Iterator[tuple[str, _Target]]:
    """The fields that a single column can fill, by what a heading may call them."""
    for field in schema.all_fields:
        if field.roles:
            reference, role = field.roles
            codes = code_lists.get(role.code_list)
            for concept in codes.concepts if codes else ():
                yield codes.label(concept).casefold() if codes else concept, _Target(reference, (role.name, concept))
        if field.kind == "group" or EACH in field.path:
            continue
        parent = f"{field.path[-2]} " if len(field.path) > 1 else ""
        for name in (field.title, field.name.replace("_", " "), f"{parent}{field.title}"):
            if name == field.title and parent:
                continue
            yield name.casefold(), _Target(field)


def _best(column: str, targets: Mapping[str, _Target]) -> _Target | None:
    found = process.extractOne(column.casefold(), list(targets), scorer=fuzz.token_sort_ratio, score_cutoff=_SURE)
    return targets[found[0]] if found else None


def _name(field: Field) -> str:
    return ".".join(part for part in field.path if part != EACH)


def _said(target: _Target, column: str, table: Table) -> str:
    name = _name(target.field)
    parts = [f"field: {name}"]
    separator = _separator(column, table) if target.field.many or target.role else ""
    if separator:
        parts.append(f'split: "{separator}"')
    if target.role:
        parts.append(f"with: {{{target.role[0]}: {target.role[1]}}}")
    return f"{{{', '.join(parts)}}}" if len(parts) > 1 else name


def _separator(column: str, table: Table) -> str:
    """What seems to separate several values in the cells of a column; a comma is never guessed, since names have commas."""
    texts = [row.cells[column].text for row in table.rows[:_SAMPLE] if column in row.cells]
    for separator in (";", "|", "\n"):
        if any(separator in text for text in texts):
            return LINES if separator == "\n" else separator
    return ""


def _id_column(table: Table) -> str:
    """The first column that is called like an id and differs from row to row, else the first that differs, else the first."""
    different = [column for column in table.columns if _differs(column, table)]
    named = [
        column
        for column in different
        if process.extractOne(column.casefold(), _IDS, score_cutoff=90, scorer=fuzz.ratio)
    ]
    return (named or different or list(table.columns))[0]


def _differs(column: str, table: Table) -> bool:
    texts = [row.cells[column].text for row in table.rows if column in row.cells]
    return len(texts) == len(table.rows) and len(set(texts)) == len(texts)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _rest(schema: Schema, taken: set[str], file: str) -> Iterator[str]:
    """Lines for what every record needs and no column gives, and for what else a mapping can say."""
    if "sources" in schema.names:
        yield f"source: {{id: import, title: {inline_yaml(file)}}}  # what the file is called by who made it"
    missing = [field for field in schema.fields if field.required and field.name not in {*taken, "sources"}]
    if missing:
        yield "# Needed in every record, and in no column: say it for all of them under constants or defaults."
        yield from (f"# constants: {{{field.name}: …}}" for field in missing)
    yield "# dates: day-first  # if 03/04/2002 means 3 April; month-first if it means March 4"
    yield "# empty: [n/a, unknown]  # words that mean that nothing is known"
    yield "# keep: []  # columns that no field takes, kept in imports/ beside the records: as public as they are"
    yield "# ignore: {}  # columns that are left out, each with the reason"
