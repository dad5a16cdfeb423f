"""The checks that look across records or at the calendar, by the name that `schemas/rules.yaml` calls them by."""

from __future__ import annotations

from collections.abc import Mapping

from clearinghouse.coordination.checks import (
    contacts,
    countries,
    initiatives,
    mechanisms,
    meetings,
    money,
    needs,
    overlaps,
    reports,
    strategies,
)
from clearinghouse.coordination.rule import Check

_TOPICS = (contacts, countries, initiatives, mechanisms, meetings, money, needs, overlaps, reports, strategies)

CHECKS: Mapping[str, Check] = {name: check for topic in _TOPICS for name, check in topic.CHECKS.items()}
