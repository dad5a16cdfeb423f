"""Indicators: the last dated value of each, and whether it has come to its target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clearinghouse.core.dates import first_day


def last_value(indicator: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The entry of the latest date; None where no value is recorded."""
    return max(indicator.get("values", ()), key=lambda each: first_day(each["date"]), default=None)


def is_reached(indicator: Mapping[str, Any]) -> bool | None:
    """Whether the last value has come to the target, or beyond it as seen from the baseline; from an equal one, upwards.

    None where target or values are missing, or where without a baseline nobody can say which way is beyond.
    """
    last, target = last_value(indicator), indicator.get("target", {})
    if last is None or "value" not in target:
        return None
    value, aim = last["value"], target["value"]
    if "baseline" not in indicator:
        return True if value == aim else None
    return bool(value <= aim if indicator["baseline"]["value"] > aim else value >= aim)


def is_open(indicator: Mapping[str, Any]) -> bool:
    """Whether a target is still to be reached. Without a baseline, a value beyond it counts as reached: more is mostly better."""
    last, reached = last_value(indicator), is_reached(indicator)
    if reached is None and last is not None and "value" in indicator.get("target", {}):
        return bool(last["value"] < indicator["target"]["value"])
    return reached is not True
