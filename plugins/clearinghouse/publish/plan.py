"""Which products a site is made of, and what goes into each.

There are three kinds of pages and files. The page of a record shows the record, and of others what they are called and what
they are in half a line. Views, listings and tables are made from the front matter of all records, not from their texts.
Only the search and the API know the texts of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import msgspec
from markupsafe import Markup

from clearinghouse.cache import Cache
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.core.source import Source
from clearinghouse.exports.api import State, api_files, collection_file, record_file
from clearinghouse.exports.bch import bch_files
from clearinghouse.exports.calendar import calendar_files
from clearinghouse.exports.csv import csv_files
from clearinghouse.exports.feeds import feed_files
from clearinghouse.exports.iati import iati_files
from clearinghouse.exports.view import data_of_page, view_files
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.packs.stubs import Stubs, urls_left_out, with_marked_links
from clearinghouse.pages.coordination import concept_view, prints_of_concept
from clearinghouse.pages.form import form_pages
from clearinghouse.pages.form_data import text_file, titles_file
from clearinghouse.pages.form_lists import list_files
from clearinghouse.pages.listing import listing_pages
from clearinghouse.pages.page import Page, Press
from clearinghouse.pages.search import search_page
from clearinghouse.pages.shell import Shell
from clearinghouse.pages.site import (
    listed_schemas,
    own_records,
    page_of_concept,
    redirects,
    reference_pages,
)
from clearinghouse.pages.stub import concept_stub, record_stub
from clearinghouse.publish.product import File, Product, files
from clearinghouse.publish.record_product import record_product
from clearinghouse.search.documents import SearchDocument, view_documents
from clearinghouse.search.files import SearchFile, search_files
from clearinghouse.search.site import searchable_site
from clearinghouse.workers import shared_out

PART = 100
"""Records whose files of the API, or texts for the forms, are made together."""


@dataclass(frozen=True)
class Plan:
    """What the products of a site are made from: what is known, and the frames that the engine has rendered."""

    press: Press
    shells: Mapping[str, Shell]
    fingerprints: Mapping[Key, tuple[bytes, bytes]]
    """Of the front matter and of the text of every record, also of those that are left out here."""
    types: bytes
    """The fingerprint of schemas, code lists, rules and requirements."""
    sources: Mapping[Key, Source] = field(default_factory=dict)
    """How every record is written, for the forms that change one."""
    worked_out: Press | None = None
    """A press with the same data, though with older texts, in which much is worked out already."""

    def after(self, last: Plan | None) -> Plan:
        """This plan, with what the one before has worked out, where the data of both is the same."""
        if last is None or last.data != self.data:
            return self
        return replace(self, worked_out=last.worked_out or last.press)

    @cached_property
    def surroundings(self) -> bytes:
        """What goes into everything: the program, the types, the words, the settings, the day."""
        press = self.press
        settings = replace(
            press.settings, commit="", committed="", uncommitted=False
        )  # only the list of the API names them
        return fingerprint(
            of_program(), self.types, press.wording.language, repr(settings), press.desk.situation.today.isoformat()
        )

    @cached_property
    def data(self) -> bytes:
        """What goes into all that is made from the front matter of all records: that, of what is left out too, and what rules find in texts."""
        found = ((each.rule.code, each.key, each.pointer, each.message) for each in self.press.desk.found_in_texts)
        return fingerprint(
            self.surroundings,
            *(part for key in sorted(self.press.catalogue.by_key) for part in (*key, self.fingerprints[key][0])),
            repr(list(found)),
            self.left_out,
        )

    @cached_property
    def keys(self) -> bytes:
        """What links can lead to: the records by their ids, old ones among them, and which of their pages are left out."""
        current = self.press.catalogue.current
        outside = {old: record.key for old, record in self.press.catalogue.outside.items()}
        return fingerprint(
            *(part for old in sorted(current) for part in (*old, *current[old])),
            *(part for old in sorted(outside) for part in (b"outside", *old, *outside[old])),
            *sorted(self.urls_left_out),
        )

    @cached_property
    def left_out(self) -> bytes:
        """What is known of the records that are left out here."""
        left_out = self.press.catalogue.left_out
        return fingerprint(*(part for each in left_out for part in (*each.key, self.fingerprints[each.key][0])))

    @cached_property
    def shown(self) -> Mapping[Key, bytes]:
        """What a record shows of itself on the pages of others: its own front matter, and what it calls those it refers to."""
        catalogue = self.press.catalogue
        titles = {record.key: record.title for record in (*catalogue.records, *catalogue.left_out)}
        return {
            record.key: fingerprint(
                self.fingerprints[record.key][0],
                *(part for each in catalogue.references(record) for part in (*each.target, titles[each.target])),
                *(part for each in catalogue.outward(record) for part in (*each.target, titles[each.target])),
            )
            for record in catalogue.records
        }

    @cached_property
    def around(self) -> Mapping[Key, bytes]:
        """What is shown of the records around each: those that it refers to, and those that refer to it, by which field."""
        shown, catalogue = self.shown, self.press.catalogue
        return {
            record.key: fingerprint(
                *(part for each in catalogue.references(record) for part in (*each.target, shown[each.target])),
                b"",
                *(part for each in catalogue.backlinks(record) for part in (*each.source, shown[each.source])),
            )
            for record in catalogue.records
        }

    def page(self, page: Page) -> File:
        """A page in its frame, as a file."""
        if self.urls_left_out:
            words = self.press.wording.translate("not in this copy")
            content = with_marked_links(page.content, page.url, self.urls_left_out, words)
            page = replace(page, content=Markup(content))  # noqa: S704 - it was made by us
        return page.url, self.shells[page.shell].fill(page, self.press.settings).encode()

    @cached_property
    def urls_left_out(self) -> frozenset[str]:
        """What links of a part can lead to that is left out of it; nothing in a whole clearinghouse."""
        return urls_left_out(self.press.catalogue)

    def frame(self, url: str) -> bytes:
        """The fingerprint of a frame; of none where the engine has not rendered it."""
        return self.shells[url].fingerprint if url in self.shells else b""

    @cached_property
    def frames(self) -> bytes:
        """The fingerprint of all frames."""
        return fingerprint(*(part for url in sorted(self.shells) for part in (url, self.shells[url].fingerprint)))

    def of_data(self, name: str, make: Callable[[], Iterable[File]], weight: float = 50) -> Product:
        """A product without frames that is made from the front matter of all records."""
        return Product(name, fingerprint(name, self.data), files(make), weight=weight)

    def of_files(self, name: str, records: Sequence[Record], make: Callable[[], Iterable[File]]) -> Product:
        """A product that is made from the files of some records alone."""
        parts = (part for each in records for part in (*each.key, *self.fingerprints[each.key]))
        return Product(
            name, fingerprint(name, self.surroundings, *parts), files(make), weight=max(len(records) / 50, 1)
        )

    def of_records(self, name: str, records: Sequence[Record], make: Callable[[], Iterable[File]]) -> Product:
        """A product that is made from some records, and from what the records around them show."""
        parts = (part for each in records for part in (*each.key, *self.fingerprints[each.key], self.around[each.key]))
        return Product(
            name, fingerprint(name, self.surroundings, *parts), files(make), weight=max(len(records) / 10, 1)
        )

    def pages_of_data(self, name: str, make: Callable[[], Iterable[Page]], weight: float = 50) -> Product:
        """Pages that are made from the front matter of all records."""
        return self.framed(name, lambda: map(self.page, make()), weight)

    def framed(self, name: str, make: Callable[[], Iterable[File]], weight: float = 50) -> Product:
        """A product with pages among its files that is made from the front matter of all records."""
        return replace(self.of_data(name, make, weight), frame=self.frames)


def collection_products(plan: Plan) -> Iterator[Product]:
    """Yield the listings and records of all collections, and the pages at old addresses."""
    press = plan.press
    for schema in listed_schemas(press):
        yield plan.pages_of_data(f"listing/{schema.collection.name}", partial(listing_pages, schema, press))
    for record in own_records(press):
        yield record_product(record, plan)
    yield plan.of_data("redirects", lambda: ((url, html.encode()) for url, html in redirects(press)), 1)


def reference_products(plan: Plan) -> Iterator[Product]:
    """Yield what comes from records taken together: the pages of concepts, views, the guide."""
    press = plan.press
    for code_list, concept in press.catalogue.concept_pages():
        described = press.catalogue.by_key.get(Key(code_list.page, concept.lower()))
        body = plan.fingerprints[described.key][1] if described else b""
        product = plan.framed(
            f"concept/{code_list.name}/{concept}", partial(_concept_files, code_list, concept, plan), 8
        )
        yield replace(product, key=fingerprint(product.key, body, plan.keys if described else b""))
    yield plan.pages_of_data("references", partial(reference_pages, press), 200)
    yield from form_products(plan)


def form_products(plan: Plan) -> Iterator[Product]:
    """Yield the forms, and what they offer and fill in."""
    catalogue = plan.press.catalogue
    yield plan.pages_of_data("forms", partial(form_pages, plan.press), 30)
    yield plan.of_data("form/lists", partial(list_files, plan.press), 5)
    for name in catalogue.schemas:
        yield plan.of_data(f"form/{name}", partial(_titles_files, name, catalogue), 5)
        for start, records in _parts(catalogue.collection(name)):
            yield plan.of_files(f"form/{name}/{start}", records, partial(_text_files, records, plan.sources))


def _titles_files(name: str, catalogue: Catalogue) -> list[File]:
    return [titles_file(name, catalogue)]


def _text_files(records: Sequence[Record], sources: Mapping[Key, Source]) -> Iterator[File]:
    return (text_file(each, sources[each.key]) for each in records)


def _concept_files(code_list: CodeList, concept: str, plan: Plan) -> Iterator[File]:
    """Yield the page of a concept, its tables as data, and what is made of them for print."""
    press = plan.press
    yield plan.page(page_of_concept(code_list, concept, press))
    if view := concept_view(code_list, concept, press):
        yield from data_of_page(view)
    yield from map(plan.page, prints_of_concept(code_list, concept, press))


def stub_products(plan: Plan, stubs: Stubs) -> Iterator[Product]:
    """Yield the short pages at the addresses of what is left out here and linked to."""
    press = plan.press
    for record in stubs.records:
        make = partial(_page_files, partial(record_stub, record, press), plan)
        key = fingerprint("stub", plan.surroundings, *record.key, plan.fingerprints[record.key][0])
        yield Product(f"stub/{record.url}", key, files(make), plan.frame(f"{record.key.collection}/index.html"))
    for code_list, concept in stubs.concepts:
        make = partial(_page_files, partial(concept_stub, code_list, concept, press), plan)
        key = fingerprint("stub", plan.surroundings, code_list.name, concept)
        yield Product(f"stub/{code_list.page}/{concept}", key, files(make), plan.frame(f"{code_list.page}/index.html"))


def _page_files(make: Callable[[], Page], plan: Plan) -> Iterator[File]:
    yield plan.page(make())


def export_products(plan: Plan) -> Iterator[Product]:
    """Yield the API, the tables and the other forms of the data."""
    press = plan.press
    catalogue, settings = press.catalogue, press.settings
    yield from _api_products(plan)
    yield plan.of_data("csv", lambda: csv_files(catalogue))
    yield plan.of_data("views", lambda: view_files(press), 200)
    yield plan.of_data("iati", lambda: iati_files(catalogue, settings))
    yield plan.of_data("bch", lambda: bch_files(catalogue), 10)
    yield plan.of_data("calendar", lambda: calendar_files(press), 10)
    yield plan.of_data("feeds", lambda: feed_files(press), 30)


def _api_products(plan: Plan) -> Iterator[Product]:
    """Yield the API: the records in parts, each collection, and the rest, which also names the commit."""
    catalogue = plan.press.catalogue
    state = state_of_content(plan.press)
    for name in catalogue.schemas:
        records = catalogue.collection(name)
        for start, part in _parts(records):
            yield plan.of_records(f"api/{name}/{start}", part, partial(_record_files, part, catalogue))
        yield plan.of_records(f"api/{name}", records, partial(_collection_files, name, plan.press))
    rest = plan.of_data("api", partial(api_files, catalogue, state), 5)
    yield replace(rest, key=fingerprint(rest.key, state.commit, state.committed, str(state.uncommitted)))


def _parts(records: Sequence[Record]) -> Iterator[tuple[int, Sequence[Record]]]:
    """Yield records in parts, each with the place of its first; the files of each bear its own name, so nobody sees the parts."""
    for start in range(0, len(records), PART):
        yield start, records[start : start + PART]


def state_of_content(press: Press) -> State:
    """What the API says that the site was made from."""
    return State(press.settings.commit, press.settings.committed, press.settings.uncommitted)


def _record_files(records: Iterable[Record], catalogue: Catalogue) -> Iterator[File]:
    return (record_file(record, catalogue) for record in records)


def _collection_files(name: str, press: Press) -> list[File]:
    return [collection_file(name, press.catalogue, with_texts=not press.settings.offline)]


def search_products(plan: Plan, pages: Sequence[SearchDocument], cache: Cache | None = None) -> Iterator[Product]:
    """Yield the search page and the index; `pages` are the hand-written ones, which only the engine knows."""
    yield plan.pages_of_data("search-page", partial(search_page, plan.press), 5)
    known = searchable_site(plan.press, pages, plan.fingerprints, plan.types, _views(plan, cache or Cache()))
    for file in search_files(known, cache, shared_out):
        yield Product(file.path, file.fingerprint, files(partial(_content, file)))


def _views(plan: Plan, cache: Cache) -> list[SearchDocument]:
    """What can be found of views, from the cache where it is there: it takes making all of them."""
    key = fingerprint("views to be found", plan.data)
    kept = cache.find([key]).get(key)
    if kept is not None:
        return msgspec.json.decode(kept, type=list[SearchDocument])
    made = list(view_documents(plan.press))
    cache.keep({key: msgspec.json.encode(made)})
    return made


def _content(file: SearchFile) -> Iterator[File]:
    yield file.path, file.content()
