"""Examples of records for contributors: the least that passes the check, and one that says what readers expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clearinghouse.coordination.asked_for import fields_asked_for
from clearinghouse.core.as_written import front_matter_text
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.record import BODY, Key, Record
from clearinghouse.core.schema import Field, Schema, values_at
from clearinghouse.pages.page import Press

MOST_LINES = 60
"""Lines of a real record that are still read as an example."""

MOST_TRIES = 20
"""Records of a type that are looked at for an example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A record as it is written; `record` is the published one that it is of, if it is of one."""

    text: str
    record: Record | None = None


def least_example(schema: Schema, press: Press) -> Example:
    """A record to start from: the required fields, and `not_known` for what a rule asks for as an error."""
    return _made_up(schema, [field for field in schema.fields if field.required], press)


def whole_example(schema: Schema, press: Press) -> Example:
    """The published record with the most fields that is not too long; a made-up one where none is published.

    Of many records only some are looked at; where all of those are too long it is the shortest.
    """
    published = press.catalogue.collection(schema.collection.name)
    text = press.wording.translate("Here follows the text.")
    tried: list[Example] = []
    for record in sorted(published, key=lambda each: -len(each.data))[:MOST_TRIES]:
        tried.append(Example(_as_file(record, schema, text), record))
        if tried[-1].text.count("\n") < MOST_LINES:
            return tried[-1]
    if tried:
        return min(tried, key=lambda each: each.text.count("\n"))
    wanted = [field for field in schema.fields if field.required or (field.expected and field.show != "no")]
    return _made_up(schema, [field for field in wanted if _can_be_shown(field, press.catalogue)], press)


def _as_file(record: Record, schema: Schema, text: str) -> str:
    """A record as a file. Where its sources back its text, `text` stands for that: what is shown here comes from fields alone."""
    backed = (field for field in schema.naming if field.names_property == "present")
    has_text = any(name == BODY for field in backed for _, name in values_at(record.data, field.path))
    return front_matter_text(record.data, schema.fields) + (f"\n\n{text}" if has_text else "")


def _made_up(schema: Schema, fields: list[Field], press: Press) -> Example:
    """A record of the first example of each field."""
    data = {field.name: _fitting(field.example, field, press.catalogue) for field in fields if field.examples}
    asked = _asked_for(schema, data, press)
    if asked and "not_known" in schema.names:
        data["not_known"] = asked
    return Example(front_matter_text(data, schema.fields))


def _can_be_shown(field: Field, catalogue: Catalogue) -> bool:
    """Whether the records that it refers to can be there: an example must not refer to nothing."""
    return all(
        catalogue.collection(part.reference.collection)
        for part in field.walk()
        if part.reference and (part is field or part.required)
    )


def _fitting(value: Any, field: Field, catalogue: Catalogue) -> Any:
    """The example of a field with codes and ids that this clearinghouse has."""
    if isinstance(value, list):
        return [_fitting(item, field, catalogue) for item in value]
    if isinstance(value, dict):
        parts = {part.name: part for part in field.fields if _can_be_shown(part, catalogue)}
        return {name: _fitting(inner, parts[name], catalogue) for name, inner in value.items() if name in parts}
    if field.reference:
        there = catalogue.collection(field.reference.collection)
        known = Key(field.reference.collection, value) in catalogue.by_key or not there
        return value if known else there[0].key.id
    if field.code_list:
        concepts = catalogue.code_lists[field.code_list].concepts
        return value if value in concepts or not concepts else next(iter(concepts))
    return value


def _asked_for(schema: Schema, data: dict[str, Any], press: Press) -> list[str]:
    """The fields without which the record would be an error by the rules of coordination."""
    catalogue, desk = press.catalogue, press.desk
    return fields_asked_for(
        data, schema.collection.name, desk.rules, catalogue.schemas, catalogue.code_lists, desk.situation.today
    )
