"""What every file that is imported comes down to: a table of rows of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.formula import without_guard

MESSAGES = "Why not imported"
"""The heading of the column that a file of rejected rows has in addition. It is passed over when that file is read."""

REJECTED_SHEET = "Rejected"
"""The sheet of rejected rows in a workbook. What a mapping says of sheet, row of headings and encoding is not about them."""

MAX_CELL_CHARACTERS = 100_000
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_FILE_BYTES = 50 * 1024 * 1024


class TableFault(Exception):
    """A file cannot be read as a table. The message is for the person who gave it."""


class Cell(NamedTuple):
    """The text of one cell, and what the file says that it is.

    `kind` is text, date, number, boolean, or error where a formula gave no value. The text of a date is ISO 8601, of a
    number its digits with a point, of a boolean `true` or `false`. It is never empty: where nothing stands is no cell.
    """

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Row:
    """One row with its cells by column, those with something in them. `number` counts as the program does that shows the file."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    """What was read: `form` is csv, xlsx or iati; `remarks` say, in sentences, what was taken for what."""

    form: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    delimiter: str = ","

    @property
    def size(self) -> int:
        """How many cells have something in them."""
        return sum(len(row.cells) for row in self.rows)

    @property
    def row_word(self) -> str:
        """What a row is called when a person is told of it."""
        return "activity" if self.form == "iati" else "row"


def letters_of(index: int) -> str:
    """The name that spreadsheets give a column, counted from 0: A, B, … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def columns_from(heading: list[str], width: int) -> list[str]:
    """Name every column: by its heading, else by its letters; equal headings are numbered, so that no column is lost."""
    if width > MAX_COLUMNS:
        raise TableFault(f"The file has {width:,} columns; at most {MAX_COLUMNS:,} are read.")
    names: dict[str, None] = {}
    again: Counter[str] = Counter()
    for index in range(width):
        text = " ".join(heading[index].split()) if index < len(heading) else ""
        name = wanted = text or f"Column {letters_of(index)}"
        while name in names:
            again[wanted] += 1
            name = f"{wanted} ({again[wanted] + 1})"
        names[name] = None
    return list(names)


def table_of(form: str, grid: list[tuple[int, list[Cell | None]]], remarks: list[str], delimiter: str = ",") -> Table:
    """Put rows together, the first of which is the heading. Raises TableFault where there is no row below it."""
    if not grid:
        raise TableFault("The file is empty.")
    if len(grid) > MAX_ROWS:
        raise TableFault(f"The file has {len(grid):,} rows; at most {MAX_ROWS:,} are read.")
    heading = [cell.text if cell else "" for cell in grid[0][1]]
    columns = columns_from(heading, max(len(cells) for _, cells in grid))
    if twice := [name for name in columns if re.search(r" \(\d+\)\Z", name)]:
        remarks = [*remarks, f"Headings that stand twice are numbered: {', '.join(map(quoted, twice))}."]
    is_rejects = MESSAGES in columns
    rows = []
    for number, cells in grid[1:]:
        found = {name: cell for name, cell in zip(columns, cells, strict=False) if cell and name != MESSAGES}
        if is_rejects and form == "csv":
            found = {name: Cell(without_guard(cell.text), cell.kind) for name, cell in found.items()}
        if found:
            rows.append(Row(number, found))
    if not rows:
        raise TableFault("There is no row below the heading.")
    return Table(form, tuple(name for name in columns if name != MESSAGES), tuple(rows), tuple(remarks), delimiter)
