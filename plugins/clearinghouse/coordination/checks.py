"""The checks that look across records or at the calendar, by the name that `schemas/rules.yaml` calls them by."""

from __future__ import annotations

from collections.abc import Mapping

from clearinghouse.coordination.rule import Check

CHECKS: Mapping[str, Check] = {}
