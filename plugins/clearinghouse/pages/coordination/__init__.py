"""The pages of coordination: what the pure functions of `clearinghouse.coordination` found, in words, tables and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.country import country_blocks
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block

_OF_CONCEPTS: Mapping[str, Callable[[str, Press], tuple[Block, ...]]] = {
    "countries": country_blocks,
}
"""By code list: what the page of one of its concepts tells beyond the lists of its records."""

_OF_RECORDS: Mapping[str, Callable[[Record, Press], tuple[Block, ...]]] = {}
"""By collection: what the page of a record tells of what others say, such as who pays, who follows, what answers it."""


def concept_blocks(code_list: CodeList, concept: str, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a concept; none without initiatives to tell of."""
    blocks = _OF_CONCEPTS.get(code_list.name)
    return blocks(concept, press) if blocks and press.desk.situation.has("initiatives", "countries", "themes") else ()


def record_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The tables and figures on the page of a record."""
    blocks = _OF_RECORDS.get(record.key.collection)
    return blocks(record, press) if blocks and press.desk.situation.has("initiatives", "countries", "themes") else ()
