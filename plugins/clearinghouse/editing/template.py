"""A record to begin with: every field that is needed, explained, and those that readers expect as comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from clearinghouse.calling import as_called
from clearinghouse.core.canonical import canonical
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.schema import Field, Schema

_WIDTH = 100
_MAX_LISTED_CODES = 30
NOT_KNOWN = "not_known"


def template_of(
    schema: Schema, code_lists: Mapping[str, CodeList], values: Mapping[str, Any], asked_for: list[str], file: str
) -> str:
    """Return a record in the one form: the given values, a blank for each other field that is needed, and words on all of them.

    `asked_for` are fields without which a rule of coordination would be broken: they stand under `not_known` until they are given.
    `file` is where it will lie.
    """
    given = dict(values)
    later = [name for name in asked_for if name not in given]
    if later and NOT_KNOWN in schema.names:
        given[NOT_KNOWN] = list(dict.fromkeys([*given.get(NOT_KNOWN, ()), *later]))
    words = _Words(schema, code_lists)
    lines = list(words.opening(file))
    for field in schema.fields:
        if field.required or field.name in given:
            value = given.get(field.name)
            data = {field.name: with_blanks(field, value)}
            lines += words.explanation(field, waits=field.name == NOT_KNOWN and bool(later))
            lines += words.with_parts(field, canonical(data, schema.fields), value)
        elif field.expected:
            lines += words.explanation(field)
            lines += [f"# {line}" for line in _example(field, schema)]
    return "\n".join(["---", *lines, *words.closing(), "---", ""])


def with_blanks(field: Field, value: Any) -> Any:
    """Return the value of a field, with a blank (None) for whatever is needed in it and missing."""
    if not field.fields:
        return value
    if field.many:
        return [_group(field, each) for each in value or [{}]] if isinstance(value, list | None) else value
    return _group(field, value or {})


def _group(field: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    needed = {part.name: with_blanks(part, value.get(part.name)) for part in field.fields if part.required}
    return {**needed, **value, **{name: each for name, each in needed.items() if each is not None}}


def blanks_in(value: Any, name: str = "") -> Iterator[str]:
    """Yield the names of the fields that have no value, as `sources.title`."""
    if value is None:
        yield name
    elif isinstance(value, dict):
        for part, each in value.items():
            yield from blanks_in(each, f"{name}.{part}" if name else part)
    elif isinstance(value, list):
        for each in value:
            yield from blanks_in(each, name)


def _example(field: Field, schema: Schema) -> list[str]:
    """The lines of a field with its first example; of a list of groups with the first of these."""
    if not field.examples:
        return [f"{field.name}:"]
    return canonical({field.name: field.example}, schema.fields).removesuffix("\n").split("\n")


class _Words:
    """The comments of a template."""

    def __init__(self, schema: Schema, code_lists: Mapping[str, CodeList]) -> None:
        self.schema = schema
        self.code_lists = code_lists

    def opening(self, file: str) -> Iterator[str]:
        """Yield what is said at the start of the file."""
        yield from _comment(
            f"{self.schema.title}: {self.schema.description} Fill in what stands behind the colons. Lines that begin with ## are notes "
            "to you. A line that begins with one # is an example of what can be added: take the # away and give your own value. None "
            "of these lines is published; delete what you do not need. Then check the record:"
        )
        yield f"## {as_called('check', file, is_shared=True)}"

    def closing(self) -> Iterator[str]:
        """Yield what is said at the end of the front matter."""
        yield from _comment(
            f"All fields: contribute/{self.schema.collection.name}.html on the site. Below the next line comes the text, "
            "in Markdown; it may stay empty."
        )

    def explanation(self, field: Field, *, waits: bool = False) -> Iterator[str]:
        """Yield what a field is for, and what it takes."""
        about = [f"{field.title}: {field.description}", self._takes(field)]
        if waits:
            about = [
                f"{field.title}: {field.description}",
                "These are asked for: take a name out when you give the field.",
            ]
        elif field.required and not field.fields and field.examples:
            about.append(f"For example: {_inline(field.example)}")
        yield from _comment(" ".join(filter(None, about)))

    def with_parts(self, field: Field, text: str, value: Any) -> Iterator[str]:
        """Yield the lines of a field; where it is a group that still has blanks, with what its parts are for."""
        lines = text.removesuffix("\n").split("\n")
        yield lines[0]
        if field.fields and len(lines) > 1 and any(blanks_in(with_blanks(field, value))):
            for part in field.fields:
                if part.required:
                    takes = " ".join(
                        filter(None, [f"{part.name}: {part.description}", self._takes(part), _for_example(part)])
                    )
                    yield from (f"  {line}" for line in _comment(takes))
            others = [part.name for part in field.fields if not part.required]
            if others:
                yield from (f"  {line}" for line in _comment(f"It can also have: {', '.join(others)}."))
        yield from lines[1:]

    def _takes(self, field: Field) -> str:
        """A sentence on the values of a field; empty where its description says it all."""
        value = field.schema["items"] if field.many else field.schema
        if field.reference:
            return f"Write the id of a record in {field.reference.collection}: its file name without .md."
        if field.code_list:
            codes = self.code_lists[field.code_list]
            if len(codes.concepts) > _MAX_LISTED_CODES:
                return f"{codes.hint or ''} All codes: contribute/code-lists.html on the site.".strip()
            return (
                f"One of: {', '.join(codes.concepts)}." if not field.many else f"Some of: {', '.join(codes.concepts)}."
            )
        if "enum" in value:
            return f"One of: {', '.join(map(str, value['enum']))}."
        return "Write true or false." if field.kind == "boolean" else ""


def _for_example(field: Field) -> str:
    return f"For example: {_inline(field.example)}" if field.examples else ""


def _inline(value: Any) -> str:
    """A value as it would stand behind the colon of its field; a list of several lines as its first line would."""
    return canonical({"x": value}, ()).removeprefix("x:").strip().split("\n")[0]


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent="## ",
        subsequent_indent="## ",
        break_long_words=False,
        break_on_hyphens=False,
    )
