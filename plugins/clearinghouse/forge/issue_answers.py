"""From the text of an issue that was made with a form to the data of a record.

GitHub writes an issue as a heading of the third level for each question, and the answer below it. An answer can hold
headings too, even that of another question: then nobody can tell where an answer ends, and that is said, not guessed.
What an answer means is looked up and never invented: what is not understood stays as it was written, for the check to tell of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.record import BODY
from clearinghouse.core.scalar import read_plain
from clearinghouse.core.schema import Field, Schema
from clearinghouse.forge.address import numbered
from clearinghouse.forge.question import ADDRESS, Option, Question, questions_of

MAX_ISSUE_CHARACTERS = 70_000
"""GitHub takes 65,536 characters; no more than this is looked at."""
MAX_ROWS = 200
MAX_COMMAS = 5
"""That many commas a title may hold to be found between others."""

_NO_ANSWER = "_No response_"
_NOTHING_CHOSEN = "None"
"""How GitHub has also written that nothing was chosen of a menu; no menu has such an entry."""
_HEADING = "### "


class NotAForm(Exception):
    """The text is not what a form of this clearinghouse gives. The message is for the person who wrote the issue."""


@dataclass(frozen=True)
class Known:
    """What answers are looked up in: the code lists, and the titles of all records by collection and id."""

    code_lists: Mapping[str, CodeList]
    titles: Mapping[str, Mapping[str, str]]

    @cached_property
    def ids_by_title(self) -> Mapping[str, Mapping[str, str]]:
        """The ids of each collection by title in lower case; empty where several records have the same title."""
        return {collection: _ids_by_title(titles) for collection, titles in self.titles.items()}


def _ids_by_title(titles: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, title in titles.items():
        folded = title.casefold()
        found[folded] = "" if folded in found else key
    return found


@dataclass(frozen=True)
class Answered:
    """The answers of an issue: the type, the data and the text of a record, and the id that was asked for, if any."""

    schema: Schema
    data: Mapping[str, Any]
    body: str
    address: str


def record_in(text: str, schemas: Mapping[str, Schema], known: Known) -> Answered:
    """Read the answers of an issue. Of which type it is, its headings say.

    Raises NotAForm where they are those of no form, or where an answer holds the heading of a question.
    """
    if len(text) > MAX_ISSUE_CHARACTERS:
        raise NotAForm("The issue is too long to be read.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headings = {line.rstrip() for line in lines if line.startswith(_HEADING)}
    for schema in schemas.values():
        questions = questions_of(schema, known.code_lists)
        if all(_HEADING + question.label in headings for question in questions):
            return _record(schema, questions, _answers(lines, questions), known)
    raise NotAForm(
        "The headings of the form are not all there, or were changed. Open a new issue with the form, and leave its headings as they are."
    )


def _answers(lines: list[str], questions: tuple[Question, ...]) -> dict[str, str]:
    """Cut the lines at the headings of the questions; each must be there once, and in order."""
    places = []
    for question in questions:
        heading = _HEADING + question.label
        found = [index for index, line in enumerate(lines) if line.rstrip() == heading]
        if len(found) > 1:
            raise NotAForm(
                f"An answer holds the heading “{question.label}” of the form itself. Write it in another way."
            )
        places.append(found[0])
    if places != sorted(places):
        raise NotAForm(
            "The headings of the form stand in another order than in the form. Open a new issue with the form."
        )
    ends = [*places[1:], len(lines)]
    return {
        question.name: _answer("\n".join(lines[start + 1 : end]))
        for question, start, end in zip(questions, places, ends, strict=True)
    }


def _answer(text: str) -> str:
    text = text.strip()
    return "" if text == _NO_ANSWER else text


def _record(schema: Schema, questions: tuple[Question, ...], answers: Mapping[str, str], known: Known) -> Answered:
    data = {
        question.name: value
        for question in questions
        if question.field
        and (value := _value(question, question.field, answers[question.name], known)) not in ("", [], {})
    }
    body = answers[BODY]
    return Answered(schema, data, f"{body}\n" if body else "", answers[ADDRESS])


def _value(question: Question, field: Field, answer: str, known: Known) -> Any:
    """What an answer means, as data; empty text, list or group where there is none."""
    if question.options and answer == _NOTHING_CHOSEN:
        return ""
    if question.way == "menu":
        return next((each.value for each in question.options if each.text == answer), answer)
    if question.way == "menus":
        return list(islice(_chosen(answer, question.options), len(question.options) + MAX_ROWS))
    if question.way == "text":
        return answer
    if question.way == "row":
        return _group(answer, question.columns, known)
    if question.way == "rows":
        return _with_ids([_group(line, question.columns, known) for line in _items(answer)], field)
    if question.way == "items":
        return [_single(field, item, known) for item in _items(answer)]
    if question.way == "values":
        return [_single(field, item, known) for item in _values(answer, field, known)]
    return _single(field, answer, known)


def _chosen(answer: str, options: tuple[Option, ...]) -> Iterator[str | bool]:
    """Yield what was chosen of a menu; GitHub writes the choices with a comma and a space between them."""
    by_length = sorted(options, key=lambda option: -len(option.text))
    rest = answer
    while rest:
        chosen = next((each for each in by_length if rest == each.text or rest.startswith(f"{each.text}, ")), None)
        text, _, other = rest.partition(", ")
        yield chosen.value if chosen else text
        rest = rest[len(chosen.text) :].removeprefix(", ") if chosen else other


def _items(answer: str) -> list[str]:
    """The lines of a list that say something, without the hyphen or the dot that may stand before each."""
    lines = (re.sub(r"^\s*[-*•] ", "", line).strip() for line in answer.split("\n"))
    return [line for line in lines if line][:MAX_ROWS]


def _values(answer: str, field: Field, known: Known) -> list[str]:
    """The values between commas. The name of a country, or a title, may hold a comma: the longest that is known counts."""
    parts = [part.strip() for line in answer.split("\n") for part in line.split(",")]
    found: list[str] = []
    start = 0
    while start < len(parts) and len(found) < MAX_ROWS:
        most = min(len(parts) - start, MAX_COMMAS + 1)
        texts = (", ".join(parts[start : start + count]) for count in range(most, 1, -1))
        taken = next((text for text in texts if _meaning(field, text, known) is not None), parts[start])
        start += taken.count(", ") + 1
        found += [taken] if taken else []
    return found


def _single(field: Field, text: str, known: Known) -> Any:
    text = text.strip()
    meaning = _meaning(field, text, known) if text else None
    if meaning is not None:
        return meaning
    if field.kind in ("number", "integer") and text:
        value = read_plain(text)
        return text if value is None or isinstance(value, bool) else value
    if field.kind == "boolean":
        return {"yes": True, "no": False}.get(text.casefold(), text)
    return text


def _meaning(field: Field, text: str, known: Known) -> str | None:
    """The code or the id that a text means, by itself or by its label or title; None where it means none or several."""
    if field.kind == "code":
        code_list = known.code_lists[field.code_list]
        return text if text in code_list.concepts else code_list.ids_by_label.get(text.casefold())
    if field.kind == "reference" and field.reference:
        collection = field.reference.collection
        if text in known.titles.get(collection, {}):
            return text
        return known.ids_by_title.get(collection, {}).get(text.casefold()) or None
    return None


def _group(row: str, columns: tuple[Field, ...], known: Known) -> dict[str, Any]:
    """The parts of a row with bars; what is left empty is left out, and too many parts are kept in the last."""
    cells = list(_cells(row))
    if len(cells) > len(columns):
        cells = [*cells[: len(columns) - 1], " | ".join(cells[len(columns) - 1 :])]
    return {
        column.name: _single(column, cell, known)
        for column, cell in zip(columns, cells, strict=False)
        if cell
    }  # fmt: skip


def _cells(row: str) -> Iterator[str]:
    """Yield the parts of a row; a backslash takes its meaning from a bar or a backslash after it."""
    cell = ""
    characters = iter(row)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            cell += following if following in ("|", "\\") and following else character + following
        elif character == "|":
            yield cell.strip()
            cell = ""
        else:
            cell += character
    yield cell.strip()


def _with_ids(items: list[dict[str, Any]], field: Field) -> list[dict[str, Any]]:
    """Give each item of a list an id, where its type has one: made of its first words, and different from the others."""
    kept = [item for item in items if item]
    if not any(part.name == ADDRESS for part in field.fields):
        return kept
    taken: set[str] = set()
    named = []
    for item in kept:
        own = numbered(id_from_title(str(next(iter(item.values()))), 40) or field.name.replace("_", "-"), taken)
        taken.add(own)
        named.append({ADDRESS: own, **item})
    return named
