"""A field of a schema as a field of Sveltia CMS: the same names, limits and choices, so that what is saved keeps the schema.

What Sveltia cannot be told (that one date is not before another, that items are unique) stands in the hint, and the check
tells of it. The form of each field is described at https://sveltiacms.app/en/docs/fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.dates import EARLIEST, LATEST
from clearinghouse.core.record import BODY
from clearinghouse.core.schema import EACH, Field, Schema
from clearinghouse.views.wording import Wording

FieldOfEditor = dict[str, Any]
"""One entry of `fields` in Sveltia's configuration."""

LONG_TEXT = 300
"""The most characters that are still asked for in a single line."""

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
PARTIAL_DATE = f"^(19|2[01])[0-9]{{2}}(-{_MONTH}(-{_DAY})?)?$"
"""A day, a month or a year between EARLIEST and LATEST; the check knows the length of months, too."""
FULL_DATE = f"^(19|2[01])[0-9]{{2}}-{_MONTH}-{_DAY}$"
assert (EARLIEST, LATEST) == (1900, 2199)


def fields_of(schema: Schema, wording: Wording) -> list[FieldOfEditor]:
    """Return all fields of a record type in the order of its schema, which is that of the file, and its text at the end."""
    maker = _Maker(schema, wording)
    return [*(maker.field(each) for each in schema.fields), maker.body()]


def body_key(schema: Schema) -> str:
    """How Sveltia is to call the text of a record: it takes it for a field, which must not be named as another."""
    return next(name for number in count(1) if (name := BODY * number) not in schema.names)


@dataclass(frozen=True)
class _Maker:
    schema: Schema
    wording: Wording

    def body(self) -> FieldOfEditor:
        """The text of the record, as Markdown that is typed: an editor of formatted text would rewrite what it does not know."""
        say = self.wording.translate
        return {
            "name": body_key(self.schema), "label": say("Text"), "widget": "richtext", "required": False, "modes": ["raw"], "buttons": [],
            "editor_components": [],
            "hint": say("What the fields do not tell, in Markdown. An empty line begins a new paragraph."),
        }  # fmt: skip

    def field(self, field: Field) -> FieldOfEditor:
        """One field, with all that it is made of."""
        told = {"name": field.name, "label": self.wording.translate(field.title), "required": field.required}
        hint = " ".join(filter(None, self._hints(field)))
        return {**told, **self._value(field), **({"hint": hint} if hint else {})}

    def _value(self, field: Field) -> FieldOfEditor:
        value: Mapping[str, Any] = field.schema["items"] if field.many else field.schema
        if field.reference:
            chosen = {
                "widget": "relation", "collection": field.reference.collection, "value_field": "{{slug}}",
                "display_fields": ["title"], "search_fields": ["title", "{{slug}}"],
            }  # fmt: skip
            return {**chosen, **self._several(field)}
        options = self._options(field, value)
        if options:
            return {"widget": "select", "options": options, **self._several(field)}
        if field.kind == "group":
            return self._group(field)
        return self._list(field, value) if field.many else self._single(field, value)

    def _options(self, field: Field, value: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What can be chosen, if the field is a choice. Yes and no are one, too: a box that is not ticked would say no for people."""
        say = self.wording.translate
        if field.code_list:
            return self._codes(self.wording.code_lists[field.code_list])
        if field.names_property:
            named = [{"label": say(each.title), "value": each.name} for each in self.schema.fields]
            with_text = field.names_property == "present" and BODY not in self.schema.names
            return [*named, {"label": say("Text"), "value": BODY}] if with_text else named
        if field.kind == "boolean":
            return [{"label": say("yes"), "value": True}, {"label": say("no"), "value": False}]
        return [{"label": str(each), "value": each} for each in value.get("enum", ())]

    def _codes(self, code_list: CodeList) -> list[dict[str, Any]]:
        """The concepts of a code list by their labels; in its own order, unless that is the alphabet of the codes."""
        found = [{"label": code_list.label(each, self.wording.language), "value": each} for each in code_list.concepts]
        return sorted(found, key=lambda each: self.wording.sort_key(each["label"])) if code_list.labels_from else found

    def _several(self, field: Field) -> FieldOfEditor:
        return {"multiple": True, **_number_of_items(field)} if field.many else {}

    def _group(self, field: Field) -> FieldOfEditor:
        parts = [self.field(part) for part in field.fields]
        if not field.many:
            return {"widget": "object", "collapsed": False, "fields": parts}
        return {
            "widget": "list", "collapsed": "auto", "summary": _summary(field), "fields": parts, **_number_of_items(field)
        }  # fmt: skip

    def _list(self, field: Field, value: Mapping[str, Any]) -> FieldOfEditor:
        item = {"name": "item", "label": self.wording.translate(field.title), "required": True}
        return {"widget": "list", "field": {**item, **self._single(field, value)}, **_number_of_items(field)}

    def _single(self, field: Field, value: Mapping[str, Any]) -> FieldOfEditor:
        """A text, number or date that is typed."""
        if field.kind in {"number", "integer"}:
            return {"widget": "number", "value_type": "int" if field.kind == "integer" else "float", **_bounds(value)}
        lengths = {new: value[old] for old, new in _LENGTHS.items() if old in value}
        if field.kind == "date":
            return {"widget": "string", "pattern": self._pattern_of_date(value)}
        one_line = value.get("maxLength", LONG_TEXT + 1) <= LONG_TEXT or field.kind == "uri" or "pattern" in value
        pattern = value.get("pattern") or ("^https?://" if field.kind == "uri" else "")
        return {
            "widget": "string" if one_line else "text", **lengths,
            **({"pattern": [pattern, self._mistake(field)]} if pattern else {}),
        }  # fmt: skip

    def _pattern_of_date(self, value: Mapping[str, Any]) -> list[str]:
        say = self.wording.translate
        if value.get("format") == "date":
            return [FULL_DATE, say("Write a day, as in 2006-01-18.")]
        return [PARTIAL_DATE, say("Write a day, a month or a year, as in 2006-01-18, 2006-01 or 2006.")]

    def _mistake(self, field: Field) -> str:
        example = _example(field)
        told = self.wording.translate("It is not written as expected.")
        return f"{told} {self._for_example(example)}" if example else told

    def _hints(self, field: Field) -> Iterable[str]:
        say = self.wording.translate
        yield say(field.description)
        other = self.schema.beside(field, field.not_before) if field.not_before else None
        if other:
            yield say("Not before “{field}”.").format(field=say(other.title))
        example = _example(field)
        if example:
            yield self._for_example(example)

    def _for_example(self, example: str) -> str:
        return self.wording.translate("For example: {example}").format(example=example)


_LENGTHS = {"minLength": "minlength", "maxLength": "maxlength"}


def _bounds(value: Mapping[str, Any]) -> FieldOfEditor:
    return {new: value[old] for old, new in (("minimum", "min"), ("maximum", "max")) if old in value}


def _number_of_items(field: Field) -> FieldOfEditor:
    """How many items there may be. The least counts only where the field must be there: Sveltia would ask for it otherwise."""
    least = field.schema.get("minItems", 1) if field.required else 0
    most = field.schema.get("maxItems", 0)
    return {**({"min": least} if least else {}), **({"max": most} if most else {})}


def _example(field: Field) -> str:
    """The first example of a value that is typed; what is chosen shows itself."""
    if field.kind in {"group", "reference", "code", "boolean"} or field.names_property:
        return ""
    one = field.example_of_one
    return str(one) if isinstance(one, str | int | float) else ""


def _summary(field: Field) -> str:
    """What a folded item is called: by its first field that is needed, else by its first."""
    parts = [part for part in field.fields if not part.fields and not part.many]
    named = next((part for part in parts if part.name == "title"), None)
    first = named or next((part for part in parts if part.required), parts[0] if parts else None)
    return f"{{{{{first.name}}}}}" if first and EACH not in first.name else ""
