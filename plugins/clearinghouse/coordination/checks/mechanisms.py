"""Coordination mechanisms: who sits on them, who was there, and when their arrangements are looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import (
    MECHANISMS,
    MEETINGS,
    STRATEGIES,
    country_name,
    listed,
    national_mechanisms,
)
from clearinghouse.coordination.mechanisms import NATIONAL, represented_at
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, ORGANISATIONS, Situation, grouped, is_not_known
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Record

_WANTED_MEMBERS = {"cpb-nfp": "the focal point for the Protocol", "cna": "the competent national authority"}
_STEERING_GROUP = NATIONAL[0]


def seats_not_taken(situation: Situation) -> Iterator[Finding]:
    """R36: the focal point for the Protocol and the competent authority sit on a national mechanism."""
    for record in situation.records(MECHANISMS):
        known = not is_not_known(record, "members") and record.data.get("members_complete") is not False
        if record.data["kind"] in NATIONAL and known:
            roles = {member["role"] for member in record.data.get("members", ())}
            missing = [name for role, name in _WANTED_MEMBERS.items() if role not in roles]
            if missing:
                at = ("members",) if "members" in record.data else ()
                yield found(
                    record, f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not among the members", at
                )


def arrangements_to_review(situation: Situation) -> Iterator[Finding]:
    """R39: the review of a mechanism was held when it was due."""
    for record in situation.records(MECHANISMS):
        due = record.data.get("review_due", "")
        if situation.has_passed(due):
            yield found(record, f"the review of the mechanism was due by {due}", ("review_due",), due=due)


def several_steering_groups(situation: Situation) -> Iterator[Finding]:
    """R52: a country has one national steering group. Told at those set up later."""
    for country in situation.countries:
        groups = [one for one in national_mechanisms(situation, country) if one.data["kind"] == _STEERING_GROUP]
        if len(groups) < 2:
            continue
        first = min(groups, key=lambda one: (one.data.get("established", "9999"), one.key))
        for other in (one for one in groups if one is not first):
            message = f"{country_name(situation, country)} already has a national steering group: {quoted(first.title)}"
            yield found(other, message, ("kind",))


def members_never_there(situation: Situation) -> Iterator[Finding]:
    """R55: each member was represented at a meeting of the mechanism, as far as meetings tell who was there."""
    meetings = grouped(situation.records(MEETINGS), lambda each: _mechanism_of(situation, each))
    for record in situation.records(MECHANISMS):
        told = [one for one in meetings.get(record.key.id, ()) if one.data.get("represented")]
        there = {organisation for one in told for organisation in represented_at(one, situation)}
        for index, member in enumerate(record.data.get("members", ()) if told else ()):
            if situation.current_id(ORGANISATIONS, member["organisation"]) not in there:
                organisation = situation.record(ORGANISATIONS, member["organisation"])
                name = quoted(organisation.title if organisation else member["organisation"])
                meetings_told = (
                    f"any of the {len(told)} meetings that tell" if len(told) > 1 else "the one meeting that tells"
                )
                yield found(record, f"{name} was not represented at {meetings_told} who was there", ("members", index))


def measures_without_evidence(situation: Situation) -> Iterator[Finding]:
    """R48: a formal coordination measure can be seen somewhere."""
    measures = situation.catalogue.code_lists.get("coordination-measures")
    if measures is None:
        return
    for collection in (INITIATIVES, MECHANISMS, MEETINGS, STRATEGIES):
        for record in situation.records(collection):
            for index, one in enumerate(record.data.get("measures", ())):
                if "evidence" not in one and measures.concepts[one["measure"]].broader == "formal":
                    message = f"nothing shows the formal measure “{measures.label(one['measure'])}”"
                    yield found(record, message, ("measures", index))


def _mechanism_of(situation: Situation, meeting: Record) -> tuple[str, ...]:
    mechanism = situation.record(MECHANISMS, meeting.data.get("mechanism", ""))
    return (mechanism.key.id,) if mechanism else ()


CHECKS: Mapping[str, Check] = {
    "seats-not-taken": seats_not_taken,
    "arrangements-to-review": arrangements_to_review,
    "several-steering-groups": several_steering_groups,
    "members-never-there": members_never_there,
    "measures-without-evidence": measures_without_evidence,
}
