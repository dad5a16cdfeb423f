"""Lessons and challenges: what initiatives, case studies and progress reports tell others who do the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clearinghouse.coordination.situation import INITIATIVES, Situation, countries_of, grouped
from clearinghouse.core.record import Record

TELLING = (INITIATIVES, "case-studies", "progress-reports")
"""The collections whose records tell of lessons and challenges."""

OPEN, WITHOUT_RESPONSE, ANSWERED = "open", "without-response", "answered"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record is about: codes of countries and themes. Where it names none itself, those of its initiatives."""

    record: Record
    countries: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson as its record tells it."""

    setting: Setting
    text: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """One difficulty with what was done about it. `state` is one of open, without-response, answered.

    It is open where the record says so, whatever was tried; without response where the record says neither.
    """

    setting: Setting
    text: str
    response: str
    state: str


def initiatives_of(record: Record, situation: Situation) -> tuple[Record, ...]:
    """The initiatives that a case study or a report is about; an initiative itself."""
    if record.key.collection == INITIATIVES:
        return (record,)
    ids = [*record.data.get("initiatives", ()), *([record.data["initiative"]] if "initiative" in record.data else [])]
    found = (situation.record(INITIATIVES, each) for each in dict.fromkeys(ids))
    return tuple(each for each in found if each)


def setting_of(record: Record, situation: Situation) -> Setting:
    """What a record is about, by its own words or by those of its initiatives."""
    initiatives = initiatives_of(record, situation)
    countries = countries_of(record) or tuple(code for each in initiatives for code in countries_of(each))
    themes = record.data.get("themes") or [code for each in initiatives for code in each.data.get("themes", ())]
    return Setting(record, tuple(dict.fromkeys(countries)), tuple(dict.fromkeys(themes)))


def lessons(situation: Situation) -> tuple[Lesson, ...]:
    """Every lesson, record by record in the order of `TELLING`."""
    return tuple(_lessons(situation))


def _lessons(situation: Situation) -> Iterator[Lesson]:
    for collection in TELLING:
        for record in situation.records(collection):
            told = record.data.get("lessons") or ()
            setting = setting_of(record, situation)
            yield from (Lesson(setting, text) for text in ((told,) if isinstance(told, str) else told))


def by_theme(told: tuple[Lesson, ...]) -> Mapping[str, tuple[Lesson, ...]]:
    """Lessons under each of their themes; under the empty code where neither record nor initiative names one."""
    return grouped(told, lambda each: each.setting.themes or ("",))


def challenges(situation: Situation) -> tuple[Challenge, ...]:
    """Every challenge: the open ones first, then those without response, then the answered ones."""
    order = (OPEN, WITHOUT_RESPONSE, ANSWERED)
    return tuple(sorted(_challenges(situation), key=lambda each: order.index(each.state)))


def _challenges(situation: Situation) -> Iterator[Challenge]:
    for collection in TELLING:
        for record in situation.records(collection):
            setting = setting_of(record, situation)
            for each in record.data.get("challenges", ()):
                response = each.get("response", "")
                state = OPEN if each.get("open") else ANSWERED if response else WITHOUT_RESPONSE
                yield Challenge(setting, each["challenge"], response, state)
