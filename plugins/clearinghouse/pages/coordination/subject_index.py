"""An index by subject, made once: contacts, lessons and challenges by country, lessons by theme, for the pages of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from clearinghouse.coordination.contacts import Contact, contacts
from clearinghouse.coordination.lessons import Challenge, Lesson, by_theme, challenges, lessons
from clearinghouse.coordination.situation import grouped
from clearinghouse.pages.page import Press


@dataclass(frozen=True)
class SubjectIndex:
    """Contacts, lessons and challenges by the countries that they are about, lessons by theme too."""

    contacts: Mapping[str, tuple[Contact, ...]]
    lessons: Mapping[str, tuple[Lesson, ...]]
    challenges: Mapping[str, tuple[Challenge, ...]]
    lessons_by_theme: Mapping[str, tuple[Lesson, ...]]


@lru_cache(maxsize=4)
def _index(press: Press) -> SubjectIndex:
    situation = press.desk.situation
    told = lessons(situation)
    return SubjectIndex(
        grouped(contacts(situation), lambda each: each.countries),
        grouped(told, lambda each: each.setting.countries),
        grouped(challenges(situation), lambda each: each.setting.countries),
        by_theme(told),
    )


def contacts_of(country: str, press: Press) -> tuple[Contact, ...]:
    """The contact points that cover a country."""
    return _index(press).contacts.get(country, ())


def lessons_of(country: str, press: Press) -> tuple[Lesson, ...]:
    """The lessons that are about a country."""
    return _index(press).lessons.get(country, ())


def challenges_of(country: str, press: Press) -> tuple[Challenge, ...]:
    """The challenges that are about a country, the open ones first."""
    return _index(press).challenges.get(country, ())


def lessons_on(theme: str, press: Press) -> tuple[Lesson, ...]:
    """The lessons on a theme, as the page of all lessons has them."""
    return _index(press).lessons_by_theme.get(theme, ())
