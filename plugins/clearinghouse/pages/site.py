"""Which pages a site has: the frames that the engine renders, and every page that fills one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.links import links_from
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Schema
from clearinghouse.pages.blocks import blocks_html
from clearinghouse.pages.concept import concept_index, concept_page
from clearinghouse.pages.coordination import concept_blocks, concept_companions, record_blocks
from clearinghouse.pages.coordination.brief import brief_index, brief_urls
from clearinghouse.pages.coordination.doors import all_views, door_urls, view_pages
from clearinghouse.pages.coordination.home import welcome
from clearinghouse.pages.coordination.requirements import REQUIREMENTS, requirements_pages
from clearinghouse.pages.form import FORMS
from clearinghouse.pages.guide import CODE_LISTS, ERRORS, GUIDE, YAML, errors_page
from clearinghouse.pages.listing import newest, overview_page
from clearinghouse.pages.page import Page, Press
from clearinghouse.pages.record import record_page, redirect_page
from clearinghouse.pages.record_types import list_pages, type_pages
from clearinghouse.pages.search import SEARCH, SEARCHING
from clearinghouse.pages.yaml_lessons import yaml_page
from clearinghouse.views.view import Block

OVERVIEW = "records.html"


def shell_urls(press: Press) -> list[str]:
    """The pages whose frames are filled: an index for each collection, list of concepts and door, and a few more."""
    catalogue = press.catalogue
    indexes = {f"{name}/index.html": None for name in catalogue.schemas}
    concepts = {f"{each.page}/index.html": None for each in catalogue.code_lists.values() if each.page}
    asked = [*brief_urls(press), *([REQUIREMENTS] if press.desk.requirements else [])]
    explained = (ERRORS, GUIDE, CODE_LISTS, YAML, FORMS)
    return [*(indexes | concepts), *door_urls(press), *asked, OVERVIEW, *explained, SEARCH, SEARCHING]


def is_wide(url: str, press: Press) -> bool:
    """Whether the pages in a frame need the whole width: tables of views and of concepts, and lists with filters beside them."""
    concepts = (f"{each.page}/index.html" for each in press.catalogue.code_lists.values())
    return url in (*concepts, *door_urls(press), SEARCH)


def listed_schemas(press: Press) -> Iterator[Schema]:
    """Yield the types whose records have a listing; the others are found by their concepts."""
    folders = _concept_folders(press)
    yield from (schema for name, schema in press.catalogue.schemas.items() if name not in folders)


def own_records(press: Press) -> Iterator[Record]:
    """Yield the records that have a page to themselves; the others stand on the page of the concept that they describe."""
    described = {_key(url) for url in concept_urls(press)}
    yield from (record for record in press.catalogue.records if record.key not in described)


def blocks_as_html(blocks: tuple[Block, ...], record: Record, press: Press) -> Markup:
    """Return tables and figures as they stand on the page of a record."""
    return Markup(blocks_html(blocks, links_from(record.url), press.wording))  # noqa: S704 - it escapes what is not ours


def page_of_record(record: Record, press: Press, blocks: Markup | None = None) -> Page:
    """Return the page of a record, with what others say of it; `blocks` is that, where it was made before."""
    if blocks is None:
        blocks = blocks_as_html(record_blocks(record, press), record, press)
    return record_page(record, press, blocks)


def page_of_concept(code_list: CodeList, concept: str, press: Press) -> Page:
    """Return the page of a concept, with what coordination tells of it."""
    return concept_page(code_list, concept, press, concept_blocks, concept_companions)


def reference_pages(press: Press) -> Iterator[Page]:
    """Yield the pages that come from what records have in common, but for concepts: their indexes, views, the overview, the guide."""
    yield overview_page(press)
    for code_list in press.catalogue.code_lists.values():
        if code_list.page:
            yield concept_index(code_list, press)
    yield from (brief_index(press) for _ in brief_urls(press))
    yield from view_pages(press)
    yield from requirements_pages(press, _titles(press))
    yield errors_page(press)
    yield from type_pages(press)
    yield from list_pages(press)
    yield yaml_page(press)


def _titles(press: Press) -> dict[str, str]:
    """The titles of listings, indexes of concepts and views, by address."""
    translate = press.wording.translate
    every = translate("{name}: all records")
    listings = {
        f"{name}/index.html": every.format(name=translate(each.collection.title))
        for name, each in press.catalogue.schemas.items()
    }
    concepts = {
        f"{each.page}/index.html": translate(each.title) for each in press.catalogue.code_lists.values() if each.page
    }
    views = {view.url: view.title for view in all_views(press)}
    return {OVERVIEW: translate("Records")} | listings | concepts | views


def redirects(press: Press) -> Iterator[tuple[str, str]]:
    """Yield the address and HTML of the page at every old address."""
    for record in press.catalogue.records:
        for alias in record.aliases:
            yield redirect_page(Key(record.key.collection, alias), record, press)


def home_values(press: Press) -> Mapping[str, object]:
    """What the home page tells of the whole catalogue."""
    catalogue = press.catalogue
    counted = [(schema, len(catalogue.collection(name))) for name, schema in catalogue.schemas.items()]
    folders = _concept_folders(press)
    empty = [
        (schema, len(catalogue.left_out_of(schema.collection.name)))
        for schema, count in counted
        if not count
        and schema.collection.name not in folders  # of a country that none describes, there is a page all the same
    ]
    return {
        "counts": [(schema, count) for schema, count in counted if count and schema.collection.name not in folders],
        "concepts": [
            (each, len(catalogue.with_page(each.name))) for each in catalogue.code_lists.values() if each.page
        ],
        "empty": [press.wording.translate(schema.collection.title) for schema, left_out in empty if not left_out],
        "only_elsewhere": [(schema, left_out) for schema, left_out in empty if left_out],
        "total": len(catalogue.records),
        "confirmed": sum("confirmed_on" in record.data for record in catalogue.records),
        "newest": newest(press, 5),
        "welcome": welcome(press),
        "part": part_of(press) if press.settings.selection else None,
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a clearinghouse has, in numbers: records that were chosen, those that they refer to, those left out."""

    chosen: int
    neighbours: int
    left_out: int
    kinds_left_out: tuple[tuple[str, int], ...]
    """The titles of collections with how many of their records are left out."""
    day: str


def part_of(press: Press) -> Part:
    """Count what is here and what is not."""
    catalogue = press.catalogue
    counts = Counter(record.key.collection for record in catalogue.left_out)
    kinds = tuple(
        (press.wording.translate(schema.collection.title), counts[name])
        for name, schema in catalogue.schemas.items()
        if counts[name]
    )
    neighbours = len(catalogue.neighbours)
    return Part(
        len(catalogue.records) - neighbours, neighbours, counts.total(), kinds,
        press.desk.situation.today.isoformat(),
    )  # fmt: skip


def concept_urls(press: Press) -> list[str]:
    """The addresses of all concept pages."""
    return [f"{code_list.page}/{concept.lower()}.html" for code_list, concept in press.catalogue.concept_pages()]


def _concept_folders(press: Press) -> set[str]:
    return {code_list.page for code_list in press.catalogue.code_lists.values() if code_list.page}


def _key(url: str) -> Key:
    collection, _, name = url.partition("/")
    return Key(collection, name.removesuffix(".html"))
