"""A source by itself and among the others: what is wrong in it alone, and what it needs of other files.

The first costs most and depends on nothing but the file and its type, so it can be kept: the data of a file that has no
diagnostic of its own, with what it refers to. What depends on other files is checked anew each time.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

import msgspec

from clearinghouse.core import rules
from clearinghouse.core.amounts import pieces_of
from clearinghouse.core.body import check_body
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import Diagnostic, Severity, in_reading_order
from clearinghouse.core.record import Key
from clearinghouse.core.reference import Titles, check_references, targets_of
from clearinghouse.core.schema import Schema, with_years_as_text
from clearinghouse.core.source import Source, read_again
from clearinghouse.core.validation import check_source


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """A source with all that is wrong in it by itself, `faults`, and what it needs of other files.

    `key` is None where the file cannot be a record. `targets` are the records that it refers to, `links` the files that its
    body links to, relative to the content folder.
    """

    key: Key | None
    source: Source
    faults: tuple[Diagnostic, ...] = ()
    targets: tuple[Key, ...] = ()
    links: tuple[str, ...] = ()


@dataclass
class _EveryFile:
    """Stands for a content folder that has every file, and notes which ones were asked for."""

    asked: dict[str, None] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        self.asked[str(path)] = None
        return True


MOST_TOLD = 100
"""Mistakes that are told of in one file: who has more mends these first. It bounds what a hostile file can cost."""


def _bounded(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The mistakes of a file that are told of: all, or the first errors before anything else, the last of which says so."""
    found = list(faults)
    if len(found) <= MOST_TOLD:
        return tuple(found)
    *kept, last = in_reading_order(sorted(found, key=lambda each: each.severity is not Severity.ERROR)[:MOST_TOLD])
    more = f"More is wrong in this file than the {MOST_TOLD} things that are told here."
    return (*kept, replace(last, help=f"{last.help} {more}".strip()))


def check_by_itself(key: Key, source: Source, schema: Schema, code_lists: Mapping[str, CodeList]) -> CheckedSource:
    """Find what is wrong in the source of a record, whatever else there is; and note what it needs of other files."""
    if source.data is None:
        return CheckedSource(key, source, _bounded(source.diagnostics))
    data = with_years_as_text(source.data, schema)
    if data is not source.data:
        source = replace(source, data=data)
    every_file = _EveryFile()
    found = list(check_source(source, schema, code_lists))
    wrong = {each.pointer for each in found}
    # That a value is read in different ways matters once it is one that the field takes; before, it has one cause too many.
    told = (each for each in source.diagnostics if each.rule is not rules.READ_DIFFERENTLY or each.pointer not in wrong)
    faults = _bounded([*_of_single_fields(source, [*told, *found]), *check_body(source, every_file)])
    return CheckedSource(key, source, faults, tuple(targets_of(data, schema)), tuple(every_file.asked))


def _of_single_fields(source: Source, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what is told of a field that is given twice: nobody knows which of the two is meant, and only one can be mended."""
    found = list(faults)
    pieces = {piece for each in found for piece in pieces_of(source, each)}  # `1,000,000` in braces has “000” twice
    twice = [each.pointer for each in source.diagnostics if each.code == rules.DUPLICATE_KEY.code]  # workers copy rules
    doubles = [each for each in twice if each not in pieces]
    for each in found:
        is_inside = any(each.pointer[: len(double)] == double for double in doubles)
        if each.pointer not in pieces and (each.code == rules.DUPLICATE_KEY.code or not is_inside):
            yield each


def check_among_others(
    checked: CheckedSource, schema: Schema, titles: Titles, current: Mapping[Key, Key], files: Container[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong in a source because of other files; `titles` and `current` are those of `check_references`.

    `files` has every file of the content folder, by its path relative to it.
    """
    if any(current.get(target) != target for target in checked.targets):
        found = islice(check_references(checked.source, schema, titles, current), MOST_TOLD)
        yield from _of_single_fields(checked.source, found)
    if not all(link in files for link in checked.links):
        told = set(checked.faults)
        yield from (each for each in check_body(checked.source, files) if each not in told)


# --- how it is kept -------------------------------------------------------------------------------


class _Kept(msgspec.Struct, array_like=True):
    """What is kept of a checked source without faults. Its file is read in any case: head and body are taken from there."""

    data: dict[str, Any]
    targets: list[tuple[str, str]]
    links: list[str]


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(_Kept, float_hook=Decimal)


def to_keep(checked: CheckedSource) -> bytes | None:
    """Return a checked source as JSON; None where it has faults, or has a value that JSON would not give back just as it is."""
    data = checked.source.data
    if checked.faults or data is None:
        return None
    try:
        content = _ENCODER.encode(_Kept(data, list(checked.targets), list(checked.links)))
        # Down to the digits of decimals and the order of fields.
        same = repr(_DECODER.decode(content).data) == repr(data)
    except (ValueError, OverflowError, msgspec.MsgspecError):
        return None
    return content if same else None


def from_kept(kept: bytes, key: Key, content: bytes, file: str) -> CheckedSource | None:
    """Return the checked source of a file with this content, of which `to_keep` gave this; None where it cannot be read."""
    try:
        found = _DECODER.decode(kept)
    except (ValueError, msgspec.MsgspecError):
        return None
    targets = tuple(Key(*target) for target in found.targets)
    return CheckedSource(key, read_again(content, file, found.data), (), targets, tuple(found.links))
