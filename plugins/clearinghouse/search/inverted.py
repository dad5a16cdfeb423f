"""An inverted index: for each term the documents that have it, field by field, and how often.

It holds the numbers that lunr's scores come from (term frequency, length of fields), not the scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

K1, B = 1.2, 0.75
"""Parameters of BM25, as lunr has them."""


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The terms of one document, field by field: how often each stands there and, where phrases are looked for, at which places."""

    frequencies: tuple[Mapping[str, int], ...]
    places: tuple[Mapping[str, Sequence[int]], ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents that have a term in one field, by rising number, and how often each has it.

    `places` are those of the first document, then those of the next, by rising number; empty for a field without places.
    """

    documents: list[int]
    frequencies: list[int]
    places: list[int]


@dataclass(frozen=True)
class InvertedIndex:
    """All terms in the order in which they first stand; a term's postings are in the order of the fields.

    `lengths` are the numbers of terms of every document, field by field.
    """

    fields: Mapping[str, float]
    terms: Mapping[str, tuple[Posting, ...]]
    lengths: tuple[list[int], ...]

    @property
    def size(self) -> int:
        """The number of documents."""
        return len(self.lengths[0])

    @cached_property
    def average_lengths(self) -> tuple[float, ...]:
        """The mean number of terms of a field; 0 while there are no documents."""
        return tuple(sum(lengths) / len(lengths) if lengths else 0.0 for lengths in self.lengths)


def places_of(terms: Sequence[str]) -> dict[str, list[int]]:
    """The places of each term, numbered from 0; stop words were left out before."""
    found: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        found.setdefault(term, []).append(place)
    return found


def invert(fields: Mapping[str, float], documents: Iterable[DocumentTerms]) -> InvertedIndex:
    """Build the index of documents, which are numbered from 0 in their order. `fields` are names with their boosts."""
    width = len(fields)
    terms: dict[str, tuple[Posting, ...]] = {}
    lengths: tuple[list[int], ...] = tuple([] for _ in range(width))
    for number, document in enumerate(documents):
        for field, frequencies in enumerate(document.frequencies):
            lengths[field].append(sum(frequencies.values()))
            places = document.places[field]
            for term, frequency in frequencies.items():
                postings = terms.get(term)
                if postings is None:
                    postings = terms[term] = tuple(Posting([], [], []) for _ in range(width))
                posting = postings[field]
                posting.documents.append(number)
                posting.frequencies.append(frequency)
                if places:
                    posting.places.extend(places[term])
    return InvertedIndex(fields, terms, lengths)
