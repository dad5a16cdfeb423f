"""The terms of an index as texts of bounded length, in alphabetical ranges.

A text changes only with the words in it: the numbers behind the scores are here, the scores are worked out in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

import msgspec

from clearinghouse.fingerprint import fingerprint
from clearinghouse.search.inverted import Packed, cut_postings, join_rows

SHARD_CHARACTERS = 2_000
"""About the longest text of a shard; gzip makes half of it. An update of a copy brings a shard whole for each word that changes,
so they are small; much smaller, and what every file costs by itself would outweigh that."""

LONGEST_ENTRY = 6_000
"""Characters from which on a term is taken out of its shard and cut."""

PIECE_CHARACTERS = 4_000
"""About the longest piece of a term that is cut: a reader loads all pieces of a term, so they are no smaller."""

MAX_DEPTH = 10
"""Letters by which ranges are told apart at most: they name the files."""

BETWEEN_PARTS, BETWEEN_TERMS = " ", "!"


def file_part(letters: str) -> str:
    """Letters as a part of a file name: their UTF-8 in hexadecimal digits; `_` for none."""
    return letters.encode().hex() or "_"


def alphabetical(term: str) -> bytes:
    """The key that sorts terms as JavaScript compares them: by units of UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Cut:
    """The terms of a group as texts.

    `ranges` are alphabetical ranges by what their terms begin with, `pieces` the pieces of each term that is too frequent for
    them, by ranges of documents. `length` is that of all ranges in characters, `count` the number of terms.
    """

    length: int
    count: int
    ranges: Mapping[str, str]
    pieces: Mapping[str, Sequence[str]]

    @property
    def outline(self) -> Outline:
        """What has to be known of these texts to put groups together."""
        ranges = {start: fingerprint(text) for start, text in self.ranges.items()}
        pieces = {term: [fingerprint(text) for text in texts] for term, texts in self.pieces.items()}
        return Outline(self.length, self.count, ranges, pieces)


class Outline(msgspec.Struct, frozen=True, array_like=True):
    """A group of terms with the fingerprints of its texts in place of them."""

    length: int
    count: int
    ranges: dict[str, bytes]
    pieces: dict[str, list[bytes]]


def cut_group(letters: str, rows: Iterable[tuple[int, bytes]], size: int) -> Cut:
    """Cut the terms that begin with these letters; `rows` are those of blocks with their first documents, of `size` in all."""
    found = join_rows(rows)
    parts, pieces = [], dict[str, list[str]]()
    for term in sorted(found, key=alphabetical):
        text = _entry(term, found[term])
        if len(text) > LONGEST_ENTRY:
            cut = cut_postings(found[term], -(-len(text) // PIECE_CHARACTERS), size)
            pieces[term] = [_entry(term, each) for each in cut]
            text = f"{term}-{len(cut)}"
        parts.append(_Part(term, len(text) + 1, 1, text))
    length = sum(part.length for part in parts)
    whole = [(letters, [part.inside for part in parts])]
    ranges = _ranges(parts, letters) if _is_cut(letters, length, len(parts)) else whole
    return Cut(length, len(parts), {start: BETWEEN_TERMS.join(texts) for start, texts in ranges}, pieces)


def _entry(term: str, postings: Packed) -> str:
    """A term with three parts for each field: documents, how often (less one; nothing where always once), places."""
    return BETWEEN_PARTS.join([term, *(part for parts in postings for part in parts)]).rstrip(BETWEEN_PARTS)


@dataclass(frozen=True, slots=True)
class Shard:
    """The terms from `start` on up to the start of the next shard: some ranges of groups, by letters and start."""

    start: str
    ranges: Sequence[tuple[str, str]]

    @property
    def name(self) -> str:
        """The name of its file, without its ending: any file system takes it."""
        return f"terms/{file_part(self.start)}"


def shards_of(outlines: Mapping[str, Outline]) -> list[Shard]:
    """Put the ranges of groups, by the letters that their terms begin with, together to shards, in alphabetical order.

    Ranges are cut by the letters of their terms, not by counting, so that a new word moves no border but its own.
    """
    parts = []
    for letters in sorted(outlines, key=alphabetical):
        outline = outlines[letters]
        cut = _is_cut(letters, outline.length, outline.count)
        ranges = [(start, [(letters, start)]) for start in outline.ranges] if cut else []
        parts.append(_Part(letters, outline.length, outline.count, (letters, letters), ranges))
    return [Shard(start, ranges) for start, ranges in _ranges(parts, "")]


Inside = TypeVar("Inside")


@dataclass(frozen=True, slots=True)
class _Part(Generic[Inside]):
    """A term, or a group of them with the same first letters; `ranges` are those that a group was cut into before."""

    letters: str
    length: int
    count: int
    inside: Inside
    ranges: Sequence[tuple[str, list[Inside]]] = ()


def _is_cut(letters: str, length: int, count: int) -> bool:
    """Whether terms with the same first letters are told apart by their further letters."""
    return length > SHARD_CHARACTERS and count > 1 and len(letters) <= MAX_DEPTH


def _ranges(parts: Sequence[_Part[Inside]], prefix: str) -> Iterator[tuple[str, list[Inside]]]:
    """Yield ranges of parts that all begin with the prefix: groups by the next letter, small neighbours together."""
    depth = len(prefix)
    start, waiting, size = prefix, list[Inside](), 0
    for letter, members in groupby(parts, key=lambda part: part.letters[depth : depth + 1]):
        group = list(members)
        length = sum(part.length for part in group)
        if waiting and size + length > SHARD_CHARACTERS:
            yield start, waiting
            waiting, size = [], 0
        if letter and _is_cut(prefix + letter, length, sum(part.count for part in group)):
            known = group[0].ranges if group[0].letters == prefix + letter else ()
            yield from known or _ranges(group, prefix + letter)
            continue
        if not waiting:
            start = prefix + letter
        waiting.extend(part.inside for part in group)
        size += length
    if waiting:
        yield start, waiting
