"""Strategies: when each was in force, who follows it, and what ran beside it without following it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from clearinghouse.coordination.period import Period, common_days
from clearinghouse.coordination.situation import Initiative, Situation, grouped
from clearinghouse.core.dates import first_day
from clearinghouse.core.record import Key, Record

STRATEGIES = "strategies"
HOLDING = ("in-force", "interim", "under-review")
OVER = ("replaced", "ended")


@dataclass(frozen=True, slots=True)
class Beside:
    """An initiative that ran in the country of a strategy while it was in force, without following it.

    `first` and `last` are the days that they certainly have in common; `reason` is what its record gives, or empty.
    """

    initiative: Initiative
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The strategies of a country: in force on the day of the situation, of which that is not known, and others.

    `following` are its initiatives that follow any strategy of the country; `beside` those that follow none, though one
    was in force while they ran.
    """

    country: str
    in_force: tuple[Record, ...]
    uncertain: tuple[Record, ...]
    other: tuple[Record, ...]
    following: tuple[Initiative, ...]
    beside: tuple[Beside, ...]


@lru_cache(maxsize=4)  # the pages of countries and strategies and the rules ask for the same
def strategies_in(situation: Situation) -> Strategies:
    """The strategies of a situation, reckoned once."""
    return Strategies(situation)


@dataclass(frozen=True, eq=False)
class Strategies:
    """The strategies of a situation."""

    situation: Situation

    @cached_property
    def followers(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that follow each strategy, by its id."""
        return grouped(self.situation.initiatives, self.followed_by)

    @cached_property
    def _replacing(self) -> Mapping[str, tuple[Record, ...]]:
        """The strategies that took the place of each."""
        return grouped(
            self.situation.records(STRATEGIES),
            lambda each: [self.situation.current_id(STRATEGIES, each.data.get("replaces", ""))],
        )

    def followed_by(self, initiative: Initiative) -> tuple[str, ...]:
        """The ids of the strategies that an initiative follows."""
        return tuple(
            self.situation.current_id(STRATEGIES, each) for each in initiative.record.data.get("follows_strategies", ())
        )

    def in_force(self, strategy: Record) -> Period:
        """When a strategy was in force, as far as it says so; a draft never was.

        It begins on its start, or else when it was adopted; without a stated end it ends when another took its place.
        """
        data = strategy.data
        status = data.get("status", "")
        if status == "draft":
            return Period()
        start, end = str(data.get("start") or data.get("adopted", "")), str(data.get("end", ""))
        if not end:
            successors = (each.data for each in self._replacing.get(strategy.key.id, ()))
            starts = [str(each.get("start") or each.get("adopted", "")) for each in successors]
            end = min((each for each in starts if each), default="")
        return Period(start, end, running=not end and status in HOLDING)

    def is_in_force(self, strategy: Record) -> bool | None:
        """Whether a strategy is in force on the day of the situation; None where its record does not tell."""
        today, status = self.situation.today, strategy.data.get("status", "")
        period = self.in_force(strategy)
        if status in ("draft", *OVER) or (period.start and first_day(period.start) > today):
            return False
        if period.end:
            last = period.last(today)
            return None if last is None else last >= today
        return True if period.running or status in HOLDING else None

    def beside(self, strategy: Record) -> tuple[Beside, ...]:
        """What ran in its country while it was in force, and does not follow it. What has no date is not told of."""
        country, name, period = strategy.data.get("country", ""), strategy.key.id, self.in_force(strategy)
        found = []
        for each in self.situation.by_country.get(country, ()):
            days = common_days(each.period, period, self.situation.today)
            if days and name not in self.followed_by(each):
                found.append(Beside(each, *days, str(each.record.data.get("strategy_reason", ""))))
        return tuple(found)

    def coverage(self, country: str) -> Coverage:
        """What strategies a country has, and which of its initiatives follow them."""
        own = self.situation.of_country(STRATEGIES, country)
        states = {each.key: self.is_in_force(each) for each in own}
        names = {each.key.id for each in own}
        initiatives = self.situation.by_country.get(country, ())
        following = tuple(each for each in initiatives if names & set(self.followed_by(each)))
        followers = {each.key for each in following}
        beside = {each.initiative.key: each for strategy in own for each in self.beside(strategy)}
        return Coverage(
            country,
            tuple(each for each in own if states[each.key]), tuple(each for each in own if states[each.key] is None),
            tuple(each for each in own if states[each.key] is False), following,
            tuple(beside[key] for key in sorted(beside) if key not in followers),
        )  # fmt: skip

    def reports(self, strategy: Record) -> tuple[Record, ...]:
        """The progress reports on a strategy or on a monitoring framework of it, by id."""
        frameworks = self.frameworks(strategy)
        keys = {
            each.source for record in (strategy, *frameworks) for each in self.situation.catalogue.backlinks(record)
        }
        return self._records(keys, "progress-reports")

    def frameworks(self, strategy: Record) -> tuple[Record, ...]:
        """The monitoring frameworks of a strategy, by id."""
        return self._records(
            {each.source for each in self.situation.catalogue.backlinks(strategy)}, "monitoring-frameworks"
        )

    def _records(self, keys: set[Key], collection: str) -> tuple[Record, ...]:
        return tuple(self.situation.catalogue.by_key[key] for key in sorted(keys) if key.collection == collection)
