"""What forms offer and fill in: the titles of records by id, and the files of records as they were written.

Both are classic scripts, which also work in a folder on a disk, and are loaded only when somebody chooses a record or changes
one. Each text is a file of its own, named by the record: who changes a record loads no other, and an update of a copy brings
no other, also where records were added. It carries the front matter as it is written, so that a change leaves every other line
as it was.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.places import places_in
from clearinghouse.core.record import Record
from clearinghouse.core.source import Source
from clearinghouse.pages.page import compact_json_for_html

FOLDER = "assets/form"


def titles_file(collection: str, catalogue: Catalogue) -> tuple[str, bytes]:
    """What can be chosen in a collection: a line a record with its id, its title and its old ids, divided by tabs.

    An id that follows from the title is left out: so a list of a thousand takes a third less. What is left out of this part
    of a clearinghouse comes last: it can be named all the same, and no new record may take its id.
    """
    left_out = (record for record in catalogue.left_out if record.key.collection == collection)
    lines = (_line(record) for record in (*catalogue.collection(collection), *left_out))
    return script(f"titles/{collection}", f"{FOLDER}/{collection}.js", "\n".join(lines))


def _line(record: Record) -> str:
    title = " ".join(record.title.split())
    own_id = "" if id_from_title(title) == record.key.id else record.key.id
    return "\t".join([own_id, title, " ".join(record.aliases)]).rstrip("\t")


def text_file(record: Record, source: Source) -> tuple[str, bytes]:
    """A record as it was written; its data are null where no form can change it."""
    collection, own_id = record.key
    return script(f"texts/{collection}/{own_id}", f"{FOLDER}/{collection}/{own_id}.js", _text(record, source))


def _text(record: Record, source: Source) -> dict[str, Any] | None:
    """A record for the form: what stands before, in and after its front matter, the lines its fields start on, data, body."""
    lines = _first_lines(source)
    if lines is None:
        return None
    before, _, after = source.head.partition(source.front_matter)
    return {
        "file": record.file, "before": before, "front": source.front_matter, "after": after, "body": source.body,
        "lines": lines, "data": _plain(record.data),
    }  # fmt: skip


def _first_lines(source: Source) -> list[list[Any]] | None:
    """The name of every field of the root with its line, from 0; None where fields do not each start a line of their own."""
    if (lines_of := _lines_of_names(source.front_matter)) and [name for name, _ in lines_of] == list(source.data or {}):
        return [[name, line] for name, line in lines_of]
    found = [
        (place.key.start.line, str(pointer[0]), place.key.start.column)
        for pointer, place in places_in(source.front_matter, 0, 1).items()
        if len(pointer) == 1
    ]
    lines = [line for line, _, _ in found]
    if not found or len(set(lines)) < len(lines) or any(column != 1 for *_, column in found):
        return None
    return [[name, line] for line, name, _ in sorted(found)]


def _lines_of_names(text: str) -> list[tuple[str, int]]:
    """The names that start a line, with their lines from 0. Where they are those of the fields, nothing else can be meant."""
    found = ((_NAME.match(line), number) for number, line in enumerate(text.split("\n")))
    return [(name[1].strip("\"'"), number) for name, number in found if name]


_NAME = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'#-][^\s:]*)\s*:(?:\s|$)""")


def _plain(value: Any) -> Any:
    """Data as JSON has it; decimals are texts, since a browser would lose their last zeros."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def script(name: str, path: str, data: Any) -> tuple[str, bytes]:
    """A file that hands data to the script of the forms when it is loaded."""
    return path, f"clearinghouseForm.receive({compact_json_for_html(name)},{compact_json_for_html(data)})\n".encode()
