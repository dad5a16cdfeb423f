"""What can be found: records, views, concepts and hand-written pages as texts, field by field."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from clearinghouse.core.body import render_body
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import values_at
from clearinghouse.pages.concept import concept_url
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press

VIEWS, PAGES = "views", "pages"
"""The types of what is no record."""

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_TAG = re.compile(rf"<{_ATTRIBUTES}>")
_IN_LINE = re.compile(rf"</?(?:a|abbr|b|code|del|em|i|mark|s|small|span|strong|sub|sup|u)(?=[\s>]){_ATTRIBUTES}>")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page that can be found. `type` is its collection, or what else it is; `kind` says that to readers.

    `acronym` is its own, or its code, by which people look for it; `names` are the labels of what it names (countries, themes,
    organisations), `codes` their codes and acronyms. `date` is what it is sorted by, a partial ISO date; empty where none is known.
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
    codes: str = ""
    date: str = ""


def record_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield every record, without its date."""
    for record in press.catalogue.records:
        yield record_document(record, press)


def record_document(record: Record, press: Press, date: str = "") -> SearchDocument:
    """Return a record; besides itself, its type and the code lists, what goes into it is what `named_by` yields."""
    kind = press.wording.translate(press.catalogue.schema_of(record).collection.title)
    facts = " ".join(fact.text for fact in press.facts.panel(record))
    codes = " ".join(dict.fromkeys(_codes_named(record, press)))
    described = (each for described in _described_by(record, press) for each in _other_names(*described, press))
    names = " ".join([facts, *record.aliases, *described])
    sections = " ".join(fact.text for fact in press.facts.sections(record))
    text = f"{plain_text(render_body(record.body, lambda address: address))} {sections}"
    return SearchDocument(
        record.url, record.key.collection, kind, record.title, record.summary, names, text, record.language,
        _own_code(record, press), codes, date,
    )  # fmt: skip


def named_by(record: Record, catalogue: Catalogue) -> Iterator[str]:
    """Yield what goes into the document of a record from the records that it refers to: which they are, titles and acronyms."""
    for reference in catalogue.references(record):
        target = catalogue.by_key[reference.target]
        yield from (*target.key, target.title, _acronym(target))
    for reference in catalogue.outward(record):
        yield from (*reference.target, catalogue.outside[reference.target].title)


def _own_code(record: Record, press: Press) -> str:
    """The acronym of a record and, where it describes a concept such as a country, the codes of that."""
    codes = (code for code_list, concept in _described_by(record, press) for code in _codes(code_list, concept))
    return " ".join([_acronym(record), *codes])


def _described_by(record: Record, press: Press) -> Iterator[tuple[CodeList, str]]:
    """Yield the concept that a record describes, such as a country; most records describe none."""
    for code_list in press.catalogue.code_lists.values():
        if code_list.page == record.key.collection:
            yield from ((code_list, each) for each in code_list.concepts if each.lower() == record.key.id)


def _codes_named(record: Record, press: Press) -> Iterator[str]:
    """Yield the codes, such as ZM and ZMB, and acronyms of what a record names."""
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
        names = " ".join(table.names for table in view.tables)
        yield SearchDocument(
            view.url, VIEWS, kind, view.title, view.about, names, f"{view.reading} {headings}", press.wording.language
        )


def concept_documents(press: Press) -> Iterator[SearchDocument]:
    """Yield the page of every concept that no record describes, such as a country that is only named."""
    for code_list, concept in press.catalogue.concept_pages():
        if Key(code_list.page, concept.lower()) not in press.catalogue.by_key:
            label = press.wording.label(code_list.name, concept)
            about = press.wording.translate("Everything recorded about {name}.").format(name=label)
            kind = press.wording.translate(code_list.title)
            codes = " ".join(_codes(code_list, concept))
            names = " ".join([*_other_names(code_list, concept, press), *_without_page(code_list, concept, press)])
            yield SearchDocument(
                concept_url(code_list, concept), code_list.page, kind, label, about, names, "", press.wording.language, codes,
            )  # fmt: skip


def _without_page(code_list: CodeList, concept: str, press: Press) -> Iterator[str]:
    """Yield the names of what a concept holds in another list and what has no page, as a country that no record names.

    Whoever looks for it finds the regions that it lies in, and what is recorded for them; not the whole world.
    """
    if concept == code_list.whole:
        return
    for below in press.catalogue.code_lists.values():
        if below.page and below.broader_list == code_list.name:
            there = press.catalogue.with_page(below.name)
            for each in below.concepts:
                if each not in there and (code_list.name, concept) in press.catalogue.above((below.name, each)):
                    yield from below.names(each, press.wording.language)


def _other_names(code_list: CodeList, concept: str, press: Press) -> tuple[str, ...]:
    """What a concept is called besides its label: by other and former names, and in other languages."""
    label, *others = code_list.names(concept, press.wording.language)
    return tuple(each for each in (*others, *code_list.foreign_labels(concept)) if each != label)


def page_document(url: str, kind: str, title: str, content: str, language: str = "en") -> SearchDocument:
    """Return a hand-written page as a search document; `content` is its HTML."""
    text = plain_text(content)
    return SearchDocument(url, PAGES, kind, title, shorten(text, 200, placeholder=" …"), "", text, language)


def plain_text(content: str) -> str:
    """The words of a piece of sanitized HTML; what stands inside a line, such as a sign set lower, parts no word."""
    return " ".join(html.unescape(_TAG.sub(" ", _IN_LINE.sub("", content))).split())
