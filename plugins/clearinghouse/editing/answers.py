"""What a person types for a field, as the value that is meant by it; whether it may stand there, the check says."""

from __future__ import annotations

from typing import Any

from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.scalar import CONTROL, read_plain
from clearinghouse.core.schema import Field, Schema

_YES_OR_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class NotAnAnswer(Exception):
    """What was typed leads to no field, or has a form that no value has; the message says why."""


def value_of(field: Field, text: str) -> Any:
    """Return the single value that a text means in a field: a number where it takes numbers, yes or no, else the text itself."""
    text = _readable(text).strip()
    if field.kind in ("number", "integer"):
        return read_plain(text)
    meant = value_of_yes_or_no(text) if field.kind == "boolean" else None
    return text if meant is None else meant


def value_of_yes_or_no(text: str) -> bool | None:
    """Return whether a text means yes; None where it means neither yes nor no."""
    return _YES_OR_NO.get(text.strip().casefold())


def with_setting(data: dict[str, Any], schema: Schema, setting: str) -> dict[str, Any]:
    """Return data in which a field has a value as `--set` writes it: `title=Course`, `countries=[ZM, "NO"]`, `budget.amount=5`.

    A list that is set again gets one more value. In a list of groups (`sources.title=Report`) the first group is meant.
    Raises NotAnAnswer where there is no such field, or no value.
    """
    name, equals, text = _readable(setting).partition("=")
    if not equals:
        raise NotAnAnswer(f"{quoted(setting)} sets nothing. Write it as field=value.")
    return _with_value(data, schema.fields, name.strip().split("."), text)


def _with_value(data: dict[str, Any], fields: tuple[Field, ...], path: list[str], text: str) -> dict[str, Any]:
    field = next((each for each in fields if each.name == path[0]), None)
    if field is None:
        raise NotAnAnswer(f"There is no field {quoted(path[0])}. {suggestion(path[0], [each.name for each in fields])}")
    now = data.get(field.name)
    if len(path) > 1:
        group = now[0] if isinstance(now, list) and now else now
        part = _with_value(group if isinstance(group, dict) else {}, field.fields, path[1:], text)
        return {**data, field.name: [part, *(now or [])[1:]] if field.many else part}
    if (field.many or field.fields) and text.strip()[:1] in ("[", "{"):
        value = _collection(field.name, text)
        return {**data, field.name: [value] if field.many and isinstance(value, dict) else value}
    value = value_of(field, text)
    return {**data, field.name: [*(now or []), value] if field.many else value}


def _collection(name: str, text: str) -> Any:
    """A list or group as YAML writes it on one line."""
    if CONTROL.search(text):
        raise NotAnAnswer(f"The value of {quoted(name)} has characters that cannot be seen.")
    read = read_front_matter(f"x: {text}\n", "", 1)
    if read.data is None:
        raise NotAnAnswer(f"The value of {quoted(name)} cannot be read: {read.diagnostics[-1].message}.")
    return read.data["x"]


def _readable(text: str) -> str:
    """A text in which question marks stand for what a terminal gave that is no character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def suggestion(text: str, names: list[str]) -> str:
    """Return a sentence with the name that a misspelt one most likely means, or with all of them."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for whoever mistypes

    found = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=60, processor=str.casefold)
    return f"Did you mean {quoted(found[0])}?" if found else f"There are: {', '.join(names)}."
