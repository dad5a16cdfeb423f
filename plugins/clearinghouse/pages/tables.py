"""Tables of views as HTML. A cell ends with a line break where what is in it is an element of one line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clearinghouse.core.links import LinkTo
from clearinghouse.pages.html import Html, link_html, text_html
from clearinghouse.pages.values import language_of
from clearinghouse.views.view import Cell, Column, Link, Row, Table
from clearinghouse.views.wording import Wording

_NUMBERS = ("count", "number")
_SORTED = ("date", "number", "count")


def table_html(table: Table, to: LinkTo, wording: Wording) -> Html:
    """A table with its headings, or its rows as cards; a sentence where there is none, and another where not all are shown."""
    if not table.rows:
        empty = wording.nothing_here(table.empty)
        return f'<p class="ch-empty">{text_html(empty)}</p>'
    if table.cards:
        return f'<div class="ch-cards">\n{cards_html(table, to, wording)}</div>\n{_rest(table, wording)}\n'
    return (
        f'<div class="ch-scroll" tabindex="0" role="region" aria-label="{text_html(table.title)}">'
        f'<table class="ch-table{" ch-matrix" if table.matrix else ""}" data-ch-table>\n'
        f"<thead><tr>{''.join(map(_heading, table.columns))}</tr></thead>\n"
        f"<tbody>\n{rows_html(table, to, wording)}</tbody></table></div>\n{_rest(table, wording)}\n"
    )


def _heading(column: Column) -> Html:
    return f'<th scope="col"{_number(column)}>{text_html(column.title)}</th>'


def _number(column: Column) -> Html:
    return ' class="ch-number"' if column.kind in _NUMBERS else ""


def _rest(table: Table, wording: Wording) -> Html:
    """Of a table that is longer than its limit, how much of it is shown."""
    if not table.limit or len(table.rows) <= table.limit:
        return ""
    text = wording.translate("The first %(shown)s of %(all)s rows; the data files have all.")
    return f'<p class="ch-note">{text_html(text % {"shown": table.limit, "all": len(table.rows)})}</p>'


def rows_html(table: Table, to: LinkTo, wording: Wording) -> Html:
    """The rows of a table, no more than its limit; the first cell of each is its heading."""
    first, others = table.columns[0], table.columns[1:]
    rows = []
    for row in _shown(table):
        cells = [
            f"<td{_attributes(cell, column)}>{_content(cell, column, row, to, wording)}</td>"
            for column, cell in zip(others, row.cells[1:], strict=True)
        ]
        heading = _content(row.cells[0], first, row, to, wording)
        rows.append(f'<tr{_id(row)}><th scope="row">{heading}</th>{"".join(cells)}</tr>\n')
    return "".join(rows)


def cards_html(table: Table, to: LinkTo, wording: Wording) -> Html:
    """The same as cards: the first cell of each row is its heading, the others are told where there is something to tell."""
    return "".join([
        f'<div class="ch-card"{_id(row)}>\n'
        f"<h3>{_content(row.cells[0], table.columns[0], row, to, wording)}</h3>\n"
        f'<dl class="ch-parts">{"".join(_parts(table, row, to, wording))}</dl>\n'
        "</div>\n"
        for row in _shown(table)
    ])  # fmt: skip


def _shown(table: Table) -> tuple[Row, ...]:
    return table.rows[: table.limit] if table.limit else table.rows


def _id(row: Row) -> Html:
    return f' id="{text_html(row.anchor)}"' if row.anchor else ""


def _parts(table: Table, row: Row, to: LinkTo, wording: Wording) -> Iterator[Html]:
    for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
        if cell.text or cell.links:
            content = _content(cell, column, row, to, wording)
            yield f"<div><dt>{text_html(column.title)}</dt><dd>{content}</dd></div>"


def _attributes(cell: Cell, column: Column) -> Html:
    if cell.value is None or column.kind not in _SORTED:
        return _number(column)
    return f'{_number(column)} data-sort="{text_html(str(cell.value))}"'


def _content(cell: Cell, column: Column, row: Row, to: LinkTo, wording: Wording) -> Html:
    """What stands in a cell. A number that leads to the records behind it says what it counts to who cannot see the table."""
    if cell.links:
        return _links(cell.links, to, wording)
    if cell.tone == "gap" and cell.value == 0:
        return '<span class="ch-gap"><span aria-hidden="true">·</span><span class="ch-hidden">0</span></span>\n'
    text = text_html(cell.text)
    if cell.url and isinstance(cell.value, int | Decimal):
        counted = text_html(_counted(cell, column, row))
        return f'<a class="ch-behind" href="{text_html(to(cell.url))}" aria-label="{counted}">{text}</a>\n'
    if cell.url:
        return f"{link_html(cell.url, cell.text, to)}\n"
    if cell.address:
        return f'<a class="ch-external" rel="external" href="{text_html(cell.address)}">{text}</a>\n'
    return f'<span class="ch-{text_html(cell.tone)}">{text}</span>\n' if cell.tone else text


def _counted(cell: Cell, column: Column, row: Row) -> str:
    heading = row.cells[0].text or row.cells[0].links[0].text
    return f"{heading}, {column.title}: {cell.text}"


def _links(links: tuple[Link, ...], to: LinkTo, wording: Wording) -> Html:
    if len(links) == 1:
        return _link(links[0], to, wording)
    return f'<ul class="ch-values">{"".join([f"<li>{_link(each, to, wording)}</li>" for each in links])}</ul>'


def _link(link: Link, to: LinkTo, wording: Wording) -> Html:
    """A link with its note; that to a record says which and, where it is not that of the site, in which language."""
    text, record = text_html(link.text), link.record
    note = f' <span class="ch-note">{text_html(link.note)}</span>' if link.note else ""
    if not link.url:
        return f'<span class="ch-unknown">{text}</span>{note}'
    about = f' data-record="{text_html("/".join(record.key))}"{language_of(record, wording)}' if record else ""
    return f'<a{about} href="{text_html(to(link.url))}">{text}</a>{note}'
