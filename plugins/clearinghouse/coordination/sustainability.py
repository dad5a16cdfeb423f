"""Sustainability: what is to go on when the money of an initiative ends, who keeps it, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearinghouse.coordination.lessons import initiatives_of
from clearinghouse.coordination.situation import INITIATIVES, Situation, grouped, is_not_known
from clearinghouse.core.record import Record

ASPECTS = ("measures", "after_end_owner", "funding", "horizon")
"""What the design can say, by field."""

RESOURCES = "resources"
CASE_STUDIES = "case-studies"


@dataclass(frozen=True, slots=True)
class Sustainability:
    """What an initiative says of the time after its end; empty where it says nothing.

    `owner` is the id of the organisation that keeps the results; `sources_silent` says that the sources were read for
    it and do not tell.
    """

    record: Record
    measures: tuple[str, ...]
    owner: str
    funding: str
    horizon: str
    sources_silent: bool

    @property
    def stated(self) -> tuple[str, ...]:
        """The aspects of which it says something."""
        values = (self.measures, self.owner, self.funding, self.horizon)
        return tuple(aspect for aspect, value in zip(ASPECTS, values, strict=True) if value)


def sustainability_of(record: Record) -> Sustainability:
    """What one initiative says."""
    said = record.data.get("sustainability", {})
    return Sustainability(
        record, tuple(said.get("measures", ())), said.get("after_end_owner", ""), said.get("funding", ""),
        said.get("horizon", ""), is_not_known(record, "sustainability"),
    )  # fmt: skip


def sustainability(situation: Situation) -> tuple[Sustainability, ...]:
    """What every initiative says, by id; also of those that say nothing."""
    return tuple(sustainability_of(record) for record in situation.records(INITIATIVES))


def by_aspect(every: tuple[Sustainability, ...]) -> Mapping[tuple[str, bool], tuple[Record, ...]]:
    """The initiatives that state each aspect (aspect, True) and those that do not (aspect, False)."""
    stating = grouped(every, lambda each: [(aspect, aspect in each.stated) for aspect in ASPECTS])
    return {key: tuple(each.record for each in those) for key, those in stating.items()}


@dataclass(frozen=True, slots=True)
class Study:
    """A case study with the initiatives that it is about and what they say of the time after their end.

    `documents` are the titles and addresses (empty where there is none) of its own documents; `resources` are the
    presentations of the same initiatives at the same meetings.
    """

    record: Record
    documents: tuple[tuple[str, str], ...]
    resources: tuple[Record, ...]
    lasting: tuple[Sustainability, ...]


@dataclass(frozen=True, slots=True)
class Presentation:
    """The case studies that a meeting heard; `meeting` is None for those that no meeting of ours heard.

    `heard` is how many it heard by its own record, or None where that is not known.
    """

    meeting: Record | None
    heard: int | None
    studies: tuple[Study, ...]


def presentations(situation: Situation) -> tuple[Presentation, ...]:
    """Case studies by meeting, the latest meeting first; those heard at none come last."""
    slides = _slides(situation)
    studies = [_study(record, situation, slides) for record in situation.records(CASE_STUDIES)]
    found = grouped(studies, lambda each: _meetings(each.record, situation) or [""])
    meetings = [each for name in found if name and (each := situation.record("meetings", name))]
    meetings.sort(key=lambda each: (each.data.get("start", ""), each.key), reverse=True)
    heard = [
        Presentation(each, each.data.get("case_studies_presented"), found.get(each.key.id, ())) for each in meetings
    ]
    return (*heard, *([Presentation(None, None, found[""])] if "" in found else []))


def _study(record: Record, situation: Situation, slides: Mapping[tuple[str, str], tuple[Record, ...]]) -> Study:
    documents = tuple((each["title"], each.get("url", "")) for each in record.data.get("documents", ()))
    initiatives = initiatives_of(record, situation)
    places = [(each.key.id, meeting) for each in initiatives for meeting in _meetings(record, situation)]
    resources = tuple(dict.fromkeys(each.key for place in places for each in slides.get(place, ())))
    lasting = tuple(sustainability_of(each) for each in initiatives)
    return Study(record, documents, tuple(situation.catalogue.by_key[key] for key in resources), lasting)


def _meetings(record: Record, situation: Situation) -> list[str]:
    """The ids, in use now, of the meetings that a record was presented at."""
    return [situation.current_id("meetings", each) for each in record.data.get("presented_at", ())]


def _slides(situation: Situation) -> Mapping[tuple[str, str], tuple[Record, ...]]:
    """The materials by the initiative that produced them and the meeting that they were presented at."""

    def places(record: Record) -> list[tuple[str, str]]:
        makers = [situation.current_id(INITIATIVES, each) for each in record.data.get("produced_by", ())]
        return [(maker, meeting) for maker in makers for meeting in _meetings(record, situation)]

    return grouped(situation.records(RESOURCES), places)
