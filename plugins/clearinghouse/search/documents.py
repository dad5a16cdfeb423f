"""What can be found: records, views, concepts and hand-written pages as texts, field by field."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clearinghouse.core.body import render_body
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import values_at
from clearinghouse.pages.concept import concept_url
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press

VIEWS, PAGES = "views", "pages"
"""The types of what is no record."""

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page that can be found. `type` is its collection, or what else it is; `kind` says that to readers.

    `acronym` is its own, by which people look for it; `names` are the labels, codes and acronyms of what it names: countries, themes, organisations.
    """

    url: str
    type: str
    kind: str
    title: str
    summary: str
    names: str
    text: str
    language: str = "en"
    acronym: str = ""


def record_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield every record."""
    for record in press.catalogue.records:
        kind = press.wording.translate(press.catalogue.schema_of(record).collection.title)
        facts = " ".join(fact.text for fact in press.facts.panel(record))
        names = " ".join([facts, *dict.fromkeys(_other_names(record, press))])
        sections = " ".join(fact.text for fact in press.facts.sections(record))
        text = f"{plain_text(render_body(record.body, lambda address: address))} {sections}"
        yield SearchDocument(
            record.url, record.key.collection, kind, record.title, record.summary, names, text, record.language, _acronym(record)
        )  # fmt: skip


def _other_names(record: Record, press: Press) -> Iterator[str]:
    """Yield what else the record, and what it refers to, is called: old ids, acronyms, codes such as ZM and ZMB."""
    yield from record.aliases
    for field in press.catalogue.schema_of(record).coded:
        code_list = press.catalogue.code_lists[field.code_list]
        if code_list.page:
            for _, value in values_at(record.data, field.path):
                yield from _codes(code_list, str(value))
    for reference in press.catalogue.references(record):
        target = press.catalogue.get(reference.target)
        if target:
            yield _acronym(target)


def _acronym(record: Record) -> str:
    """The acronym of what has one, such as an organisation; by the name of the field, in any schema."""
    acronym = record.data.get("acronym")
    return acronym if isinstance(acronym, str) else ""


def _codes(code_list: CodeList, concept: str) -> Iterator[str]:
    """Yield the id of a concept, if it can be typed as a word, and its other codes made of letters, such as ZMB."""
    yield concept
    if concept in code_list.concepts:
        codes = code_list.concepts[concept].codes.values()
        yield from (code for code in codes if isinstance(code, str) and code.isalpha())


def view_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield every view: what it is about and the headings of its tables, not the records in them, which are found themselves."""
    kind = press.wording.translate("Views")
    for view in all_views(press):
        headings = " ".join(f"{block.title} {block.about}" for block in view.blocks)
        yield SearchDocument(
            view.url, VIEWS, kind, view.title, view.about, "", f"{view.reading} {headings}", press.wording.language
        )


def concept_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield the page of every concept that no record describes, such as a country that is only named."""
    for code_list, concept in press.catalogue.concept_pages():
        if Key(code_list.page, concept.lower()) not in press.catalogue.by_key:
            label = press.wording.label(code_list.name, concept)
            about = press.wording.translate("Everything recorded about {name}.").format(name=label)
            kind = press.wording.translate(code_list.title)
            names = " ".join(_codes(code_list, concept))
            yield SearchDocument(
                concept_url(code_list, concept), code_list.page, kind, label, about, names, "", press.wording.language
            )


def page_document(url: str, kind: str, title: str, content: str, language: str = "en") -> SearchDocument:
    """Return a hand-written page as a search document; `content` is its HTML."""
    text = plain_text(content)
    return SearchDocument(url, PAGES, kind, title, text[:200], "", text, language)


def plain_text(content: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())
