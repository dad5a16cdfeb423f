"""What is worked out once for all countries: an index by country of what each of them would otherwise look for in everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from clearinghouse.coordination.contacts import Contact, contacts
from clearinghouse.coordination.lessons import Challenge, Lesson, challenges, lessons
from clearinghouse.coordination.situation import grouped
from clearinghouse.pages.page import Press


@dataclass(frozen=True)
class ByCountry:
    """Contacts, lessons and challenges by the countries that they are about."""

    contacts: Mapping[str, tuple[Contact, ...]]
    lessons: Mapping[str, tuple[Lesson, ...]]
    challenges: Mapping[str, tuple[Challenge, ...]]


@lru_cache(maxsize=4)
def _by_country(press: Press) -> ByCountry:
    situation = press.desk.situation
    return ByCountry(
        grouped(contacts(situation), lambda each: each.countries),
        grouped(lessons(situation), lambda each: each.setting.countries),
        grouped(challenges(situation), lambda each: each.setting.countries),
    )


def contacts_of(country: str, press: Press) -> tuple[Contact, ...]:
    """The contact points that cover a country."""
    return _by_country(press).contacts.get(country, ())


def lessons_of(country: str, press: Press) -> tuple[Lesson, ...]:
    """The lessons that are about a country."""
    return _by_country(press).lessons.get(country, ())


def challenges_of(country: str, press: Press) -> tuple[Challenge, ...]:
    """The challenges that are about a country, the open ones first."""
    return _by_country(press).challenges.get(country, ())
