"""English of no meaning: a chain of words learnt from the project's own texts, bent towards the topics of a record.

The chain looks at two words back, often at one only, so that few runs of words are those of the sources. `topics.txt` holds
7,000 frequent English words (from wordfreq 3.1.1, data under CC BY-SA 4.0), of which each record has about thirty of its own.
"""

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
from lunr.stop_word_filter import WORDS as STOP_WORDS

ROOT = Path(__file__).parents[2]
FOLDERS = ("content", "examples/training/content")
FUNCTION_WORDS = {
    "through",
    "under",
    "whether",
    "something",
    "before",
    "during",
    "between",
    "against",
    "without",
    "which",
    "where",
    "their",
    "there",
    "these",
    "those",
}
ONE_BACK = 0.6  # how often the chain looks one word back only
BENT = 0.4  # how often a content word gives way to a topic of the record
NAMED = 0.012  # how often a name of the record follows a word
ONSETS = ["b", "br", "c", "d", "f", "g", "gr", "l", "m", "n", "p", "qu", "r", "s", "t", "tr", "v", "z", "k", "ch"]
VOWELS = [*"aeiou" * 3, "á", "é", "í", "ó", "ú", "ã", "ç" + "a", "ö", "ñ" + "o", "è", "ô", "ü"]
ENDS = ["ra", "dol", "men", "ville", "stad", "ção", "ndo", "lia", "qué", "rez", "nsk", "ga", "to", "nia", "mar", "lu"]


@dataclass(frozen=True)
class Chain:
    """What follows one word, and two words, in the texts learnt from; and how sentences begin."""

    after_one: dict[str, list[str]]
    after_two: dict[tuple[str, str], list[str]]
    beginnings: list[tuple[str, str]]


def is_content(word: str) -> bool:
    """Return whether the word is lower case, of five letters or more, and no stop word."""
    return len(word) > 4 and word.isalpha() and word.islower() and word not in STOP_WORDS | FUNCTION_WORDS


def texts_of(value: Any) -> Iterator[str]:
    """Return all texts in a value of front matter, whatever lies around them; sources are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"sources", "url", "documents", "websites"}:
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def sentences() -> Iterator[list[str]]:
    """Return the sentences of the project's texts, of five words or more, as words with their punctuation."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.md")):
            page = frontmatter.load(str(path))
            for text in [*texts_of(page.metadata), *page.content.split("\n\n")]:
                plain = re.sub(r"`[^`]*`|https?:\S+|[*_#|>]", " ", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))
                for sentence in re.split(r"(?<=[.!?:;])\s+", plain):
                    words = sentence.split()
                    if len(words) >= 5 and "---" not in sentence:
                        yield [*words[:-1], words[-1].rstrip(".!?:;") + "."]


@cache
def learnt() -> Chain:
    """Return the chain of the project's texts."""
    one, two, beginnings = defaultdict(list), defaultdict(list), []
    for words in sentences():
        beginnings.append((words[0], words[1]))
        for each, (first, second) in enumerate(itertools.pairwise(words)):
            one[first].append(second)
            if each + 2 < len(words):
                two[first, second].append(words[each + 2])
    return Chain(dict(one), dict(two), beginnings)


@cache
def topic_words() -> list[str]:
    """Return the vocabulary that topics are drawn from."""
    return Path(__file__).with_name("topics.txt").read_text(encoding="utf-8").split()


def name(source: random.Random) -> str:
    """Return a made-up name of a place or person; about half of them have an accent."""
    middle = "".join(source.choice(ONSETS) + source.choice(VOWELS) for _ in range(source.randint(1, 2)))
    return (middle + source.choice(ENDS)).capitalize()


def bent(source: random.Random, word: str, topics: list[str], names: list[str]) -> str:
    """Return the word, or a topic in its place, perhaps followed by a name; a full stop or comma stays at the end."""
    bare = word.rstrip(".,;:")
    tail = word[len(bare) :]
    if is_content(bare) and source.random() < BENT:
        bare = topics[min(int(source.expovariate(4 / len(topics))), len(topics) - 1)]
    if names and not tail and is_content(bare) and source.random() < NAMED * 3:
        bare = f"{bare} of {source.choice(names)}"
    return bare + tail


def sentence(source: random.Random, topics: list[str], names: list[str]) -> str:
    """Return one sentence of 5 to 40 words."""
    chain = learnt()
    words = list(source.choice(chain.beginnings))
    while len(words) < 40 and not words[-1].endswith("."):
        last = words[-1]
        following = chain.after_one.get(last)
        if source.random() > ONE_BACK:
            following = chain.after_two.get((words[-2], last), following)
        words.append(source.choice(following) if following else source.choice(chain.beginnings)[1])
    text = " ".join(bent(source, word, topics, names) for word in words).rstrip(".,;: ")
    return text[0].upper() + text[1:] + "."


def passage(source: random.Random, length: int, topics: list[str], names: list[str]) -> str:
    """Return a paragraph of at least `length` words."""
    found, count = [], 0
    while count < length:
        found.append(sentence(source, topics, names))
        count += len(found[-1].split())
    return " ".join(found)
