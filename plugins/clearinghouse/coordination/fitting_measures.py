"""Which coordination measures of the framework fit a pair of initiatives, by rules that can be read and argued about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from clearinghouse.coordination.needs import Answer
from clearinghouse.coordination.overlap import Kind, Pair
from clearinghouse.coordination.situation import Initiative

TRAINING = frozenset({"short-course", "long-term-training", "experiential-learning"})
"""The categories of activities in which people are taught."""


class Because(Enum):
    """What is true of a pair, so that measures fit it."""

    NOW = "now"
    """Both run, and they have a theme in common."""
    TRAINING = "training"
    """Both teach, and neither is over."""
    DONORS = "donors"
    """Different funders in one country, and neither is over."""
    NEED = "need"
    """Both could serve a need, and neither is over."""
    NEIGHBOURS = "neighbours"
    """The same theme in countries that touch, and neither is over."""
    PLANNED = "planned"
    """One is still being planned, and the other is not over."""
    ONE_ENDED = "one-ended"
    """One is over; the other is not, as far as anybody says."""
    BOTH_ENDED = "both-ended"
    UNCLEAR = "unclear"
    """Neither is known to be over, and of one nobody says whether it still runs."""


FITTING: Mapping[Because, tuple[str, ...]] = {
    Because.NOW: ("joint-activity", "work-plan-exchange"),
    Because.TRAINING: ("materials-exchange", "cross-participation"),
    Because.DONORS: ("donor-meeting", "round-table"),
    Because.NEED: ("joint-action-plan",),
    Because.NEIGHBOURS: ("joint-task-force",),
    Because.PLANNED: ("draft-review", "planning-attendance"),
    Because.ONE_ENDED: ("materials-exchange", "informal-briefing"),
    Because.BOTH_ENDED: ("joint-review", "materials-exchange"),
    Because.UNCLEAR: ("ad-hoc-consultation",),
}
"""The measures that fit, by codes of the framework's list (R47 to R51)."""


@dataclass(frozen=True, slots=True)
class FittingMeasures:
    """Measures that fit a pair, and why."""

    because: Because
    measures: tuple[str, ...]


def fitting_measures(pair: Pair) -> tuple[FittingMeasures, ...]:
    """The measures that fit a pair, each once, without those that already tie it."""
    taken = {tie.measure for tie in pair.ties}
    found = []
    for because in _true_of(pair):
        measures = tuple(each for each in FITTING[because] if each not in taken)
        taken.update(measures)
        if measures:
            found.append(FittingMeasures(because, measures))
    return tuple(found)


def _true_of(pair: Pair) -> Iterator[Because]:
    phases = set(pair.phases)
    if phases == {Answer.ENDED}:
        yield Because.BOTH_ENDED
    elif Answer.ENDED in phases:
        yield Because.ONE_ENDED
    elif Answer.UNCLEAR in phases:
        yield Because.UNCLEAR
    else:
        yield from _true_of_living(pair)


def _true_of_living(pair: Pair) -> Iterator[Because]:
    if pair.themes and set(pair.phases) == {Answer.RUNNING}:
        yield Because.NOW
    if all(TRAINING & categories_of(side) for side in pair.sides):
        yield Because.TRAINING
    if (
        pair.countries
        and all(side.funders for side in pair.sides)
        and set(pair.one.funders).isdisjoint(pair.other.funders)
    ):
        yield Because.DONORS
    if pair.needs:
        yield Because.NEED
    if pair.kind is Kind.NEIGHBOURS:
        yield Because.NEIGHBOURS
    if Answer.PLANNED in pair.phases:
        yield Because.PLANNED


def categories_of(initiative: Initiative) -> frozenset[str]:
    """The kinds of work that an initiative does, by its own word and by that of its activities."""
    data = initiative.record.data
    return frozenset([*data.get("categories", ()), *(each.get("category", "") for each in data.get("activities", ()))])
