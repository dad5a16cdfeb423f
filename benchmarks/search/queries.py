"""Questions to which one record is the right answer, each drawn from that record.

Another record may answer a question as well: `unique` says to which questions that does not apply.
"""

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus import MadeUp
from english import FUNCTION_WORDS
from lunr.stop_word_filter import WORDS as STOP_WORDS


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words as they are typed, and the words of the record that are meant."""

    typed: list[str]
    meant: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of a kind, the id of the record that it was drawn from, and the words of the record that are meant."""

    kind: str
    query: str
    id: str
    meant: tuple[str, ...]


KINDS = ("title", "phrase", "typo", "accents", "acronym", "inflected")


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case, with hyphens and apostrophes inside kept."""
    return re.findall(r"\w+(?:[-’']\w+)*", text.lower())


def content_words(text: str) -> list[str]:
    """Return the different words of three letters or more that are no stop words, in order of the text."""
    return list(
        dict.fromkeys(word for word in words_of(text) if len(word) > 2 and word not in STOP_WORDS | FUNCTION_WORDS)
    )


def without_accents(text: str) -> str:
    """Return the text as somebody types it who has no accents at hand."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def title(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return two to four content words of the title, in any order."""
    words = content_words(document.plain_title)
    if len(words) < 2:
        return None
    chosen = source.sample(words, min(len(words), source.randint(2, 4)))
    return Drawn(chosen, chosen)


def phrase(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return four to six words that follow each other in the body, at least two of them no stop words."""
    sentences = [words_of(each) for each in re.split(r"[.:;]\s|\n", document.body) if not each.startswith("##")]
    words = source.choice([each for each in sentences if len(each) > 7])
    length = source.randint(4, 6)
    start = source.randrange(len(words) - length)
    found = words[start : start + length]
    return Drawn(found, found) if sum(word not in STOP_WORDS for word in found) > 1 else None


def mistyped(source: random.Random, word: str) -> str:
    """Return the word with one letter replaced, left out, added, or exchanged with the next, at any place."""
    place, kind, letter = source.randrange(len(word)), source.randrange(4), source.choice(string.ascii_lowercase)
    if kind == 0:
        return word[:place] + letter + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + letter + word[place:]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def typo(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return one content word of the title with a typo, and one or two right ones."""
    words = content_words(document.plain_title)
    long = [word for word in words if len(word) > 5 and word.isascii() and word.isalpha()]
    if not long or len(words) < 3:
        return None
    word = source.choice(long)
    wrong = mistyped(source, word)
    others = [each for each in words if each != word]
    if wrong == word:
        return None
    right = source.sample(others, source.randint(1, 2))
    return Drawn(mixed(source, [wrong, *right]), [word, *right])


def accents(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return one or two words with accents of title or body, typed without, and one more word of the title."""
    accented = [word for word in content_words(f"{document.plain_title} {document.body}") if not word.isascii()]
    accented = [word for word in accented if without_accents(word) != word]
    plain = [word for word in content_words(document.plain_title) if word.isascii()]
    if not accented or not plain:
        return None
    chosen = source.sample(accented, min(len(accented), source.randint(1, 2)))
    other = source.choice(plain)
    return Drawn(mixed(source, [*map(without_accents, chosen), other]), [*chosen, other])


def acronym(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return the acronym of the record, in capitals or not, and in half of the queries one word of its title."""
    if not document.acronym:
        return None
    typed = document.acronym if source.random() < 0.5 else document.acronym.lower()
    words = [source.choice(content_words(document.plain_title))] if source.random() < 0.5 else []
    return Drawn(mixed(source, [typed, *words]), [document.acronym.lower(), *words])


def inflected_word(source: random.Random, word: str) -> str:
    """Return an English word with another ending: plural for singular, -ing and -ed for one another, or added."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    for ending, others in (("ing", ("ed", "s")), ("ed", ("ing", "s"))):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + source.choice(others)
    if word.endswith("e"):
        return source.choice([word + "s", word[:-1] + "ing", word + "d"])
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word + source.choice(["s", "s", "ing", "ed"])


def inflected(source: random.Random, document: MadeUp) -> Drawn | None:
    """Return two or three content words of the title, one or two of them with another ending."""
    words = [
        word for word in content_words(document.plain_title) if word.isascii() and word.isalpha() and len(word) > 3
    ]
    words = [
        word for word in words if word.capitalize() not in document.plain_title.split()[1:]
    ]  # names have no endings
    if len(words) < 3:
        return None
    chosen = source.sample(words, source.randint(2, 3))
    changed = source.randint(1, 2)
    typed = [inflected_word(source, word) if each < changed else word for each, word in enumerate(chosen)]
    return Drawn(typed, chosen)


def mixed(source: random.Random, words: list[str]) -> list[str]:
    """Return the words in any order."""
    return source.sample(words, len(words))


ASKED: dict[str, Callable[[random.Random, MadeUp], Drawn | None]] = {
    "title": title, "phrase": phrase, "typo": typo, "accents": accents, "acronym": acronym, "inflected": inflected,
}  # fmt: skip


def questions(documents: list[MadeUp], kind: str, count: int, seed: int) -> Iterator[Asked]:
    """Yield so many queries of a kind."""
    source = random.Random(f"{kind} {seed}")
    while count:
        document = source.choice(documents)
        drawn = ASKED[kind](source, document)
        if drawn:
            yield Asked(kind, " ".join(drawn.typed), document.id, tuple(drawn.meant))
            count -= 1


def known_items(documents: list[MadeUp], kind: str, count: int, seed: int) -> list[tuple[str, str]]:
    """Return so many queries of a kind, each with the id of the record that it was drawn from."""
    return [(each.query, each.id) for each in questions(documents, kind, count, seed)]


def unique(documents: list[MadeUp], asked: list[Asked]) -> list[bool]:
    """Return for each query whether no other record answers it as well.

    A phrase: no other body has these words one after the other. Accents, whose words are drawn from title and body: no other
    record has all the words that are meant in title and body. All other kinds: no other has them in its title or as its acronym.
    """
    titles = [{*words_of(each.title), each.acronym.lower()} for each in documents]
    bodies = [f" {' '.join(words_of(each.body))} " for each in documents]
    words = [title | set(body.split()) for title, body in zip(titles, bodies, strict=True)]

    def answers(each: Asked, place: int) -> bool:
        if each.kind == "phrase":
            return f" {' '.join(each.meant)} " in bodies[place]
        return (words if each.kind == "accents" else titles)[place].issuperset(each.meant)

    return [sum(answers(each, place) for place in range(len(documents))) < 2 for each in asked]
