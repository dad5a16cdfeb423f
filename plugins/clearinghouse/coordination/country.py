"""A country: how far its process of coordination is, which strategy holds, what was reported, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from clearinghouse.coordination.contacts import NATIONAL_CONTACT
from clearinghouse.coordination.mechanisms import NATIONAL
from clearinghouse.coordination.meetings import SETTLED
from clearinghouse.coordination.needs import assessments_of
from clearinghouse.coordination.progress import last_of_each
from clearinghouse.coordination.situation import Initiative, Situation
from clearinghouse.coordination.strategies import OVER, strategies_in
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Key, Record

EVIDENCE: Mapping[str, str] = {
    "situation-analysis": "needs",
    "needs-assessment": "needs",
    "strategy": "strategies",
    "strategy-published": "strategies",
    "mechanism": "mechanisms",
    "steering-group": "mechanisms",
    "monitoring": "monitoring-frameworks",
    "progress-report": "progress-reports",
}
"""By step of the country process: the collection whose records show that it was taken."""

ABOUT_A_COUNTRY = (
    "countries", "initiatives", "strategies", "needs", "mechanisms", "progress-reports", "monitoring-frameworks",
)  # fmt: skip
"""The collections that make a country one that works on its capacity; others may only name it as a place."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the country process. `date` (partial) and `note` are as the country's record says them, or empty.

    `said` tells whether that record names the step at all; `records` are what else shows it.
    """

    step: str
    said: bool
    date: str
    note: str
    records: tuple[Record, ...]

    @property
    def is_taken(self) -> bool:
        """Whether it is known to have been taken."""
        return self.said or bool(self.records)


class Force(Enum):
    """Whether a strategy holds on the day of the situation. In order, the one that is named first."""

    HOLDS = "in-force"
    UNCLEAR = "unclear"
    """It was adopted; nobody says whether it still holds."""
    COMING = "coming"
    """It is a draft, or begins later."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to happen in a country: on a partial date, of a kind (a key such as `review`), as a record says."""

    date: str
    kind: str
    record: Record
    text: str = ""


def record_of(country: str, situation: Situation) -> Record | None:
    """The record of a country itself."""
    return situation.catalogue.by_key.get(Key("countries", country.lower()))


def is_at_work(country: str, situation: Situation) -> bool:
    """Whether anything tells of capacity-building in a country, beyond a meeting held there or an organisation at home there."""
    return record_of(country, situation) is not None or any(
        situation.of_country(name, country) for name in ABOUT_A_COUNTRY
    )


def process_of(country: str, situation: Situation) -> tuple[Step, ...]:
    """All steps of the country process in their usual order, with what is known of each."""
    record = record_of(country, situation)
    said = {entry["step"]: entry for entry in record.data.get("process_steps", ())} if record else {}
    listed = situation.catalogue.code_lists.get("process-steps")
    return tuple(_step(step, said.get(step), country, situation) for step in (listed.concepts if listed else ()))


def _step(step: str, said: Mapping[str, str] | None, country: str, situation: Situation) -> Step:
    entry = said or {}
    return Step(
        step, said is not None, entry.get("date", ""), entry.get("note", ""), tuple(_shown_by(step, country, situation))
    )


def _shown_by(step: str, country: str, situation: Situation) -> Iterator[Record]:
    if step == "contact-point":
        yield from _naming_a_contact(country, situation)
    for record in situation.of_country(EVIDENCE.get(step, ""), country):
        if _shows(step, record):
            yield record


def _shows(step: str, record: Record) -> bool:
    """Whether a record of the right kind also says what the step asks for."""
    data = record.data
    if step == "situation-analysis":
        return bool(data.get("situation"))
    if step == "strategy-published":
        return bool(data.get("bch_uid") or data.get("documents"))
    if step == "progress-report":
        return "initiative" not in data
    if step == "mechanism":
        return data["kind"] in NATIONAL
    return step != "steering-group" or (data["kind"] in NATIONAL and bool(data.get("members")))


def _naming_a_contact(country: str, situation: Situation) -> Iterator[Record]:
    own = record_of(country, situation)
    for record in (*([own] if own else []), *situation.of_country("mechanisms", country)):
        named = (*record.data.get("focal_points", ()), *record.data.get("contacts", ()))
        if any(each["role"] == NATIONAL_CONTACT for each in named):
            yield record


def next_step(steps: tuple[Step, ...]) -> Step | None:
    """The first step in the usual order that is not known to have been taken; None where all were."""
    return next((step for step in steps if not step.is_taken), None)


def last_step(steps: tuple[Step, ...]) -> Step | None:
    """The furthest step that was taken, in the usual order; None where none is known."""
    return next((step for step in reversed(steps) if step.is_taken), None)


def force_of(strategy: Record, situation: Situation) -> Force:
    """Whether a strategy holds, as `Strategies` tells it; what is not in force is a draft, begins later, or is over."""
    strategies = strategies_in(situation)
    holds = strategies.is_in_force(strategy)
    if holds is not False:
        return Force.UNCLEAR if holds is None else Force.HOLDS
    start = strategies.in_force(strategy).start
    is_ahead = bool(start) and first_day(start) > situation.today and strategy.data.get("status") not in OVER
    return Force.COMING if strategy.data.get("status") == "draft" or is_ahead else Force.OVER


def strategies_of(country: str, situation: Situation) -> tuple[tuple[Record, Force], ...]:
    """The strategies of a country: what holds first, then the newest first."""
    order = list(Force)
    newest = sorted(situation.of_country("strategies", country), key=_begun, reverse=True)
    found = [(record, force_of(record, situation)) for record in newest]
    return tuple(sorted(found, key=lambda pair: order.index(pair[1])))


def _begun(record: Record) -> str:
    return str(record.data.get("adopted") or record.data.get("start", ""))


def reports_of(country: str, situation: Situation) -> tuple[Record, ...]:
    """The progress reports of a country and of the initiatives that name it, the newest first."""
    found = {record.key: record for record in situation.of_country("progress-reports", country)}
    for initiative in situation.by_country.get(country, ()):
        for reference in situation.catalogue.backlinks(initiative.record):
            if reference.source.collection == "progress-reports":
                found[reference.source] = situation.catalogue.by_key[reference.source]
    in_order = (found[key] for key in sorted(found))
    return tuple(sorted(in_order, key=published_on, reverse=True))


def published_on(report: Record) -> str:
    """When a report came out, or else the end of what it is about; empty where neither is known."""
    return str(report.data.get("published") or report.data.get("period", {}).get("end", ""))


def reached_by_region(country: str, situation: Situation) -> tuple[tuple[Initiative, str], ...]:
    """The initiatives that name no country but a region that this one lies in, each with the smallest such region."""
    found: dict[Key, tuple[Initiative, str]] = {}
    for region in situation.regions_of(country):
        for initiative in situation.by_region.get(region, ()):
            found.setdefault(initiative.key, (initiative, region))
    return tuple(found.values())


def mainstreaming_of(country: str, situation: Situation) -> tuple[tuple[Record, Mapping[str, Any]], ...]:
    """The instruments of national policy that biosafety is part of, by the record of the country or of a strategy that says so."""
    record = record_of(country, situation)
    records = [*([record] if record else []), *situation.of_country("strategies", country)]
    return tuple((each, entry) for each in records for entry in each.data.get("mainstreaming", ()))


def coming(country: str, situation: Situation) -> tuple[Due, ...]:
    """What is to happen in a country from the day of the situation on, the next first; a partial date counts until it is over."""
    found = [due for due in _dues(country, situation) if due.date and last_day(due.date) >= situation.today]
    return tuple(sorted(found, key=lambda due: (first_day(due.date), due.kind, due.record.key, due.text)))


def _dues(country: str, situation: Situation) -> Iterator[Due]:
    for meeting in situation.of_country("meetings", country):
        yield Due(str(meeting.data.get("start", "")), "meeting", meeting)
        yield Due(str(meeting.data.get("next_date", "")), "next-meeting", meeting)
        for action in meeting.data.get("actions", ()):
            if action.get("state") not in SETTLED:
                yield Due(action.get("due", ""), "action", meeting, action["title"])
    for name in ("needs", "mechanisms", "monitoring-frameworks"):
        for record in situation.of_country(name, country):
            yield Due(str(record.data.get("review_due", "")), "review", record)
    for report in last_of_each(reports_of(country, situation), situation):
        yield Due(str(report.data.get("next_due", "")), "report", report)
    for strategy, force in strategies_of(country, situation):
        if force is not Force.OVER:
            yield Due(str(strategy.data.get("end", "")), "end", strategy)
            for target in strategy.data.get("targets", ()):
                yield Due(target.get("due", ""), "target", strategy, target["text"])
    for initiative in situation.by_country.get(country, ()):
        yield Due(initiative.period.start, "start", initiative.record)
        yield Due(initiative.period.end, "end", initiative.record)


def latest_assessment(country: str, situation: Situation) -> Record | None:
    """The newest needs assessment of a country itself."""
    return next(iter(assessments_of(country, situation)), None)
