"""Meetings: their chains, what each leaves to a later one, what was agreed to be done, and who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clearinghouse.coordination.situation import ORGANISATIONS, Initiative, Situation, grouped
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Record

FORUM = "country-forum"
SETTLED = ("done", "dropped")
"""The states in which nothing more is to be done about an action or a recommendation."""
STILL_TO_DO = ("open", "in-progress", "partly")
"""The states of an action that is not finished; without any of them it is not known whether it is."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The meetings of a series in their order. `missing` are the numbers between them of which there is no record."""

    series: str
    meetings: tuple[Record, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers that no record has, up to the highest that one has."""
        numbers = {int(each.data["number"]) for each in self.meetings if "number" in each.data}
        return tuple(sorted(set(range(1, max(numbers, default=0) + 1)) - numbers))


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a meeting left to a later one. It is late where a later meeting of the series was held without it."""

    meeting: Record
    id: str
    title: str
    decided_by: str
    taken_up_at: Record | None
    is_late: bool

    @property
    def url(self) -> str:
        """Where it stands on the page of its meeting."""
        return f"{self.meeting.url}#carried_over-{self.id}"


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody agreed to do. `due` and `done_on` are partial dates, `state` a code or empty.

    It is overdue where it is known not to be finished and the last day that `due` can mean is past.
    """

    meeting: Record
    id: str
    title: str
    responsible: tuple[Record, ...]
    actor: str
    due: str
    state: str
    done_on: str
    evidence: str
    is_overdue: bool

    @property
    def url(self) -> str:
        """Where it stands on the page of its meeting."""
        return f"{self.meeting.url}#actions-{self.id}"


@dataclass(frozen=True, slots=True)
class Forum:
    """The latest country forum of a country and series. It is overdue where the next date is past and none was held since."""

    country: str
    latest: Record
    next_date: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was represented, by record or by name. `is_member` is None where no mechanism called the meeting."""

    organisation: Record | None
    name: str
    country: str
    role: str
    is_member: bool | None


def start_of(meeting: Record) -> str:
    """When a meeting began, as a partial date; empty where not known."""
    return str(meeting.data.get("start", ""))


def chains(situation: Situation) -> tuple[Chain, ...]:
    """The series of meetings: the one with most meetings first."""
    in_order = sorted(
        situation.records("meetings"), key=lambda each: (each.data.get("number", 0), start_of(each), each.key)
    )
    by_series = grouped(in_order, lambda each: [each.data["series"]] if each.data.get("series") else [])
    found = (Chain(series, meetings) for series, meetings in by_series.items())
    return tuple(sorted(found, key=lambda each: (-len(each.meetings), each.series)))


def carried_over(situation: Situation) -> tuple[CarriedOver, ...]:
    """Everything that meetings left to later ones, by meeting from the earliest."""
    meetings = sorted(situation.records("meetings"), key=lambda each: (start_of(each), each.key))
    return tuple(item for meeting in meetings for item in carried_over_from(situation, meeting))


def carried_over_from(situation: Situation, meeting: Record) -> tuple[CarriedOver, ...]:
    """What one meeting left to later ones."""
    last = situation.last_held.get(str(meeting.data.get("series", "")), "")
    return tuple(_carried(situation, meeting, item, last) for item in meeting.data.get("carried_over", ()))


def taken_up_at(situation: Situation, meeting: Record) -> tuple[CarriedOver, ...]:
    """What earlier meetings had left and this one took up."""
    sources = {each.source for each in situation.catalogue.backlinks(meeting) if each.field.name == "taken_up_at"}
    earlier = (situation.catalogue.by_key[key] for key in sorted(sources))
    items = (item for each in earlier for item in carried_over_from(situation, each))
    return tuple(item for item in items if item.taken_up_at and item.taken_up_at.key == meeting.key)


def _carried(situation: Situation, meeting: Record, item: Mapping[str, Any], last: str) -> CarriedOver:
    """`last` is when the latest meeting of the series began that has been held."""
    taken = situation.record("meetings", item.get("taken_up_at", ""))
    late = taken is None and bool(last) and start_of(meeting) < last
    return CarriedOver(meeting, item["id"], item["title"], item.get("decided_by", ""), taken, late)


def actions(situation: Situation) -> tuple[Action, ...]:
    """Everything that was agreed to be done, by meeting from the latest."""
    meetings = sorted(situation.records("meetings"), key=lambda each: (start_of(each), each.key), reverse=True)
    return tuple(action for meeting in meetings for action in actions_of(situation, meeting))


def actions_of(situation: Situation, meeting: Record) -> tuple[Action, ...]:
    """What was agreed at one meeting, in the order of its record."""
    return tuple(_action(situation, meeting, item) for item in meeting.data.get("actions", ()))


def _action(situation: Situation, meeting: Record, item: Mapping[str, Any]) -> Action:
    responsible = (situation.record("organisations", each) for each in item.get("responsible", ()))
    due, state = item.get("due", ""), item.get("state", "")
    overdue = state in STILL_TO_DO and bool(due) and situation.is_past(last_day(due))
    return Action(
        meeting, item["id"], item["title"], tuple(each for each in responsible if each), item.get("actor", ""), due, state,
        item.get("done_on", ""), item.get("evidence", ""), overdue,
    )  # fmt: skip


def forums(situation: Situation) -> tuple[Forum, ...]:
    """The latest forum of each country and series, by the date of the next."""
    held = [
        each for each in situation.records("meetings") if each.data.get("kind") == FORUM and each.data.get("country")
    ]
    held.sort(key=lambda each: (start_of(each), each.key))
    latest = {(each.data["country"], each.data.get("series", "")): each for each in held}
    found = (_forum(situation, country, meeting) for (country, _), meeting in latest.items())
    return tuple(sorted(found, key=lambda each: (each.next_date or "9999", each.country, each.latest.key)))


def _forum(situation: Situation, country: str, meeting: Record) -> Forum:
    next_date = str(meeting.data.get("next_date", ""))
    return Forum(country, meeting, next_date, bool(next_date) and situation.is_past(last_day(next_date)))


def reported_at(situation: Situation, meeting: Record) -> tuple[Initiative, ...]:
    """The initiatives that were reported at a meeting, by id."""
    return tuple(
        situation.initiative_by_id[key.id] for key in _naming(situation, meeting, "initiatives", "reported_at_meeting")
    )


def case_studies_of(situation: Situation, meeting: Record) -> tuple[Record, ...]:
    """The case studies that were presented at a meeting, by id."""
    return tuple(situation.catalogue.by_key[key] for key in _naming(situation, meeting, "case-studies", "presented_at"))


def made_at(situation: Situation, meeting: Record) -> tuple[Record, ...]:
    """The recommendations that a meeting made, by id."""
    return tuple(situation.catalogue.by_key[key] for key in _naming(situation, meeting, "recommendations", "meeting"))


def _naming(situation: Situation, record: Record, collection: str, field: str) -> list[Any]:
    """The keys of the records of a collection that name this one in a field."""
    backlinks = situation.catalogue.backlinks(record)
    return sorted(
        {each.source for each in backlinks if each.source.collection == collection and each.field.name == field}
    )


def attendance(situation: Situation, meeting: Record) -> tuple[Attendance, ...]:
    """Who was represented at a meeting, in the order of its record."""
    mechanism = situation.record("mechanisms", meeting.data.get("mechanism", ""))
    named = mechanism.data.get("members", ()) if mechanism else ()
    members = {situation.current_id(ORGANISATIONS, each["organisation"]) for each in named}
    return tuple(_attended(situation, each, members or None) for each in meeting.data.get("represented", ()))


def _attended(situation: Situation, entry: Mapping[str, Any], members: set[str] | None) -> Attendance:
    organisation = situation.record("organisations", entry.get("organisation", ""))
    country = entry.get("country", "") or (organisation.data.get("country", "") if organisation else "")
    is_member = None if members is None else organisation is not None and organisation.key.id in members
    return Attendance(organisation, entry.get("name", ""), country, entry.get("role", ""), is_member)
