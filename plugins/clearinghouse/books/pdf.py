"""The handbook as PDF, for paper and for screens: bookmarks, page numbers wherever something is referred to, tagged (PDF/UA-1).

WeasyPrint lays it out. It may open no address: pictures stand in the HTML.
"""

from __future__ import annotations

import gc
import logging
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click
from jinja2 import FileSystemLoader
from markupsafe import Markup

from clearinghouse.books.drawings import as_pictures
from clearinghouse.books.edition import Edition, epoch_of
from clearinghouse.books.handbook import TEMPLATES, Book, Part, handbook_of
from clearinghouse.books.markup import to_html
from clearinghouse.books.sizes import size_in_words
from clearinghouse.books.whole_file import write_whole
from clearinghouse.project import ProjectFault

STYLES = tuple(Path(__file__).parent / "style" / name for name in ("common.css", "print.css"))

PATIENCE_RECORDS = 20
"""With more records than this, whoever waits is told for how long."""

ADVICE = (
    "A PDF needs WeasyPrint and the libraries of Pango. Install them with: pip install 'mkdocs-clearinghouse[pdf]'; on Debian"
    " also apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk."
)


def write(edition: Edition, out: Path) -> str:
    """Write the handbook of an edition; return a sentence that says what was written.

    Raises ProjectFault where WeasyPrint is missing or the file cannot be written.
    """
    count = len(edition.press.catalogue.records)
    if count > PATIENCE_RECORDS and sys.stderr.isatty():
        click.echo("Laying out the pages takes about half a minute for each 100 records …", err=True)
    laid_out = pdf_of(handbook_of(edition, "pdf"))
    write_whole(out, laid_out.content)
    size = size_in_words(len(laid_out.content))
    return f"{out}: a handbook (PDF) of {count} records on {laid_out.pages} pages, {size}.{_warning(laid_out.without_font)}"


def _warning(signs: tuple[str, ...]) -> str:
    """What is to be said of signs that stand as empty boxes."""
    if not signs:
        return ""
    some = ", ".join(f"{each} (U+{ord(each):04X})" for each in signs[:5])
    return (
        f" No font here has {len(signs)} of its signs, which stand as empty boxes, such as {some}. Install fonts that have"
        " them (Debian: fonts-noto-core and fonts-noto-cjk) and write it again."
    )


@dataclass(frozen=True)
class LaidOut:
    """A book as PDF; `without_font` are the signs in it that no font on this computer has."""

    content: bytes
    pages: int
    without_font: tuple[str, ...]


def pdf_of(book: Book) -> LaidOut:
    """Lay a book out as PDF.

    Raises ProjectFault where WeasyPrint or a library that it needs is missing.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - of an extra, and slow to import
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - the same
    except (ImportError, OSError) as fault:
        raise ProjectFault(f"{ADVICE} ({fault})") from fault
    html = html_of(book)
    with (
        _signs_noted() as signs,
        _garbage_left(),
        epoch_of(book.edition.moment),
    ):  # which the tables of embedded fonts name as their time
        document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"})).render(
            stylesheets=[CSS(filename=str(each)) for each in STYLES], pdf_variant="pdf/ua-1"
        )
        identifier = sha256(book.identity.bytes + html.encode()).digest()[:16]
        content = document.write_pdf(pdf_identifier=identifier, pdf_variant="pdf/ua-1")
    return LaidOut(content, len(document.pages), tuple(sorted(set(signs))))


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Not look for garbage meanwhile: that takes a quarter of the time, and what it finds is a tenth of the memory."""
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looked_for:
            gc.enable()


@contextmanager
def _signs_noted() -> Iterator[list[str]]:
    """Gather the signs for which WeasyPrint finds no font; it warns of each at every place where it stands."""
    log, signs = logging.getLogger("weasyprint"), list[str]()

    def note(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple) and record.args:
            signs.append(str(record.args[0]))
            return False
        return True

    log.addFilter(note)
    try:
        yield signs
    finally:
        log.removeFilter(note)


def html_of(book: Book) -> str:
    """The whole book as one page of HTML. Headings of records stand one level below those of kinds."""
    front, *rest = book.parts
    openings = {chapter.opening.anchor for chapter in book.chapters}
    content = "\n".join(_part(each, book, shift=each.anchor not in openings) for each in rest)
    environment = book.edition.press.environment.overlay(loader=FileSystemLoader(TEMPLATES))
    return environment.get_template("handbook.html").render(
        book=book, front=Markup(_part(front, book, shift=False)), content=Markup(content),  # noqa: S704 - trees, written as HTML
        moment=f"{book.edition.moment:%Y-%m-%dT%H:%M:%SZ}",
    )  # fmt: skip


def _part(part: Part, book: Book, *, shift: bool) -> str:
    tree = deepcopy(part.content)
    for element in tree.iter():
        if shift and len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1] in "12345":
            element.tag = f"h{int(element.tag[1]) + 1}"
        if element.tag == "img":
            picture = book.pictures[element.attrib["src"]]
            element.set("src", f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}")
    as_pictures(tree)
    tree[0].set("data-title", part.title)  # for the running header
    return to_html(tree)
