"""Each collection as a table for spreadsheets: a row a record, a column a field."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.formula import with_guard
from clearinghouse.core.record import Record
from clearinghouse.core.schema import Schema


def csv_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield one CSV file for each collection, UTF-8 with a byte order mark, as spreadsheets expect it."""
    for name, schema in catalogue.schemas.items():
        yield f"downloads/{name}.csv", _table(schema, catalogue.collection(name))


def _table(schema: Schema, records: tuple[Record, ...]) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["id", "url", *(field.name for field in schema.fields)])
    for record in records:
        cells = (cell(record.data.get(field.name)) for field in schema.fields)
        rows.writerow([record.key.id, record.url, *cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def cell(value: Any) -> str:
    """Return a value as the text of one cell: lists with semicolons, groups as JSON, and nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, str):
        return with_guard(value)
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "; ".join(cell(each) for each in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    return with_guard(str(value))
