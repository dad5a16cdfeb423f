"""What several checks ask of a record: whether it is still under way, whose mechanism it is, how it is named in a message."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list

from clearinghouse.coordination.mechanisms import NATIONAL
from clearinghouse.coordination.situation import Initiative, Situation
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Key, Record

COUNTRIES = "countries"
MECHANISMS = "mechanisms"
MEETINGS = "meetings"
NEEDS = "needs"
PROGRESS_REPORTS = "progress-reports"
STRATEGIES = "strategies"

OVER = ("completed", "cancelled")
"""The statuses of initiatives in which nothing can be arranged any more."""


def is_under_way(initiative: Initiative) -> bool:
    """Whether it is known to be planned or at work, so that what is missing can still be arranged."""
    return bool(initiative.status) and initiative.status not in OVER


def national_mechanisms(situation: Situation, country: str) -> tuple[Record, ...]:
    """The mechanisms of its Government that coordinate assistance in a country."""
    return tuple(each for each in situation.of_country(MECHANISMS, country) if each.data["kind"] in NATIONAL)


def country_name(situation: Situation, country: str) -> str:
    """The name of a country in English, or its code where the list has no name for it."""
    return situation.catalogue.code_lists[COUNTRIES].label(country)


def country_key(country: str) -> Key:
    """The key of the record of a country, which may still have to be written."""
    return Key(COUNTRIES, country.lower())


def named_countries(situation: Situation, countries: Iterable[str]) -> str:
    """Countries by name, in a row."""
    return listed(country_name(situation, each) for each in countries)


def titles(records: Iterable[Record]) -> str:
    """Records by title, in a row."""
    return listed(quoted(each.title) for each in records)


def listed(texts: Iterable[str]) -> str:
    """Texts in a row: one, two and three."""
    return format_list(list(texts), locale="en_GB")
