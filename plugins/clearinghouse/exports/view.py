"""The data behind the views: each table as CSV, and all tables of a page as one JSON file beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from clearinghouse.core.record import Record
from clearinghouse.exports.csv import cell
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.coordination.meetings import compilation_views
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell, Link, Table, View

_ENCODER = msgspec.json.Encoder(decimal_format="number")  # sums keep all their digits


def view_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield the data files of every view, and of the compilation of every meeting."""
    for view in (*all_views(press), *compilation_views(press)):
        yield from data_of(view)


def data_of(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield the CSV file of each table of a view, UTF-8 with a byte order mark, and the JSON file of all."""
    for table in view.tables:
        yield view.data_url(table), _csv(table)
    yield view.json_url, _json(view)


def data_of_page(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of a page of many as one JSON and one CSV file."""
    yield view.json_url, _json(view)
    yield f"{view.url.removesuffix('.html')}.csv", _long_csv(view)


def _csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([column.key for column in table.columns])
    rows.writerows([[cell(each.plain) for each in row.cells] for row in table.rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _long_csv(view: View) -> bytes:
    """All tables of a view in one file: a line for each cell that is known, with its table, its row (from 1) and its column."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["table", "row", "column", "value"])
    for table in view.tables:
        keys = [column.key for column in table.columns]
        lines.writerows([
            (table.id, number, key, value)
            for number, row in enumerate(table.rows, 1)
            for key, each in zip(keys, row.cells, strict=True)
            if (value := cell(each.plain))
        ])  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _json(view: View) -> bytes:
    found = {
        "title": view.title,
        "reading": view.reading,
        "as_of": view.as_of.isoformat() if view.as_of else None,
        "tables": [_table(table) for table in view.tables],
    }
    return msgspec.json.format(_ENCODER.encode(found), indent=1) + b"\n"


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        "id": table.id,
        "title": table.title,
        "columns": [{"key": each.key, "title": each.title, "kind": each.kind} for each in table.columns],
        "rows": [dict(zip(keys, map(_value, row.cells), strict=True)) for row in table.rows],
    }


def _value(each: Cell) -> Any:
    """A value as it is; records as a list of what they are and where."""
    linked = [_record(link, link.record) for link in each.links if link.record] if each.links else None
    return linked or each.plain


def _record(link: Link, record: Record) -> dict[str, str]:
    found = {"collection": record.key.collection, "id": record.key.id, "title": link.text, "url": link.url}
    return {**found, "note": link.note} if link.note else found
