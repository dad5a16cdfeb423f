"""A generated catalogue of any size, made in memory: records of all kinds that views look at, with references among them."""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.coordination.doors import doors
from tests.coordination.conftest import TODAY, press_of, real_types

SHARES = {
    "initiatives": 0.45, "organisations": 0.15, "case-studies": 0.1, "meetings": 0.05, "needs": 0.05, "strategies": 0.04, "mechanisms": 0.02,
    "best-practices": 0.05, "recommendations": 0.04, "progress-reports": 0.05,
}  # fmt: skip


@dataclass(frozen=True)
class Maker:
    """Draws what a record says; the same for the same seed."""

    draw: random.Random
    ids: dict[str, list[str]]
    countries: list[str]
    themes: list[str]

    def one(self, collection: str) -> str:
        return self.draw.choice(self.ids[collection])

    def country(self) -> str:
        return self.draw.choice(self.countries)

    def theme(self) -> str:
        return self.draw.choice(self.themes)


def generated(number: int) -> Catalogue:
    """The same records for the same number; about so many."""
    schemas, code_lists = real_types()
    ids = {name: [f"{name.rstrip('s')}-{each}" for each in range(max(round(number * share), 2))] for name, share in SHARES.items()}  # fmt: skip
    countries, themes = (list(code_lists[name].concepts) for name in ("countries", "themes"))
    maker = Maker(random.Random(number), ids, countries, themes)
    records = [
        Record(Key(name, each), _data(name, each, maker), "", f"content/{name}/{each}.md")
        for name, those in ids.items()
        for each in those
    ]
    return catalogue_of(records, schemas, code_lists)


def seconds_of_views(number: int) -> dict[str, float]:
    """Processor seconds of each view over a generated catalogue, its indexes included under the first that needs them."""
    catalogue = generated(number)
    press = press_of(catalogue, Desk(Situation(catalogue, TODAY)))
    found: dict[str, float] = {}
    gc.collect()
    gc.disable()
    for door in doors(press):
        for maker in door.makers:
            started = time.process_time()
            view = maker.make(press)
            assert view.blocks
            found[view.url] = time.process_time() - started
    gc.enable()
    return found


def _data(name: str, record_id: str, maker: Maker) -> dict[str, Any]:
    draw = maker.draw
    data: dict[str, Any] = {"title": f"Generated {record_id}", "summary": "Generated.", "sources": [{"id": "s", "title": "Generated"}]}  # fmt: skip
    if draw.random() < 0.5:
        data |= {"confirmed_on": f"{draw.randint(2020, 2026)}-03-0{draw.randint(1, 9)}", "confirmed_by": maker.one("organisations")}  # fmt: skip
    return data | _MAKE[name](maker, draw.randint(1998, 2025))


def _initiative(maker: Maker, year: int) -> dict[str, Any]:
    draw = maker.draw
    finance = [
        {"kind": kind, "donor": maker.one("organisations"), "date": str(year), "amount": Decimal(draw.randint(1, 9999)) * 100, "currency": "USD"}
        for kind in ("commitment", "disbursement")
    ]  # fmt: skip
    return {
        "status": draw.choice(["ongoing", "completed", "proposed"]), "countries": draw.sample(maker.countries, draw.randint(1, 4)),
        "themes": draw.sample(maker.themes, 2), "start": f"{year}-0{draw.randint(1, 9)}", "end": str(year + draw.randint(1, 6)),
        "organisations": [{"organisation": maker.one("organisations"), "role": role} for role in ("funding", "executing", "accountable")],
        "finance": finance, "addresses_needs": [{"assessment": maker.one("needs"), "need": "n1"}],
        "follows_strategies": [maker.one("strategies")], "reported_at_meeting": [maker.one("meetings")], "lessons": ["Begin early."],
        "consulted": [maker.one("mechanisms")], "reporting_duty": {"agreed": True, "every_months": 12}, "updates": [{"due": f"{year + 1}-01-01"}],
        "activities": [{"title": "Course", "category": "short-course", "trained": draw.randint(5, 40), "led_by": maker.one("organisations")}],
        "sustainability": {"measures": ["Local trainers."], "after_end_owner": maker.one("organisations")},
    }  # fmt: skip


def _need(maker: Maker, year: int) -> dict[str, Any]:
    needs = [{"id": f"n{each}", "title": "Staff", "theme": maker.theme(), "priority": "high"} for each in range(1, 5)]
    return {"country": maker.country(), "assessed_on": str(year), "needs": needs, "review_due": f"{year + 5}-01-01"}


_MAKE: dict[str, Callable[[Maker, int], dict[str, Any]]] = {
    "initiatives": _initiative,
    "needs": _need,
    "organisations": lambda maker, _: {
        "type": "government", "country": maker.country(), "contacts": [{"role": "donor-contact", "office": "Desk"}],
    },
    "case-studies": lambda maker, _: {
        "initiatives": [maker.one("initiatives")], "countries": [maker.country()], "presented_at": [maker.one("meetings")],
        "challenges": [{"challenge": "Late equipment.", "response": "Elsewhere."}], "lessons": ["Begin early."], "themes": [maker.theme()],
    },
    "meetings": lambda maker, year: {"kind": "workshop", "start": f"{year}-05-01", "end": f"{year}-05-03", "country": maker.country()},
    "strategies": lambda maker, year: {
        "country": maker.country(), "adopted": str(year), "start": str(year), "end": str(year + 5), "based_on": [maker.one("needs")],
        "targets": [{"id": "t1", "text": "A laboratory.", "due": str(year + 4)}],
    },
    "mechanisms": lambda maker, _: {
        "kind": "national-steering-group", "country": maker.country(), "lead": maker.one("organisations"),
        "members": [{"organisation": maker.one("organisations"), "role": "cpb-nfp"}],
    },
    "best-practices": lambda maker, _: {
        "kind": "south-south", "provider_countries": [maker.country()], "receiver_countries": [maker.country()],
        "experience_of": [maker.one("initiatives")], "themes": [maker.theme()],
    },
    "recommendations": lambda maker, _: {
        "meeting": maker.one("meetings"), "constraint": "funding", "addressee": "donor",
        "follow_up": [{"state": "open", "initiatives": [maker.one("initiatives")]}],
    },
    "progress-reports": lambda maker, year: {
        "kind": "country", "country": maker.country(), "period": {"start": str(year), "end": str(year)}, "next_due": f"{year + 2}-01-01",
    },
}  # fmt: skip
