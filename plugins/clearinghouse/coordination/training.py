"""Training: how long, where, how many people, and whether people of the country lead it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clearinghouse.coordination.period import Period
from clearinghouse.coordination.situation import Situation, countries_of
from clearinghouse.core.record import Record

LONG, SHORT, UNSTATED = "long", "short", "unstated"
LENGTHS = (LONG, SHORT, UNSTATED)

_LENGTH_BY_CATEGORY = {"long-term-training": LONG, "experiential-learning": LONG, "short-course": SHORT}
"""Attachments to an institution count as long: the meeting of 2006 set both against seminars and short courses."""


@dataclass(frozen=True, slots=True)
class Training:
    """One training activity of an initiative. `trained` is a number of people, None where it is not known.

    `length` is one of long, short, unstated. `led_locally` is None where the leader, its country or the countries of
    the initiative are not known.
    """

    initiative: Record
    title: str
    category: str
    length: str
    period: Period
    duration: str
    place: str
    trained: int | None
    leader: Record | None
    led_locally: bool | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of stated numbers: `people` in `stated` of `activities`; None where no activity states any."""

    people: int | None
    stated: int
    activities: int


@dataclass(frozen=True, slots=True)
class LocalShare:
    """How many activities local organisations lead: `local` of the `known` ones, of `activities` in all."""

    local: int
    known: int
    activities: int

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, half rounded up; None without a base."""
        return (200 * self.local + self.known) // (2 * self.known) if self.known else None


def trainings(situation: Situation) -> tuple[Training, ...]:
    """Every training activity: those of a training category, and others that say how many people were trained."""
    return tuple(each for initiative in situation.initiatives for each in _trainings(initiative.record, situation))


def _trainings(initiative: Record, situation: Situation) -> Iterator[Training]:
    for each in initiative.data.get("activities", ()):
        category = each.get("category", "")
        if category not in _LENGTH_BY_CATEGORY and "trained" not in each:
            continue
        leader = situation.record("organisations", each["led_by"]) if "led_by" in each else None
        yield Training(
            initiative, each["title"], category, _LENGTH_BY_CATEGORY.get(category, UNSTATED),
            Period(each.get("start", ""), each.get("end", "")), each.get("duration", ""), each.get("place", ""),
            each.get("trained"), leader, _led_locally(leader, countries_of(initiative)),
        )  # fmt: skip


def _led_locally(leader: Record | None, countries: tuple[str, ...]) -> bool | None:
    country = leader.data.get("country") if leader else None
    return country in countries if country and countries else None


def people_trained(those: Iterable[Training]) -> Sum:
    """Add up the stated numbers. The same person may have been counted by two activities."""
    every = tuple(those)
    stated = [each.trained for each in every if each.trained is not None]
    return Sum(sum(stated) if stated else None, len(stated), len(every))


def local_share(those: Iterable[Training]) -> LocalShare:
    """Count the activities that an organisation of a beneficiary country leads."""
    every = tuple(those)
    known = [each.led_locally for each in every if each.led_locally is not None]
    return LocalShare(known.count(True), len(known), len(every))


def uses_of_biotechnology(situation: Situation) -> tuple[Record, ...]:
    """The initiatives and resources that say how biotechnology training or means serve biosafety."""
    return tuple(
        record
        for collection in ("initiatives", "resources")
        for record in situation.records(collection)
        if record.data.get("biotechnology_relevance")
    )
