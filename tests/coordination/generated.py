"""A generated catalogue of any size, made in memory: records of all kinds that views look at, with references among them."""

import random
from decimal import Decimal
from typing import Any

from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.record import Key, Record
from tests.coordination.conftest import real_types

SHARES = {
    "initiatives": 0.45, "organisations": 0.15, "case-studies": 0.1, "meetings": 0.05, "needs": 0.05, "strategies": 0.04, "mechanisms": 0.02,
    "best-practices": 0.05, "recommendations": 0.04, "progress-reports": 0.05,
}  # fmt: skip


def generated(number: int) -> Catalogue:
    """The same records for the same number; about so many."""
    schemas, code_lists = real_types()
    source = random.Random(number)
    ids = {name: [f"{name.rstrip('s')}-{each}" for each in range(max(round(number * share), 2))] for name, share in SHARES.items()}
    countries = list(code_lists["countries"].concepts)
    themes = list(code_lists["themes"].concepts)
    records = [
        Record(Key(name, each), _data(name, each, source, ids, countries, themes), "", f"content/{name}/{each}.md")
        for name, those in ids.items()
        for each in those
    ]
    return catalogue_of(records, schemas, code_lists)


def _data(name: str, record_id: str, source: random.Random, ids: dict[str, list[str]], countries: list[str], themes: list[str]) -> dict[str, Any]:
    def one(collection: str) -> str:
        return source.choice(ids[collection])

    year = source.randint(1998, 2025)
    data: dict[str, Any] = {"title": f"Generated {record_id}", "summary": "Generated.", "sources": [{"id": "s", "title": "Generated"}]}
    if source.random() < 0.5:
        data |= {"confirmed_on": f"{source.randint(2020, 2026)}-03-0{source.randint(1, 9)}", "confirmed_by": one("organisations")}
    if name == "initiatives":
        data |= {
            "status": source.choice(["ongoing", "completed", "proposed"]), "countries": source.sample(countries, source.randint(1, 4)),
            "themes": source.sample(themes, 2), "start": f"{year}-0{source.randint(1, 9)}", "end": str(year + source.randint(1, 6)),
            "organisations": [{"organisation": one("organisations"), "role": role} for role in ("funding", "executing", "accountable")],
            "finance": [
                {"kind": kind, "donor": one("organisations"), "date": str(year), "amount": Decimal(source.randint(1, 9999)) * 100, "currency": "USD"}
                for kind in ("commitment", "disbursement")
            ],
            "addresses_needs": [{"assessment": one("needs"), "need": "n1"}], "follows_strategies": [one("strategies")],
            "reported_at_meeting": [one("meetings")], "lessons": ["Begin early."], "consulted": [one("mechanisms")],
            "activities": [{"title": "Course", "category": "short-course", "trained": source.randint(5, 40), "led_by": one("organisations")}],
            "sustainability": {"measures": ["Local trainers."], "after_end_owner": one("organisations")},
            "reporting_duty": {"agreed": True, "every_months": 12}, "updates": [{"due": f"{year + 1}-01-01"}],
        }  # fmt: skip
    elif name == "organisations":
        data |= {"type": "government", "country": source.choice(countries), "contacts": [{"role": "donor-contact", "office": "Desk"}]}
    elif name == "case-studies":
        data |= {
            "initiatives": [one("initiatives")], "countries": source.sample(countries, 1), "presented_at": [one("meetings")],
            "challenges": [{"challenge": "Late equipment.", "response": "Elsewhere."}], "lessons": ["Begin early."], "themes": [source.choice(themes)],
        }  # fmt: skip
    elif name == "meetings":
        data |= {"kind": "workshop", "start": f"{year}-05-01", "end": f"{year}-05-03", "country": source.choice(countries)}
    elif name == "needs":
        needs = [{"id": f"n{number}", "title": "Staff", "theme": source.choice(themes), "priority": "high"} for number in range(1, 5)]
        data |= {"country": source.choice(countries), "assessed_on": str(year), "needs": needs, "review_due": f"{year + 5}-01-01"}
    elif name == "strategies":
        data |= {"country": source.choice(countries), "adopted": str(year), "start": str(year), "end": str(year + 5), "based_on": [one("needs")],
                 "targets": [{"id": "t1", "text": "A laboratory.", "due": str(year + 4)}]}  # fmt: skip
    elif name == "mechanisms":
        data |= {"kind": "national-steering-group", "country": source.choice(countries), "lead": one("organisations"),
                 "members": [{"organisation": one("organisations"), "role": "cpb-nfp"}]}  # fmt: skip
    elif name == "best-practices":
        data |= {"kind": "south-south", "provider_countries": source.sample(countries, 1), "receiver_countries": source.sample(countries, 1),
                 "experience_of": [one("initiatives")], "themes": [source.choice(themes)]}  # fmt: skip
    elif name == "recommendations":
        data |= {"meeting": one("meetings"), "constraint": "funding", "addressee": "donor",
                 "follow_up": [{"state": "open", "initiatives": [one("initiatives")]}]}  # fmt: skip
    elif name == "progress-reports":
        data |= {"kind": "country", "country": source.choice(countries), "period": {"start": str(year), "end": str(year)}, "next_due": f"{year + 2}-01-01"}
    return data
