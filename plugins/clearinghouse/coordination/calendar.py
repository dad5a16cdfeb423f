"""The calendar: meetings by date, and everything that is due on a day, as far as records say so or it can be reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearinghouse.coordination.indicators import is_open
from clearinghouse.coordination.meetings import SETTLED
from clearinghouse.coordination.period import Period
from clearinghouse.coordination.progress import last_of_each
from clearinghouse.coordination.reporting import MET, duties, obligations, updates
from clearinghouse.coordination.reviews import DATED_BY_THEMSELVES, DONE, Review, next_review, reviews_of
from clearinghouse.coordination.situation import Situation, countries_of, grouped
from clearinghouse.coordination.strategies import OVER
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Record

MEETING, REVIEW, NEXT_MEETING, ACTION, COMMENTS = "meeting", "review", "next-meeting", "action", "comments"
REPORT, UPDATE, OBLIGATION, TARGET, END = "report", "update", "obligation", "target", "end"

OVERDUE, COMING, PASSED = "overdue", "coming", "passed"
"""Not done in time; still ahead; over, without anybody being late: a draft that could be commented on until then."""

STATES = (OVERDUE, COMING, PASSED)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due. `date` is a partial date, and means its last day; `state` is one of `STATES`.

    `text` says in the words of the record what it is, `item` tells it from others of its kind in the same record.
    """

    kind: str
    record: Record
    date: str
    state: str
    text: str = ""
    item: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with its dates. `is_past` once its last day is over; so never without a date."""

    record: Record
    period: Period
    is_past: bool


def meetings(situation: Situation) -> tuple[Held, ...]:
    """All meetings in the order of their dates; those without one come last."""
    found = (_held(record, situation) for record in situation.records("meetings"))
    return tuple(sorted(found, key=lambda each: (not each.period.known, str(each.period.first), each.record.key)))


def _held(record: Record, situation: Situation) -> Held:
    period = Period(record.data.get("start", ""), record.data.get("end", ""))
    return Held(record, period, situation.has_passed(period.end or period.start))


def due_things(situation: Situation) -> tuple[Due, ...]:
    """Everything that is due: overdue first, then what comes, then what has passed; the earliest first in each."""
    found = (
        *_reviews(situation), *_next_meetings(situation), *_actions(situation), *_comments(situation), *_reports(situation),
        *_updates(situation), *_obligations(situation), *_targets(situation), *_indicators(situation), *_ends(situation),
    )  # fmt: skip
    return tuple(sorted(found, key=_order))


def _order(due: Due) -> tuple[object, ...]:
    return (
        STATES.index(due.state),
        last_day(due.date),
        first_day(due.date),
        due.kind,
        due.record.key,
        due.item,
        due.text,
    )


def _due(
    situation: Situation, kind: str, record: Record, day: str, *, text: str = "", item: str = "", late: str = OVERDUE,
    countries: tuple[str, ...] | None = None,
) -> Due:  # fmt: skip
    """`late` is the state once its day has passed."""
    state = late if situation.has_passed(day) else COMING
    return Due(kind, record, day, state, text, item, countries_of(record) if countries is None else countries)


def _reviews(situation: Situation) -> Iterator[Due]:
    """Of each record the review that is next to be held, and where that is overdue the following one."""
    for collection in ("decisions", *DATED_BY_THEMSELVES):
        for record in situation.records(collection):
            series = reviews_of(situation, record)
            following = next_review(series)
            last = series[-1] if series and series[-1].state != DONE else None
            for review in dict.fromkeys(each.due for each in (following, last) if isinstance(each, Review)):
                yield _due(situation, REVIEW, record, review, item=review)


def _next_meetings(situation: Situation) -> Iterator[Due]:
    """The meetings that were announced and are not recorded yet: by the last of a series, or of the forums of a country."""
    for those in grouped(situation.records("meetings"), lambda each: [_series_of(each)]).values():
        dated = [each for each in those if each.data.get("start")]
        last = max(dated, key=lambda each: (first_day(each.data["start"]), each.key), default=None)
        for record in those:
            is_last = record is last or "start" not in record.data
            if is_last and "next_date" in record.data and "next_meeting" not in record.data:
                yield _due(situation, NEXT_MEETING, record, record.data["next_date"])


def _series_of(meeting: Record) -> tuple[str, ...]:
    data = meeting.data
    return (str(data["kind"]), str(data.get("series", "")), *sorted(() if "series" in data else countries_of(meeting)))


def _actions(situation: Situation) -> Iterator[Due]:
    for collection in ("meetings", "monitoring-frameworks"):
        for record in situation.records(collection):
            for action in record.data.get("actions", ()):
                if "due" in action and action.get("state") not in SETTLED:
                    # What a meeting of many countries agreed is nothing that its host alone has to do.
                    shared = record.data.get("scope") in ("global", "regional", "multi-country")
                    countries = () if shared else countries_of(record)
                    yield _due(
                        situation,
                        ACTION,
                        record,
                        action["due"],
                        text=action["title"],
                        item=action["id"],
                        countries=countries,
                    )


def _comments(situation: Situation) -> Iterator[Due]:
    for record in situation.records("resources"):
        if "comment_by" in record.data.get("draft", {}):
            yield _due(situation, COMMENTS, record, record.data["draft"]["comment_by"], late=PASSED)


def _reports(situation: Situation) -> Iterator[Due]:
    """The next report, as the last one on the same initiative, or else of the same country, announces it."""
    for last in last_of_each(situation.records("progress-reports"), situation):
        if "next_due" in last.data:
            yield _due(situation, REPORT, last, last.data["next_due"])


def _updates(situation: Situation) -> Iterator[Due]:
    """Updates with a day that did not come; where none was agreed on, the next one that the duty to report asks for."""
    awaited = [each for each in updates(situation) if not each.came]
    for each in awaited:
        yield _due(situation, UPDATE, each.initiative, each.due, item=each.due)
    named = {each.initiative.key for each in awaited}
    for duty in duties(situation):
        if duty.next_due and duty.initiative.key not in named:
            yield _due(
                situation, UPDATE, duty.initiative.record, duty.next_due.isoformat(), text=duty.interval, item="duty"
            )


def _obligations(situation: Situation) -> Iterator[Due]:
    for each in obligations(situation):
        if each.due and each.state != MET:
            country, late = each.country, OVERDUE if each.state == OVERDUE else PASSED
            yield _due(
                situation,
                OBLIGATION,
                each.programme,
                each.due,
                text=each.obligation,
                item=country,
                late=late,
                countries=(country,),
            )


def _targets(situation: Situation) -> Iterator[Due]:
    """Targets of strategies. Whether they were reached is not recorded there, so a past one is not called late."""
    for record in situation.records("strategies"):
        for target in record.data.get("targets", ()) if _is_alive(record) else ():
            if "due" in target:
                yield _due(
                    situation, TARGET, record, target["due"], text=target["text"], item=target["id"], late=PASSED
                )


def _indicators(situation: Situation) -> Iterator[Due]:
    """Targets of indicators, until they are reached."""
    for record in situation.records("monitoring-frameworks"):
        for indicator in record.data.get("indicators", ()):
            target = indicator.get("target", {})
            if "due" in target and is_open(indicator):
                yield _due(situation, TARGET, record, target["due"], text=indicator["title"], item=indicator["id"])


def _ends(situation: Situation) -> Iterator[Due]:
    """Strategies that run out, and are to be renewed or reviewed by then; past ones only where nobody says that they ended."""
    for record in situation.records("strategies"):
        if "end" in record.data and _is_alive(record):
            yield _due(situation, END, record, record.data["end"])


def _is_alive(strategy: Record) -> bool:
    return strategy.data.get("status") not in OVER
