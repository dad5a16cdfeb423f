"""Frameworks: adopted texts paragraph by paragraph, and the records that answer each, by the codes that both carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clearinghouse.coordination.mechanisms import NATIONAL
from clearinghouse.coordination.principles import LIVED_UP_TO
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Key, Record

CODED: Mapping[str, str] = {
    "principle": "principles",
    "measures": "coordination-measures",
    "steering_role": "steering-roles",
    "mechanism_kind": "mechanism-kinds",
    "process_step": "process-steps",
    "contact_role": "contact-roles",
}
"""The fields of a paragraph that say what it asks for, each with its code list."""

SERVES_AS: Mapping[str, tuple[str, ...]] = {"national-steering-group": NATIONAL}
"""The kinds of mechanism that can be what a paragraph asks for: a committee may serve as the group (Annex I ¶11)."""

RESULT_OF_STEP: Mapping[str, str] = {
    "needs-assessment": "needs",
    "strategy": "strategies",
    "mechanism": "mechanisms",
    "monitoring": "monitoring-frameworks",
    "progress-report": "progress-reports",
}
"""The collection whose records about a country show that it took a step of the process."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `asks` are pairs of a code list and a concept; `answers` the records that carry one of them.

    `unanswered` are those of `asks` that no record carries.
    """

    decision: Record
    id: str
    number: str
    text: str
    addressee: str
    asks: tuple[tuple[str, str], ...]
    answers: tuple[Record, ...]
    unanswered: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """Where it stands on the page of its text."""
        return f"{self.decision.url}#paragraphs-{self.id}"

    @property
    def is_gap(self) -> bool:
        """Whether it asks for something that no record shows."""
        return bool(self.asks) and not self.answers


@dataclass(frozen=True, eq=False)
class Frameworks:
    """The adopted texts that have paragraphs, with what answers them."""

    situation: Situation

    @cached_property
    def texts(self) -> tuple[Record, ...]:
        """The texts: frameworks first, the latest first among equals."""
        found = [record for record in self.situation.records("decisions") if record.data.get("paragraphs")]
        found.sort(key=lambda each: str(each.data.get("adopted", "")), reverse=True)
        return tuple(sorted(found, key=lambda each: each.data.get("kind") != "framework"))

    def paragraphs(self, decision: Record) -> tuple[Paragraph, ...]:
        """The paragraphs of a text, in their order."""
        return tuple(self._paragraph(decision, data) for data in decision.data.get("paragraphs", ()))

    def _paragraph(self, decision: Record, data: Mapping[str, Any]) -> Paragraph:
        asks = tuple(_asks(data))
        answers = {record.key: record for ask in asks for record in self.answers(*ask)}
        return Paragraph(
            decision, data["id"], data["number"], data["text"], data.get("addressee", ""), asks,
            tuple(answers[key] for key in sorted(answers)), tuple(ask for ask in asks if not self.answers(*ask)),
        )  # fmt: skip

    def answers(self, code_list: str, concept: str) -> tuple[Record, ...]:
        """The records that answer what a concept asks for; no adopted text answers another."""
        if code_list == "principles":
            return self._by_principle.get(concept, ())
        concepts = SERVES_AS.get(concept, (concept,)) if code_list == "mechanism-kinds" else (concept,)
        named = self.situation.catalogue.named(code_list)
        found = {record.key: record for each in concepts for record in named.get(each, ())}
        if code_list == "process-steps":
            found |= self._by_step(concept)
        return tuple(record for key, record in found.items() if key.collection != "decisions")

    @cached_property
    def _by_principle(self) -> Mapping[str, tuple[Record, ...]]:
        return {principle: tuple(find(self.situation)) for principle, find in LIVED_UP_TO.items()}

    def _by_step(self, step: str) -> Mapping[Key, Record]:
        records = self.situation.records(RESULT_OF_STEP.get(step, ""))
        return {
            record.key: record
            for record in records
            if record.data.get("country")
            and (record.key.collection != "mechanisms" or record.data.get("kind") in NATIONAL)
        }


def _asks(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, code_list in CODED.items():
        value = data.get(field, ())
        yield from ((code_list, each) for each in ([value] if isinstance(value, str) else value))
