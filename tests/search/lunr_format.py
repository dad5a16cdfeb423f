"""The whole index as lunr serializes it, from ours: to show that ours holds the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder

from clearinghouse.search.inverted import K1, B, InvertedIndex, Posting


def whole_index(fields: Mapping[str, float], documents: Iterable[Iterable[list[str]]]) -> dict[str, Any]:
    """Build the index with lunr.py itself from the terms of each field of each document."""
    builder = Builder()
    builder.ref("id")
    for name, boost in fields.items():
        builder.field(name, boost=boost)
    for number, texts in enumerate(documents):
        builder.add({"id": str(number), **dict(zip(fields, texts, strict=True))})
    return builder.build().serialize()


def serialized(index: InvertedIndex) -> dict[str, Any]:
    """Return our index in lunr's format, in the order of lunr.py."""
    places = {term: place for place, term in enumerate(index.terms)}
    postings = [
        [term, _fields(index, index.terms[term]) | {"_index": places[term]}] for term in sorted(index.terms)
    ]  # fmt: skip
    return {
        "version": __TARGET_JS_VERSION__, "fields": list(index.fields), "fieldVectors": _vectors(index, places),
        "invertedIndex": postings, "pipeline": [],
    }  # fmt: skip


def _fields(index: InvertedIndex, postings: tuple[Posting, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: {str(document): {} for document in posting.documents}
        for name, posting in zip(index.fields, postings, strict=True)
    }


def _vectors(index: InvertedIndex, places: Mapping[str, int]) -> list[list[Any]]:
    vectors: dict[tuple[int, int], list[tuple[int, float]]] = {
        (document, field): [] for document in range(index.size) for field in range(len(index.fields))
    }
    for term, postings in index.terms.items():
        having = sum(len(posting.documents) for posting in postings)
        rarity = math.log(1 + abs((index.size - having + 0.5) / (having + 0.5)))
        for field, (posting, boost) in enumerate(zip(postings, index.fields.values(), strict=True)):
            for document, frequency in zip(posting.documents, posting.frequencies, strict=True):
                length = index.lengths[field][document] / index.average_lengths[field]
                weight = rarity * ((K1 + 1) * frequency) / (K1 * (1 - B + B * length) + frequency) * boost
                vectors[document, field].append((places[term], round(weight, 3)))
    names = list(index.fields)
    return [
        [f"{names[field]}/{document}", [part for pair in sorted(vector) for part in pair]]
        for (document, field), vector in vectors.items()
    ]
