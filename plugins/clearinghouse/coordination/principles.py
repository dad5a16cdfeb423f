"""The guiding principles: how an initiative fits them, as far as anybody has said, and which records live up to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from clearinghouse.coordination.situation import Initiative, Situation, countries_of
from clearinghouse.core.record import Record

OWNERSHIP, NEEDS_BASED, CONSULTED = "country-ownership", "needs-based", "consultation"
REPORTING, SUSTAINABILITY, STRATEGY = "reporting-duty", "sustainability", "strategy"

ACCOUNTABLE = "accountable"
STAKEHOLDER = "stakeholder"

PARAGRAPHS: Mapping[str, str] = {
    OWNERSHIP: "Annex I ¶4(a)",
    NEEDS_BASED: "Annex I ¶4(b)",
    CONSULTED: "Annex I ¶4(d)",
    STRATEGY: "II.10(b)",
    SUSTAINABILITY: "II.10(d)",
    REPORTING: "II.10(a)",
}
"""The paragraph of the report of the second Coordination Meeting that asks for each."""


class Fit(msgspec.Struct, frozen=True, gc=False):
    """Whether an initiative does what is asked; None where nobody has said. `records` and `words` show it."""

    question: str
    answer: bool | None
    records: tuple[Record, ...] = ()
    words: str = ""

    @property
    def paragraph(self) -> str:
        """The paragraph that asks for it."""
        return PARAGRAPHS[self.question]


def accountable_bodies(situation: Situation, initiative: Initiative) -> tuple[Record, ...]:
    """The organisations that answer for an initiative, wherever they are."""
    ids = (
        each["organisation"] for each in initiative.record.data.get("organisations", ()) if each["role"] == ACCOUNTABLE
    )
    return tuple(found for each in ids if (found := situation.record("organisations", each)))


def owners(situation: Situation, initiative: Initiative) -> tuple[Record, ...]:
    """The accountable organisations that are in a country that the initiative is for."""
    bodies = accountable_bodies(situation, initiative)
    return tuple(body for body in bodies if body.data.get("country") in initiative.countries)


def fits_of(situation: Situation, initiative: Initiative) -> tuple[Fit, ...]:
    """How an initiative fits what is asked of all initiatives. What is not recorded is not known, which is no “no”."""
    data = initiative.record.data
    duty, kept = data.get("reporting_duty", {}), data.get("sustainability", {})
    owner = situation.record("organisations", kept.get("after_end_owner", ""))
    follows = _records(situation, "strategies", data.get("follows_strategies", ()))
    consulted = _records(situation, "mechanisms", data.get("consulted", ()))
    needs = _records(situation, "needs", [each["assessment"] for each in data.get("addresses_needs", ())])
    reason = str(data.get("strategy_reason", ""))
    return (
        _ownership(situation, initiative),
        Fit(NEEDS_BASED, bool(needs) or None, needs),
        Fit(CONSULTED, bool(consulted) or None, consulted),
        Fit(STRATEGY, True if follows else False if reason else None, follows, reason),
        Fit(SUSTAINABILITY, bool(kept) or None, (owner,) if owner else (), " ".join(kept.get("measures", ()))),
        Fit(REPORTING, duty.get("agreed"), (), " · ".join(duty[key] for key in ("clause", "interval") if key in duty)),
    )


def _ownership(situation: Situation, initiative: Initiative) -> Fit:
    """Owned where a body in the country answers for it; not where only bodies that are known to be elsewhere do."""
    found = owners(situation, initiative)
    if found:
        return Fit(OWNERSHIP, True, found)
    elsewhere = accountable_bodies(situation, initiative)
    known = bool(elsewhere) and bool(initiative.countries) and all("country" in each.data for each in elsewhere)
    return Fit(OWNERSHIP, False if known else None, elsewhere)


def _records(situation: Situation, collection: str, ids: list[str] | tuple[str, ...]) -> tuple[Record, ...]:
    found = (situation.record(collection, each) for each in ids)
    return tuple({each.key: each for each in found if each}.values())


def _owned(situation: Situation) -> Iterator[Record]:
    yield from (each.record for each in situation.initiatives if owners(situation, each))
    for mechanism in situation.records("mechanisms"):
        lead = situation.record("organisations", mechanism.data.get("lead", ""))
        if lead and lead.data.get("country") in countries_of(mechanism):
            yield mechanism


def _with_field(*fields: tuple[str, str]) -> Callable[[Situation], Iterator[Record]]:
    """What names the records of some collections that tell of a field."""

    def find(situation: Situation) -> Iterator[Record]:
        for collection, field in fields:
            yield from (record for record in situation.records(collection) if record.data.get(field))

    return find


def _open(situation: Situation) -> Iterator[Record]:
    for mechanism in situation.records("mechanisms"):
        roles = {each["role"] for each in mechanism.data.get("members", ())}
        if mechanism.data.get("stakeholders") or STAKEHOLDER in roles:
            yield mechanism


LIVED_UP_TO: Mapping[str, Callable[[Situation], Iterator[Record]]] = {
    OWNERSHIP: _owned,
    NEEDS_BASED: _with_field(("initiatives", "addresses_needs")),
    "commitment": _with_field(("mechanisms", "enabling"), ("countries", "domestic_budget")),
    CONSULTED: _with_field(("initiatives", "consulted")),
    "streamlining": _with_field(("initiatives", "reporting_requirements"), ("organisations", "reporting_requirements")),
    "openness": _open,
    "flexibility": _with_field(("mechanisms", "review_due"), ("organisations", "strengths")),
}
"""By principle: the records whose facts show that it is followed, or at least make it possible to see."""
