"""Listings: one for each collection, in parts of fixed length, and the overview of all collections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearinghouse.core.record import Record
from clearinghouse.core.schema import Schema
from clearinghouse.pages.page import Page, Press, by_title
from clearinghouse.pages.search import listing_words

PART_LENGTH = 200
"""Records on one page of a listing; a longer table is slow on a phone."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One choice of a filter: a concept, the page that shows its records, and how many those are."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that the records of a listing can be chosen by."""

    title: str
    links: tuple[FilterLink, ...]


def listing_pages(schema: Schema, press: Press) -> Iterator[Page]:
    """Yield the pages of a collection's listing; the first is its index."""
    records = by_title(press, press.catalogue.collection(schema.collection.name))
    parts = [records[start : start + PART_LENGTH] for start in range(0, len(records), PART_LENGTH)] or [[]]
    urls = [listing_url(schema, number) for number in range(len(parts))]
    title = press.wording.translate(schema.collection.title)
    filters = tuple(_filters(schema, press))
    words = listing_words(press, schema)
    for number, part in enumerate(parts):
        content = press.render(
            "listing.html", urls[number], schema=schema, title=title, records=part, count=len(records), urls=urls,
            number=number, filters=filters, words=words, columns=press.facts.columns(schema.collection.name),
            left_out=len(press.catalogue.left_out_of(schema.collection.name)),
        )  # fmt: skip
        yield Page(urls[number], title, content, urls[0], press.wording.translate(schema.collection.description))


def listing_url(schema: Schema, number: int = 0) -> str:
    """The page of a listing's part, counted from 0."""
    name = "index" if number == 0 else f"_{number + 1}"  # an underscore, since no id of a record starts with it
    return f"{schema.collection.name}/{name}.html"


def _filters(schema: Schema, press: Press) -> Iterator[Filter]:
    """Yield the filters that lead to prebuilt pages: the facets whose concepts have pages of their own."""
    name = schema.collection.name
    for code_list in press.catalogue.code_lists.values():
        is_facet = any(field.facet and field.code_list == code_list.name for field in schema.coded)
        if not code_list.page or not is_facet:
            continue
        uses = press.catalogue.named(code_list.name)
        links = []
        for concept in code_list.concepts:
            count = sum(record.key.collection == name for record in uses.get(concept, ()))
            if count:
                url = f"{code_list.page}/{concept.lower()}.html#{name}"
                links.append(FilterLink(press.wording.label(code_list.name, concept), url, count))
        if links:
            links.sort(key=lambda link: press.wording.sort_key(link.label))
            yield Filter(press.wording.translate(code_list.title), tuple(links))


def overview_page(press: Press) -> Page:
    """Return the page that shows all collections with how much is in each."""
    url = "records.html"
    counts = {name: len(press.catalogue.collection(name)) for name in press.catalogue.schemas}
    left_out = {name: len(press.catalogue.left_out_of(name)) for name in press.catalogue.schemas}
    title = press.wording.translate("Records")
    content = press.render(
        "records.html", url, title=title, schemas=press.catalogue.schemas.values(), counts=counts, left_out=left_out
    )
    return Page(url, title, content, url, press.wording.translate("All kinds of records, and how many there are."))


def newest(press: Press, number: int) -> list[tuple[str, Record]]:
    """The records that were confirmed last, each with the day; empty while none was confirmed."""
    dated = [(str(each.data["confirmed_on"]), each) for each in press.catalogue.records if "confirmed_on" in each.data]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].key), reverse=True)[:number]
