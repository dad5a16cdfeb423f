"""A prebuilt lunr index over all records and pages, as one classic script that also loads from a folder on a disk.

The seam: `SearchDocument`s in, files of the site out. How the index is cut and stored may change behind it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import stop_word_filter
from lunr.token import Token
from lunr.trimmer import trimmer

from clearinghouse.core.body import render_body
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.concept import concept_url
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press, json_for_html

SCRIPT = "assets/search/index.js"

FIELDS = {"title": 10, "facts": 4, "summary": 3, "body": 1}
"""What is searched, with the weight of each part."""

_TAG = re.compile(r"<[^>]+>")
_NOT_A_WORD = re.compile(r"[^\w\s'’-]+")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What can be found: `kind` is the heading that it is listed under, `facts` the words of its coded fields."""

    url: str
    kind: str
    title: str
    summary: str
    facts: str
    body: str
    language: str = "en"


def record_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield every record as a search document."""
    for record in press.catalogue.records:
        kind = press.wording.translate(press.catalogue.schema_of(record).collection.title)
        facts = " ".join(fact.text for fact in press.facts.panel(record))
        body = f"{plain_text(render_body(record.body, lambda address: address))} {_sections(record, press)}"
        yield SearchDocument(record.url, kind, record.title, record.summary, facts, body, record.language)


def view_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield every view: what it is about and the headings of its tables, not the records in them, which are found themselves."""
    kind = press.wording.translate("Views")
    for view in all_views(press):
        headings = " ".join(f"{block.title} {block.about}" for block in view.blocks)
        yield SearchDocument(
            view.url, kind, view.title, view.about, "", f"{view.reading} {headings}", press.wording.language
        )


def concept_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield the page of every concept that no record describes, such as a country that is only named."""
    for code_list, concept in press.catalogue.concept_pages():
        if Key(code_list.page, concept.lower()) not in press.catalogue.by_key:
            label = press.wording.label(code_list.name, concept)
            about = press.wording.translate("Everything recorded about {name}.").format(name=label)
            kind = press.wording.translate(code_list.title)
            yield SearchDocument(
                concept_url(code_list, concept), kind, label, about, concept, "", press.wording.language
            )


def _sections(record: Record, press: Press) -> str:
    return " ".join(fact.text for fact in press.facts.sections(record))


def page_document(url: str, kind: str, title: str, content: str) -> SearchDocument:
    """Return a hand-written page as a search document; `content` is its HTML."""
    text = plain_text(content)
    return SearchDocument(url, kind, title, text[:200], "", text)


def plain_text(content: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def search_files(documents: Iterable[SearchDocument]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the search page loads."""
    ordered = sorted(documents, key=lambda each: each.url)
    shown = [[each.url, each.kind, each.title, each.summary, each.language] for each in ordered]
    data = {"index": build_index(ordered), "documents": shown}
    yield SCRIPT, f"clearinghouse.receiveIndex({json_for_html(data)});\n".encode()


def build_index(documents: Sequence[SearchDocument]) -> dict[str, Any]:
    """Return the serialized lunr index; a document's reference is its place in the list."""
    builder = Builder()
    pipeline = Pipeline()
    pipeline.add(trimmer, stop_word_filter, _stem)
    builder.pipeline = pipeline
    builder.search_pipeline.add(_stem)
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    builder.ref("id")
    for number, document in enumerate(documents):
        words = {name: _NOT_A_WORD.sub(" ", getattr(document, name)) for name in FIELDS}
        builder.add({"id": str(number), **words})
    serialized: dict[str, Any] = json.loads(json.dumps(builder.build().serialize()))
    return serialized


class _AgreeingStemmer(PorterStemmer):  # type: ignore[misc]  # lunr has no type hints
    """Porter's stemmer as lunr.js has it.

    Step 1c differs: lunr.py makes “survei” of “survey” where lunr.js leaves it, so that such words would not be found.
    """

    b: str
    k: int

    def step1c(self) -> None:
        """Turn a final y into i behind a consonant."""
        if self.ends("y") and self.k >= 2 and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


_STEMMER = _AgreeingStemmer()


def _stem(token: Token, _index: int | None = None, _tokens: list[Token] | None = None) -> Token:
    return token.update(_STEMMER.stem)


# lunr.js looks the function up by this name when it loads the index.
_stem.label = "stemmer"  # type: ignore[attr-defined]
