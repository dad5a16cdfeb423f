"""What counts as a word in the search: text → folded tokens → terms.

The browser does the same in client/search/words.js. A word that the two sides read differently is never found, so
whatever changes here changes there; the lists in tests/search/words hold both to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as ENGLISH_STOP_WORDS

from clearinghouse.search.stem_rules import RULES, Rules, Step

LONGEST = 64
"""Code points of a token; the rest of a longer word is cut off."""

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ς": "σ", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
    **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
}  # fmt: skip
"""Letters that no normalisation takes apart, and what readers type for them."""

_QUOTES = re.compile("[\u02bc\u2018\u2019\u201b\uff07]")
# Marks over letters, Arabic vowel signs and tatweel, signs that show nothing. The breve of й is kept: it is another letter.
_DROPPED = re.compile(
    "(и\u0306)|[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0100-\U000e01ef]"
)
_SPECIAL = re.compile(f"[{''.join(LETTERS)}]")

# Vowel signs of scripts such as Devanagari belong to the word. Python's \w leaves them out.
_MARKS = "".join(
    chr(point)
    for point in (*range(0x300, 0x1E00), *range(0xA600, 0xAC00))
    if unicodedata.category(chr(point))[0] == "M"
)
_LETTER = rf"[^\W_{HAN}]"
_INNER = rf"(?:{_LETTER}|[{_MARKS}])"
_ELISION = "(?:l|d|qu|n|s|j|m|c|t|un|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall)"
_TOKEN = re.compile(rf"([{HAN}]+)|(?:{_ELISION}'(?={_LETTER}))*({_LETTER}{_INNER}*)(?:'s(?!{_INNER}))?")

# A text is read between its spaces, and what a piece gives is kept for the next time.
_LONGEST_PIECE_KEPT = 40
_MOST_PIECES_KEPT = 200_000

_SCRIPTS = {
    "latin": re.compile("[a-z0-9]+"),
    "cyrillic": re.compile("[0-9\u0400-\u04ff]+"),
    "arabic": re.compile("[0-9\u0600-\u06ff]+"),
    "han": re.compile(f"[{HAN}]+"),
}
_SCRIPT_OF_LANGUAGE = {"en": "latin", "es": "latin", "fr": "latin", "ru": "cyrillic", "ar": "arabic", "zh": "han"}
# A word in another script than the record's: an English name in a Russian record, a Russian title in a Chinese one.
_LANGUAGE_OF_SCRIPT = {"latin": "en", "cyrillic": "ru", "arabic": "ar"}


def fold(text: str) -> str:
    """Return the text without case, accents and variants of letters; a folded text folds to itself."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _QUOTES.sub("'", text)).lower()
    plain = _SPECIAL.sub(lambda found: LETTERS[found[0]], _DROPPED.sub(r"\1", plain))
    return unicodedata.normalize("NFC", plain)


def tokens(text: str) -> list[str]:
    """Return the folded words of a text in their order, each of 1 to 64 code points; Chinese as overlapping pairs."""
    return list(_words_in(text, _pieces_of("")))


def terms(text: str, language: str) -> list[str]:
    """Return what a text is found by: its tokens without stop words, stemmed; `language` is a tag such as `fr` or `en-GB`.

    A word in a foreign script is read in that script's main language. In a language without rules, words stay as they are.
    """
    return list(_words_in(text, _pieces_of(home_language(language))))


def count_terms(pieces: Iterable[str], language: str) -> dict[str, int]:
    """Return how often each term stands in a text that is cut at its spaces, in the order in which they first stand."""
    known = _pieces_of(home_language(language))
    return Counter(chain.from_iterable(map(known.__getitem__, pieces)))


def variants(token: str, languages: Iterable[str]) -> list[str]:
    """Return the distinct terms that a token of a query has in records of these languages, in the order given.

    A language in which it is a stop word adds none.
    """
    return list(dict.fromkeys(term for each in languages if (term := term_of(token, each))))


def term_of(token: str, language: str) -> str:
    """Return the term of one token in records of a language; nothing for a stop word."""
    return _term(token, home_language(language))


@lru_cache(maxsize=200)
def home_language(language: str) -> str:
    """Return the language whose rules a tag such as `fr-CA` asks for: one of the six, or `other`."""
    primary = re.split("[-_]", language, maxsplit=1)[0].lower()
    return primary if primary in _SCRIPT_OF_LANGUAGE else "other"


@lru_cache(maxsize=200_000)
def script_of(token: str) -> str:
    """Return `latin`, `cyrillic`, `arabic` or `han`, or nothing if a token is in another script or in several."""
    return next((name for name, letters in _SCRIPTS.items() if letters.fullmatch(token)), "")


def rules_for(language: str) -> Rules | None:
    """Return stop words and stem rules for the browser; nothing for a language without any, and for English, which is built in."""
    return RULES.get(home_language(language))


def stem(word: str, language: str) -> str:
    """Return the stem of a token that is in the script of this language; unchanged where the language has no rules."""
    if language == "en":
        return str(_PORTER.stem(word))
    return _apply(RULES[language]["steps"], word) if language in RULES else word


_stop_words = {"en": frozenset(ENGLISH_STOP_WORDS)} | {
    name: frozenset(rules["stop"].split()) for name, rules in RULES.items()
}


class _Pieces(dict[str, Sequence[str]]):
    """What pieces of text without spaces give, each read once; with `home` "" the tokens stay as they are."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home

    def __missing__(self, piece: str) -> Sequence[str]:
        words = self._terms(piece) if self.home else _read(piece)
        if len(piece) <= _LONGEST_PIECE_KEPT:
            if len(self) >= _MOST_PIECES_KEPT:
                self.clear()
            self[piece] = words
        return words

    def _terms(self, piece: str) -> Sequence[str]:
        return tuple(term for token in _pieces_of("")[piece] if (term := _term(token, self.home)))


_pieces_of = cache(_Pieces)
"""The pieces of texts in a language."""


def _words_in(text: str, pieces: _Pieces) -> Iterator[str]:
    return chain.from_iterable(map(pieces.__getitem__, text.split()))


def _read(piece: str) -> Sequence[str]:
    words: list[str] = []
    for run, word in _TOKEN.findall(fold(piece)):
        if run:
            words += [run[at : at + 2] for at in range(max(1, len(run) - 1))]
        else:
            words.append(word[:LONGEST])
    return tuple(words)


@lru_cache(maxsize=200_000)
def _term(token: str, home: str) -> str:
    language = _reading(token, home)
    return "" if token in _stop_words.get(language, ()) else stem(token, language)


def _reading(token: str, home: str) -> str:
    """Return the language that a token is read in: the record's, or the main one of a foreign script."""
    if home == "other":
        return ""
    script = script_of(token)
    return home if script == _SCRIPT_OF_LANGUAGE[home] else _LANGUAGE_OF_SCRIPT.get(script, "")


def _apply(steps: Sequence[Step], word: str) -> str:
    """Run the steps of a stemmer one after another; a rule may name the step to go on with."""
    at = 0
    while at < len(steps):
        word, jump = _take(steps[at], word)
        at = jump or at + 1
    return word


def _take(step: Step, word: str) -> tuple[str, int]:
    """Return the word after one step, and the number of the step to go on with (0 for the next)."""
    if "single" in step:
        return (re.sub(r"([a-z])\1+", r"\1", word) if len(word) >= step["single"] else word), 0
    if "every" in step:
        for least, suffix in step["every"]:
            if len(word) >= least and word.endswith(suffix):
                word = word[: len(word) - len(suffix)]
        return word, 0
    if "start" in step:
        for least, prefix, instead in step["start"]:
            if len(word) >= least and word.startswith(prefix):
                return instead + word[len(prefix) :], 0
        return word, 0
    for least, suffix, instead, jump in step["end"]:
        if len(word) >= least and word.endswith(suffix):
            return word[: len(word) - len(suffix)] + instead, jump
    return word, 0


class _AgreeingStemmer(PorterStemmer):  # type: ignore[misc]  # lunr has no type hints
    """Porter's stemmer as lunr.js has it, for words of a–z and 0–9.

    lunr.py makes “survei” of “survey” where lunr.js leaves it, and takes a suffix for one that is the whole word.
    """

    b: str
    k: int
    j: int

    def ends(self, s: str) -> bool:
        """Tell whether the word ends so, with something before it."""
        if len(s) > self.k or self.b[self.k - len(s) + 1 : self.k + 1] != s:
            return False
        self.j = self.k - len(s)
        return True

    def doublec(self, j: int) -> bool:
        """Tell whether the word has a doubled consonant at j; y is none."""
        return j >= 1 and self.b[j] == self.b[j - 1] and self.b[j] not in "aeiouy"

    def step1c(self) -> None:
        """Turn a final y into i behind a consonant that is not the first letter."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


_PORTER: Any = _AgreeingStemmer()
