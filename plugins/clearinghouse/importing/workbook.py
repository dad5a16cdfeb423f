"""Workbooks (XLSX): cells with their types, merged cells, formulas by their value, and a sentence on what is hidden."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from clearinghouse.core.diagnostic import quoted
from clearinghouse.importing.cells import (
    MAX_CELL_CHARACTERS,
    MAX_ROWS,
    MESSAGES,
    REJECTED_SHEET,
    Cell,
    Table,
    TableFault,
    letters_of,
    table_of,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_UNPACKED_BYTES = 40 * 1024 * 1024
"""A workbook of more is refused before it is opened: openpyxl needs some fifty times as much memory."""

MAX_PARTS = 2_000

MAX_PLACES = 2_000_000
"""Rows times columns of a sheet, filled or not."""

_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
"""A workbook never declares entities; who does wants to blow up the reader or to make it read other files."""

_EXCEL_DIGITS = 15
"""Significant digits that spreadsheets show of a number; those behind are noise of binary fractions."""


def read_workbook(content: bytes, sheet: str = "", header_row: int = 1) -> Table:
    """Read one sheet of a workbook: the one that is named, else the only one with something in it that is not hidden.

    Raises TableFault, also where openpyxl is not installed.
    """
    _must_be_harmless(content)
    formulas = _opened(content, values=False)
    remarks: list[str] = []
    chosen = _chosen(formulas, sheet, remarks)
    if any(cell.value == MESSAGES for cell in chosen[1]):
        header_row = 1
    has_formulas = any(cell.data_type == "f" for row in chosen.iter_rows() for cell in row)
    values = _opened(content, values=True)[chosen.title] if has_formulas else chosen
    if has_formulas:
        remarks.append("Of formulas the value is taken that was last calculated.")
    merged = _covered(chosen, remarks)
    _tell_of_hidden(chosen, remarks)
    grid = []
    for number in range(header_row, chosen.max_row + 1):
        cells = [_cell(chosen, values, number, column, merged) for column in range(1, chosen.max_column + 1)]
        if any(cells):
            grid.append((number, cells))
    return table_of("xlsx", grid, remarks)


def _must_be_harmless(content: bytes) -> None:
    """Raise TableFault for what is no workbook, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise TableFault(
                    f"The workbook unpacks to more than {MAX_UNPACKED_BYTES // 1024**2} MB or {MAX_PARTS:,} parts. "
                    "Delete sheets and pictures that are not needed, or save the sheet as CSV."
                )
            for part in parts:
                # What is unpacked is never more than what a part says of itself, which was counted above.
                if part.filename.endswith((".xml", ".rels")):
                    unpacked = archive.read(part)
                    if any(mark in unpacked for mark in _DECLARATIONS):
                        raise TableFault("The workbook declares XML entities, which no workbook needs. It is not read.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as fault:
        raise TableFault("The file is not a workbook (XLSX). Old .xls files have to be saved as .xlsx.") from fault


def _opened(content: bytes, *, values: bool) -> Workbook:
    try:
        import openpyxl  # noqa: PLC0415 - an extra: only workbooks need it
    except ImportError as fault:
        raise TableFault(
            'Workbooks are read by openpyxl, which is not installed. Install it with: pip install "mkdocs-clearinghouse[import]"'
        ) from fault
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # it warns of what it does not show, such as rules for input: no cell is among it
            return openpyxl.load_workbook(io.BytesIO(content), data_only=values, keep_links=False)
    except Exception as fault:
        raise TableFault(f"The workbook is damaged: {str(fault)[:200]}") from fault


def _chosen(book: Workbook, name: str, remarks: list[str]) -> Worksheet:
    sheets = list(book.worksheets)
    if hidden := [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]:
        remarks.append(f"Hidden sheets, not read unless the mapping names one: {', '.join(map(quoted, hidden))}.")
    if name and [sheet.title for sheet in sheets] != [REJECTED_SHEET]:
        found = next((sheet for sheet in sheets if sheet.title == name), None)
        if found is None:
            raise TableFault(
                f"There is no sheet {quoted(name)}. The sheets are: {', '.join(quoted(each.title) for each in sheets)}."
            )
        wanted = [found]
    else:
        wanted = [sheet for sheet in sheets if sheet.sheet_state == "visible" and sheet.max_row > 1]
    if len(wanted) != 1:
        names = ", ".join(quoted(sheet.title) for sheet in wanted)
        raise TableFault(
            f"Several sheets hold something: {names}. Say which with `sheet:` in the mapping."
            if wanted else "No sheet that is not hidden has a heading and rows."
        )  # fmt: skip
    if wanted[0].max_row * wanted[0].max_column > MAX_PLACES:
        raise TableFault(
            f"The sheet reaches to row {wanted[0].max_row:,} and column {letters_of(wanted[0].max_column - 1)}, which is too "
            f"far: at most {MAX_PLACES:,} places are looked at. Delete what is empty there, or save the sheet as CSV."
        )
    remarks.append(f"Read the sheet {quoted(wanted[0].title)}.")
    return wanted[0]


def _covered(sheet: Worksheet, remarks: list[str]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell in the first column of merged cells below their first row: the cell that shows its value."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row + 1, min(area.max_row, MAX_ROWS) + 1):
            found[row, area.min_col] = (area.min_row, area.min_col)
    if found:
        remarks.append("The value of cells that are merged is taken for each row that they reach over.")
    return found


def _tell_of_hidden(sheet: Worksheet, remarks: list[str]) -> None:
    rows = [str(number) for number, kept in sheet.row_dimensions.items() if kept.hidden]
    columns = [str(name) for name, kept in sheet.column_dimensions.items() if kept.hidden]
    for word, names in (("rows", rows), ("columns", columns)):
        if names:
            more = ", …" if len(names) > 10 else ""
            remarks.append(f"Hidden {word}, read like all others: {', '.join(names[:10])}{more}.")


def _cell(
    sheet: Worksheet, values: Worksheet, row: int, column: int, merged: dict[tuple[int, int], tuple[int, int]]
) -> Cell | None:
    at = merged.get((row, column), (row, column))
    written, found = sheet.cell(*at), values.cell(*at)
    if written.data_type == "f" and found.value is None:
        return Cell("formula without a value", "error")
    if found.data_type == "e":
        return Cell(str(found.value), "error")
    return _cell_of(found.value, str(found.number_format))


def _cell_of(value: Any, shown_as: str) -> Cell | None:
    if isinstance(value, bool):
        return Cell("true" if value else "false", "boolean")
    if isinstance(value, date):  # a datetime is one as well
        return Cell(_date_as_shown(value, shown_as), "date")
    if isinstance(value, int | float):
        if "%" in shown_as:  # 0.5 is stored and 50% is shown: which of them a field wants is not ours to say
            return Cell(f"{_digits_of(value * 100)}%")
        digits = str(value) if isinstance(value, int) else _digits_of(value)
        if re.fullmatch("0{2,}", shown_as) and digits.isdecimal():
            digits = digits.zfill(len(shown_as))  # a number such as 007 is shown with zeros that are not stored
        return Cell(digits, "number")
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    if len(text) > MAX_CELL_CHARACTERS:
        raise TableFault(f"A cell has {len(text):,} characters; at most {MAX_CELL_CHARACTERS:,} are read.")
    return Cell(text) if text else None


def _date_as_shown(value: date, shown_as: str) -> str:
    """A date as far as its cell shows it: one that is shown as a year is stored as the first of January."""
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat()
    day = value.isoformat()[: len("2006-01-18")]
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown_as).casefold()
    if "y" not in letters or "d" in letters:
        return day
    return day[: len("2006-01")] if "m" in letters else day[: len("2006")]


def _digits_of(number: float) -> str:
    """A number as a spreadsheet shows it, without an exponent."""
    text = format(Decimal(format(number, f".{_EXCEL_DIGITS}g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
