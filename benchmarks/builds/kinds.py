"""What the made-up records of each kind say: front matter that is valid under the schemas and the rules of coordination.

Each record refers to two to four others. What could go round in a circle (a part of a whole, a decision that rests on another, a
meeting after another) leads from later to earlier records only.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks.search.english import sentence

Fields = dict[str, Any]

FIRST_DAY = date(1998, 3, 2)
DAYS = 27 * 365
"""Dates of records lie in so many days from the first one."""


@dataclass(frozen=True)
class Draw:
    """Draws what one record says; the same for the same state of `source`.

    `ids` are those of all records by collection, `place` is that of this record in its own collection, and `codes` are those of
    the code lists by name. `topics` and `names` are the words that its texts are about.
    """

    source: random.Random
    ids: dict[str, list[str]]
    codes: dict[str, list[str]]
    collection: str
    place: int
    topics: list[str]
    names: list[str]

    def others(self, collection: str, number: int = 1) -> list[str]:
        """Return ids of different records of a collection, early ones more often; never that of this record."""
        ids = self.ids[collection]
        found: dict[str, None] = {}
        while len(found) < min(number, len(ids) - 1):
            chosen = int(len(ids) * self.source.random() ** 2)
            if (collection, chosen) != (self.collection, self.place):
                found[ids[chosen]] = None
        return list(found)

    def one(self, collection: str) -> str:
        """Return the id of one record of another collection."""
        return self.others(collection)[0]

    def earlier(self) -> str | None:
        """Return the id of a record of the same collection that stands before this one, if any does."""
        return self.ids[self.collection][self.source.randrange(self.place)] if self.place else None

    def some(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return self.source.randint(low, high)

    def code(self, name: str) -> str:
        """Return a code of a list."""
        return self.source.choice(self.codes[name])

    def themes(self) -> list[str]:
        """Return one to three themes."""
        return self.source.sample(self.codes["themes"], self.some(1, 3))

    def countries(self, number: int = 1) -> list[str]:
        """Return different countries; some are drawn much more often than others."""
        codes = self.codes["countries"]
        found: dict[str, None] = {}
        while len(found) < number:
            found[codes[int(len(codes) * self.source.random() ** 2)]] = None
        return list(found)

    def text(self) -> str:
        """Return a sentence about the topics of the record, of at most 300 characters."""
        return sentence(self.source, self.topics, self.names)[:300]

    def texts(self, low: int, high: int) -> list[str]:
        """Return some sentences."""
        return [self.text() for _ in range(self.some(low, high))]

    def name(self) -> str:
        """Return a few words that can name a thing."""
        return " ".join(self.source.sample(self.topics, 3)).capitalize()

    def year(self) -> int:
        """Return a year from 1998 to 2025."""
        return self.some(1998, 2025)

    def day(self) -> date:
        """Return a day; those of the records of a collection follow each other."""
        return FIRST_DAY + timedelta(days=DAYS * self.place // len(self.ids[self.collection]))

    def challenges(self) -> list[Fields]:
        """Return one or two challenges, each with a response."""
        return [{"challenge": self.text(), "response": self.text()} for _ in range(self.some(1, 2))]


def organisation(draw: Draw) -> Fields:
    """Return an organisation: perhaps part of another, with members."""
    whole = draw.earlier()
    fields = {
        "type": draw.code("organisation-types"), "country": draw.countries()[0], "city": draw.names[0], "themes": draw.themes(),
        "members": draw.others("organisations", draw.some(1, 2)), "strengths": draw.texts(1, 2),
        "contacts": [{"role": "donor-contact", "office": "Desk for cooperation"}],
        "assistance_policy": {"document": f"Policy on {draw.topics[0]}", "channels": ["bilateral"]},
    }  # fmt: skip
    return fields | ({"part_of": whole} if whole else {})


def initiative(draw: Draw) -> Fields:
    """Return an initiative: with two or three organisations, money, activities and results, and one tie to something else."""
    year, length = draw.year(), draw.some(1, 6)
    organisations = draw.others("organisations", draw.some(2, 3))
    roles = ("funding", "accountable", "executing")
    money = draw.some(1, 9999) * 100
    fields = {
        "type": "project", "status": draw.code("statuses"), "countries": draw.countries(draw.some(1, 3)), "themes": draw.themes(),
        "start": f"{year}-0{draw.some(1, 9)}", "end": str(year + length), "scope": draw.code("scopes"),
        "organisations": [{"organisation": each, "role": role} for each, role in zip(organisations, roles, strict=False)],
        "finance": [
            {"kind": kind, "donor": organisations[0], "date": str(year), "amount": money, "currency": "USD"}
            for kind in ("commitment", "disbursement")
        ],
        "activities": [{
            "title": draw.name(), "category": draw.code("activity-categories"), "trained": draw.some(5, 40),
        } for _ in range(draw.some(1, 3))],
        "outcomes": draw.texts(1, 2), "lessons": draw.texts(1, 2),
        "sustainability": {"measures": draw.texts(1, 1), "after_end_owner": organisations[1]},
        "reporting_duty": {"agreed": True, "every_months": 12},
    }  # fmt: skip
    fields |= draw.source.choice([_serves, _follows, _was_reported, _consulted, _is_part])(draw)
    return fields | _reasons(draw, fields)


def _reasons(draw: Draw, fields: Fields) -> Fields:
    """Return why nothing is said of a strategy; every other initiative also says what its sources do not tell."""
    not_known = [each for each in ("addresses_needs", "consulted") if each not in fields and draw.place % 2]
    reason = {} if "follows_strategies" in fields else {"strategy_reason": "It began before the strategy was known."}
    return reason | ({"not_known": not_known} if not_known else {})


def _serves(draw: Draw) -> Fields:
    return {"addresses_needs": [{"assessment": draw.one("needs"), "need": "n1"}]}


def _follows(draw: Draw) -> Fields:
    return {"follows_strategies": [draw.one("strategies")]}


def _was_reported(draw: Draw) -> Fields:
    return {"reported_at_meeting": [draw.one("meetings")]}


def _consulted(draw: Draw) -> Fields:
    return {"consulted": [draw.one("mechanisms")]}


def _is_part(draw: Draw) -> Fields:
    whole = draw.earlier()
    return {"part_of": whole} if whole else {}


def case_study(draw: Draw) -> Fields:
    """Return a case study of an initiative, presented at a meeting."""
    return {
        "initiatives": draw.others("initiatives", draw.some(1, 2)), "countries": draw.countries(draw.some(1, 2)), "themes": draw.themes(),
        "presented_at": [draw.one("meetings")], "presented_on": str(draw.year()), "experiences": draw.texts(1, 2),
        "practices": draw.texts(1, 2), "challenges": draw.challenges(), "lessons": draw.texts(1, 2),
        "documents": [{"title": "Slides", "url": f"https://slides.example/{draw.collection}/{draw.place}.pdf"}],
    }  # fmt: skip


def best_practice(draw: Draw) -> Fields:
    """Return a best practice, drawn from initiatives and shared by organisations."""
    provider, receiver = draw.countries(2)
    return {
        "kind": draw.code("practice-kinds"), "themes": draw.themes(), "measures": [draw.code("coordination-measures")],
        "provider_countries": [provider], "receiver_countries": [receiver],
        "experience_of": draw.others("initiatives", draw.some(1, 2)), "organisations": draw.others("organisations", draw.some(1, 2)),
        "problem": draw.text(), "practice": draw.text(), "evidence": draw.text(),
    }  # fmt: skip


def resource(draw: Draw) -> Fields:
    """Return a resource that an initiative produced."""
    return {
        "kind": draw.code("resource-kinds"), "languages": ["en"], "published": str(draw.year()), "themes": draw.themes(),
        "countries": draw.countries(draw.some(1, 2)), "authors": draw.others("organisations", draw.some(1, 2)),
        "produced_by": [draw.one("initiatives")], "target_groups": [draw.code("target-groups")],
        "links": [{"title": draw.name(), "url": f"https://papers.example/{draw.place}.pdf"}],
    }  # fmt: skip


def need(draw: Draw) -> Fields:
    """Return an assessment of needs; its first need has the id n1."""
    year = draw.year()
    needs = [
        {"id": f"n{each}", "title": draw.name(), "theme": draw.code("themes"), "priority": draw.code("priorities"), "note": draw.text()}
        for each in range(1, draw.some(3, 5))
    ]  # fmt: skip
    situation = {"initiatives": draw.others("initiatives", draw.some(1, 2)), "nbf_stage": draw.code("nbf-stages")}
    return {
        "country": draw.countries()[0], "assessed_on": str(year), "review_due": f"{year + 5}-01-01",
        "coordinated_by": [draw.one("mechanisms")], "situation": situation, "needs": needs,
    }  # fmt: skip


def meeting(draw: Draw) -> Fields:
    """Return a meeting; those of a higher number were held later, and one in two is followed by the next."""
    day, ids = draw.day(), draw.ids["meetings"]
    organiser, host = draw.others("organisations", 2)
    agenda = [{"id": f"i{each}", "title": draw.name(), "outcome": draw.text()} for each in range(1, draw.some(3, 5))]
    fields = {
        "kind": draw.code("meeting-kinds"), "start": str(day), "end": str(day + timedelta(days=2)), "city": draw.names[0],
        "country": draw.countries()[0], "themes": draw.themes(), "mandate": [draw.one("decisions")], "organiser": [organiser],
        "hosts": [{"organisation": host}], "participants": draw.some(20, 200), "agenda": agenda, "conclusions": draw.text(),
    }  # fmt: skip
    has_next = draw.place % 2 == 0 and draw.place + 1 < len(ids)
    return fields | ({"next_meeting": ids[draw.place + 1]} if has_next else {})


def strategy(draw: Draw) -> Fields:
    """Return a strategy that rests on an assessment of needs; its first target has the id t1."""
    year = draw.year()
    targets = [{"id": f"t{each}", "text": draw.text(), "due": str(year + 4)} for each in range(1, draw.some(3, 5))]
    return {
        "country": draw.countries()[0], "adopted": str(year), "start": str(year), "end": str(year + 5), "themes": draw.themes(),
        "status": "adopted", "based_on": [draw.one("needs")], "prepared_by": [draw.one("mechanisms")], "vision": draw.text(),
        "objectives": draw.texts(2, 3), "targets": targets, "mainstreaming": [{"instrument": draw.name(), "date": str(year)}],
    }  # fmt: skip


def mechanism(draw: Draw) -> Fields:
    """Return a national steering group with its two seats taken."""
    lead, authority = draw.others("organisations", 2)
    return {
        "kind": "national-steering-group", "country": draw.countries()[0], "lead": lead, "established": str(draw.year()),
        "legal_basis": [draw.one("decisions")], "stakeholders": draw.texts(1, 1), "linked_initiatives": [draw.one("initiatives")],
        "members": [{"organisation": lead, "role": "cpb-nfp"}, {"organisation": authority, "role": "cna"}],
        "roles": [draw.code("steering-roles")],
    }  # fmt: skip


def decision(draw: Draw) -> Fields:
    """Return a decision of a meeting, reviewed at another; it may rest on an earlier one."""
    year, basis = draw.year(), draw.earlier()
    adopted_at, reviewed_at = draw.others("meetings", 2)
    paragraphs = [{"id": f"p{each}", "number": str(each), "text": draw.text()} for each in range(1, draw.some(4, 8))]
    fields = {
        "kind": draw.code("decision-kinds"), "status": "adopted", "adopted": str(year), "adopted_at": adopted_at,
        "countries": draw.countries(), "themes": draw.themes(), "objective": draw.text(), "paragraphs": paragraphs,
        "review": {"every_years": 5, "done": [{"date": str(year + 5), "meeting": reviewed_at}]},
    }  # fmt: skip
    return fields | ({"based_on": [basis]} if basis else {})


def recommendation(draw: Draw) -> Fields:
    """Return a recommendation of a meeting, with what came of it."""
    follow_up = {
        "state": draw.code("follow-up-states"), "date": str(draw.year()), "evidence": draw.text(),
        "initiatives": draw.others("initiatives", draw.some(1, 2)), "organisations": [draw.one("organisations")],
    }  # fmt: skip
    return {
        "meeting": draw.one("meetings"), "constraint": draw.code("constraints"), "addressee": draw.code("recommendation-addressees"),
        "paragraph": str(draw.some(1, 60)), "text": draw.text(), "countries": draw.countries(), "themes": draw.themes(),
        "follow_up": [follow_up],
    }  # fmt: skip


def progress_report(draw: Draw) -> Fields:
    """Return a report on an initiative, or on the strategy of a country."""
    year = draw.year()
    about: Fields = (
        {"kind": "project", "initiative": draw.one("initiatives")}
        if draw.some(0, 1)
        else {"kind": "country", "country": draw.countries()[0], "strategy": draw.one("strategies")}
    )
    return about | {
        "period": {"start": str(year), "end": str(year)}, "published": str(year + 1), "next_due": f"{year + 2}-01-01",
        "prepared_by": [draw.one("organisations")], "mechanism": draw.one("mechanisms"), "state": draw.code("execution-states"),
        "themes": draw.themes(), "overall": draw.text(), "challenges": draw.challenges(), "lessons": draw.text(),
    }  # fmt: skip


def monitoring_framework(draw: Draw) -> Fields:
    """Return a framework by which a country sees whether its strategy works."""
    year, responsible = draw.year(), draw.one("organisations")
    values = [{"date": str(year + each), "value": 10 * each + draw.some(0, 9)} for each in range(1, 5)]
    action = {
        "id": "a1",
        "title": draw.name(),
        "responsible": [responsible],
        "due": str(year + 3),
        "state": "in-progress",
    }
    indicator = {
        "id": "i1", "title": draw.name(), "unit": "samples", "strategy_target": "t1", "baseline": {"value": 0, "date": str(year)},
        "target": {"value": 60, "due": str(year + 4)}, "values": values,
    }  # fmt: skip
    return {
        "country": draw.countries()[0], "strategy": draw.one("strategies"), "initiatives": draw.others("initiatives", draw.some(1, 2)),
        "responsible": [responsible], "themes": draw.themes(), "period": {"start": str(year), "end": str(year + 5)},
        "actions": [action], "indicators": [indicator],
    }  # fmt: skip


def country(draw: Draw) -> Fields:
    """Return the record of a country: its law, authorities, steps and budget."""
    year = draw.some(1998, 2015)
    budget = [{"year": year + each, "amount": draw.some(1, 99) * 1000, "currency": "USD"} for each in range(5)]
    return {
        "country": draw.ids["countries"][draw.place].upper(), "protocol_ratified": str(year), "nbf_stage": draw.code("nbf-stages"),
        "biosafety_law": [{"title": draw.name(), "date": str(year + 3), "note": draw.text()}],
        "competent_authority": draw.others("organisations", draw.some(2, 3)),
        "focal_points": [{"role": "national-contact", "office": "Desk for biosafety"}],
        "process_steps": [{"step": "situation-analysis", "date": str(year)}, {"step": "needs-assessment", "date": str(year + 1)}],
        "mainstreaming": [{"instrument": draw.name(), "date": str(year)}], "domestic_budget": budget,
    }  # fmt: skip


KINDS: dict[str, tuple[Callable[[Draw], Fields], str, float]] = {
    "countries": (country, "country", 0.06),
    "organisations": (organisation, "organisation", 0.13),
    "initiatives": (initiative, "initiative", 0.34),
    "case-studies": (case_study, "case-study", 0.09),
    "best-practices": (best_practice, "best-practice", 0.07),
    "resources": (resource, "resource", 0.09),
    "needs": (need, "need", 0.04),
    "meetings": (meeting, "meeting", 0.05),
    "strategies": (strategy, "strategy", 0.03),
    "mechanisms": (mechanism, "mechanism", 0.02),
    "decisions": (decision, "decision", 0.02),
    "recommendations": (recommendation, "recommendation", 0.03),
    "progress-reports": (progress_report, "progress-report", 0.02),
    "monitoring-frameworks": (monitoring_framework, "monitoring-framework", 0.01),
}
"""What makes a record of each collection, the beginning of its ids, and its share of all records."""
