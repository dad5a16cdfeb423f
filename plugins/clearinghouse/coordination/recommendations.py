"""Recommendations and what became of them: what their own record says, and what practices and materials say that they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Record

TAKEN = ("in-progress", "partly", "done")
"""The states in which something was done about a recommendation; one that was dropped, or is open, was not followed."""

LINKS = ("initiatives", "strategies", "mechanisms", "meetings", "decisions", "organisations", "resources")
"""The fields of a follow-up that name the records which are the follow-up; each is named like its collection."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of follow-up. `state` is a code, `date` a partial date; both `country` and `evidence` may be empty."""

    state: str
    date: str
    country: str
    evidence: str
    records: tuple[Record, ...]

    @property
    def is_shown(self) -> bool:
        """Whether something was done, and something shows it."""
        return self.state in TAKEN and bool(self.evidence or self.records)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation with its follow-up, oldest first, and the records that say that they answer it."""

    record: Record
    steps: tuple[Step, ...]
    answers: tuple[Record, ...]

    @property
    def state(self) -> str:
        """The last state that is known; empty where none is."""
        return next((step.state for step in reversed(self.steps) if step.state != "unknown"), "")

    @property
    def date(self) -> str:
        """The partial date of the last entry that has one."""
        return next((step.date for step in reversed(self.steps) if step.date), "")

    @property
    def has_evidence(self) -> bool:
        """Whether anything shows that it was followed."""
        return bool(self.answers) or any(step.is_shown for step in self.steps)

    @property
    def follow_up(self) -> tuple[Record, ...]:
        """All records that are its follow-up, each once."""
        linked = [record for step in self.steps for record in step.records]
        return tuple({record.key: record for record in (*linked, *self.answers)}.values())


def recommendation_of(situation: Situation, record: Record) -> Recommendation:
    """Return what became of one recommendation."""
    backlinks = situation.catalogue.backlinks(record)
    keys = dict.fromkeys(each.source for each in backlinks if each.field.name == "answers_recommendations")
    answers = tuple(situation.catalogue.by_key[key] for key in keys)
    steps = tuple(_step(situation, entry) for entry in record.data.get("follow_up", ()))
    return Recommendation(record, steps, answers)


def _step(situation: Situation, entry: Mapping[str, Any]) -> Step:
    return Step(
        entry["state"], entry.get("date", ""), entry.get("country", ""), entry.get("evidence", ""),
        tuple(_linked(situation, entry)),
    )  # fmt: skip


def _linked(situation: Situation, entry: Mapping[str, Any]) -> Iterator[Record]:
    for collection in LINKS:
        for record_id in entry.get(collection, ()):
            if found := situation.record(collection, record_id):
                yield found


def recommendations(situation: Situation) -> tuple[Recommendation, ...]:
    """All recommendations: by meeting, the latest first, and in the order of their ids within it."""
    found = [recommendation_of(situation, record) for record in situation.records("recommendations")]
    found.sort(key=lambda each: each.record.key)
    return tuple(sorted(found, key=lambda each: _meeting_start(situation, each), reverse=True))


def _meeting_start(situation: Situation, recommendation: Recommendation) -> tuple[str, str]:
    meeting = str(recommendation.record.data["meeting"])
    record = situation.record("meetings", meeting)
    return (str(record.data.get("start", "")) if record else "", meeting)
