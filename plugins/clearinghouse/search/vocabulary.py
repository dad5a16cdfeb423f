"""The words of all documents with how often they stand there, by which typos are found; in groups by their first letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from clearinghouse.search.inverted import GROUP
from clearinghouse.search.packing import packed_number
from clearinghouse.search.shards import BETWEEN_PARTS, alphabetical, file_part
from clearinghouse.search.words import home_language, script_of, term_of, tokens

Word = tuple[str, int]
"""A word with how often it stands in a block of documents or, where blocks are put together, how frequent it is (power of 2)."""

_WORDS = msgspec.msgpack.Decoder(list[Word])


def count_words(pieces: Mapping[str, Mapping[str, int]], as_they_stand: Mapping[str, int]) -> dict[str, list[Word]]:
    """How often each word stands in some documents, by its first letters.

    `pieces` are pieces of texts without spaces by language. Stop words are left out, unless they stand as codes, and
    Chinese, whose pairs of signs have no typos.
    """
    found = dict(as_they_stand)
    for language, counts in pieces.items():
        home = home_language(language)
        for piece, count in counts.items():
            for word in _words_for_typos(piece, home):
                found[word] = found.get(word, 0) + count
    groups: dict[str, list[Word]] = defaultdict(list)
    for word, count in found.items():
        groups[word[:GROUP]].append((word, count))
    return groups


@lru_cache(maxsize=100_000)
def _words_for_typos(piece: str, home: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(piece) if script_of(word) != "han" and term_of(word, home))


def join_words(parts: Iterable[bytes]) -> list[Word]:
    """The words of a group in some blocks, in alphabetical order, with how frequent they are."""
    found: dict[str, int] = {}
    for part in parts:
        for word, count in _WORDS.decode(part):
            found[word] = found.get(word, 0) + count
    return [(word, found[word].bit_length()) for word in sorted(found, key=alphabetical)]


def lists_of(groups: Iterable[str]) -> dict[str, list[str]]:
    """Which groups make up which files: those of words with the same first letter, and with the same second letter.

    A wrong word has a typo either behind its first letter or in it; in the second case the letters after lead to it.
    """
    lists: dict[str, list[str]] = defaultdict(list)
    for letters in sorted(groups, key=alphabetical):
        lists[f"words/{file_part(letters[0])}"].append(letters)
        if len(letters) > 1:
            lists[f"words/_{file_part(letters[1])}"].append(letters)
    return lists


def word_list(words: Iterable[Word]) -> str:
    """Words one after the other: how many letters are those of the word before, how frequent, other letters."""
    return BETWEEN_PARTS.join(_entries(words))


def _entries(words: Iterable[Word]) -> Iterator[str]:
    before = ""
    for word, frequency in words:
        shared = _shared(before, word)
        units = len(alphabetical(word[:shared])) // 2  # JavaScript counts units of UTF-16
        yield packed_number(units) + packed_number(frequency) + word[shared:]
        before = word


def _shared(one: str, other: str) -> int:
    """How many letters, up to 25, two words begin with together."""
    pairs = enumerate(zip(one[:25], other[:25], strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other), 25))
