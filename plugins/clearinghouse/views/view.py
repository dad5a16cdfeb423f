"""A view: tables and figures that answer one question about the whole catalogue. A page, a CSV and a JSON file show the same view.

What a site has hundreds of thousands of is a `msgspec.Struct`: made in a tenth of the time of a frozen dataclass. Python's
collector of circles does not look at it (`gc=False`), since what it holds never leads back to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

import msgspec

from clearinghouse.core.record import Record

Plain = str | int | Decimal | bool | None
"""What a cell says to a program: an ISO date, a code, a number; None where it is not known."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """A page of this site by its address relative to the root (`url`, empty where there is none to lead to).

    `record` is set where the page is that of a record.
    """

    text: str
    url: str
    note: str = ""
    record: Record | None = None


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a table. `text` is for people, `value` for programs; `links` stand in place of the text.

    `url` is where the records behind a number are listed: exactly as many as the number says. `address` is outside this
    site: a page elsewhere or a mailbox (`mailto:`). `tone` is one of gap, late, good, unknown; it is shown as a colour
    and never says anything that the words do not.
    """

    text: str = ""
    value: Plain = None
    links: tuple[Link, ...] = ()
    url: str = ""
    tone: str = ""
    address: str = ""

    @property
    def plain(self) -> Plain:
        """What stands in the data files: the value; without one the titles, or the text."""
        if self.value is not None or self.tone == "unknown":
            return self.value
        return "; ".join(link.text for link in self.links) if self.links else self.text or None


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column: `key` in the data files, `title` on the page. `kind` is text, number, date or count."""

    key: str
    title: str
    kind: str = "text"


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row; its first cell is its heading. `anchor` is the id by which it can be linked to."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and a sentence about it. `empty` is what is said where there is no row.

    `cards` show each row as a card, for rows of many cells with many words. A `matrix` is a table of counts with short columns. Of a long table the page shows the first `limit` rows and says
    so; the data files have all. `files` are the addresses of the
    same data as files, for a table on a page that is no view. `first` is true of what people look at before any single record
    though it counts nothing: what is missing, doubled or overdue. A book has it at its front.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    about: str = ""
    empty: str = ""
    matrix: bool = False
    limit: int = 0
    cards: bool = False
    files: tuple[Link, ...] = ()
    first: bool = False
    gaps: bool = False
    """Whether it lists what nothing is recorded of: where only a part of the records is there, the others may have it."""
    names: str = ""
    """What the search finds the page by beyond its headings: the names of what stands in the table and has no page of its own."""


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a timeline. `start` and `end` are fractions of its width; an open bar has no known end."""

    label: str
    url: str
    start: float
    end: float
    period: str
    open: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one country, funder or kind, under each other."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of what ran when. `ticks` are years with their place as a fraction; `today` is a place too, or -1.

    The table after it says the same in words.
    """

    id: str
    title: str
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, float], ...]
    today: float
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A country on the map of tiles: a link where it has a page; `level` 0 to 4 is how much there is."""

    code: str
    label: str
    url: str
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """Countries as tiles, region by region: no borders are drawn, so none can be wrong. `legend` says each level in words."""

    id: str
    title: str
    regions: tuple[tuple[str, tuple[Tile, ...]], ...]
    about: str = ""
    unit: str = ""
    legend: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A dated value of a line, as fractions of the width and height of its chart; `text` says it in words."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of dated values with the level that is aimed at (`target`, a fraction of the height, or -1)."""

    id: str
    title: str
    points: tuple[Point, ...]
    target: float = -1
    about: str = ""
    scale: tuple[str, str] = ("", "")
    """The lowest and the highest level in words."""


Block = Table | Timeline | TileMap | Chart


@dataclass(frozen=True)
class View:
    """A page of the site made of blocks. `reading` says in a sentence how to read it; `as_of` the day that it is reckoned for.

    `content` are its blocks, or what makes them: views are named in many places that do not show them.
    """

    url: str
    title: str
    about: str
    reading: str
    content: tuple[Block, ...] | Callable[[], tuple[Block, ...]]
    as_of: date | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its tables and figures, made when they are first asked for."""
        return self.content() if callable(self.content) else self.content

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, which hold all that the figures show."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def data_url(self, table: Table) -> str:
        """The CSV file of one of its tables: named after the page for the first, with the table's id for the others."""
        stem = self.url.removesuffix(".html")
        return f"{stem}.csv" if table is self.tables[0] else f"{stem}-{table.id}.csv"

    @property
    def json_url(self) -> str:
        """The JSON file with all its tables."""
        return f"{self.url.removesuffix('.html')}.json"


def with_anchors(blocks: tuple[Block, ...], prefix: str) -> tuple[Block, ...]:
    """The same blocks with ids that start with a prefix, where several views share a page."""
    return tuple(replace(block, id=f"{prefix}-{block.id}") for block in blocks)


def links_in(table: Table) -> Iterator[Link]:
    """Yield every link of a table, row by row."""
    for row in table.rows:
        for cell in row.cells:
            yield from cell.links
