"""Crosstabs: records counted by two codes, with the rows below that each number leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell, Column, Row, Table


@dataclass(frozen=True)
class Crosstab:
    """What is counted on the page at `url`: `found` by a code of `rows` and one of `columns`.

    `rows` are codes with their cells, `columns` codes with their titles. `heading` is that of the rows, `across` that of
    the columns, `behind` the title of the table of records. Nothing is shown but `empty` where nothing was found.
    """

    url: str
    id: str
    title: str
    behind: str
    heading: str
    across: str
    rows: Sequence[tuple[str, Cell]]
    columns: Sequence[tuple[str, str]]
    found: Mapping[tuple[str, str], Sequence[Record]]
    empty: str
    about: str = ""

    def tables(self, press: Press) -> tuple[Table, ...]:
        """The matrix of counts, and the records behind them where there are any."""
        columns = (
            Column(self.id, self.heading),
            *(Column(code, title, "count") for code, title in self.columns),
        )
        if not any(self.found.values()):
            return (Table(self.id, self.title, columns, (), self.about, self.empty, matrix=True),)
        cells = Cells(press)
        matrix = tuple(
            Row(
                (
                    cell,
                    *(cells.count(len(self._records(row, code)), self._place(row, code)) for code, _ in self.columns),
                )
            )
            for row, cell in self.rows
        )
        return (Table(self.id, self.title, columns, matrix, self.about, self.empty, matrix=True), self._behind(cells))

    def _behind(self, cells: Cells) -> Table:
        rows = tuple(
            Row((cell, Cell(title, code), cells.records(those)), self._anchor(row, code))
            for row, cell in self.rows
            for code, title in self.columns
            if (those := self._records(row, code))
        )
        say = cells.say
        columns = (Column(self.id, self.heading), Column("across", self.across), Column("records", say("Records")))
        return Table(f"{self.id}-records", self.behind, columns, rows)

    def _records(self, row: str, column: str) -> Sequence[Record]:
        return self.found.get((row, column), ())

    def _anchor(self, row: str, column: str) -> str:
        return f"{self.id}-{row}-{column}".lower()

    def _place(self, row: str, column: str) -> str:
        return f"{self.url}#{self._anchor(row, column)}"
