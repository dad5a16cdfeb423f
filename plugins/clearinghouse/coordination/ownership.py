"""Ownership: which initiatives a body in the country answers for, and which mechanisms were consulted."""

from __future__ import annotations

from dataclasses import dataclass

from clearinghouse.coordination.principles import accountable_bodies, owners
from clearinghouse.coordination.situation import Initiative, Situation
from clearinghouse.core.record import Record


@dataclass(frozen=True, slots=True)
class Owned:
    """An initiative with the bodies in its countries that answer for it, others that do, and the mechanisms consulted."""

    initiative: Initiative
    owners: tuple[Record, ...]
    elsewhere: tuple[Record, ...]
    consulted: tuple[Record, ...]


def ownership(situation: Situation) -> tuple[Owned, ...]:
    """Every initiative, by id."""
    return tuple(_owned(situation, each) for each in situation.initiatives)


def _owned(situation: Situation, initiative: Initiative) -> Owned:
    local = owners(situation, initiative)
    elsewhere = tuple(each for each in accountable_bodies(situation, initiative) if each not in local)
    consulted = (situation.record("mechanisms", each) for each in initiative.record.data.get("consulted", ()))
    return Owned(initiative, local, elsewhere, tuple(each for each in consulted if each))
