"""Needs and answers: which need an initiative serves, and which need nobody serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import NEEDS
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, Situation, is_not_known
from clearinghouse.core.diagnostic import quoted


def no_need_linked(situation: Situation) -> Iterator[Finding]:
    """R34: an initiative names the need that it answers, and the assessment has that need."""
    for record in situation.records(INITIATIVES):
        named = record.data.get("addresses_needs", ())
        if not named and record.data.get("status") != "cancelled" and not is_not_known(record, "addresses_needs"):
            yield found(record, "the initiative does not say which need it answers")
        for index, each in enumerate(named):
            assessment = situation.record(NEEDS, each["assessment"])
            if (
                assessment
                and "need" in each
                and each["need"] not in {need["id"] for need in assessment.data.get("needs", ())}
            ):
                ids = [need["id"] for need in assessment.data.get("needs", ())]
                message = f"{quoted(assessment.title)} has no need {quoted(each['need'])}"
                help_text = f"Write the id of one of its needs: {', '.join(ids[:12])}." if ids else "It names no need."
                yield found(record, message, ("addresses_needs", index, "need"), help_text=help_text)


def needs_unanswered(situation: Situation) -> Iterator[Finding]:
    """R34: some initiative that was not cancelled answers each need of each assessment."""
    answered = {
        (assessment.key, each.get("need", ""))
        for record in situation.records(INITIATIVES)
        if record.data.get("status") != "cancelled"
        for each in record.data.get("addresses_needs", ())
        if (assessment := situation.record(NEEDS, each["assessment"]))
    }
    for record in situation.records(NEEDS):
        for index, need in enumerate(record.data.get("needs", ())):
            if (record.key, need["id"]) not in answered:
                priority = f" (priority: {need['priority']})" if "priority" in need else ""
                yield found(
                    record, f"no initiative answers the need {quoted(need['title'])}{priority}", ("needs", index)
                )


def assessments_to_review(situation: Situation) -> Iterator[Finding]:
    """R57: a needs assessment was reviewed when it was due."""
    for record in situation.records(NEEDS):
        due = record.data.get("review_due", "")
        if situation.has_passed(due):
            yield found(record, f"the review of the assessment was due by {due}", ("review_due",), due=due)


CHECKS: Mapping[str, Check] = {
    "no-need-linked": no_need_linked,
    "needs-unanswered": needs_unanswered,
    "assessments-to-review": assessments_to_review,
}
