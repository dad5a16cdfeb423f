"""Whole numbers as text: small ones take one character, and compress well; `unpack` in client/search/packing.js reads them.

A number is written as digits of base 57 (`#` to `[`) for its last place and of bijective base 34 (`]` to `~`) for all places
before, so that the last digit also ends the number. Space, `!`, quotation mark and backslash stay free for other uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, pairwise

LAST, LAST_FROM = 57, ord("#")
BEFORE, BEFORE_FROM = 34, ord("]") - 1


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


def pack_rising(numbers: list[int]) -> str:
    """Return numbers that rise, as the steps between them: the first, then how much is added each time, less one."""
    return pack(chain(numbers[:1], (after - before - 1 for before, after in pairwise(numbers))))


def unpack(text: str) -> Iterator[int]:
    """Yield the numbers of a packed text."""
    rest = 0
    for code in map(ord, text):
        if code > BEFORE_FROM:
            rest = rest * BEFORE + code - BEFORE_FROM
        else:
            yield rest * LAST + code - LAST_FROM
            rest = 0
