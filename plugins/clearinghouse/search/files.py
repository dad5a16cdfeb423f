"""The files of the search: what a reader's browser loads, piece by piece, to find documents and to show them.

The seam between both sides: client/search/store.js loads these files, engine.js reads them. A file is a classic script with one
call, so that it loads the same over http and from a folder on a disk.

Documents are read in blocks (blocks.py); what blocks say of terms and words is put together in groups by their first letters
(index.py). Both are kept, so that after an edit one block is read, and the groups of the words that changed are made.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

import msgspec

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.search.blocks import AS_THEY_STAND, FIELDS
from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.facets import Facet
from clearinghouse.search.index import Index, Share, index_of
from clearinghouse.search.packing import pack, pack_rising, split_packed
from clearinghouse.search.shards import BETWEEN_PARTS, BETWEEN_TERMS, Shard, file_part, shards_of
from clearinghouse.search.stamped import Stamped
from clearinghouse.search.stem_rules import RULES
from clearinghouse.search.vocabulary import lists_of, word_list

FOLDER = "assets/search"

BLOCK = 8
"""Documents whose titles and summaries are loaded together."""


WITHOUT_NUMBERS = ("words/", "rules/")
"""How the names of files begin that name no document: they say no numbering, and stay the same when a document is added."""

LENGTH_FILES: Mapping[str, int] = {"text": 4}
"""Fields whose lengths differ after most edits, with the number of files that they lie in: by ranges of documents, so that an
update of a copy brings one of them. A reader loads them all. The client has the same in `lengthNames`."""


def _no_facets() -> Stamped[Sequence[Facet]]:
    return Stamped(b"", tuple)


@dataclass(frozen=True, slots=True)
class Searchable:
    """Everything that the search of a site knows: documents by url, in their order, and their facets."""

    documents: Mapping[str, Stamped[SearchDocument]]
    facets: Stamped[Sequence[Facet]] = field(default_factory=_no_facets)

    @property
    def numbering(self) -> str:
        """Eight characters that differ when documents are numbered otherwise: numbers are their places by url."""
        return sha256("\n".join(self.documents).encode()).hexdigest()[:8]


def searchable(documents: Iterable[SearchDocument], facets: Sequence[Facet] = ()) -> Searchable:
    """Everything that can be found, from documents in any order that are there already."""
    stamped = {each.url: stamped_document(each) for each in documents}
    return Searchable(in_order(stamped), Stamped(fingerprint(repr(facets)), lambda: facets))


def stamped_document(document: SearchDocument) -> Stamped[SearchDocument]:
    """A document that is there already, with the fingerprint of what it says."""
    return Stamped(fingerprint(repr(document)), lambda: document)


def in_order(documents: Mapping[str, Stamped[SearchDocument]]) -> dict[str, Stamped[SearchDocument]]:
    """Put documents in the order of their numbers: by url, so that an edit changes no number."""
    return {url: documents[url] for url in sorted(documents)}


@dataclass(frozen=True, slots=True)
class SearchFile:
    """A file of the search by its path in the site. Equal fingerprints mean equal contents, which are made when they are asked for."""

    path: str
    fingerprint: bytes
    content: Callable[[], bytes]


def search_files(known: Searchable, cache: Cache | None = None, share: Share = map) -> Iterator[SearchFile]:
    """Yield the files.

    Documents are read, and groups of terms put together, only as far as the cache does not know them. `share` does the reading,
    which is the most of the work, on several cores.
    """
    cache = cache or Cache()
    index = index_of(known.documents, cache, share)
    numbering = known.numbering
    facets = _facet_columns(known, numbering, cache)
    for name, state, data in chain(
        _manifest(index, facets), _terms(index), _words(index), _lengths(index), _rules(), _documents(index),
        _orders(index), facets.parts(),
    ):  # fmt: skip
        said = "" if name.startswith(WITHOUT_NUMBERS) else numbering
        stamp = fingerprint("search file", of_program(), name, said, *state)
        yield SearchFile(f"{FOLDER}/{name}.js", stamp, partial(_script, name, said, data))


Part = tuple[str, Iterable[bytes | str], Callable[[], str]]
"""The name of a file, what its data depend on besides the numbering of documents, and what makes its data, as JSON."""


def _script(name: str, numbering: str, data: Callable[[], str]) -> bytes:
    """A script with one call. It is a file of its own, in which only the line separators of Unicode could end a string."""
    text = data().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'clearinghouse.receive("{name}","{numbering}",{text});\n'.encode()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _part(name: str, data: Any) -> Part:
    """A file whose data are there."""
    text = _json(data)
    return name, [text], lambda: text


def _terms(index: Index) -> Iterator[Part]:
    """Yield the shards, and the pieces of terms so frequent that a shard would be too long."""
    for shard in shards_of(index.outlines):
        state = [index.outlines[letters].ranges[start] for letters, start in shard.ranges]
        yield shard.name, state, partial(_shard_text, index, shard)
    for letters, outline in index.outlines.items():
        for term, stamps in outline.pieces.items():
            for number, stamp in enumerate(stamps):
                yield f"terms/{file_part(term)}-{number}", [stamp], partial(_piece_text, index, letters, term, number)


def _shard_text(index: Index, shard: Shard) -> str:
    return _json(BETWEEN_TERMS.join(index.cut(letters).ranges[start] for letters, start in shard.ranges))


def _piece_text(index: Index, letters: str, term: str, number: int) -> str:
    return _json(index.cut(letters).pieces[term][number])


def _words(index: Index) -> Iterator[Part]:
    """Yield the lists of words for typos."""
    stamps = {letters: fingerprint(repr(words)) for letters, words in index.words.items()}
    for name, groups in lists_of(index.words).items():
        yield name, [stamps[letters] for letters in groups], partial(_word_list, index, groups)


def _word_list(index: Index, groups: Sequence[str]) -> str:
    return _json(word_list(chain.from_iterable(index.words[letters] for letters in groups)))


def _lengths(index: Index) -> Iterator[Part]:
    """Yield the numbers of terms of every document, field by field."""
    for place, name in enumerate(FIELDS):
        whole = "".join(block.lengths[place] for block in index.blocks)
        if name not in LENGTH_FILES:
            yield _part(f"lengths/{name}", whole)
            continue
        numbers, count = split_packed(whole), LENGTH_FILES[name]
        for part in range(count):
            borders = (len(numbers) * each // count for each in (part, part + 1))
            yield _part(f"lengths/{name}-{part}", "".join(numbers[slice(*borders)]))


def _rules() -> Iterator[Part]:
    """Yield the rules of all languages: a word in another script than its record's is read by those of that script."""
    for language, rules in RULES.items():
        yield _part(f"rules/{language}", rules)


def _documents(index: Index) -> Iterator[Part]:
    """Yield what is shown of documents."""
    shown = [text for block in index.blocks for text in block.shown]
    for number, start in enumerate(range(0, len(shown), BLOCK)):
        text = f"[{','.join(shown[start : start + BLOCK])}]"
        yield f"documents/{number}", [text], partial(str, text)


def _orders(index: Index) -> Iterator[Part]:
    """Yield the orders that results can be put in."""
    for name in ("date", "title"):
        keys = [key for block in index.blocks for key in (block.dates if name == "date" else block.titles)]
        yield f"orders/{name}", [repr(keys)], partial(_ranks, keys)


def _ranks(keys: Sequence[str]) -> str:
    """The place of each key among the different keys, from 0."""
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return _json(pack(places[key] for key in keys))


class _Facets(msgspec.Struct, frozen=True, array_like=True):
    """Facets as they are kept: name, title and types of each, and its column as JSON."""

    heads: list[tuple[str, str, list[str]]]
    columns: list[str]

    def parts(self) -> Iterator[Part]:
        """Yield the values of each facet with the documents that have them."""
        for (name, _, _), column in zip(self.heads, self.columns, strict=True):
            yield f"facets/{name}", [column], partial(str, column)


_FACETS = msgspec.msgpack.Decoder(_Facets)


def _facet_columns(known: Searchable, numbering: str, cache: Cache) -> _Facets:
    """The facets of documents that are numbered so; those that are kept where nothing has changed that they are made of."""
    key = fingerprint("search facets", of_program(), known.facets.fingerprint, numbering)
    kept = cache.find([key])
    if key in kept:
        return _FACETS.decode(kept[key])
    numbers = {url: number for number, url in enumerate(known.documents)}
    facets = known.facets.make()
    heads = [(each.name, each.title, list(each.types)) for each in facets]
    made = _Facets(heads, [_json(_column(each, numbers)) for each in facets])
    cache.keep({key: msgspec.msgpack.encode(made)})
    return made


def _column(facet: Facet, numbers: Mapping[str, int]) -> list[list[str]]:
    """The values of a facet with the documents that have them."""
    having: dict[str, list[int]] = {value.id: [] for value in facet.values}
    for number, values in sorted((numbers[url], values) for url, values in facet.of.items() if url in numbers):
        for value in values:
            having[value].append(number)
    return [[value.id, value.label, value.broader, pack_rising(having[value.id])] for value in facet.values]


def _manifest(index: Index, facets: _Facets) -> Iterator[Part]:
    """Yield what the browser loads first: how much there is, and where it lies; nothing that differs after any small edit."""
    data = {
        "size": index.size,
        "block": BLOCK,
        "fields": [[name, boost] for name, boost in FIELDS.items()],
        "languages": _languages(index),
        "asTheyStand": list(AS_THEY_STAND),
        "rules": list(RULES),
        "starts": BETWEEN_PARTS.join(shard.start for shard in shards_of(index.outlines)),
        "letters": "".join(sorted({letters[0] for letters in index.words})),
        "seconds": "".join(sorted({letters[1] for letters in index.words if len(letters) > 1})),
        "facets": [list(head) for head in facets.heads],
        "kinds": sorted({kind for block in index.blocks for kind in block.kinds}),
    }
    yield _part("manifest", data)


def _languages(index: Index) -> list[str]:
    """The languages that words of a query are read in, the most frequent first."""
    found: Counter[str] = Counter()
    for block in index.blocks:
        found.update(block.languages)
    return [language for language, _ in found.most_common()]
