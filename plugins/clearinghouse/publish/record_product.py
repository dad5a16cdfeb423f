"""The product of one record: its page and, where others say much of it, their tables as data beside it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from clearinghouse.core.record import Record
from clearinghouse.exports.view import data_of_page
from clearinghouse.fingerprint import fingerprint
from clearinghouse.pages.coordination import has_blocks, record_blocks, record_view
from clearinghouse.pages.page import Page, Press
from clearinghouse.pages.site import blocks_as_html, page_of_record
from clearinghouse.publish.plan import Plan
from clearinghouse.publish.product import File, Made, Product


def record_product(record: Record, plan: Plan) -> Product:
    """What is published of a record. It is kept, since nothing else has to be known to put the page into its frame again."""
    press, own = plan.worked_out or plan.press, _own_key(record, plan)
    name, frame = f"record/{record.url}", plan.frame(f"{record.key.collection}/index.html")

    def make(kept: bytes) -> Made:
        made = msgspec.json.decode(kept, type=_Made) if kept else _made(record, press, own)
        files = ((path, content.encode()) for path, content in made.files)
        return Made([plan.page(made.page()), *files], b"" if kept else msgspec.json.encode(made), made.detail)

    def detail() -> bytes:
        return _tables_of(record, press).detail(own)

    if not has_blocks(record):
        return Product(name, own, make, frame, is_kept=True)
    return Product(name, fingerprint(own, plan.data), make, frame, is_kept=True, detail=detail)


def _own_key(record: Record, plan: Plan) -> bytes:
    """What goes into the page of a record but for its tables: its text and front matter, and what is shown of those around it."""
    referring = plan.press.catalogue.left_out_referring.get(record.key, 0)
    has_links = "](" in record.body or "]:" in record.body or plan.press.catalogue.outward(record)
    links = plan.keys if has_links else b""
    body = plan.fingerprints[record.key][1]
    return fingerprint(
        "page",
        plan.surroundings,
        *record.key,
        plan.shown[record.key],
        body,
        links,
        plan.around[record.key],
        str(referring),
        str(record.key in plan.press.catalogue.neighbours),
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """What others say of a record: as it stands on its page, and as data."""

    html: Markup
    files: list[File]

    def detail(self, own: bytes) -> bytes:
        """The fingerprint of all that goes into a product in fact; `own` is that of the rest."""
        return fingerprint(own, self.html, *(content for _, content in self.files))


def _tables_of(record: Record, press: Press) -> _Tables:
    blocks = record_blocks(record, press)
    view = record_view(record, blocks, press)
    return _Tables(blocks_as_html(blocks, record, press), list(data_of_page(view)) if view else [])


class _Made(msgspec.Struct, array_like=True):
    """A product as it is kept: the page without its frame, what went into it, and the other files as text."""

    url: str
    title: str
    content: str
    shell: str
    description: str
    head: str
    detail: bytes
    files: list[tuple[str, str]]

    def page(self) -> Page:
        """The page, to be put into its frame."""
        content, head = Markup(self.content), Markup(self.head)  # noqa: S704 - made by us
        return Page(self.url, self.title, content, self.shell, self.description, head)


def _made(record: Record, press: Press, own: bytes) -> _Made:
    tables = _tables_of(record, press)
    page = page_of_record(record, press, tables.html)
    detail = tables.detail(own) if has_blocks(record) else b""
    files = [(path, content.decode()) for path, content in tables.files]
    return _Made(
        page.url, page.title, str(page.content), page.shell, page.description, str(page.head), detail, files
    )  # fmt: skip
