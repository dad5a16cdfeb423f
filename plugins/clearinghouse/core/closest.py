"""Which of several names a misspelt one most likely means. Only mistakes ask, so what compares is imported by the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def closest(text: str, candidates: Iterable[str], cutoff: int, *, fold: bool = True) -> str:
    """The candidate most like a text, letter by letter; nothing where there is none, or two are as near.

    `cutoff` is how like it must be, 100 being the same. Without `fold` capitals count: where thousands are compared and none has
    any, that is quicker.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - the check of good records does not wait for it

    found = process.extract(
        text,
        list(candidates),
        scorer=fuzz.ratio,
        score_cutoff=cutoff,
        processor=str.casefold if fold else None,
        limit=2,
    )
    return _clear(found)


def closest_by_words(text: str, candidates: Iterable[str], *, fold: bool = True) -> str:
    """The candidate that shares most words with a text, in any order; nothing where there is none, or two are as near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - the same

    found = process.extract(
        text,
        list(candidates),
        scorer=fuzz.token_set_ratio,
        score_cutoff=85,
        processor=str.casefold if fold else None,
        limit=2,
    )
    return _clear(found)


def nearest(text: str, candidates: Iterable[str], limit: int) -> list[str]:
    """The candidates that share words with a text, or parts of it, the nearest first; where nothing is clear, a person chooses."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - the same

    found = process.extract(text, list(candidates), scorer=fuzz.token_set_ratio, score_cutoff=60, limit=limit)
    return [str(each[0]) for each in found]


def _clear(found: Sequence[tuple[str, float, int]]) -> str:
    """The best of two finds, unless the other is as good."""
    is_clear = found and (len(found) == 1 or found[0][1] > found[1][1])
    return str(found[0][0]) if is_clear else ""
