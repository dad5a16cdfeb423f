"""Tables in text files: CSV in whatever encoding and with whatever delimiter, and a sentence that says which were taken."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from clearinghouse.importing.cells import MAX_CELL_CHARACTERS, MAX_ROWS, MESSAGES, Cell, Table, TableFault, table_of

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

_ENCODINGS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a byte order mark", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "cp1252": "Windows-1252",
}  # fmt: skip


def read_delimited(content: bytes, encoding: str = "", delimiter: str = "", header_row: int = 1) -> Table:
    """Read the bytes of a text file. An encoding or delimiter that is given is taken; else they are found out.

    Rows count as a spreadsheet counts them: a cell with line breaks is one row. Raises TableFault.
    """
    text, remarks = _decoded(content, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if said := re.match(r'"?sep=([,;\t|])"?\n', text):  # how Excel says it in a line that it does not show
        text, delimiter = text[said.end() :], delimiter or said.group(1)
    if MESSAGES in text.partition("\n")[0]:
        header_row = 1
    separator = delimiter or _delimiter_in(text, header_row)
    remarks.append(f"Cells are separated by {DELIMITERS.get(separator, repr(separator))}.")
    grid = []
    for number, cells in enumerate(_rows(text, separator), 1):
        if number > MAX_ROWS + header_row:
            raise TableFault(f"The file has more than {MAX_ROWS:,} rows; no more are read.")
        if number >= header_row and any(cells):
            grid.append((number, [Cell(each) if each else None for each in (cell.strip() for cell in cells)]))
    return table_of("csv", grid, remarks, separator)


def _decoded(content: bytes, encoding: str) -> tuple[str, list[str]]:
    """Return the text with the sentences that say how it was read."""
    if encoding and not content.startswith(codecs.BOM_UTF8):  # which says itself what it is
        try:
            return content.decode(encoding).removeprefix("\ufeff"), [f"Read as {_ENCODINGS.get(encoding, encoding)}."]
        except (UnicodeDecodeError, LookupError) as fault:
            raise TableFault(f"The file cannot be read as {encoding}, as the mapping says: {fault}") from fault
    for name in _likely_encodings(content):
        try:
            text = content.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        advice = "" if name != "cp1252" else (
            " It is not UTF-8. Look at letters with accents; if they are wrong, say `encoding:` in the mapping."
        )  # fmt: skip
        return text, [f"Read as {_ENCODINGS[name]}.{advice}"]
    raise TableFault(
        "The file is neither UTF-8 nor UTF-16 nor Windows-1252. Save it as UTF-8, or say `encoding:` in the mapping."
    )


def _likely_encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if content.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    start = content[:400]
    if len(content) % 2 == 0 and start.count(0) > len(start) // 4:  # every second byte of a Western text is zero
        return ["utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _delimiter_in(text: str, header_row: int) -> str:
    """The delimiter that gives the row of headings the most cells. Raises TableFault where two do so alike."""
    widths = {each: len(next(islice(_rows(text, each), header_row - 1, None), [])) for each in DELIMITERS}
    most = max(widths.values())
    best = [each for each, width in widths.items() if width == most]
    if most <= 1:
        return ","
    if len(best) > 1:
        names = " or ".join(DELIMITERS[each] for each in best)
        raise TableFault(f"Cells could be separated by {names}. Say `delimiter:` in the mapping.")
    return best[0]


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a text; line breaks in quotation marks stay in their cell."""
    before = csv.field_size_limit(MAX_CELL_CHARACTERS)  # a setting of the whole module: given back below
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as fault:
        raise TableFault(f"Line {reader.line_num} cannot be read: {fault}.") from fault
    finally:
        csv.field_size_limit(before)
