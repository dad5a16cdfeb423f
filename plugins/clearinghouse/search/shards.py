"""An inverted index as files of bounded size: its terms in alphabetical ranges, and lists of its words for typos.

A file is a classic script with one call, so that it loads the same over http and from a folder on a disk. What it holds changes
only with the words in it: the numbers behind the scores are here, the scores are worked out in the browser.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from clearinghouse.search.inverted import InvertedIndex, Posting
from clearinghouse.search.packing import pack, pack_rising, packed_number

SHARD_CHARACTERS = 9_000
"""About the longest text of a shard; gzip makes half of it."""

LONGEST_ENTRY = 13_000
"""Characters from which on a term is taken out of its shard and cut."""

MAX_DEPTH = 10
"""Letters by which ranges are told apart at most: they name the files."""

BETWEEN_PARTS, BETWEEN_TERMS = " ", "!"


@dataclass(frozen=True, slots=True)
class Shard:
    """The terms from `start` on up to the start of the next shard, as one text."""

    start: str
    text: str

    @property
    def name(self) -> str:
        """The name of its file, without its ending: any file system takes it."""
        return f"terms/{file_part(self.start)}"


def file_part(letters: str) -> str:
    """Letters as a part of a file name: their UTF-8 in hexadecimal digits; `_` for none."""
    return letters.encode().hex() or "_"


def alphabetical(term: str) -> bytes:
    """The key that sorts terms as JavaScript compares them: by units of UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


def shards_of(index: InvertedIndex) -> list[Shard]:
    """Cut an index into shards, in alphabetical order.

    Ranges are cut by the letters of their terms, not by counting, so that a new word moves no border but its own.
    """
    entries = [(term, _entry(term, index.terms[term])) for term in sorted(index.terms, key=alphabetical)]
    short = [(term, text if len(text) <= LONGEST_ENTRY else f"{term}-{_count(text)}") for term, text in entries]
    return [Shard(start, BETWEEN_TERMS.join(texts)) for start, texts in _ranges(short, "")]


def piece_files(index: InvertedIndex) -> Iterator[tuple[str, str]]:
    """Yield, by name, the files of terms so frequent that a shard would be too long: their postings by ranges of documents."""
    for term, postings in index.terms.items():
        text = _entry(term, postings)
        if len(text) > LONGEST_ENTRY:
            for number, piece in enumerate(_pieces(postings, _count(text), index.size)):
                yield f"terms/{file_part(term)}-{number}", _entry(term, piece)


def _count(text: str) -> int:
    """Into how many files an entry is cut."""
    return -(-len(text) // SHARD_CHARACTERS)


def _pieces(postings: tuple[Posting, ...], count: int, size: int) -> Iterator[tuple[Posting, ...]]:
    """Cut postings into so many ranges of documents of equal length."""
    borders = [size * number // count for number in range(count + 1)]
    for low, high in pairwise(borders):
        yield tuple(_between(posting, low, high) for posting in postings)


def _between(posting: Posting, low: int, high: int) -> Posting:
    start, end = bisect_left(posting.documents, low), bisect_left(posting.documents, high)
    before, after = sum(posting.frequencies[:start]), sum(posting.frequencies[:end])
    return Posting(posting.documents[start:end], posting.frequencies[start:end], posting.places[before:after])


Entry = tuple[str, str]


def _ranges(entries: list[Entry], prefix: str) -> Iterator[tuple[str, list[str]]]:
    """Yield ranges of entries that all begin with the prefix: groups by the next letter, small neighbours together."""
    depth = len(prefix)
    start, waiting, size = prefix, list[str](), 0
    for letter, members in groupby(entries, key=lambda entry: entry[0][depth : depth + 1]):
        group = list(members)
        length = sum(len(text) + 1 for _, text in group)
        if waiting and size + length > SHARD_CHARACTERS:
            yield start, waiting
            waiting, size = [], 0
        if length > SHARD_CHARACTERS and letter and len(group) > 1 and depth < MAX_DEPTH:
            yield from _ranges(group, prefix + letter)
            continue
        if not waiting:
            start = prefix + letter
        waiting.extend(text for _, text in group)
        size += length
    if waiting:
        yield start, waiting


def _entry(term: str, postings: tuple[Posting, ...]) -> str:
    """A term with three parts for each field: documents, how often (less one; nothing where always once), places."""
    parts = [term]
    for posting in postings:
        parts.append(pack_rising(posting.documents))
        parts.append("" if max(posting.frequencies, default=1) == 1 else pack(each - 1 for each in posting.frequencies))
        parts.append(pack(posting.places))
    return BETWEEN_PARTS.join(parts).rstrip(BETWEEN_PARTS)


def vocabulary_files(words: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield lists of words with how often they stand, by name: of those with the same first letter, and the same second letter.

    A wrong word has a typo either behind its first letter or in it; in the second case the letters after lead to it.
    """
    lists: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=alphabetical):
        lists[f"words/{file_part(word[:1])}"].append(word)
        if len(word) > 1:
            lists[f"words/_{file_part(word[1])}"].append(word)
    for name, listed in lists.items():
        yield name, _word_list(listed, words)


def _word_list(listed: Iterable[str], words: Mapping[str, int]) -> str:
    """Words one after the other: how many letters are those of the word before, how frequent (power of 2), other letters."""
    parts, before = [], ""
    for word in listed:
        shared = _shared(before, word)
        units = len(alphabetical(word[:shared])) // 2  # JavaScript counts units of UTF-16
        parts.append(packed_number(units) + packed_number(words[word].bit_length()) + word[shared:])
        before = word
    return BETWEEN_PARTS.join(parts)


def _shared(one: str, other: str) -> int:
    """How many letters, up to 25, two words begin with together."""
    pairs = enumerate(zip(one[:25], other[:25], strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other), 25))
