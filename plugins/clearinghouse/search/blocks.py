"""Blocks of documents: everything that the search has to know of them, as bytes that are kept from one build to the next.

A block is worked out from its documents alone, whose numbers in it begin with 0. Where blocks begin follows from the addresses of
the documents in them, so that one that is added or removed changes no block but its own.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import msgspec

from clearinghouse.fingerprint import fingerprint
from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.inverted import Gathered, grouped_rows
from clearinghouse.search.packing import pack
from clearinghouse.search.vocabulary import count_words
from clearinghouse.search.words import count_terms, home_language, terms, tokens

FIELDS: Mapping[str, float] = {"title": 10, "acronym": 10, "names": 4, "codes": 4, "summary": 3, "text": 1}
"""What is searched, with the weight that lunr gives to each part."""

AS_THEY_STAND = ("acronym", "codes")
"""Where a word is no word of a language: IT is a country here, WHO an organisation, and nothing is cut off."""

PLACED = ("title", "summary")
"""Where it is known at which places a term stands, so that words next to each other are found. In texts it would more than double the index."""

USUAL, MOST = 128, 160
"""How many documents a block has, and has at most: fewer are read anew after an edit, more make less work of putting blocks together."""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What a block has of a group of terms or words: rows as MessagePack, with their fingerprint."""

    fingerprint: bytes
    rows: bytes


class Block(msgspec.Struct, frozen=True, array_like=True):
    """What is known of some documents.

    `shown` is what is shown of each as JSON, `lengths` are the numbers of terms, by field; `terms` and `words` are by the
    first letters.
    """

    shown: list[str]
    dates: list[str]
    titles: list[str]
    kinds: list[tuple[str, str]]
    languages: dict[str, int]
    lengths: list[str]
    terms: dict[str, Part]
    words: dict[str, Part]

    @property
    def size(self) -> int:
        """The number of documents."""
        return len(self.shown)


_BLOCK = msgspec.msgpack.Decoder(Block)
_ENCODER = msgspec.msgpack.Encoder()
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def unpack_block(kept: bytes) -> Block:
    """A block from the bytes that `read_block` returned."""
    return _BLOCK.decode(kept)


def block_ranges(urls: Sequence[str]) -> Iterator[range]:
    """Yield the blocks of documents with these addresses, as the places of their documents."""
    start = 0
    for place, url in enumerate(urls):
        if place > start and (crc32(url.encode()) % USUAL == 0 or place - start == MOST):
            yield range(start, place)
            start = place
    if urls:
        yield range(start, len(urls))


def read_block(documents: Iterable[SearchDocument]) -> bytes:
    """Read the documents of a block, each once and one after the other; see `unpack_block`."""
    reading = _BlockReading()
    for document in documents:
        reading.add(document)
    return _ENCODER.encode(reading.block())


class _BlockReading:
    """What was found in the documents of a block so far."""

    def __init__(self) -> None:
        self.documents: list[tuple[str, str, str]] = []
        self.kinds: set[tuple[str, str]] = set()
        self.languages: Counter[str] = Counter()
        self.lengths: list[list[int]] = [[] for _ in FIELDS]
        self.fields = [Gathered() for _ in FIELDS]
        self.pieces: dict[str, Counter[str]] = defaultdict(Counter)
        self.codes: Counter[str] = Counter()

    def add(self, document: SearchDocument) -> None:
        """Read one more document."""
        number = len(self.documents)
        self.documents.append((_JSON.encode(_shown(document)), document.date, document.title.casefold()))
        self.kinds.add((document.type, document.kind))
        self.languages[home_language(document.language)] += 1
        for name, gathered, lengths in zip(FIELDS, self.fields, self.lengths, strict=True):
            lengths.append(self._read_field(name, document, number, gathered))

    def _read_field(self, name: str, document: SearchDocument, number: int, gathered: Gathered) -> int:
        """Read a field, and return the number of its terms."""
        text = getattr(document, name)
        if name in AS_THEY_STAND:
            codes = tokens(text)
            self.codes.update(codes)
            gathered.add_counts(number, Counter(codes))
            return len(codes)
        pieces = text.split()
        self.pieces[document.language].update(pieces)
        if name in PLACED:
            found = terms(text, document.language)
            gathered.add_places(number, found)
            return len(found)
        counts = count_terms(pieces, document.language)
        gathered.add_counts(number, counts)
        return sum(counts.values())

    def block(self) -> Block:
        """Put together what was found."""
        shown, dates, titles = (list(each) for each in zip(*self.documents, strict=True))
        return Block(
            shown, dates, titles, sorted(self.kinds), dict(self.languages),
            [pack(lengths) for lengths in self.lengths],
            _parts(grouped_rows(self.fields)), _parts(count_words(self.pieces, self.codes)),
        )  # fmt: skip


def _shown(document: SearchDocument) -> list[str]:
    """What is shown of a result; language and date are left out where they say nothing."""
    shown = [document.url, document.type, document.title, document.summary, document.language]
    return [*shown, document.date] if document.date else shown


def _parts(groups: Mapping[str, Sequence[Any]]) -> dict[str, Part]:
    """Pack groups, whose rows may come in any order."""
    packed = {letters: _ENCODER.encode(sorted(groups[letters])) for letters in sorted(groups)}
    return {letters: Part(fingerprint(rows), rows) for letters, rows in packed.items()}
