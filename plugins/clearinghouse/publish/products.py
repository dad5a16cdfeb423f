"""Which products a site is made of: one function for each group of pages and files. `plan.py` says what goes into each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import msgspec

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
from clearinghouse.fingerprint import fingerprint
from clearinghouse.pages.coordination import concept_view, prints_of_concept
from clearinghouse.pages.form import form_pages
from clearinghouse.pages.form_data import text_file, titles_file
from clearinghouse.pages.form_lists import list_files
from clearinghouse.pages.listing import listing_pages
from clearinghouse.pages.outward import Stubs
from clearinghouse.pages.page import Page, Press
from clearinghouse.pages.search import search_page
from clearinghouse.pages.site import (
    listed_schemas,
    own_records,
    page_of_concept,
    redirects,
    reference_pages,
)
from clearinghouse.pages.stub import concept_stub, record_stub
from clearinghouse.publish.plan import Plan
from clearinghouse.publish.product import File, Product, files
from clearinghouse.publish.record_product import record_product
from clearinghouse.search.documents import SearchDocument, view_documents
from clearinghouse.search.files import SearchFile, search_files
from clearinghouse.search.site import searchable_site
from clearinghouse.workers import shared_out

PART = 100
"""Records whose files of the API, or texts for the forms, are made together."""


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
