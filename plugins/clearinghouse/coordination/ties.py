"""Ties: what says that two initiatives are already coordinated, and which measures of the framework would fit them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

import msgspec

from clearinghouse.coordination.joint_work import MEASURES, MeasureTaken, measures_taken
from clearinghouse.coordination.situation import INITIATIVES, Initiative, Situation
from clearinghouse.core.record import Record

MECHANISMS = "mechanisms"


class TieKind(Enum):
    """What ties two initiatives together."""

    JOINT = "joint"
    """One of them names the other as joint work."""
    RELATED = "related"
    """One of them names the other as related."""
    CONTINUES = "continues"
    """One of them goes on where the other ended."""
    CONSULTED = "consulted"
    """Both were agreed with one mechanism."""
    LINKED = "linked"
    """One mechanism names both."""
    MEASURE = "measure"
    """Funders of both, not the same, are parties to one measure: of one of the two, of a country that both work in, or of no one country."""


class Tie(msgspec.Struct, frozen=True, gc=False):
    """One tie. `record` is the mechanism, or what names the `measure` (a code); None where the two name each other."""

    kind: TieKind
    record: Record | None = None
    measure: str = ""


_NAMED_BY: Mapping[TieKind, str] = {
    TieKind.JOINT: "joint_with",
    TieKind.RELATED: "related",
    TieKind.CONTINUES: "succeeds",
}


class Ties:
    """Looks up what ties two initiatives together, whichever of them says so."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._named = {kind: _both_ways(situation, field) for kind, field in _NAMED_BY.items()}
        self._consulted = {
            each.key.id: _known(MECHANISMS, each.record, "consulted", situation) for each in situation.initiatives
        }
        self._linked = _linked(situation)
        listed = MEASURES in situation.catalogue.code_lists
        self._taken: tuple[MeasureTaken, ...] = measures_taken(situation) if listed else ()
        of_party = _of_party(self._taken)
        self._measures = {
            each.key.id: frozenset(place for funder in each.funders for place in of_party.get(funder, ()))
            for each in situation.initiatives
        }
        self._anything = {each.key.id: self._marks(each.key.id) for each in situation.initiatives}

    def _marks(self, own: str) -> frozenset[object]:
        """Marks that two initiatives have in common if anything could tie them: most have none, and that is soon seen."""
        named = ((kind, *sorted((own, other))) for kind, those in self._named.items() for other in those.get(own, ()))
        agreed = ((TieKind.CONSULTED, each) for each in self._consulted.get(own, ()))
        linked = ((TieKind.LINKED, each) for each in self._linked.get(own, ()))
        return frozenset([*named, *agreed, *linked, *self._measures[own]])

    def is_tied(self, one: Initiative, other: Initiative) -> bool:
        """Whether anything ties two initiatives together."""
        return next(self.between(one, other), None) is not None

    def between(self, one: Initiative, other: Initiative) -> Iterator[Tie]:
        """Yield what ties two initiatives together."""
        ids = one.record.key.id, other.record.key.id
        if self._anything[ids[0]].isdisjoint(self._anything[ids[1]]):
            return
        for kind, named in self._named.items():
            if ids[1] in named.get(ids[0], ()):
                yield Tie(kind)
        for kind, of in ((TieKind.CONSULTED, self._consulted), (TieKind.LINKED, self._linked)):
            for mechanism in sorted(of.get(ids[0], frozenset()) & of.get(ids[1], frozenset())):
                yield Tie(kind, self._situation.record(MECHANISMS, mechanism))
        for place in sorted(self._measures[ids[0]] & self._measures[ids[1]]):
            taken = self._taken[place]
            if _binds(taken, one, other):
                yield Tie(TieKind.MEASURE, taken.record, taken.measure)


def _binds(taken: MeasureTaken, one: Initiative, other: Initiative) -> bool:
    """Whether a measure is one of these two, or of a country that they share, and has a funder of each that is not the same."""
    parties = set(taken.parties)
    funders = (parties & set(one.funders), parties & set(other.funders))
    if not all(funders) or len(funders[0] | funders[1]) == 1:
        return False
    shared = set(one.countries) & set(other.countries)
    if taken.record.key.collection == INITIATIVES:
        return bool(shared) and taken.record.key in (one.key, other.key)
    return not taken.countries or not shared.isdisjoint(taken.countries)


def _known(collection: str, record: Record, field: str, situation: Situation) -> frozenset[str]:
    value = record.data.get(field, ())
    found = (situation.record(collection, each) for each in ([value] if isinstance(value, str) else value))
    return frozenset(each.key.id for each in found if each)


def _both_ways(situation: Situation, field: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in situation.initiatives:
        for other in _known(INITIATIVES, each.record, field, situation):
            found[each.key.id].add(other)
            found[other].add(each.key.id)
    return dict(found)


def _linked(situation: Situation) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mechanism in situation.records(MECHANISMS):
        for initiative in _known(INITIATIVES, mechanism, "linked_initiatives", situation):
            found[initiative].add(mechanism.key.id)
    return {initiative: frozenset(those) for initiative, those in found.items()}


def _of_party(taken: Iterable[MeasureTaken]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(taken):
        for party in each.parties:
            found[party].append(place)
    return {party: tuple(places) for party, places in found.items()}
