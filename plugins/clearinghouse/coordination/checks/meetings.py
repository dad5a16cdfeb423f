"""Meetings and what came of them: what was carried over, presented, agreed, recommended, adopted, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import MEETINGS, country_name, listed
from clearinghouse.coordination.meetings import FORUM, SETTLED
from clearinghouse.coordination.reviews import OVERDUE, SOON, next_review, reviews_of
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import Situation, countries_of, grouped, is_not_known
from clearinghouse.core.dates import is_before
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Record


def items_not_taken_up(situation: Situation) -> Iterator[Finding]:
    """R06: what a meeting carried over is answered by a later one, unless no later agenda can be known."""
    for meeting in situation.records(MEETINGS):
        left = [
            (index, item)
            for index, item in enumerate(meeting.data.get("carried_over", ()))
            if "taken_up_at" not in item
        ]
        later = [one for one in _later_in_chain(situation, meeting) if not is_not_known(one, "agenda")] if left else []
        for index, item in left if later else ():
            message = f"no later meeting took up {quoted(item['title'])}, though {quoted(later[0].title)} followed"
            yield found(meeting, message, ("carried_over", index))


def case_studies_miscounted(situation: Situation) -> Iterator[Finding]:
    """R14: as many case studies are here as the report of the meeting says were presented."""
    presented = grouped(situation.records("case-studies"), lambda each: _meetings_of(situation, each))
    for meeting in situation.records(MEETINGS):
        said = meeting.data.get("case_studies_presented")
        here = len(presented.get(meeting.key.id, ()))
        if said is not None and said != here:
            message = (
                f"{said} case studies were presented, but those that name this meeting under presented_at number {here}"
            )
            yield found(meeting, message, ("case_studies_presented",))


def forums_overdue(situation: Situation) -> Iterator[Finding]:
    """R49: the next forum of a country was held when it was due."""
    forums = grouped((one for one in situation.records(MEETINGS) if one.data["kind"] == FORUM), countries_of)
    for country, held in forums.items():
        dated = [one for one in held if one.data.get("start")]
        if dated:
            last = max(dated, key=lambda one: (one.data["start"], one.key))
            due = last.data.get("next_date", "")
            if situation.has_passed(due) and "next_meeting" not in last.data:
                message = (
                    f"the next forum of {country_name(situation, str(country))} was due by {due}, and none is recorded"
                )
                yield found(last, message, ("next_date",), due=due)


def actions_open(situation: Situation) -> Iterator[Finding]:
    """R49: what was agreed at a meeting was done by its date."""
    for meeting in situation.records(MEETINGS):
        for index, action in enumerate(meeting.data.get("actions", ())):
            due = action.get("due", "")
            if situation.has_passed(due) and action.get("state") not in SETTLED:
                message = f"{quoted(action['title'])} was to be done by {due} and is not recorded as done"
                yield found(meeting, message, ("actions", index), due=due)


def dates_of_events(situation: Situation) -> Iterator[Finding]:
    """R50: a calendar can be made from the dates of meetings. An end before its start is told by the core."""
    for meeting in situation.records(MEETINGS):
        if "end" in meeting.data and "start" not in meeting.data:
            yield found(
                meeting, f"the meeting ends on {meeting.data['end']}, but does not say when it starts", ("end",)
            )
        following = situation.record(MEETINGS, meeting.data.get("next_meeting", ""))
        start, then = meeting.data.get("start", ""), following.data.get("start", "") if following else ""
        if following and start and then and is_before(then, start):
            message = f"the next meeting, {quoted(following.title)}, is dated before this one ({then})"
            yield found(meeting, message, ("next_meeting",))


def drafts_to_close(situation: Situation) -> Iterator[Finding]:
    """R50: a draft is open for comment until its date."""
    for record in situation.records("resources"):
        due = record.data.get("draft", {}).get("comment_by", "")
        if situation.has_passed(due):
            yield found(record, f"comments on the draft could be sent until {due}", ("draft", "comment_by"), due=due)


def follow_up_open(situation: Situation) -> Iterator[Finding]:
    """R16: it is known what came of a recommendation."""
    for record in situation.records("recommendations"):
        states = [each["state"] for each in record.data.get("follow_up", ())]
        if not states:
            yield found(record, "it is not recorded what came of the recommendation")
        elif not set(states) <= set(SETTLED):
            labels = situation.catalogue.code_lists["follow-up-states"]
            still = dict.fromkeys(labels.label(state).lower() for state in states if state not in SETTLED)
            yield found(record, f"the follow-up of the recommendation is not finished: {listed(still)}", ("follow_up",))


def reviews_due(situation: Situation) -> Iterator[Finding]:
    """R70: an adopted text is reviewed for the first time when it says, and again after its number of years at most."""
    for record in situation.records("decisions"):
        review = next_review(reviews_of(situation, record))
        if review and review.state == OVERDUE:
            yield found(
                record, f"a review was due by {review.due}, and none is recorded since", ("review",), due=review.due
            )
        elif review and review.state == SOON:
            yield found(record, f"a review is due by {review.due}", ("review",), due=review.due)


def _later_in_chain(situation: Situation, meeting: Record) -> list[Record]:
    """The meetings that followed, as far as they are known to have been held; a chain that closes ends."""
    chain = {meeting.key: meeting}
    following = situation.record(MEETINGS, meeting.data.get("next_meeting", ""))
    while following and following.key not in chain:
        chain[following.key] = following
        following = situation.record(MEETINGS, following.data.get("next_meeting", ""))
    later = list(chain.values())[1:]
    return [one for one in later if not (start := one.data.get("start", "")) or situation.has_passed(start)]


def _meetings_of(situation: Situation, case_study: Record) -> list[str]:
    meetings = (situation.record(MEETINGS, each) for each in case_study.data.get("presented_at", ()))
    return [each.key.id for each in meetings if each]


CHECKS: Mapping[str, Check] = {
    "items-not-taken-up": items_not_taken_up,
    "case-studies-miscounted": case_studies_miscounted,
    "forums-overdue": forums_overdue,
    "actions-open": actions_open,
    "dates-of-events": dates_of_events,
    "drafts-to-close": drafts_to_close,
    "follow-up-open": follow_up_open,
    "reviews-due": reviews_due,
}
