"""Needs and answers: what countries and regions need, which initiatives address it, and which need nobody answers yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from clearinghouse.coordination.situation import Initiative, Situation, grouped
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Record

NEEDS = "needs"


class Answer(Enum):
    """How far a need is answered: by the initiative that goes furthest. In order, the one that wins first."""

    RUNNING = "running"
    PLANNED = "planned"
    PAUSED = "paused"
    UNCLEAR = "unclear"
    """Something addresses it, but nobody says whether that runs."""
    ENDED = "ended"
    """All that addressed it has ended or was cancelled."""
    NONE = "none"


BY_STATUS: Mapping[str, Answer] = {
    "ongoing": Answer.RUNNING,
    "proposed": Answer.PLANNED,
    "approved": Answer.PLANNED,
    "suspended": Answer.PAUSED,
    "closing": Answer.ENDED,
    "completed": Answer.ENDED,
    "cancelled": Answer.ENDED,
}
"""How far a need is answered by an initiative of each status."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need of an assessment. `theme`, `priority`, `level` are codes, empty where not given; `answers` what addresses it."""

    assessment: Record
    id: str
    title: str
    theme: str
    priority: str
    level: str
    note: str
    answers: tuple[Initiative, ...]
    answer: Answer

    @property
    def url(self) -> str:
        """Where it stands on the page of its assessment."""
        return f"{self.assessment.url}#needs-{self.id}"


@dataclass(frozen=True, slots=True)
class Wanting:
    """An initiative that names no need, with the assessments of its countries and regions that it could name one of."""

    initiative: Initiative
    assessments: tuple[Record, ...]


def phase_of(initiative: Initiative, situation: Situation) -> Answer:
    """Whether an initiative runs, is planned or has ended: by its status; without one, by its dates where both are known."""
    if initiative.status in BY_STATUS:
        return BY_STATUS[initiative.status]
    start, end = initiative.period.start, initiative.period.end
    if end and last_day(end) < situation.today:
        return Answer.ENDED
    if start and first_day(start) > situation.today:
        return Answer.PLANNED
    return Answer.RUNNING if start and end else Answer.UNCLEAR


def answer_of(initiatives: Iterable[Initiative], situation: Situation) -> Answer:
    """How far all these together answer a need."""
    phases = {phase_of(each, situation) for each in initiatives}
    return next((phase for phase in Answer if phase in phases), Answer.NONE)


def needs_of(assessment: Record, situation: Situation) -> tuple[Need, ...]:
    """The needs of an assessment, the most urgent first; what has no priority comes last, else in the order of the record."""
    found = (_need(assessment, entry, situation) for entry in assessment.data.get("needs", ()))
    return by_priority(found, situation)


def _need(assessment: Record, entry: Mapping[str, str], situation: Situation) -> Need:
    answers = situation.by_need.get((assessment.key.id, entry["id"]), ())
    return Need(
        assessment, entry["id"], entry["title"], entry.get("theme", ""), entry.get("priority", ""),
        entry.get("level", ""), entry.get("note", ""), answers, answer_of(answers, situation),
    )  # fmt: skip


def by_priority(needs: Iterable[Need], situation: Situation) -> tuple[Need, ...]:
    """Needs in the order of the code list of priorities; those without come last. Equals keep their order."""
    listed = situation.catalogue.code_lists.get("priorities")
    places = {code: place for place, code in enumerate(listed.concepts)} if listed else {}
    return tuple(sorted(needs, key=lambda need: places.get(need.priority, len(places))))


def all_needs(situation: Situation) -> tuple[Need, ...]:
    """The needs of all assessments, by priority, then by assessment."""
    found = (need for record in situation.records(NEEDS) for need in needs_of(record, situation))
    return by_priority(found, situation)


def assessments_of(country: str, situation: Situation) -> tuple[Record, ...]:
    """The assessments of a country itself, the newest first; an undated one comes last."""
    return tuple(sorted(situation.of_country(NEEDS, country), key=_assessed_on, reverse=True))


def _assessed_on(record: Record) -> str:
    return str(record.data.get("assessed_on", ""))


def whole_answers(assessment: Record, situation: Situation) -> tuple[Initiative, ...]:
    """The initiatives that address an assessment without saying which of its needs, or that name a need which it has not."""
    own = assessment.key.id
    known = {entry["id"] for entry in assessment.data.get("needs", ())}
    return tuple(
        each
        for each in situation.by_assessment.get(own, ())
        if any(of == own and need not in known for of, need in situation.needs_addressed(each.record))
    )


def without_need(situation: Situation) -> tuple[Wanting, ...]:
    """The initiatives that address no need at all, by id."""
    by_area = _assessments_by_area(situation)
    return tuple(
        Wanting(each, _assessments_near(each, by_area, situation))
        for each in situation.initiatives
        if not each.record.data.get("addresses_needs")
    )


def _assessments_by_area(situation: Situation) -> Mapping[str, tuple[Record, ...]]:
    """Assessments by the country or the region that they are about; codes of the two lists never coincide."""
    return grouped(
        situation.records(NEEDS),
        lambda record: [
            *([record.data["country"]] if "country" in record.data else []),
            *record.data.get("regions", ()),
        ],
    )


def _assessments_near(
    initiative: Initiative, by_area: Mapping[str, tuple[Record, ...]], situation: Situation
) -> tuple[Record, ...]:
    regions = situation.catalogue.code_lists.get("regions")
    areas = [code for country in initiative.countries for code in (country, *situation.regions_of(country))]
    if not initiative.countries and regions:
        areas = [code for region in initiative.regions for code in (region, *regions.above(region))]
    found = {record.key: record for area in areas for record in by_area.get(area, ())}
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class ThemeInRegion:
    """The needs of one theme in one region, by the assessments of that region or of its countries."""

    theme: str
    region: str
    needs: tuple[Need, ...]


def by_theme_and_region(situation: Situation) -> tuple[ThemeInRegion, ...]:
    """The needs by theme and by the smallest region that the country of their assessment lies in, in the order of the code lists.

    An assessment of regions counts under each of them; one without country and region under the region "".
    """
    found = grouped(
        all_needs(situation),
        lambda need: [(need.theme, region) for region in _regions_of_assessment(need.assessment, situation)],
    )
    themes, regions = (_places(name, situation) for name in ("themes", "regions"))
    keys = sorted(found, key=lambda key: (themes.get(key[0], len(themes)), regions.get(key[1], len(regions)), key))
    return tuple(ThemeInRegion(theme, region, found[theme, region]) for theme, region in keys)


def _regions_of_assessment(assessment: Record, situation: Situation) -> tuple[str, ...]:
    own = situation.regions_of(assessment.data["country"])[:1] if "country" in assessment.data else ()
    return own or tuple(assessment.data.get("regions", ())) or ("",)


def _places(code_list: str, situation: Situation) -> Mapping[str, int]:
    listed = situation.catalogue.code_lists.get(code_list)
    return {code: place for place, code in enumerate(listed.concepts)} if listed else {}
