"""The rows that were rejected, as a file of the same kind with the reasons: to be corrected, and imported again."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.formula import with_guard
from clearinghouse.importing.cells import MESSAGES, REJECTED_SHEET, Cell, Row, Table
from clearinghouse.importing.values import Trouble

SUFFIXES = {"csv": ".csv", "xlsx": ".xlsx", "iati": ".xml"}


def reasons(row: int, troubles: Sequence[Trouble], table: Table) -> list[str]:
    """The troubles of a row in words, each with row and column."""
    return [
        f"{table.row_word} {row}{f', column {quoted(each.column)}' if each.column else ''}: {each.message}"
        for each in troubles
    ]


def rejected_file(table: Table, rejected: Mapping[int, Sequence[Trouble]], content: bytes) -> bytes:
    """The rejected rows of a table; `content` is the file that it was read from. The same input gives the same bytes."""
    rows = [
        (row, "\n".join(reasons(row.number, rejected[row.number], table)))
        for row in table.rows
        if row.number in rejected
    ]
    if table.form == "xlsx":
        return _workbook(table, rows)
    return _activities(rows, content) if table.form == "iati" else _delimited(table, rows)


def _delimited(table: Table, rows: Sequence[tuple[Row, str]]) -> bytes:
    """CSV as spreadsheets expect it, in which no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*map(with_guard, table.columns), MESSAGES])
    for row, reason in rows:
        cells = (row.cells.get(column) for column in table.columns)
        writer.writerow([*(_harmless(cell.text) if cell else "" for cell in cells), with_guard(reason)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(text: str) -> str:
    """The text of a cell as no formula. A number stays one, also behind a sign: to a spreadsheet it is only that."""
    return text if re.fullmatch(r"[-+]?[0-9.,]+", text) else with_guard(text)


def _workbook(table: Table, rows: Sequence[tuple[Row, str]]) -> bytes:
    """A workbook in which every text is a text, also one that begins like a formula."""
    import openpyxl  # noqa: PLC0415 - it was there to read the workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = REJECTED_SHEET
    lines: list[list[Cell | None]] = [[Cell(each) for each in (*table.columns, MESSAGES)]]
    lines += [[*(row.cells.get(column) for column in table.columns), Cell(reason)] for row, reason in rows]
    for number, cells in enumerate(lines, 1):
        for column, cell in enumerate(cells, 1):
            if cell:
                place: Any = sheet.cell(number, column)
                place.value = _typed(cell, ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell.text))
                if isinstance(place.value, str):
                    place.data_type = "s"
    return _saved(book)


def _saved(book: Any) -> bytes:
    """The bytes of a workbook, without the time at which it was made."""
    out, made = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*(</dcterms)", rb"\g<1>2000-01-01T00:00:00Z\2", content)
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _typed(cell: Cell, text: str) -> Any:
    if cell.kind == "number":
        return float(text) if "." in text else int(text) if not text.startswith("0") or text == "0" else text
    if cell.kind == "boolean":
        return text == "true"
    if cell.kind == "date" and len(text) == len("2006-01-18"):
        return date.fromisoformat(text)
    return text


def _activities(rows: Sequence[tuple[Row, str]], content: bytes) -> bytes:
    """The rejected activities in a file of their own, the reasons as a comment before each."""
    from lxml import etree  # noqa: PLC0415 - it was there to read the file

    from clearinghouse.importing.iati import activities_of  # noqa: PLC0415

    activities = activities_of(content)
    root = etree.Element("iati-activities", version=str(activities[0].getparent().get("version")))  # type: ignore[union-attr]
    for row, reason in rows:
        root.append(etree.Comment(f" {re.sub('-(?=-)', '- ', reason)} "))  # no comment of XML may hold two hyphens
        root.append(activities[row.number - 1])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
