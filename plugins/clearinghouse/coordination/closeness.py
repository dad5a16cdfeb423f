"""Closeness in time: which of many stays meet each other, found by a sweep and not by comparing all with all.

Of a thousand initiatives in one place nearly all pairs may meet; so what is formed is bounded, and what is left out is counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Ids = tuple[str, str]
"""Two ids in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Who is somewhere, from a first to a last day (ordinals of days, both included)."""

    id: str
    first: int
    last: int

    @property
    def place(self) -> tuple[int, int, str]:
        """Its place in the sweep: what lasts longest into the present comes first, then what began first."""
        return -self.last, self.first, self.id


@dataclass
class FoundPairs:
    """The pairs that a sweep formed, each once, and at most how many it left out."""

    pairs: set[Ids] = field(default_factory=set)
    left_out: int = 0


class Sweep:
    """Stays in one place, ready to be looked through from the latest to the earliest."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        self.stays = sorted(stays, key=lambda stay: stay.place)
        self._places = [stay.place for stay in self.stays]
        self._ends = [-stay.last for stay in self.stays]

    def after(self, stay: Stay, slack: int, limit: int) -> tuple[Iterator[Stay], int]:
        """The next stays in the sweep that meet one, at most `limit`, and how many more there are.

        Those ended no later than it; so they meet it when they ended no earlier than `slack` days before it began.
        """
        start = bisect_right(self._places, stay.place)
        end = max(start, bisect_right(self._ends, slack - stay.first))
        return iter(self.stays[start : min(end, start + limit)]), max(0, end - start - limit)


def meet_within(sweep: Sweep, slack: int, limit: int, found: FoundPairs) -> None:
    """Add the pairs of one place that meet."""
    _meet(sweep, sweep, slack, limit, found)


def meet_across(one: Sweep, other: Sweep, slack: int, limit: int, found: FoundPairs) -> None:
    """Add the pairs of a stay here and a stay there that meet."""
    _meet(one, other, slack, limit, found)
    _meet(other, one, slack, limit, found)


def _meet(those: Sweep, others: Sweep, slack: int, limit: int, found: FoundPairs) -> None:
    for stay in those.stays:
        partners, left_out = others.after(stay, slack, limit)
        found.left_out += left_out
        for partner in partners:
            if partner.id != stay.id:
                found.pairs.add((stay.id, partner.id) if stay.id < partner.id else (partner.id, stay.id))
