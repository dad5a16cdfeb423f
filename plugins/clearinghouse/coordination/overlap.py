"""Overlap and synergy: which initiatives do the same in the same place at the same time, and which could add to each other.

A pair is one entry, whatever it shares. What belongs to one programme is no pair, nor is what shares only a region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from heapq import nsmallest

import msgspec

from clearinghouse.coordination.closeness import FoundPairs, Ids, Stay, Sweep, meet_across, meet_within
from clearinghouse.coordination.needs import Answer, phase_of
from clearinghouse.coordination.period import Period, common_days
from clearinghouse.coordination.situation import INITIATIVES, ORGANISATIONS, Initiative, Situation, grouped
from clearinghouse.coordination.ties import Tie, Ties
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Record

ADJOINING_DAYS = 365
"""What began within a year after the other ended could still build on it."""
DAYS_OF_A_YEAR = 365
COMPARED_EACH = 6
"""With how many others of one country and theme an initiative is compared: those that ended last before it did."""
LISTED_EACH = 5
"""How many pairs are listed of an initiative: its best."""


class Kind(Enum):
    """What makes two initiatives a pair. Each pair has the first that fits."""

    OVERLAP = "overlap"
    """Same country, theme and time; both funders are known, and none of them is the same."""
    FUNDER_NOT_KNOWN = "funder-not-known"
    """Same country, theme and time; of one of them nobody says who pays."""
    NEED = "need"
    """Same country; one works on the theme of an assessed need that only the other addresses, at the same time or in the year after."""
    NEIGHBOURS = "neighbours"
    """Same theme in countries that touch, at the same time or in the year after; no country in common."""


class Sureness(Enum):
    """How sure the dates in common are."""

    EXACT = "exact"
    ROUNDED = "rounded"
    """They surely have days in common, but not all dates are known to the day."""
    POSSIBLE = "possible"
    """They may have days in common: the dates are too coarse to say."""


class Reason(Enum):
    """What a pair gets points for, in the order in which they are shown."""

    THEME = "theme"
    COUNTRY = "country"
    YEAR = "year"
    RUNNING = "running"
    NEED = "need"
    UNCOORDINATED = "uncoordinated"


@dataclass(frozen=True, slots=True)
class Weight:
    """Points for each time that a reason holds, and how often it counts at most."""

    points: int
    at_most: int


WEIGHTS: Mapping[Reason, Weight] = {
    Reason.THEME: Weight(1, 3),  # the more they have in common, the more there is to agree on
    Reason.COUNTRY: Weight(1, 3),  # each country in common has a government to agree with
    Reason.YEAR: Weight(1, 3),  # a short meeting in time leaves little to do together
    Reason.RUNNING: Weight(2, 1),  # only what still runs can be changed
    Reason.NEED: Weight(1, 2),  # a need shows that the work is wanted
    Reason.UNCOORDINATED: Weight(2, 1),  # where nothing is agreed yet, a coordinator is needed
}


class Points(msgspec.Struct, frozen=True, gc=False):
    """The points that a pair has for one reason, and how often the reason holds."""

    reason: Reason
    points: int
    times: int


@dataclass(frozen=True, slots=True)
class Common:
    """The days that two initiatives have in common. `start` and `end` are the partial dates that say so.

    `end` is empty where both still run: then `last` is today, or when the known end of one comes.
    """

    first: date
    last: date
    start: str
    end: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """A need that one initiative addresses, and another, which works on its theme in the same country, does not name."""

    assessment: Record
    id: str
    title: str
    theme: str
    addressed_by: Initiative
    could_help: Initiative


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two initiatives, by id, with what they share. `borders` are the countries of one that touch those of the other.

    `common` is None where one followed the other within a year.
    """

    one: Initiative
    other: Initiative
    kind: Kind
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    borders: tuple[tuple[str, str], ...]
    needs: tuple[SharedNeed, ...]
    common: Common | None
    phases: tuple[Answer, Answer]
    ties: tuple[Tie, ...]
    points: tuple[Points, ...]

    @property
    def score(self) -> int:
        """All its points."""
        return sum(each.points for each in self.points)

    @property
    def sides(self) -> tuple[Initiative, Initiative]:
        """Both initiatives, by id."""
        return self.one, self.other

    @property
    def is_coordinated(self) -> bool:
        """Whether anything says that the two are coordinated."""
        return bool(self.ties)

    def partner_of(self, initiative: Initiative) -> Initiative:
        """The other of the two."""
        return self.other if initiative.key == self.one.key else self.one


class Outside(Enum):
    """Why an initiative is compared with none. Each has the first that applies."""

    CANCELLED = "cancelled"
    NO_COUNTRY = "no-country"
    NO_THEME = "no-theme"
    NO_DATES = "no-dates"


@dataclass(frozen=True)
class Overlaps:
    """All pairs that are listed, by score and then by title.

    `not_listed` pairs were found, but are among the best of neither side; at most `not_compared` more were not looked at.
    """

    pairs: tuple[Pair, ...]
    not_listed: int
    not_compared: int
    outside: Mapping[Outside, tuple[Initiative, ...]]

    def of_kind(self, *kinds: Kind) -> tuple[Pair, ...]:
        """The pairs of some kinds, in their order."""
        return tuple(pair for pair in self.pairs if pair.kind in kinds)

    @cached_property
    def by_initiative(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each initiative, by its id."""
        return grouped(self.pairs, lambda pair: [pair.one.key.id, pair.other.key.id])

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each country: those in it, and those of it and a neighbour."""
        return grouped(
            self.pairs, lambda pair: [*pair.countries, *(code for border in pair.borders for code in border)]
        )

    @property
    def without_joint_measure(self) -> tuple[Pair, ...]:
        """The overlaps that nothing coordinates (R66)."""
        return tuple(pair for pair in self.of_kind(Kind.OVERLAP) if not pair.is_coordinated)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """An initiative with everything that pairs are judged by, looked up once."""

    initiative: Initiative
    phase: Answer
    countries: frozenset[str]
    around: frozenset[str]
    borders: frozenset[tuple[str, str]]
    """Its own countries with those that touch them."""
    themes: frozenset[str]
    funders: frozenset[str]
    paying: frozenset[str]
    """The funders and all that they are part of."""
    family: str
    """The programme at the top of all that it is part of; itself where it is part of none."""
    wide: Stay
    """From the first day that it can have begun on to the last that it can have ended on."""
    sure: Stay
    """From the last day that it can have begun on to the first that it can have ended on; may be empty."""
    named: frozenset[tuple[str, str]]
    answers: Mapping[tuple[str, str], tuple[str, frozenset[str]]]
    """The needs that it addresses, with their theme and the countries of its own that they lie in."""


@lru_cache(maxsize=4)  # the rules and the pages ask for the same
def overlaps(situation: Situation, listed_each: int = LISTED_EACH, compared_each: int = COMPARED_EACH) -> Overlaps:
    """Find all pairs. The cost grows with the number of initiatives, not with that of the pairs that there could be."""
    outside = {each.key.id: why for each in situation.initiatives if (why := _outside(each, situation))}
    inside = [each for each in situation.initiatives if each.key.id not in outside]
    judge = _Judge(situation, {each.key.id: _side(each, situation) for each in inside})
    met = _candidates(judge.sides, compared_each)
    found = {ids: judgement for ids in met.pairs if (judgement := judge.judge(ids))}
    best = _best(found, listed_each)
    pairs = sorted((judge.pair(ids, found[ids]) for ids in best), key=_rank)
    return Overlaps(
        tuple(pairs), len(found) - len(best), met.left_out,
        grouped([each for each in situation.initiatives if each.key.id in outside], lambda each: [outside[each.key.id]]),
    )  # fmt: skip


def _rank(pair: Pair) -> tuple[object, ...]:
    titles = sorted(side.record.title.casefold() for side in pair.sides)
    return -pair.score, titles, pair.one.key, pair.other.key


def _outside(initiative: Initiative, situation: Situation) -> Outside | None:
    if initiative.status == "cancelled":
        return Outside.CANCELLED
    if not initiative.countries:
        return Outside.NO_COUNTRY
    if not initiative.themes and not any(need for _, need in situation.needs_addressed(initiative.record)):
        return Outside.NO_THEME
    return None if initiative.period.known else Outside.NO_DATES


def _side(initiative: Initiative, situation: Situation) -> _Side:
    key = initiative.key.id
    countries = frozenset(initiative.countries)
    borders = frozenset((code, near) for code in countries for near in situation.neighbours(code))
    paying = frozenset(above for funder in initiative.funders for above in _lineage(ORGANISATIONS, funder, situation))
    return _Side(
        initiative, phase_of(initiative, situation), countries, frozenset(near for _, near in borders), borders, frozenset(initiative.themes),
        frozenset(initiative.funders), paying, _lineage(INITIATIVES, key, situation)[-1],
        _wide(key, initiative.period, situation.today), _sure(key, initiative.period, situation.today),
        frozenset(situation.needs_addressed(initiative.record)), dict(_answers(initiative, situation)),
    )  # fmt: skip


def _lineage(collection: str, record_id: str, situation: Situation) -> tuple[str, ...]:
    """A record and what it is part of, up to the top. Where records are part of each other in a circle, the first id is the top."""
    found: list[str] = []
    record = situation.record(collection, record_id)
    while record and record.key.id not in found:
        found.append(record.key.id)
        record = situation.record(collection, record.data.get("part_of", ""))
    return (*found, min(found[found.index(record.key.id) :])) if record else tuple(found) or (record_id,)


def _wide(key: str, period: Period, today: date) -> Stay:
    first, last = period.first, period.last(today)
    if first is None or last is None:
        raise ValueError(f"{key} has no dates")
    return Stay(key, first.toordinal(), last.toordinal())


def _sure(key: str, period: Period, today: date) -> Stay:
    first = last_day(period.start or period.end)
    started = max(today, first) if period.running else first_day(period.start or period.end)
    last = first_day(period.end) if period.end else started
    return Stay(key, first.toordinal(), last.toordinal())


def _answers(
    initiative: Initiative, situation: Situation
) -> Iterator[tuple[tuple[str, str], tuple[str, frozenset[str]]]]:
    for key in situation.needs_addressed(initiative.record):
        assessment = situation.record("needs", key[0])
        entry = _entry(assessment, key[1]) if assessment else None
        if assessment and entry and entry.get("theme"):
            areas = {assessment.data.get("country"), *assessment.data.get("regions", ())}
            own = (code for code in initiative.countries if not areas.isdisjoint((code, *situation.regions_of(code))))
            yield key, (entry["theme"], frozenset(own))


def _entry(assessment: Record, need: str) -> Mapping[str, str] | None:
    return next((entry for entry in assessment.data.get("needs", ()) if entry["id"] == need), None)


def _candidates(sides: Mapping[str, _Side], limit: int) -> FoundPairs:
    """Who is to be compared with whom: what meets in time in one country and theme, at a need, or across a border."""
    met = FoundPairs()
    working = _sweeps(sides, lambda side: ((land, theme) for land in side.countries for theme in side.themes))
    answering = _sweeps(sides, lambda side: {(land, theme) for theme, lands in side.answers.values() for land in lands})
    for sweep in working.values():
        meet_within(sweep, 0, limit, met)
    for place, sweep in answering.items():
        if place in working:
            meet_across(working[place], sweep, ADJOINING_DAYS, limit, met)
    borders = {(min(border), max(border)) for side in sides.values() for border in side.borders}
    themes = {theme for _, theme in working}
    for one, other in borders:
        for theme in themes:
            if (one, theme) in working and (other, theme) in working:
                meet_across(working[one, theme], working[other, theme], ADJOINING_DAYS, limit, met)
    return met


Place = tuple[str, str]
"""A country and a theme."""


def _sweeps(sides: Mapping[str, _Side], places: Callable[[_Side], Iterable[Place]]) -> dict[Place, Sweep]:
    stays: dict[Place, list[Stay]] = defaultdict(list)
    for side in sides.values():
        for place in places(side):
            stays[place].append(side.wide)
    return {place: Sweep(those) for place, those in stays.items()}


Judgement = tuple[Kind, tuple[int, ...], int]
"""The kind of a pair, how often each reason holds, and the points that this makes."""


class _Judge:
    """Judges pairs: of which kind they are, and how many points they have."""

    def __init__(self, situation: Situation, sides: Mapping[str, _Side]) -> None:
        self.sides = sides
        self._situation = situation
        self._ties = Ties(situation)

    def judge(self, ids: Ids) -> Judgement | None:
        """Return what two initiatives are to each other; None where they are no pair."""
        one, other = (self.sides[each] for each in ids)
        kind = _kind(one, other)
        if kind is None:
            return None
        times = self._times(one, other)
        return kind, times, _score(times)

    def _times(self, one: _Side, other: _Side) -> tuple[int, ...]:
        """How often each reason holds, in their order."""
        sure_days = min(one.sure.last, other.sure.last) - max(one.sure.first, other.sure.first) + 1
        return (
            len(one.themes & other.themes),
            len(one.countries & other.countries),
            max(0, sure_days) // DAYS_OF_A_YEAR,
            int(one.phase is other.phase is Answer.RUNNING),
            len(list(_needs_between(one, other))) if one.answers or other.answers else 0,
            int(not self._ties.is_tied(one.initiative, other.initiative)),
        )

    def pair(self, ids: Ids, judgement: Judgement) -> Pair:
        """Put together what is shown of a pair."""
        one, other = (self.sides[each] for each in ids)
        kind, times, _ = judgement
        return Pair(
            one.initiative, other.initiative, kind,
            tuple(code for code in one.initiative.countries if code in other.countries),
            tuple(code for code in one.initiative.themes if code in other.themes),
            tuple(_borders(one, other)) if kind is Kind.NEIGHBOURS else (), self._needs(one, other),
            _common(one, other, self._situation.today), (one.phase, other.phase),
            tuple(self._ties.between(one.initiative, other.initiative)),
            tuple(Points(why, _points(why, often), often) for why, often in zip(_REASONS, times, strict=True) if often),
        )  # fmt: skip

    def _needs(self, one: _Side, other: _Side) -> tuple[SharedNeed, ...]:
        found = (_shared_need(key, by, helper, self._situation) for key, by, helper in _needs_between(one, other))
        return tuple(need for need in found if need)


_REASONS = tuple(Reason)


def _borders(one: _Side, other: _Side) -> Iterator[tuple[str, str]]:
    """Yield each country of one with each of the other that it touches."""
    for code in one.initiative.countries:
        for near in other.initiative.countries:
            if (code, near) in one.borders or (near, code) in other.borders:
                yield code, near


def _points(reason: Reason, times: int) -> int:
    weight = WEIGHTS[reason]
    return weight.points * min(times, weight.at_most)


_LIMITS = tuple((WEIGHTS[reason].points, WEIGHTS[reason].at_most) for reason in _REASONS)


def _score(times: tuple[int, ...]) -> int:
    score = 0
    for (points, at_most), often in zip(_LIMITS, times, strict=True):
        score += points * min(often, at_most)
    return score


def _kind(one: _Side, other: _Side) -> Kind | None:
    if one.family == other.family:
        return None
    gap = max(one.wide.first, other.wide.first) - min(one.wide.last, other.wide.last)
    if gap > ADJOINING_DAYS:
        return None
    if one.countries.isdisjoint(other.countries):
        touch = not one.around.isdisjoint(other.countries) or not other.around.isdisjoint(one.countries)
        return Kind.NEIGHBOURS if touch and not one.themes.isdisjoint(other.themes) else None
    if gap <= 0 and not one.themes.isdisjoint(other.themes):
        if not one.funders or not other.funders:
            return Kind.FUNDER_NOT_KNOWN
        if one.paying.isdisjoint(other.funders) and other.paying.isdisjoint(one.funders):
            return Kind.OVERLAP
    return Kind.NEED if next(_needs_between(one, other), None) else None


NeedKey = tuple[str, str]
"""The ids of an assessment and of a need of it."""


def _needs_between(one: _Side, other: _Side) -> Iterator[tuple[NeedKey, _Side, _Side]]:
    """Yield each need that one side addresses and the other could help with: its key, who addresses it, who could help."""
    for by, helper in ((one, other), (other, one)):
        for key, (theme, lands) in by.answers.items():
            is_named = key in helper.named or (key[0], "") in helper.named
            if theme in helper.themes and not is_named and not lands.isdisjoint(helper.countries):
                yield key, by, helper


def _shared_need(key: NeedKey, by: _Side, helper: _Side, situation: Situation) -> SharedNeed | None:
    assessment = situation.record("needs", key[0])
    entry = _entry(assessment, key[1]) if assessment else None
    if assessment is None or entry is None:
        return None
    return SharedNeed(assessment, key[1], entry["title"], entry["theme"], by.initiative, helper.initiative)


def _common(one: _Side, other: _Side, today: date) -> Common | None:
    periods = one.initiative.period, other.initiative.period
    days = common_days(*periods, today)
    if days is None:
        return None
    first, last = days
    starts = [each.initiative.period.start for each in (one, other) if each.wide.first == first.toordinal()]
    ends = [_end(each.initiative.period) for each in (one, other) if each.wide.last == last.toordinal()]
    sure = max(one.sure.first, other.sure.first), min(one.sure.last, other.sure.last)
    if sure[0] > sure[1]:
        sureness = Sureness.POSSIBLE
    elif sure == (first.toordinal(), last.toordinal()) and all(
        each.start and (each.end or each.running) for each in periods
    ):
        sureness = Sureness.EXACT
    else:
        sureness = Sureness.ROUNDED
    return Common(first, last, _coarsest(starts) or _coarsest(ends), _coarsest(ends), sureness)


def _coarsest(dates: list[str]) -> str:
    return min(dates, key=len)


def _end(period: Period) -> str:
    """The partial date of its end: its start where no more is known, empty where it still runs."""
    return period.end or ("" if period.running else period.start)


def _best(found: Mapping[Ids, Judgement], listed_each: int) -> frozenset[Ids]:
    """The pairs that are among the best of at least one of the two."""
    of_each: dict[str, list[tuple[int, Ids]]] = defaultdict(list)
    for ids, (_, _, score) in found.items():
        entry = (-score, ids)
        of_each[ids[0]].append(entry)
        of_each[ids[1]].append(entry)
    return frozenset(ids for those in of_each.values() for _, ids in nsmallest(listed_each, those))
