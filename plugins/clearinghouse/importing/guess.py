"""A first mapping from the headings of a table, for a person to correct: what is not clear is left open, with a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
_WORD = re.compile(r"[^\W_]+")
_IDS = ("id", "identifier", "number", "no", "code", "project number", "project id", "reference", "ref")


@dataclass(frozen=True)
class _Target:
    """What a heading may mean: a field, and the role that goes with it."""

    field: Field
    role: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The field as a mapping names it: with a point before each part."""
        return ".".join(part for part in self.field.path if part != EACH)


@dataclass(frozen=True)
class _Guess:
    """What a column seems to mean, and whether it is called just so."""

    target: _Target
    is_sure: bool


def guessed_mapping(table: Table, file: str, schema: Schema, code_lists: Mapping[str, CodeList]) -> str:
    """The text of a mapping file. Every column is in it: guessed, or as a comment."""
    found = _found_for(table.columns, dict(_targets(schema, code_lists)))
    lines = [
        f"# A first guess from the headings of {file}. Look at every line, correct it, and delete this one.",
        "# What can be said here: contribute/importing.html on the site.",
        f"collection: {schema.collection.name}",
        f"id: {{columns: [{inline_yaml(_id_column(table))}]}}  # names a row for ever; a project number is better than a title",
        "columns:",
    ]
    for column, guess in found.items():
        doubt = "" if guess.is_sure else "  # from a part of the heading only"
        lines.append(f"  {_quoted(column)}: {_said(guess.target, column, table)}{doubt}")
    left = [column for column in table.columns if column not in found]
    lines.extend(f"  # {_quoted(column)}: …  # which field? Or name it under keep or ignore" for column in left)
    lines.extend(_rest(schema, {each.target.name for each in found.values()}, file))
    return "\n".join(lines) + "\n"


def _found_for(columns: Sequence[str], targets: Mapping[str, _Target]) -> dict[str, _Guess]:
    """What columns seem to mean, in their order. No two fill a field, but where it takes several with a role for each."""
    found: dict[str, _Guess] = {}
    for look, is_sure in ((_called_so, True), (_called_in_part, False)):  # what is surer has the first choice
        for column in columns:
            taken = {each.target.name for each in found.values() if not each.target.role}
            left = {name: each for name, each in targets.items() if each.name not in taken}
            if column not in found and (target := look(column, left)):
                found[column] = _Guess(target, is_sure)
    return {column: found[column] for column in columns if column in found}


def _targets(schema: Schema, code_lists: Mapping[str, CodeList]) -> Iterator[tuple[str, _Target]]:
    """The fields that a single column can fill, by what a heading may call them; what is surer comes last."""
    named = list(_by_name(schema, code_lists))
    yield from ((name, target) for is_own, name, target in named if not is_own)
    yield from ((name, target) for is_own, name, target in named if is_own)


def _by_name(schema: Schema, code_lists: Mapping[str, CodeList]) -> Iterator[tuple[bool, str, _Target]]:
    """The same in the order of the schema, with whether it is their own name or one that others give them."""
    for field in schema.all_fields:
        if field.roles:
            yield from _roles_of(*field.roles, code_lists)
        if EACH in field.path or (field.kind == "group" and field.many):
            continue
        filled = _filled(field)
        if filled is None:
            continue
        parent = f"{field.path[-2]} " if len(field.path) > 1 else ""
        own = (f"{parent}{field.title}", field.name.replace("_", " "))
        codes = code_lists.get(field.code_list)
        others = (*field.also, *((codes.noun,) if codes else ()))
        yield from ((True, name.casefold(), _Target(filled)) for name in own)
        yield from ((False, name.casefold(), _Target(filled)) for name in others)


def _roles_of(reference: Field, role: Field, code_lists: Mapping[str, CodeList]) -> Iterator[tuple[bool, str, _Target]]:
    """A reference by the names of each role that it can have: a column of donors, another of partners."""
    codes = code_lists.get(role.code_list)
    if codes is None:
        return
    for concept in codes.concepts.values():
        target = _Target(reference, (role.name, concept.id))
        yield True, codes.label(concept.id).casefold(), target
        yield from ((False, each.casefold(), target) for each in concept.also)


def _filled(field: Field) -> Field | None:
    """What a column fills that is called like a field: of a group, such as a sum of money, the first part that it needs."""
    if field.kind != "group":
        return field
    return next((part for part in field.fields if part.required and part.kind != "group" and not part.many), None)


def _called_so(column: str, targets: Mapping[str, _Target]) -> _Target | None:
    """What is called like a heading, but for a letter or the order of words."""
    found = process.extractOne(column.casefold(), list(targets), scorer=fuzz.token_sort_ratio, score_cutoff=_SURE)
    return targets[found[0]] if found else None


def _called_in_part(column: str, targets: Mapping[str, _Target]) -> _Target | None:
    """What has all words of its name in a heading, such as “Budget (USD)”; nothing where two things have as many."""
    words = set(_WORD.findall(column.casefold()))
    inside = {name: len(_WORD.findall(name)) for name in targets if words.issuperset(_WORD.findall(name) or [""])}
    most = max(inside.values(), default=0)
    found = [targets[name] for name, count in inside.items() if count == most]
    return found[0] if len({(each.name, each.role) for each in found}) == 1 else None


def _said(target: _Target, column: str, table: Table) -> str:
    parts = [f"field: {target.name}"]
    separator = _separator(column, table) if target.field.many or target.role else ""
    if separator:
        parts.append(f'split: "{separator}"')
    if target.role:
        parts.append(f"with: {{{target.role[0]}: {target.role[1]}}}")
    return f"{{{', '.join(parts)}}}" if len(parts) > 1 else target.name


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
