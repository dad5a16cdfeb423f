"""The pages of coordination: what the pure functions of `clearinghouse.coordination` found, in words, tables and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from clearinghouse.coordination.country import is_at_work
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Record
from clearinghouse.pages.concept import Companion
from clearinghouse.pages.coordination.brief import brief_page, country_companions
from clearinghouse.pages.coordination.country import country_blocks, country_view
from clearinghouse.pages.coordination.donor import donor_blocks
from clearinghouse.pages.coordination.framework import decision_blocks
from clearinghouse.pages.coordination.mechanisms import mechanism_blocks
from clearinghouse.pages.coordination.meetings import meeting_blocks
from clearinghouse.pages.coordination.needs import needs_blocks
from clearinghouse.pages.coordination.overlap import overlap_blocks
from clearinghouse.pages.coordination.ownership import fit_blocks
from clearinghouse.pages.coordination.region import region_blocks
from clearinghouse.pages.coordination.strategy import strategy_blocks
from clearinghouse.pages.coordination.theme import theme_blocks
from clearinghouse.pages.page import Page, Press
from clearinghouse.views.view import Block, Link, Table, View

_OF_CONCEPTS: Mapping[str, Callable[[str, Press], tuple[Block, ...]]] = {
    "countries": country_blocks,
    "regions": region_blocks,
    "themes": theme_blocks,
}
"""By code list: what the page of one of its concepts tells beyond the lists of its records."""


def _initiative_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    return (*overlap_blocks(record, press), *fit_blocks(record, press))


_OF_RECORDS: Mapping[str, Callable[[Record, Press], tuple[Block, ...]]] = {
    "decisions": decision_blocks,
    "initiatives": _initiative_blocks,
    "mechanisms": mechanism_blocks,
    "meetings": meeting_blocks,
    "needs": needs_blocks,
    "organisations": donor_blocks,
    "strategies": strategy_blocks,
}
"""By collection: what the page of a record tells of what others say, such as who pays, who follows, what answers it."""


_WITH_DATA = ("organisations", "strategies")
"""Collections whose pages have the tables that come to them from other records as data beside them."""


def concept_blocks(code_list: CodeList, concept: str, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a concept; none without initiatives to tell of."""
    blocks = _OF_CONCEPTS.get(code_list.name)
    return blocks(concept, press) if blocks and _is_at_work(press) else ()


def concept_companions(code_list: CodeList, concept: str, press: Press) -> tuple[Companion, ...]:
    """The other forms of the page of a concept: as data; that of a country also for print and as a feed."""
    if not _is_at_work(press):
        return ()
    if code_list.name == "countries":
        return country_companions(concept, press)
    return _data_of(f"{code_list.page}/{concept.lower()}", press) if code_list.name in _OF_CONCEPTS else ()


def has_blocks(record: Record) -> bool:
    """Whether the page of a record may tell what other records say of it, beyond which of them refer to it."""
    return record.key.collection in _OF_RECORDS


def record_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a record; the last table leads to all of them as data."""
    blocks = _OF_RECORDS.get(record.key.collection)
    found = blocks(record, press) if blocks and _is_at_work(press) else ()
    tables = [block for block in found if isinstance(block, Table)]
    if not tables or record.key.collection not in _WITH_DATA:
        return found
    files = tuple(Link(each.text, each.url) for each in _data_of(_stem(record), press))
    return tuple(replace(block, files=(*block.files, *files)) if block is tables[-1] else block for block in found)


def concept_view(code_list: CodeList, concept: str, press: Press) -> View | None:
    """The tables of the page of a country, a theme or a region, for the data files beside it; None where it has none."""
    if code_list.name not in _OF_CONCEPTS or not _is_at_work(press):
        return None
    if code_list.name == "countries":
        return country_view(concept, press) if country_blocks(concept, press) else None
    stem, name = f"{code_list.page}/{concept.lower()}", press.wording.label(code_list.name, concept)
    return _view_of_page(stem, name, concept_blocks(code_list, concept, press), press)


def prints_of_concept(code_list: CodeList, concept: str, press: Press) -> Iterator[Page]:
    """Yield what is made of the page of a concept for print: the brief of a country that is at work."""
    if code_list.name == "countries" and _is_at_work(press) and is_at_work(concept, press.desk.situation):
        yield brief_page(concept, press)


def record_view(record: Record, blocks: tuple[Block, ...], press: Press) -> View | None:
    """The tables of the page of a donor or a strategy, for the data files beside it; None where it has none."""
    has_data = blocks and record.key.collection in _WITH_DATA
    return _view_of_page(_stem(record), record.title, blocks, press) if has_data else None


def _view_of_page(stem: str, name: str, blocks: tuple[Block, ...], press: Press) -> View:
    about = press.wording.translate("Everything recorded about {name}.").format(name=name)
    return View(f"{stem}-data.html", name, about, "", blocks)


def _is_at_work(press: Press) -> bool:
    return press.desk.situation.has("initiatives", "countries", "themes")


def _stem(record: Record) -> str:
    return record.url.removesuffix(".html")


def _data_of(stem: str, press: Press) -> tuple[Companion, ...]:
    title = press.wording.translate("These tables as data (JSON)")
    return (
        Companion(title, f"{stem}-data.json", "application/json"), Companion("CSV", f"{stem}-data.csv", "text/csv"),
    )  # fmt: skip
