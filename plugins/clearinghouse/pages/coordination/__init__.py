"""The pages of coordination: what the pure functions of `clearinghouse.coordination` found, in words, tables and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Record
from clearinghouse.pages.concept import Companion
from clearinghouse.pages.coordination.brief import country_companions
from clearinghouse.pages.coordination.country import country_blocks
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
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block

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


def concept_blocks(code_list: CodeList, concept: str, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a concept; none without initiatives to tell of."""
    blocks = _OF_CONCEPTS.get(code_list.name)
    return blocks(concept, press) if blocks and press.desk.situation.has("initiatives", "countries", "themes") else ()


def concept_companions(code_list: CodeList, concept: str, press: Press) -> tuple[Companion, ...]:
    """The other forms of the page of a country: for print, as data, as a feed."""
    is_country = code_list.name == "countries" and press.desk.situation.has("initiatives", "countries", "themes")
    return country_companions(concept, press) if is_country else ()


def record_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a record."""
    blocks = _OF_RECORDS.get(record.key.collection)
    return blocks(record, press) if blocks and press.desk.situation.has("initiatives", "countries", "themes") else ()
