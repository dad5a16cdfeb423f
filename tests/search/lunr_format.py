"""The whole index as lunr serializes it, from ours: to show that ours holds the same."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder

from clearinghouse.search.files import FOLDER, LENGTH_FILES
from clearinghouse.search.packing import unpack
from clearinghouse.search.shards import BETWEEN_PARTS, BETWEEN_TERMS, file_part

K1, B = 1.2, 0.75
"""Parameters of BM25, as lunr has them."""


@dataclass(frozen=True)
class Posting:
    """The documents that have a term in one field, by rising number, and how often each has it."""

    documents: list[int]
    frequencies: list[int]


@dataclass(frozen=True)
class WholeIndex:
    """What the files of the search hold: the postings of each term, field by field, and the lengths of fields."""

    fields: Mapping[str, float]
    terms: Mapping[str, tuple[Posting, ...]]
    lengths: tuple[list[int], ...]

    @property
    def size(self) -> int:
        """The number of documents."""
        return len(self.lengths[0])


def length_names(field: str) -> list[str]:
    """The files with the lengths of a field."""
    count = LENGTH_FILES.get(field, 0)
    return [f"lengths/{field}-{part}" for part in range(count)] or [f"lengths/{field}"]


def index_in(files: Mapping[str, bytes]) -> WholeIndex:
    """Read the whole index out of the files of the search."""
    manifest = data_of(files, "manifest")
    fields = dict(manifest["fields"])
    terms: dict[str, tuple[Posting, ...]] = {}
    for start in manifest["starts"].split(BETWEEN_PARTS):
        for entry in data_of(files, f"terms/{file_part(start)}").split(BETWEEN_TERMS):
            term, *parts = entry.split(BETWEEN_PARTS)
            if parts:
                terms[term] = _postings([parts], len(fields))
            else:
                term, _, count = entry.rpartition("-")
                pieces = [data_of(files, f"terms/{file_part(term)}-{number}") for number in range(int(count))]
                terms[term] = _postings([piece.split(BETWEEN_PARTS)[1:] for piece in pieces], len(fields))
    lengths = tuple(list(unpack("".join(data_of(files, each) for each in length_names(name)))) for name in fields)
    return WholeIndex(fields, terms, lengths)


def data_of(files: Mapping[str, bytes], name: str) -> Any:
    """The data of a file of the search."""
    call = files[f"{FOLDER}/{name}.js"].decode()
    return json.loads(call[call.index(",", call.index(",") + 1) + 1 : call.rindex(")")])


def _postings(pieces: Iterable[list[str]], width: int) -> tuple[Posting, ...]:
    found = tuple(Posting([], []) for _ in range(width))
    for parts in pieces:
        full = [*parts, *[""] * (3 * width - len(parts))]
        for place, posting in enumerate(found):
            numbers = [each - 1 for each in accumulate(step + 1 for step in unpack(full[3 * place]))]
            posting.documents.extend(numbers)
            posting.frequencies.extend([each + 1 for each in unpack(full[3 * place + 1])] or [1] * len(numbers))
    return found


def whole_index(fields: Mapping[str, float], documents: Iterable[Iterable[list[str]]]) -> dict[str, Any]:
    """Build the index with lunr.py itself from the terms of each field of each document."""
    builder = Builder()
    builder.ref("id")
    for name, boost in fields.items():
        builder.field(name, boost=boost)
    for number, texts in enumerate(documents):
        builder.add({"id": str(number), **dict(zip(fields, texts, strict=True))})
    return builder.build().serialize()


def serialized(index: WholeIndex, documents: Iterable[Iterable[list[str]]]) -> dict[str, Any]:
    """Return our index in lunr's format, in the order of lunr.py: that in which terms first stand in the documents."""
    places: dict[str, int] = {}
    for term in chain.from_iterable(chain.from_iterable(documents)):
        places.setdefault(term, len(places))
    postings = [
        [term, _fields(index, index.terms[term]) | {"_index": places[term]}] for term in sorted(index.terms)
    ]  # fmt: skip
    return {
        "version": __TARGET_JS_VERSION__, "fields": list(index.fields), "fieldVectors": _vectors(index, places),
        "invertedIndex": postings, "pipeline": [],
    }  # fmt: skip


def _fields(index: WholeIndex, postings: tuple[Posting, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: {str(document): {} for document in posting.documents}
        for name, posting in zip(index.fields, postings, strict=True)
    }


def _vectors(index: WholeIndex, places: Mapping[str, int]) -> list[list[Any]]:
    vectors: dict[tuple[int, int], list[tuple[int, float]]] = {
        (document, field): [] for document in range(index.size) for field in range(len(index.fields))
    }
    averages = [sum(lengths) / len(lengths) for lengths in index.lengths]
    for term in places:
        postings = index.terms[term]
        having = sum(len(posting.documents) for posting in postings)
        rarity = math.log(1 + abs((index.size - having + 0.5) / (having + 0.5)))
        for field, (posting, boost) in enumerate(zip(postings, index.fields.values(), strict=True)):
            for document, frequency in zip(posting.documents, posting.frequencies, strict=True):
                length = index.lengths[field][document] / averages[field]
                weight = rarity * ((K1 + 1) * frequency) / (K1 * (1 - B + B * length) + frequency) * boost
                vectors[document, field].append((places[term], round(weight, 3)))
    names = list(index.fields)
    return [
        [f"{names[field]}/{document}", [part for pair in sorted(vector) for part in pair]]
        for (document, field), vector in vectors.items()
    ]
