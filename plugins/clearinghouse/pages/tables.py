"""Tables of views as HTML. Made in Python for the same reason as values: a site has many more cells than records.

A cell ends with a line break where what is in it is an element of one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Number

from markupsafe import Markup, escape

from clearinghouse.core.links import LinkTo
from clearinghouse.pages.values import language_of
from clearinghouse.views.view import Cell, Column, Link, Row, Table
from clearinghouse.views.wording import Wording


def rows_html(table: Table, to: LinkTo, wording: Wording) -> Markup:
    """The rows of a table, no more than its limit; the first cell of each is its heading."""
    return _joined(f"<tr{_id(row)}>{''.join(_cells(table, row, to, wording))}</tr>\n" for row in _shown(table))


def cards_html(table: Table, to: LinkTo, wording: Wording) -> Markup:
    """The same as cards: the first cell of each row is its heading, the others are told where there is something to tell."""
    return _joined(
        f'<div class="ch-card"{_id(row)}>\n'
        f"<h3>{_content(row.cells[0], table.columns[0], row, to, wording)}</h3>\n"
        f'<dl class="ch-parts">{"".join(_parts(table, row, to, wording))}</dl>\n'
        "</div>\n"
        for row in _shown(table)
    )


def _shown(table: Table) -> tuple[Row, ...]:
    return table.rows[: table.limit] if table.limit else table.rows


def _id(row: Row) -> str:
    return f' id="{escape(row.anchor)}"' if row.anchor else ""


def _cells(table: Table, row: Row, to: LinkTo, wording: Wording) -> Iterator[str]:
    for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        content = _content(cell, column, row, to, wording)
        yield f"<td{_attributes(cell, column)}>{content}</td>" if number else f'<th scope="row">{content}</th>'


def _parts(table: Table, row: Row, to: LinkTo, wording: Wording) -> Iterator[str]:
    for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
        if cell.text or cell.links:
            content = _content(cell, column, row, to, wording)
            yield f"<div><dt>{escape(column.title)}</dt><dd>{content}</dd></div>"


def _attributes(cell: Cell, column: Column) -> str:
    number = ' class="ch-number"' if column.kind in ("count", "number") else ""
    is_sorted = cell.value is not None and column.kind in ("date", "number", "count")
    return f'{number} data-sort="{escape(cell.value)}"' if is_sorted else number


def _content(cell: Cell, column: Column, row: Row, to: LinkTo, wording: Wording) -> str:
    """What stands in a cell. A number that leads to the records behind it says what it counts to who cannot see the table."""
    if cell.links:
        return _links(cell.links, to, wording)
    text = escape(cell.text)
    if cell.tone == "gap" and cell.value == 0:
        return '<span class="ch-gap"><span aria-hidden="true">·</span><span class="ch-hidden">0</span></span>\n'
    if cell.url and isinstance(cell.value, Number):
        counted = escape(_counted(cell, column, row))
        return f'<a class="ch-behind" href="{escape(to(cell.url))}" aria-label="{counted}">{text}</a>\n'
    if cell.url:
        return f'<a href="{escape(to(cell.url))}">{text}</a>\n'
    if cell.address:
        return f'<a class="ch-external" rel="external" href="{escape(cell.address)}">{text}</a>\n'
    return f'<span class="ch-{escape(cell.tone)}">{text}</span>\n' if cell.tone else text


def _counted(cell: Cell, column: Column, row: Row) -> str:
    heading = row.cells[0].text or row.cells[0].links[0].text
    return f"{heading}, {column.title}: {cell.text}"


def _links(links: tuple[Link, ...], to: LinkTo, wording: Wording) -> str:
    if len(links) == 1:
        return _link(links[0], to, wording)
    return f'<ul class="ch-values">{"".join(f"<li>{_link(each, to, wording)}</li>" for each in links)}</ul>'


def _link(link: Link, to: LinkTo, wording: Wording) -> str:
    """A link with its note; that to a record says which and, where it is not that of the site, in which language."""
    text, record = escape(link.text), link.record
    note = f' <span class="ch-note">{escape(link.note)}</span>' if link.note else ""
    if not link.url:
        return f'<span class="ch-unknown">{text}</span>{note}'
    about = f' data-record="{escape("/".join(record.key))}"{language_of(record, wording)}' if record else ""
    return f'<a{about} href="{escape(to(link.url))}">{text}</a>{note}'


def _joined(html: Iterator[str]) -> Markup:
    return Markup("".join(html))  # noqa: S704 - every value in it was escaped above
