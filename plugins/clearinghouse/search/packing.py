"""Whole numbers as text: small ones take one character, and compress well; `unpack` in client/search/packing.js reads them.

A number is written as digits of base 57 (`#` to `[`) for its last place and of bijective base 34 (`]` to `~`) for all places
before, so that the last digit also ends the number. Space, `!`, quotation mark and backslash stay free for other uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import sub

LAST, LAST_FROM = 57, ord("#")
BEFORE, BEFORE_FROM = 34, ord("]") - 1
_NUMBER = re.compile(r"[\]-~]*[#-\[]")


@cache
def packed_number(number: int) -> str:
    """Return one number, not below 0, as text."""
    rest, last = divmod(number, LAST)
    digits = chr(LAST_FROM + last)
    while rest:
        rest, digit = divmod(rest - 1, BEFORE)
        digits = chr(BEFORE_FROM + digit + 1) + digits
    return digits


def pack(numbers: Iterable[int]) -> str:
    """Return numbers one after the other as text."""
    return "".join(map(packed_number, numbers))


def pack_rising(numbers: Sequence[int]) -> str:
    """Return numbers that rise, as the steps between them: the first, then how much is added each time, less one."""
    return pack(numbers[:1]) + pack_steps(numbers)


def pack_steps(numbers: Sequence[int]) -> str:
    """Return the steps between numbers that rise, less one, without the first number."""
    return "".join(map(_packed_step, map(sub, numbers[1:], numbers)))


@cache
def _packed_step(step: int) -> str:
    return packed_number(step - 1)


def split_packed(text: str) -> list[str]:
    """Return the numbers of a packed text, each still packed."""
    return _NUMBER.findall(text)


def unpack(text: str) -> Iterator[int]:
    """Yield the numbers of a packed text."""
    return map(_unpacked_number, split_packed(text))


@cache
def _unpacked_number(digits: str) -> int:
    rest = 0
    for digit in digits[:-1]:
        rest = rest * BEFORE + ord(digit) - BEFORE_FROM
    return rest * LAST + ord(digits[-1]) - LAST_FROM
