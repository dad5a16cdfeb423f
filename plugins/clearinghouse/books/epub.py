"""The handbook as EPUB 3: a file for each record, so that a small reader opens only what is read.

Written by us and not by a converter, because those that we tried drop the language and direction of paragraphs, without
which Arabic is not read as Arabic. Every file has the time of the edition, so that equal content gives equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from clearinghouse.books.drawings import STYLE as DRAWINGS
from clearinghouse.books.drawings import has_drawing
from clearinghouse.books.edition import Edition
from clearinghouse.books.handbook import TEMPLATES, Book, handbook_of
from clearinghouse.books.markup import to_xhtml, xml_text
from clearinghouse.books.sizes import size_in_words
from clearinghouse.books.whole_file import write_whole
from clearinghouse.core.record import LANGUAGES

STYLE = Path(__file__).parent / "style" / "common.css"
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can tell."""


def write(edition: Edition, out: Path) -> str:
    """Write the handbook of an edition; return a sentence that says what was written.

    Raises ProjectFault where the file cannot be written.
    """
    content = epub_of(handbook_of(edition, "epub"))
    write_whole(out, content)
    count = len(edition.press.catalogue.records)
    return f"{out}: a book (EPUB) of {count} records, {size_in_words(len(content))}."


def epub_of(book: Book) -> bytes:
    """The bytes of a book as EPUB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, (path, content) in enumerate(_files(book)):
            entry = zipfile.ZipInfo(path, max(book.edition.moment.timetuple()[:6], _FIRST_TIME))
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            kind = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED  # a reader finds the type at a fixed place
            archive.writestr(entry, content, kind, 9)
    return packed.getvalue()


def _files(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield all files of the archive; the first says what it is."""
    environment = book.edition.press.environment.overlay(loader=FileSystemLoader(TEMPLATES))
    environment.filters["xml_text"] = xml_text
    environment.tests["drawn"] = lambda part: has_drawing(part.content)
    parts = list(book.parts)
    pictures = [(each, _place(number, path)) for number, (path, each) in enumerate(book.pictures.items(), 1)]
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _filled(environment, "container.xml")
    moment = f"{book.edition.moment:%Y-%m-%dT%H:%M:%SZ}"
    others = sorted({part.language for part in parts} - {book.language}, key=LANGUAGES.index)
    yield (
        "EPUB/package.opf",
        _filled(environment, "package.opf", book=book, parts=parts, pictures=pictures, moment=moment, languages=others),
    )
    yield "EPUB/nav.xhtml", _filled(environment, "nav.xhtml", book=book)
    yield "EPUB/contents.ncx", _filled(environment, "contents.ncx", book=book)
    yield "EPUB/style.css", STYLE.read_bytes() + DRAWINGS.read_bytes()
    yield from _texts(book, environment, {picture.path: place for picture, place in pictures})
    yield from ((f"EPUB/{place}", picture.content) for picture, place in pictures)


def _filled(environment: Environment, template: str, **values: object) -> bytes:
    return environment.get_template(template).render(**values).encode()


def _place(number: int, path: str) -> str:
    """Where a picture stands in the archive: names of files in the content may be any."""
    return f"pictures/{number}{Path(path).suffix.lower()}"


def _texts(book: Book, environment: Environment, places: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield a file for every part, in which links name the file that what they lead to is in."""
    files = {
        each.attrib["id"]: part.anchor for part in book.parts for each in part.content.iter() if "id" in each.attrib
    }
    for part in book.parts:
        content = Markup(to_xhtml(_with_files(part.content, part.anchor, files, places)))  # noqa: S704 - a tree, written as XML
        yield f"EPUB/text/{part.anchor}.xhtml", _filled(environment, "part.xhtml", part=part, content=content)


def _with_files(tree: Element, own: str, files: dict[str, str], places: dict[str, str]) -> Element:
    copy = deepcopy(tree)
    for element in copy.iter():
        address = element.get("href", "")
        if address.startswith("#") and (file := files[address[1:]]) != own:
            element.set("href", f"{file}.xhtml" if file == address[1:] else f"{file}.xhtml{address}")
        if element.tag == "img":
            element.set("src", f"../{places[element.attrib['src']]}")
    return copy
