"""Where a record fits: what it refers to and what refers to it, under the headings that the schemas give."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from clearinghouse.core.record import Key, Record
from clearinghouse.core.reference import Reference
from clearinghouse.core.schema import FieldPath
from clearinghouse.views.facts import Facts, backing_of


class Related(msgspec.Struct, frozen=True, gc=False):
    """A record at the other end of a relation; `note` says in which way (“Funder”), `brief` what it is."""

    record: Record
    note: str
    brief: str


@dataclass(frozen=True, slots=True)
class Relation:
    """All records that stand in one relation to the one on the page; `incoming` where they refer to it."""

    heading: str
    related: tuple[Related, ...]
    incoming: bool
    sources: tuple[int, ...] = ()


def relations_of(record: Record, facts: Facts) -> tuple[Relation, ...]:
    """The relations of a record: first what it says itself, then what others say of it, each in a fixed order."""
    return (*_outgoing(record, facts), *_incoming(record, facts))


def _outgoing(record: Record, facts: Facts) -> list[Relation]:
    """Only references at the root of the record: those inside groups are shown with their group."""
    by_field: dict[FieldPath, list[Reference]] = {}
    for reference in (*facts.catalogue.references(record), *facts.catalogue.outward(record)):
        if len(reference.field.path) == 1 and reference.field.show != "no":
            by_field.setdefault(reference.field.path, []).append(reference)
    backing = backing_of(record) if by_field else {}
    return [
        Relation(
            facts.wording.translate(references[0].field.title),
            tuple(_related(facts, each.target, [each]) for each in references),
            incoming=False,
            sources=backing.get(references[0].field.name, ()),
        )
        for references in by_field.values()
    ]


def _incoming(record: Record, facts: Facts) -> list[Relation]:
    by_heading: dict[str, dict[Key, list[Reference]]] = {}
    for reference in facts.catalogue.backlinks(record):
        by_heading.setdefault(reference.inverse, {}).setdefault(reference.source, []).append(reference)
    return [
        Relation(
            facts.wording.translate(heading),
            tuple(_related(facts, key, references) for key, references in sources.items()),
            incoming=True,
        )
        for heading, sources in by_heading.items()
    ]


def _related(facts: Facts, key: Key, references: list[Reference]) -> Related:
    notes = (_note(facts, reference) for reference in references)
    note = ", ".join(dict.fromkeys(note for note in notes if note))
    other = facts.catalogue.by_key.get(key)
    if other is None:
        return Related(facts.catalogue.outside[key], note, facts.wording.translate("not in this copy"))
    return Related(other, note, facts.brief(other))


def _note(facts: Facts, reference: Reference) -> str:
    target = reference.field.reference
    assert target is not None
    if not reference.qualifier:
        return ""
    schema = facts.catalogue.schemas[reference.source.collection]
    role = schema.beside(reference.field, target.qualifier)
    return facts.wording.label(role.code_list, reference.qualifier) if role else ""
