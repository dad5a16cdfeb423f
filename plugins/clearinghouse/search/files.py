"""The files of the search: what a reader's browser loads, piece by piece, to find documents and to show them.

The seam between both sides: client/search/store.js loads these files, engine.js reads them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.facets import Facet
from clearinghouse.search.inverted import DocumentTerms, InvertedIndex, invert, places_of
from clearinghouse.search.packing import pack, pack_rising
from clearinghouse.search.shards import BETWEEN_PARTS, piece_files, shards_of, vocabulary_files
from clearinghouse.search.stem_rules import RULES
from clearinghouse.search.words import count_terms, home_language, script_of, terms, tokens, variants

FOLDER = "assets/search"

FIELDS: Mapping[str, float] = {"title": 10, "acronym": 10, "names": 4, "codes": 4, "summary": 3, "text": 1}
"""What is searched, with the weight that lunr gives to each part."""

AS_THEY_STAND = ("acronym", "codes")
"""Where a word is no word of a language: IT is a country here, WHO an organisation, and nothing is cut off."""

PLACED = ("title", "summary")
"""Where it is known at which places a term stands, so that words next to each other are found. In texts it would more than double the index."""

BLOCK = 8
"""Documents whose titles and summaries are loaded together."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """Everything that the search of a site knows: documents by url, their facets and, by url, their dates (partial ISO)."""

    documents: Sequence[SearchDocument]
    facets: Sequence[Facet] = ()
    dates: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbering(self) -> str:
        """Eight characters that differ when documents are numbered otherwise: numbers are their places by url."""
        return sha256("\n".join(each.url for each in self.documents).encode()).hexdigest()[:8]


def searchable(
    documents: list[SearchDocument], facets: Sequence[Facet] = (), dates: Mapping[str, str] | None = None
) -> Searchable:
    """Put documents in their order: by url, so that an edit changes no number."""
    return Searchable(sorted(documents, key=lambda each: each.url), facets, dates or {})


def search_files(
    known: Searchable, memory: MutableMapping[SearchDocument, DocumentTerms] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files by their path in the site.

    `memory` keeps the terms of documents from one build to the next; documents that are no more are dropped from it.
    """
    index = invert(FIELDS, _read(known.documents, memory))
    numbering = known.numbering
    for name, data in _parts(known, index, vocabulary(known.documents)):
        yield f"{FOLDER}/{name}.js", _script(name, numbering, data)


def _script(name: str, numbering: str, data: Any) -> bytes:
    """A script with one call. It is a file of its own, in which only the line separators of Unicode could end a string."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'clearinghouse.receive("{name}","{numbering}",{text});\n'.encode()


def _read(
    documents: Sequence[SearchDocument], memory: MutableMapping[SearchDocument, DocumentTerms] | None
) -> Iterator[DocumentTerms]:
    """Yield the terms of every document, those that are remembered from there."""
    if memory is None:
        yield from map(read_document, documents)
        return
    fresh = {document: memory.get(document) or read_document(document) for document in documents}
    memory.clear()
    memory.update(fresh)
    yield from fresh.values()


def read_document(document: SearchDocument) -> DocumentTerms:
    """Read the terms of a document's fields: how often each stands there and, where phrases are looked for, at which places."""
    frequencies: list[Mapping[str, int]] = []
    places: list[Mapping[str, Sequence[int]]] = []
    for name in FIELDS:
        text = getattr(document, name)
        if name in PLACED:
            found = places_of(terms(text, document.language))
            frequencies.append({term: len(at) for term, at in found.items()})
        else:
            found = {}
            frequencies.append(Counter(tokens(text)) if name in AS_THEY_STAND else count_terms(text, document.language))
        places.append(found)
    return DocumentTerms(tuple(frequencies), tuple(places))


def vocabulary(documents: Sequence[SearchDocument]) -> dict[str, int]:
    """How often each word stands in all documents.

    Stop words are left out, unless they stand as codes, and Chinese, whose pairs of signs have no typos.
    """
    pieces: dict[str, Counter[str]] = {}
    found: Counter[str] = Counter()
    for document in documents:
        counter = pieces.setdefault(document.language, Counter())
        for name in FIELDS:
            if name in AS_THEY_STAND:
                found.update(tokens(getattr(document, name)))
            else:
                counter.update(getattr(document, name).split())
    for language, counts in pieces.items():
        for piece, count in counts.items():
            for word in tokens(piece):
                found[word] += count if script_of(word) != "han" and variants(word, [language]) else 0
    return {word: count for word, count in found.items() if count}


def _parts(known: Searchable, index: InvertedIndex, words: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Yield the files by name, with their data."""
    shards = shards_of(index)
    yield "manifest", _manifest(known, index, [shard.start for shard in shards], words)
    for shard in shards:
        yield shard.name, shard.text
    yield from piece_files(index)
    yield from vocabulary_files(words)
    for name, lengths in zip(index.fields, index.lengths, strict=True):
        yield f"lengths/{name}", pack(lengths)
    # Rules of all languages: a word in another script than its record's is read by those of that script.
    yield from ((f"rules/{language}", rules) for language, rules in RULES.items())
    for number, start in enumerate(range(0, len(known.documents), BLOCK)):
        yield f"documents/{number}", [_shown(each, known) for each in known.documents[start : start + BLOCK]]
    yield from _columns(known)


def _manifest(known: Searchable, index: InvertedIndex, starts: list[str], words: Mapping[str, int]) -> dict[str, Any]:
    """What the browser loads first: how much there is, and where it lies."""
    return {
        "size": index.size,
        "block": BLOCK,
        "fields": [[name, boost] for name, boost in index.fields.items()],
        "averages": index.average_lengths,
        "languages": _languages(known),
        "asTheyStand": list(AS_THEY_STAND),
        "rules": list(RULES),
        "starts": BETWEEN_PARTS.join(starts),
        "letters": "".join(sorted({word[0] for word in words})),
        "seconds": "".join(sorted({word[1] for word in words if len(word) > 1})),
        "facets": [[each.name, each.title, list(each.types)] for each in known.facets],
        "kinds": sorted({(each.type, each.kind) for each in known.documents}),
    }


def _languages(known: Searchable) -> list[str]:
    """The languages that words of a query are read in, the most frequent first."""
    return [language for language, _ in Counter(home_language(each.language) for each in known.documents).most_common()]


def _shown(document: SearchDocument, known: Searchable) -> list[str]:
    """What is shown of a result; `language` and date are left out where they say nothing."""
    shown = [
        document.url, document.type, document.title, document.summary, document.language, known.dates.get(document.url, "")
    ]  # fmt: skip
    return shown if shown[-1] else shown[:-1]


def _columns(known: Searchable) -> Iterator[tuple[str, Any]]:
    """Yield the values of each facet with the documents that have them, and the orders that results can be put in."""
    numbers = {document.url: number for number, document in enumerate(known.documents)}
    for facet in known.facets:
        having: dict[str, list[int]] = {value.id: [] for value in facet.values}
        for url, number in numbers.items():
            for value in facet.of.get(url, ()):
                having[value].append(number)
        yield (
            f"facets/{facet.name}",
            [[value.id, value.label, value.broader, pack_rising(having[value.id])] for value in facet.values],
        )
    yield "orders/date", pack(_ranks([known.dates.get(each.url, "") for each in known.documents]))
    yield "orders/title", pack(_ranks([each.title.casefold() for each in known.documents]))


def _ranks(keys: list[str]) -> list[int]:
    """The place of each key among the different keys, from 0."""
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]
