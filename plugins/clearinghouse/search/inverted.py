"""An inverted index: for each term the documents that have it, field by field, and how often; in rows for blocks of documents.

It holds the numbers that lunr's scores come from (term frequency, length of fields), not the scores. A row is packed as far as
it can be without knowing the other blocks, so that rows of blocks are put together without reading numbers again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import msgspec

from clearinghouse.search.packing import pack, pack_steps, packed_number, split_packed, unpack

GROUP = 2
"""Letters by which terms and words are grouped: what is known of a group is worked out anew when one of its words changes."""

Row = tuple[str, int, int, int, str, str, str]
"""A term in a field of the documents of a block: term, place of the field; the first and the last document that has it, numbered
from 0 in the block; then packed the steps between these documents, how often each has it (less one), and at which places."""

_ROWS = msgspec.msgpack.Decoder(list[Row])
_ALWAYS_ONCE = packed_number(0)


@dataclass(slots=True)
class Gathered:
    """The terms of a block of documents, field by field, while it is read."""

    postings: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """For each term one number after the other: a document, how often it has the term less one, the next document, …"""

    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add_counts(self, number: int, counts: Mapping[str, int]) -> None:
        """Add the terms of a document, with how often it has each."""
        postings = self.postings
        for term, count in counts.items():
            posting = postings[term]
            posting.append(number)
            posting.append(count - 1)

    def add_places(self, number: int, terms: Sequence[str]) -> None:
        """Add the terms of a document where it is known at which places they stand, numbered from 0."""
        self.add_counts(number, Counter(terms))
        for term, places in places_of(terms).items():
            self.places[term] += places

    def rows(self, field_place: int) -> Iterator[Row]:
        """Yield what was gathered."""
        for term, posting in self.postings.items():
            places = pack(self.places[term]) if term in self.places else ""
            if len(posting) == 2:  # as most terms of a block have it
                yield term, field_place, posting[0], posting[0], "", packed_number(posting[1]), places
                continue
            numbers = posting[::2]
            yield term, field_place, numbers[0], numbers[-1], pack_steps(numbers), pack(posting[1::2]), places


def places_of(terms: Sequence[str]) -> dict[str, list[int]]:
    """The places of each term, numbered from 0; stop words were left out before."""
    found: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        found.setdefault(term, []).append(place)
    return found


def grouped_rows(gathered: Iterable[Gathered]) -> dict[str, list[Row]]:
    """The rows of a block by the first letters of their terms; `gathered` are its fields, in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for place, each in enumerate(gathered):
        for row in each.rows(place):
            groups[row[0][:GROUP]].append(row)
    return groups


@dataclass(slots=True)
class _Growing:
    """A term in a field of all documents so far."""

    last: int = -1
    documents: list[str] = field(default_factory=list)
    frequencies: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def packed(self) -> tuple[str, str, str]:
        """The whole as packed text."""
        return "".join(self.documents), _unless_always_once("".join(self.frequencies)), "".join(self.places)


Packed = tuple[tuple[str, str, str], ...]
"""The postings of a term, for each field as packed text: the documents that have it, by rising number; how often each has it, less
one (nothing where always once); at which places, those of the first document, then those of the next. Nothing at all for a
field without the term, and no fields behind the last that has it."""


def join_rows(parts: Iterable[tuple[int, bytes]]) -> dict[str, Packed]:
    """The postings of all terms in the rows of some blocks, in no order; with each block the number of its first document."""
    found: dict[str, dict[int, _Growing]] = {}
    for start, rows in parts:
        for term, place, first, last, steps, often, places in _ROWS.decode(rows):
            fields = found.get(term)
            if fields is None:
                fields = found[term] = {}
            posting = fields.get(place)
            if posting is None:
                posting = fields[place] = _Growing()
            posting.documents.append(packed_number(start + first - posting.last - 1))
            posting.documents.append(steps)
            posting.frequencies.append(often)
            if places:
                posting.places.append(places)
            posting.last = start + last
    nothing = "", "", ""
    return {
        term: tuple(fields[place].packed() if place in fields else nothing for place in range(max(fields) + 1))
        for term, fields in found.items()
    }


def _unless_always_once(frequencies: str) -> str:
    return frequencies if frequencies.strip(_ALWAYS_ONCE) else ""


def cut_postings(postings: Packed, count: int, size: int) -> list[Packed]:
    """Cut postings into so many ranges of equal length of all documents, of which there are `size`."""
    borders = [size * number // count for number in range(count + 1)]
    return list(zip(*(_cut_field(*each, borders) for each in postings), strict=True))


def _cut_field(documents: str, frequencies: str, places: str, borders: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    """Yield what lies between each border and the next."""
    steps, often, at = split_packed(documents), split_packed(frequencies), split_packed(places)
    numbers = [each - 1 for each in accumulate(step + 1 for step in unpack(documents))]
    ends = [0, *accumulate(each + 1 for each in unpack(frequencies))] if often else range(len(numbers) + 1)
    for low, high in pairwise(borders):
        start, end = bisect_left(numbers, low), bisect_left(numbers, high)
        first = packed_number(numbers[start]) if start < end else ""
        yield (
            first + "".join(steps[start + 1 : end]),
            _unless_always_once("".join(often[start:end])),
            "".join(at[ends[start] : ends[end]]),
        )
