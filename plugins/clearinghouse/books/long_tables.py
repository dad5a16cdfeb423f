"""Tables of records that are too long for a book: to lay out ten thousand cells takes a minute and most of a gigabyte."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from clearinghouse.views.wording import Wording

MOST_CELLS = 2_000
"""Cells of all tables of one record that a book shows; what is beyond is on the site."""

_CELLS = ("td", "th")


def cut_long_tables(tree: Element, wording: Wording, direction: str) -> None:
    """Take out of the tables of a record, in place, the rows for which there is no room; a sentence after each says how many it had.

    The sentence is in the language of the site, which reads in `direction`; the record may be in another.
    """
    tables = [(parent, child) for parent in tree.iter() for child in parent if child.tag == "table"]
    room = MOST_CELLS
    for parent, table in tables:
        rows = list(table.iter("tr"))
        cells = [sum(each.tag in _CELLS for each in row) for row in rows]
        shown = _fitting(cells, room)
        room -= sum(cells[:shown])
        if shown < len(rows):
            entries = [any(each.tag == "td" for each in row) for row in rows]  # the others are headings
            _keep(table, rows[:shown])
            told = wording.translate("The first {shown} of {all} rows are shown here; the site has all.")
            said = Element("p", {"class": "ch-cut", "lang": wording.language, "dir": direction})
            said.text = told.format(shown=wording.number(sum(entries[:shown])), all=wording.number(sum(entries)))
            said.tail, table.tail = table.tail, None
            place = list(parent).index(table)
            parent[place : place + 1] = [table, said] if shown else [said]


def _fitting(cells: list[int], room: int) -> int:
    """How many rows with so many cells fit into the room, from the first on."""
    for number, count in enumerate(cells):
        room -= count
        if room < 0:
            return number
    return len(cells)


def _keep(table: Element, rows: list[Element]) -> None:
    """Leave only these rows in a table, and no part of it that has none."""
    kept = {id(row) for row in rows}
    for part in [table, *table.iter("thead"), *table.iter("tbody"), *table.iter("tfoot")]:
        part[:] = [each for each in part if each.tag != "tr" or id(each) in kept]
    table[:] = [each for each in table if each.tag not in ("thead", "tbody", "tfoot") or len(each)]
