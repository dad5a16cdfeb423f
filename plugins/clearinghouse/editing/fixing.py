"""Mending a record: every fix that is sure is applied, until there is none left, and what made things worse is taken back."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from clearinghouse.core import rules
from clearinghouse.core.diagnostic import Diagnostic, Fix, Pointer, Position, Severity
from clearinghouse.editing.original import Original

MAX_ROUNDS = 200
"""So often a file is looked at anew at most. A mistake of YAML hides those behind it, so each takes a round of its own."""


@dataclass(frozen=True)
class Examined:
    """What a check says of the bytes of a file: its data, None where it cannot be read, and all that is wrong with it."""

    data: dict[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many of the diagnostics stop a build."""
        return sum(each.severity is Severity.ERROR for each in self.diagnostics)


Examine = Callable[[bytes], Examined]
"""Checks the bytes of one file, among all others as they are."""


@dataclass(frozen=True)
class Mended:
    """A file after all fixes: its bytes, what was mended in which order, and what a check says of it now."""

    content: bytes
    mended: tuple[Diagnostic, ...]
    left: Examined


_Refused = set[tuple[str, Pointer, str]]
"""Fixes that were taken back, by code, value and what they would have written."""


def mend(content: bytes, examine: Examine, *, likely: bool = False) -> Mended:
    """Apply every safe fix of a file; with `likely` also those that only probably say what was meant.

    The answer needs no more mending: mending it again changes nothing, unless more than `MAX_ROUNDS` mistakes of YAML hid each
    other. What no fix is about stays byte for byte.
    """
    now = examine(content)
    mended: list[Diagnostic] = []
    refused: _Refused = set()
    for _ in range(MAX_ROUNDS):
        wanted = list(_wanted(now, refused, likely=likely))
        batch = _apart(wanted)
        step = _step(content, now, batch, examine) if batch else None
        if step is None and len(batch) > 1:  # one of them does harm; which one, is seen when each is alone
            batch = batch[:1]
            step = _step(content, now, batch, examine)
        if step:
            content, now = step
            mended += [diagnostic for diagnostic, _ in batch]
        elif batch:
            refused.add(_name(*batch[0]))
        else:
            break
    return Mended(content, tuple(mended), now)


def _wanted(now: Examined, refused: _Refused, *, likely: bool) -> Iterator[tuple[Diagnostic, Fix]]:
    """Yield what can be mended, with the fix to take: of several of one diagnostic, which are alternatives, the first."""
    for diagnostic in now.diagnostics:
        for fix in (*diagnostic.fixes, *_of_the_whole_file(diagnostic)):
            wanted = fix.safe or (likely and is_likely(diagnostic))
            if wanted and _name(diagnostic, fix) not in refused:
                yield diagnostic, fix
                break


def is_likely(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic has an edit that says what was probably meant."""
    return bool(diagnostic.fixes) and diagnostic.rule not in _EXAMPLES


_EXAMPLES = (rules.MISSING_FIELD, rules.EMPTY_VALUE)
"""Where a fix that is not safe is an example of what could be written: nothing that anybody meant."""


def _of_the_whole_file(diagnostic: Diagnostic) -> Iterator[Fix]:
    """Yield the fix of what is wrong with the bytes of a file rather than with a stretch of its text."""
    if diagnostic.rule in (rules.BYTE_ORDER_MARK, rules.NOT_UTF_8):
        yield Fix(diagnostic.span, _DECODED, safe=True)


_DECODED = "the text, in UTF-8"
"""Stands in a fix of the whole file for what is not a replacement."""


def _name(diagnostic: Diagnostic, fix: Fix) -> tuple[str, Pointer, str]:
    return diagnostic.code, diagnostic.pointer or tuple(fix.span.start), fix.replacement


def _apart(wanted: list[tuple[Diagnostic, Fix]]) -> list[tuple[Diagnostic, Fix]]:
    """Of fixes in the order of the file, keep those that touch none of those before them. One of the whole file stays alone."""
    whole = [each for each in wanted if each[1].replacement == _DECODED]
    if whole:
        return whole[:1]
    kept: list[tuple[Diagnostic, Fix]] = []
    end = Position(0, 0)
    for diagnostic, fix in sorted(wanted, key=lambda each: each[1].span):
        if fix.span.start > end:
            kept.append((diagnostic, fix))
            end = fix.span.end
    return kept


def _step(
    content: bytes, now: Examined, batch: list[tuple[Diagnostic, Fix]], examine: Examine
) -> tuple[bytes, Examined] | None:
    """Apply fixes together; None where that changes nothing, does harm, or touches more than what they are about."""
    changed = _changed(content, [fix for _, fix in batch])
    if changed is None or changed == content:
        return None
    then = examine(changed)
    if _is_worse(then, now) or not _only_there(now.data, then.data, [diagnostic.pointer for diagnostic, _ in batch]):
        return None
    return changed, then


def _changed(content: bytes, fixes: list[Fix]) -> bytes | None:
    if fixes[0].replacement == _DECODED:
        return _in_utf_8(content)
    return Original.of(content).with_fixes(fixes).content


def _in_utf_8(content: bytes) -> bytes | None:
    """The same text in UTF-8 without a mark; None where the bytes do not say themselves how they are to be read."""
    if content.startswith(codecs.BOM_UTF8):
        return content.removeprefix(codecs.BOM_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16").encode("utf-8")
        except UnicodeError:
            return None
    return None


def _is_worse(then: Examined, now: Examined) -> bool:
    """Whether a file got worse. One that can be read at last is better, whatever is then seen in it."""
    if (then.data is None) != (now.data is None):
        return then.data is None
    return then.errors > now.errors


def _only_there(before: Any, after: Any, allowed: list[Pointer]) -> bool:
    """Whether data differs at most in values that were to be mended, in what is in them, or in a field beside that is new.

    An item of a list may have been taken out. True where it was not readable before: then there is nothing to compare.
    """
    if before is None:
        return True
    items = {each for each in allowed if each and isinstance(each[-1], int)}
    return any(
        all(
            any(pointer[: len(each)] == each or (is_new and pointer[:-1] == each[:-1]) for each in allowed if each)
            for pointer, is_new in _differences(known, after, ())
        )
        for known in (before, _without(before, items, ()))
    )


def _without(value: Any, items: set[Pointer], pointer: Pointer) -> Any:
    """Data without these items of its lists."""
    if isinstance(value, dict):
        return {name: _without(each, items, (*pointer, name)) for name, each in value.items()}
    if isinstance(value, list):
        kept = ((index, each) for index, each in enumerate(value) if (*pointer, index) not in items)
        return [_without(each, items, (*pointer, index)) for index, each in kept]
    return value


def _differences(before: Any, after: Any, pointer: Pointer) -> Iterator[tuple[Pointer, bool]]:
    """Yield where data differs, and whether the value is one that was not there before."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            if name not in before or name not in after:
                yield (*pointer, name), name not in before
            else:
                yield from _differences(before[name], after[name], (*pointer, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differences(one, other, (*pointer, index))
    elif type(before) is not type(after) or before != after:
        yield pointer, False
