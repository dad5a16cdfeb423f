"""The data behind the views: each table as CSV, and all tables of a page as one JSON file beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from clearinghouse.exports.csv import cell
from clearinghouse.pages.coordination import page_views
from clearinghouse.pages.coordination.country import country_views
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.coordination.meetings import compilation_views
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell, Table, View

_ENCODER = msgspec.json.Encoder(decimal_format="number")  # sums keep all their digits


def view_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield the data files of every view, of the compilation of every meeting, and of the pages of countries, donors and others."""
    for view in (*all_views(press), *compilation_views(press)):
        yield from data_of(view)
    for view in (*country_views(press), *page_views(press)):
        yield view.json_url, _json(view)
        yield f"{view.url.removesuffix('.html')}.csv", _long_csv(view)


def data_of(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield the CSV file of each table of a view, UTF-8 with a byte order mark, and the JSON file of all."""
    for table in view.tables:
        yield view.data_url(table), _csv(table)
    yield view.json_url, _json(view)


def _csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([column.key for column in table.columns])
    for row in table.rows:
        rows.writerow([cell(each.plain) for each in row.cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _long_csv(view: View) -> bytes:
    """All tables of a view in one file: a line for each cell that is known, with its table, its row (from 1) and its column."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["table", "row", "column", "value"])
    for table in view.tables:
        for number, row in enumerate(table.rows, 1):
            for column, each in zip(table.columns, row.cells, strict=True):
                if value := cell(each.plain):
                    lines.writerow([table.id, number, column.key, value])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _json(view: View) -> bytes:
    found = {
        "title": view.title,
        "reading": view.reading,
        "as_of": view.as_of.isoformat() if view.as_of else None,
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "columns": [{"key": each.key, "title": each.title, "kind": each.kind} for each in table.columns],
                "rows": [
                    {column.key: _value(each) for column, each in zip(table.columns, row.cells, strict=True)}
                    for row in table.rows
                ],
            }
            for table in view.tables
        ],
    }
    return msgspec.json.format(_ENCODER.encode(found), indent=1) + b"\n"


def _value(each: Cell) -> Any:
    """A value as it is; records as a list of what they are and where."""
    linked = [link for link in each.links if link.record]
    if not linked:
        return each.plain
    return [
        {
            "collection": link.record.key.collection,
            "id": link.record.key.id,
            "title": link.text,
            "url": link.url,
            **({"note": link.note} if link.note else {}),
        }
        for link in linked
        if link.record
    ]
