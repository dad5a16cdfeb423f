"""Made-up documents of frequent English words, any number of them, the same for the same seed."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from clearinghouse.search.documents import SearchDocument


@cache
def english_words() -> list[str]:
    """Frequent words, the most frequent first."""
    return Path(__file__).with_name("words").joinpath("en.txt").read_text(encoding="utf-8").split()


def made_up_documents(number: int, seed: int) -> list[SearchDocument]:
    """Return documents with titles of 5 words, summaries of 15 and texts of 150."""
    source = random.Random(seed)

    def text(length: int) -> str:
        words = english_words()
        return " ".join(words[min(60 + int(source.paretovariate(0.5)) * 3, len(words) - 1)] for _ in range(length))

    return [
        SearchDocument(
            f"records/{each}.html", "records", "Records", text(5), text(15), text(6), text(150), "en", text(1), text(2)
        )
        for each in range(number)
    ]
