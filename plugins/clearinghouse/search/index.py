"""The index of all documents: blocks of them, and the groups of their terms and words, from the cache as far as nothing has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import TypeVar

import msgspec

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.search.blocks import Block, Part, block_ranges, read_block, unpack_block
from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.shards import Cut, Outline, cut_group
from clearinghouse.search.stamped import Stamped
from clearinghouse.search.vocabulary import Word, join_words

BATCH = 8
"""So many blocks are read at a time where the work is shared out."""

Result = TypeVar("Result")

_Read = list[tuple[int, bytes]]
Share = Callable[[Callable[[Sequence[int]], _Read], Sequence[Sequence[int]]], Iterable[_Read]]
"""Does some work for every batch of numbers, as `map` does, and returns what came of it, in any order."""

_OUTLINE = msgspec.msgpack.Decoder(Outline)
_WORDS = msgspec.msgpack.Decoder(list[Word])
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True)
class Index:
    """What the files of terms and words are made of. `outlines` and `words` are by the first letters that a group has."""

    blocks: Sequence[Block]
    cache: Cache

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of the first document of each block and, behind the last block, the number of documents."""
        return tuple(accumulate((block.size for block in self.blocks), initial=0))

    @property
    def size(self) -> int:
        """The number of documents."""
        return self.starts[-1]

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """The groups of terms without their texts."""
        groups = _groups(block.terms for block in self.blocks)
        starts = str(self.starts)
        keys = {
            letters: fingerprint("search terms", of_program(), letters, starts, *_state(those))
            for letters, those in groups.items()
        }
        return _found_or_made(self.cache, keys, _OUTLINE, lambda letters: self.cut(letters).outline)

    @cached_property
    def words(self) -> Mapping[str, list[Word]]:
        """The groups of words, each in alphabetical order, with how frequent they are."""
        groups = _groups(block.words for block in self.blocks)
        keys = {
            letters: fingerprint("search words", of_program(), letters, *_state(those)[:1])
            for letters, those in groups.items()
        }
        return _found_or_made(
            self.cache, keys, _WORDS, lambda letters: join_words(each.rows for _, each in groups[letters])
        )

    def cut(self, letters: str) -> Cut:
        """The texts of a group of terms."""
        if letters not in self._cuts:
            parts = zip(self.starts, (block.terms.get(letters) for block in self.blocks), strict=False)
            self._cuts[letters] = cut_group(letters, ((start, part.rows) for start, part in parts if part), self.size)
        return self._cuts[letters]

    @cached_property
    def _cuts(self) -> dict[str, Cut]:
        """The texts that were made; after an edit they are those of a few groups."""
        return {}


def _groups(of_blocks: Iterable[Mapping[str, Part]]) -> dict[str, list[tuple[int, Part]]]:
    """The parts of each group, with the places of the blocks that have them."""
    groups: dict[str, list[tuple[int, Part]]] = defaultdict(list)
    for place, parts in enumerate(of_blocks):
        for letters, part in parts.items():
            groups[letters].append((place, part))
    return groups


def _state(parts: Sequence[tuple[int, Part]]) -> tuple[bytes, str]:
    """What a group depends on: what its parts are, and in which blocks they stand."""
    return b"".join([each.fingerprint for _, each in parts]), str([place for place, _ in parts])


def _found_or_made(
    cache: Cache, keys: Mapping[str, bytes], decoder: msgspec.msgpack.Decoder[Result], make: Callable[[str], Result]
) -> dict[str, Result]:
    """A value for every name, from the cache where it has the key; what is made is kept."""
    kept = cache.find(keys.values())
    found, new = dict[str, Result](), dict[bytes, bytes]()
    for name, key in keys.items():
        if key in kept:
            found[name] = decoder.decode(kept[key])
        else:
            found[name] = make(name)
            new[key] = _ENCODER.encode(found[name])
    cache.keep(new)
    return found


def index_of(documents: Mapping[str, Stamped[SearchDocument]], cache: Cache, share: Share = map) -> Index:
    """Index documents, which are numbered in the order in which they come; of those that are known nothing is made."""
    ranges = list(block_ranges(list(documents)))
    those = list(documents.values())
    keys = [
        fingerprint("search block", of_program(), *(each.fingerprint for each in those[places.start : places.stop]))
        for places in ranges
    ]
    kept = cache.find(keys)
    missing = [number for number, key in enumerate(keys) if key not in kept]
    if missing:
        cache.release()
        batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
        read = share(partial(_read_blocks, those, ranges), batches)
        new = {keys[number]: content for results in read for number, content in results}
        cache.keep(new)
        kept |= new
    return Index([unpack_block(kept[key]) for key in keys], cache)


def _read_blocks(
    documents: Sequence[Stamped[SearchDocument]], ranges: Sequence[range], numbers: Sequence[int]
) -> _Read:
    """Read the blocks with these numbers, each document only while it is read."""
    return [(number, read_block(documents[place].make() for place in ranges[number])) for number in numbers]
