"""A value that is made only when it is needed: whoever knows what came of it before needs no more than its fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Stamped(Generic[Value]):
    """What makes a value, and the fingerprint of everything that it is made from: equal ones give equal values."""

    fingerprint: bytes
    make: Callable[[], Value]
