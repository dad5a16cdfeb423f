"""The resource library: material by kind and language, and drafts on which somebody asks for comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clearinghouse.coordination.situation import Situation, grouped
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Record

RESOURCES = "resources"
NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text open for comment until the end of the day `comment_by`. `days` are left until then; below nought they are past."""

    record: Record
    opened: str
    comment_by: date
    days: int
    comment_to: str
    asked_of: str

    @property
    def is_open(self) -> bool:
        """Whether comments are still taken."""
        return self.days >= 0


def by_language(situation: Situation) -> Mapping[tuple[str, str], tuple[Record, ...]]:
    """The resources of each kind in each language; `NOT_STATED` where none is named."""
    return grouped(
        situation.records(RESOURCES),
        lambda each: [(each.data["kind"], language) for language in each.data.get("languages") or (NOT_STATED,)],
    )


def drafts(situation: Situation) -> tuple[Draft, ...]:
    """Drafts: the open ones first, those that close soonest at the top; then the closed ones, the latest first."""
    found = [_draft(each, situation.today) for each in situation.records(RESOURCES) if "draft" in each.data]
    return tuple(sorted(found, key=lambda each: (not each.is_open, abs(each.days), each.record.key)))


def _draft(record: Record, today: date) -> Draft:
    draft = record.data["draft"]
    comment_by = last_day(draft["comment_by"])
    return Draft(
        record, draft.get("opened", ""), comment_by, (comment_by - today).days, draft.get("comment_to", ""),
        draft.get("asked_of", ""),
    )  # fmt: skip
