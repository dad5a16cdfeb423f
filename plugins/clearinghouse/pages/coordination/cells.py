"""Cells: values of the catalogue in the words of a press, with links to the pages that they come from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from clearinghouse.coordination.period import Period
from clearinghouse.core.links import is_web_address
from clearinghouse.core.record import Record
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell, Link

_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

GAP, LATE, GOOD, UNKNOWN = "gap", "late", "good", "unknown"


class Cells(msgspec.Struct, frozen=True, gc=False):
    """Makes the cells of tables. Every word goes through the message catalogue of the press."""

    press: Press

    def say(self, text: str, **values: object) -> str:
        """A text of the package in the language of the site, with values put in.

        Messages are collected from calls of `translate`; so pass `translate("…")` where a text is not one already.
        """
        return self.press.wording.translate(text).format(**values) if values else self.press.wording.translate(text)

    def link(self, record: Record, note: str = "") -> Link:
        """A link to a record."""
        return Link(record.title, record.url, note, record)

    def record(self, record: Record | None, note: str = "") -> Cell:
        """One record; not known where there is none."""
        return Cell(links=(self.link(record, note),)) if record else self.unknown()

    def records(self, records: Iterable[Record]) -> Cell:
        """Several records, in the order of their titles; a gap where there is none."""
        ordered = sorted(records, key=lambda each: (self.press.wording.sort_key(each.title), each.key))
        return Cell(links=tuple(self.link(each) for each in ordered)) if ordered else self.gap()

    def some_records(self, records: Sequence[Record], most: int, more_url: str) -> Cell:
        """The first of several records, and at `more_url` the others; a gap where there is none."""
        if len(records) <= most:
            return self.records(records)
        more = Link(self.press.wording.translate("and {number} more").format(number=len(records) - most), more_url)
        return Cell(links=(*(self.link(each) for each in records[:most]), more))

    def noted(self, records: Iterable[tuple[Record, str]]) -> Cell:
        """Records each with a note about it, in the given order; a gap where there is none."""
        links = tuple(self.link(record, note) for record, note in records)
        return Cell(links=links) if links else self.gap()

    def channel(self, text: str) -> Cell:
        """How an office is reached: linked where it is a web address or a mailbox, else as it stands."""
        if is_web_address(text) and text:
            return Cell(text, text, address=text)
        if _MAILBOX.fullmatch(text):
            return Cell(text, text, address=f"mailto:{text}")
        return self.text(text)

    def mentions(self, records: Iterable[Record | None]) -> Cell:
        """Links to records that are only mentioned: they are not among those that a number leading here counts."""
        links = tuple(Link(each.title, each.url) for each in records if each)
        return Cell(links=links) if links else self.unknown()

    def organisations(self, ids: Iterable[str]) -> Cell:
        """Organisations by their ids, in the given order."""
        found = (self.press.desk.situation.record("organisations", each) for each in ids)
        links = tuple(self.link(each) for each in found if each)
        return Cell(links=links) if links else self.unknown()

    def concept(self, code_list: str, concept: str) -> Cell:
        """A concept of a code list, with a link where it has a page; not known where the code is empty."""
        if not concept:
            return self.unknown()
        known, named = self.press.concept_cells, (code_list, concept)
        if named not in known:
            label = self.press.wording.label(code_list, concept)
            known[named] = Cell(label, concept, url=self.concept_url(code_list, concept))
        return known[named]

    def concepts(self, code_list: str, concepts: Sequence[str]) -> Cell:
        """Several concepts of a code list."""
        if not concepts:
            return self.unknown()
        if self.press.catalogue.code_lists[code_list].page:
            labels = (self.concept(code_list, each) for each in concepts)
            return Cell(value="; ".join(concepts), links=tuple(Link(each.text, each.url) for each in labels))
        return Cell(", ".join(self.press.wording.label(code_list, each) for each in concepts), "; ".join(concepts))

    def concept_url(self, code_list: str, concept: str) -> str:
        """The page of a concept; empty where it has none."""
        listed = self.press.catalogue.code_lists[code_list]
        is_used = bool(listed.page) and concept in self.press.catalogue.with_page(code_list)
        return f"{listed.page}/{concept.lower()}.html" if is_used else ""

    def in_order(self, code_list: str, concepts: Iterable[str]) -> list[str]:
        """Concepts in the order in which people look for them: by label where the list has no order of its own."""
        listed = self.press.catalogue.code_lists[code_list]
        if listed.labels_from or listed.broader_list:
            return sorted(
                concepts, key=lambda each: self.press.wording.sort_key(self.press.wording.label(code_list, each))
            )
        found = set(concepts)
        return [each for each in listed.concepts if each in found]

    def count(self, number: int, url: str = "") -> Cell:
        """A number of records; `url` is where they are listed. Nought is a gap."""
        return Cell(str(number), number, url=url) if number else Cell("0", 0, tone=GAP)

    def items(self, number: int, url: str = "") -> Cell:
        """A number of things that are no records, such as the needs of an assessment; `url` is where they are told. Nought is a gap."""
        if not number:
            return self.count(0)
        return Cell(str(number), number, links=(Link(str(number), url),)) if url else Cell(str(number), number)

    def dated(self, record: Record, field: str) -> str:
        """A partial date of a record in words, as a note beside it; empty where it has none."""
        text = str(record.data.get(field, ""))
        return self.press.wording.date(text) if text else ""

    def count_at(self, number: int, page: str, anchor: str) -> Cell:
        """A number of records that are listed under an id of a page; without a link where there is no such page."""
        return self.count(number, f"{page}#{anchor}" if page else "")

    def text(self, text: str, tone: str = "") -> Cell:
        """Words as they are; not known where they are empty."""
        return Cell(text, text, tone=tone) if text else self.unknown()

    def texts(self, texts: Iterable[str]) -> Cell:
        """Several sentences."""
        return self.text(" ".join(texts))

    def date(self, text: str, tone: str = "") -> Cell:
        """A partial date."""
        return Cell(self.press.wording.date(text), text, tone=tone) if text else self.unknown()

    def day(self, day: dt.date | None, tone: str = "") -> Cell:
        """A day that was reckoned."""
        return self.date(day.isoformat() if day else "", tone)

    def period(self, period: Period) -> Cell:
        """A period in words; its value is an ISO 8601 interval with `..` where it is open."""
        if not period.known:
            return self.unknown()
        text = self.press.wording.period(period.start, period.end)
        return Cell(text, f"{period.start or '..'}/{period.end or '..'}")

    def money(self, amount: Decimal | int | None, currency: str) -> Cell:
        """An amount with its currency; unknown is not zero."""
        if amount is None:
            return self.unknown()
        return Cell(self.press.wording.money(amount, currency), amount)

    def yes_or_no(self, value: bool | None) -> Cell:
        """Yes, no, or not known."""
        if value is None:
            return self.unknown()
        return Cell(self.press.wording.yes_or_no(value), value)

    def unknown(self) -> Cell:
        """Nobody said so."""
        return Cell(self.press.wording.translate("not known"), tone=UNKNOWN)

    def gap(self) -> Cell:
        """There is none, and that is worth knowing."""
        return Cell(self.press.wording.translate("none recorded"), tone=GAP)
