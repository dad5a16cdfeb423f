"""What a book shows of all records together, before it tells each of them: the views of the site that are worth paper.

A view is worth paper where it has a figure, a table that counts records, or a table that says of itself that it is looked
at first (`Table.first`). Lists of records are not: the records follow in the book. What is shown is bounded, and whatever
is left out is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clearinghouse.books.markup import id_of
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Bar, Block, Cell, Chart, Column, Lane, Row, Table, TileMap, Timeline, View
from clearinghouse.views.wording import Wording

OVERVIEW = "book.overview"
"""The id of the chapter."""

MOST_ROWS, MOST_NUMBER_ROWS = 30, 80
"""Rows of a table that are shown: of one with words, and of a matrix, whose rows are numbers and take a line each."""

CARD_COLUMNS = 5
"""Of rows that the site shows as cards, with many words each, a book has a table with the first so many columns."""

MOST_COLUMNS = 10
"""A matrix with more columns than this, and more than it has rows, is turned, so that it is long and not wide."""

MOST_LINES = 36
"""Lines of a timeline in one picture, so that it fits on a page; a longer one is continued in the next."""


@dataclass(frozen=True)
class Sheet:
    """What a book shows of a view, with the tables of it that are only on the site. Its ids begin with `anchor`."""

    anchor: str
    view: View
    blocks: tuple[Block, ...]
    elsewhere: tuple[Table, ...]


@dataclass(frozen=True)
class Overview:
    """All sheets in the order of the site, and the views with content that are only there."""

    sheets: tuple[Sheet, ...]
    elsewhere: tuple[View, ...]


def overview_of(press: Press) -> Overview:
    """Choose what a book shows of all views. Those that have nothing to show are not spoken of."""
    sheets, elsewhere = [], []
    for view in all_views(press):
        sheet = sheet_of(view, press.wording, is_part=bool(press.catalogue.left_out))
        if sheet.blocks:
            sheets.append(sheet)
        elif sheet.elsewhere:
            elsewhere.append(view)
    return Overview(tuple(sheets), tuple(elsewhere))


def sheet_of(view: View, wording: Wording, *, is_part: bool = False) -> Sheet:
    """Choose what a book shows of a view, and bound it. A book of a part lists no gaps: the rest may fill them."""
    chosen = [each for each in view.blocks if _is_worth_paper(each) and not (is_part and _lists_gaps(each))]
    blocks = tuple(piece for each in chosen for piece in _bounded(each, wording))
    left = (each for each in view.tables if each.rows and not any(each is one for one in chosen))
    return Sheet(anchor_of_view(view.url), view, blocks, tuple(left))


def anchor_of_view(url: str) -> str:
    """The id in a book of the view that stands on this page of the site."""
    return f"{OVERVIEW}--{id_of(*url.removesuffix('.html').split('/'))}"


def kinds_table(press: Press) -> Table:
    """How many records there are of each kind, in the order in which the book has them."""
    say, catalogue = press.wording.translate, press.catalogue
    counts = [(name, len(catalogue.collection(name))) for name in catalogue.schemas]
    rows = tuple(
        Row((
            Cell(say(catalogue.schemas[name].collection.title), url=f"{name}/index.html"),
            Cell(press.wording.number(number), number),
        ))
        for name, number in counts
        if number
    )  # fmt: skip
    columns = (Column("kind", say("Kind of record")), Column("records", say("Records"), "count"))
    return Table("kinds", say("What is in this handbook"), columns, rows)


def _is_worth_paper(block: Block) -> bool:
    match block:
        case Table():
            return bool(block.rows) and (block.first or (_counts(block) and not block.cards))
        case Timeline():
            return any(lane.bars for lane in block.lanes)
        case TileMap():
            return any(tile.count for _, tiles in block.regions for tile in tiles)
        case Chart():
            return bool(block.points)


def _lists_gaps(block: Block) -> bool:
    return isinstance(block, Table) and block.gaps


def _counts(table: Table) -> bool:
    """Whether a table counts records, and there is one to count: one of noughts alone is empty on paper."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "count"]
    return any(row.cells[place].plain not in (0, None) for row in table.rows for place in places)


def _bounded(block: Block, wording: Wording) -> Iterator[Block]:
    if isinstance(block, Table):
        yield _short(_turned(_narrow(block, wording)), wording)
    elif isinstance(block, Timeline):
        yield from _pieces(block, wording)
    else:
        yield block


def _turned(table: Table) -> Table:
    """A matrix with rows and columns exchanged where that makes it narrower, and nothing leads to one of its rows."""
    is_wide = len(table.columns) > MOST_COLUMNS and len(table.columns) > len(table.rows) + 1
    if not table.matrix or not is_wide or any(row.anchor for row in table.rows):
        return table
    first, *others = table.columns
    headings = [row.cells[0].text or "; ".join(link.text for link in row.cells[0].links) for row in table.rows]
    columns = (
        Column(first.key, table.title),
        *(Column(f"row-{number}", text, "count") for number, text in enumerate(headings)),
    )
    rows = tuple(
        Row((Cell(column.title), *(row.cells[place] for row in table.rows))) for place, column in enumerate(others, 1)
    )
    return replace(table, columns=columns, rows=rows)


def _short(table: Table, wording: Wording) -> Table:
    """The first rows of a table, with a sentence where that is not all of them; all that are shown are in the book."""
    most = MOST_NUMBER_ROWS if table.matrix else MOST_ROWS
    short = replace(table, rows=table.rows[:most], limit=0, files=())
    if len(table.rows) <= most:
        return short
    told = wording.translate("The first {shown} of {all} rows are shown here; the site has all.")
    return _with(short, told.format(shown=wording.number(most), all=wording.number(len(table.rows))))


def _with(table: Table, sentence: str) -> Table:
    """A table with one more sentence about it."""
    return replace(table, about=f"{table.about} {sentence}".strip())


def _narrow(table: Table, wording: Wording) -> Table:
    """What the site shows as cards, as a table of its first columns; the others are named."""
    shown, others = table.columns[:CARD_COLUMNS], table.columns[CARD_COLUMNS:]
    if not table.cards or not others:
        return table
    rows = tuple(Row(row.cells[:CARD_COLUMNS], row.anchor) for row in table.rows)
    told = wording.translate("The site also tells of each: {names}.")
    names = "; ".join(column.title for column in others)
    return _with(replace(table, columns=shown, rows=rows, cards=False), told.format(names=names))


def _pieces(timeline: Timeline, wording: Wording) -> Iterator[Timeline]:
    """A timeline as pictures that each fit on a page; of a lane that goes on in the next, the label stands there again."""
    continued = wording.translate("{title}, continued").format(title=timeline.title)
    for number, lanes in enumerate(_pages(timeline.lanes), 1):
        if number == 1:
            yield replace(timeline, lanes=lanes)
        else:
            yield replace(timeline, id=f"{timeline.id}-{number}", title=continued, about="", lanes=lanes)


def _pages(lanes: Sequence[Lane]) -> Iterator[tuple[Lane, ...]]:
    """Lanes, page by page; a page has as many lines as there is room for, one for the label of a lane and one for each bar."""
    page: list[tuple[int, Bar]] = []
    for place, bar in ((place, bar) for place, lane in enumerate(lanes) for bar in lane.bars):
        labels = len({each for each, _ in page} | {place})
        if page and len(page) + 1 + labels > MOST_LINES:
            yield _lanes(page, lanes)
            page = []
        page.append((place, bar))
    if page:
        yield _lanes(page, lanes)


def _lanes(page: Sequence[tuple[int, Bar]], lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    grouped = groupby(page, key=lambda each: each[0])
    return tuple(Lane(lanes[place].label, tuple(bar for _, bar in those)) for place, those in grouped)
