"""Records as a book: what they show together, one kind of record after the other, then an index; every link leads somewhere.

The HTML of each part comes from the pieces that pages are made of. All ids are given the record's own as a beginning, so
that parts can stand in one file; links to other pages of the site become links within the book, or to the full site where
its address is known, or plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from clearinghouse.books.drawings import drawn_for_books, links_in_drawings
from clearinghouse.books.edition import Edition, identity_of
from clearinghouse.books.long_tables import cut_long_tables
from clearinghouse.books.markup import id_of, id_within, tree_of, web_address, xml_text
from clearinghouse.books.overview import OVERVIEW, Overview, anchor_of_view, kinds_table, overview_of
from clearinghouse.books.pictures import Picture, read_picture
from clearinghouse.core.body import render_body
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.links import is_web_address
from clearinghouse.core.record import BODY, RIGHT_TO_LEFT, Key, Record
from clearinghouse.pages.foot import citation, confirmed_html
from clearinghouse.pages.left_out import left_out_of_view
from clearinghouse.pages.page import TEMPLATES as TEMPLATES_OF_PAGES
from clearinghouse.pages.page import Press, by_title
from clearinghouse.pages.record import not_known, target_in_body
from clearinghouse.views.facts import backing_of, source_entries
from clearinghouse.views.relations import relations_of

TEMPLATES = Path(__file__).parent / "templates"
SITE = "site:"
"""How a link begins that leads to a page of the site, until it is known what stands in the book for that page."""

INDEX_PAGE = "index"
FRONT, INDEX = "book.front", "book.index"
"""The ids of what is no record; those of records and kinds have no dot."""


@dataclass(frozen=True)
class Part:
    """What stands under one heading in the contents. `content` is a tree whose ids all begin with `anchor`."""

    anchor: str
    title: str
    language: str
    direction: str
    content: Element


@dataclass(frozen=True)
class Chapter:
    """What is seen of all records together, all records of a kind, or the index: an opening and the parts that follow it."""

    opening: Part
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Book:
    """A handbook, ready to be written in any form. `pictures` has those that its trees show, by their path in the site."""

    edition: Edition
    identity: UUID
    front: Part
    chapters: tuple[Chapter, ...]
    pictures: dict[str, Picture]

    @property
    def language(self) -> str:
        """The language of all that is not said by a record."""
        return self.edition.press.wording.language

    @property
    def direction(self) -> str:
        """The direction of that language: `ltr` or `rtl`."""
        return _direction(self.language)

    @property
    def parts(self) -> Iterator[Part]:
        """All parts in the order of reading."""
        yield self.front
        for chapter in self.chapters:
            yield chapter.opening
            yield from chapter.parts


def handbook_of(edition: Edition, form: str) -> Book:
    """Put the records of an edition together; `form` (`epub`, `pdf`) is part of the lasting identity of the book."""
    maker = _Maker(edition)
    front, chapters = maker.front(), tuple(maker.chapters())
    book = Book(edition, identity_of(edition, form), front, chapters, {})
    links = _Links(edition, {each for part in book.parts for each in _ids(part.content)})
    for part in book.parts:
        links.settle(part.content)
    book.pictures.update(sorted(links.pictures.items()))
    return book


def anchor_of(key: Key) -> str:
    """The id of a record in a book."""
    return id_of(*key)


def _direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _ids(tree: Element) -> Iterator[str]:
    yield from (each.attrib["id"] for each in tree.iter() if "id" in each.attrib)


def _to(target: str) -> str:
    """Mark what leads to a page of the site; an address elsewhere is left as it is."""
    return target if "://" in target else f"{SITE}{target}"


@dataclass(frozen=True)
class _Concept:
    """An entry of the index: a concept with the records that name it."""

    id: str
    label: str
    records: list[Record]


@dataclass(frozen=True)
class _Maker:
    """Makes the parts of a book with the pieces of pages; their links still lead to pages of the site."""

    edition: Edition

    @property
    def press(self) -> Press:
        return self.edition.press

    @cached_property
    def _environment(self) -> Environment:
        """The templates of books, with those of pages behind them and all that these can call."""
        return self.press.environment.overlay(loader=FileSystemLoader([TEMPLATES, TEMPLATES_OF_PAGES]))

    @cached_property
    def _overview(self) -> Overview:
        return overview_of(self.press)

    def _part(self, template: str, anchor: str, title: str, record: Record | None = None, **values: object) -> Part:
        html = self._environment.get_template(template).render(
            anchor=anchor, title=title, record=record, to=_to, **values
        )
        language = record.language if record else self.press.wording.language
        tree = tree_of(html)
        if record:
            cut_long_tables(tree, self.press.wording, _direction(self.press.wording.language))
        _tidy(tree, anchor, record.url if record else "")
        return Part(anchor, xml_text(title), language, _direction(language), tree)

    def front(self) -> Part:
        """What stands before all chapters: what this is, and of when."""
        date = self.press.wording.date(self.edition.moment.date().isoformat())
        total, outside = len(self.press.catalogue.records), len(self.press.catalogue.left_out)
        return self._part(
            "front.html",
            FRONT,
            self.edition.title,
            criteria=self.edition.criteria,
            date=date,
            total=total,
            along=len(self.press.catalogue.neighbours),
            outside=outside,
            overview=bool(self._overview.sheets),
        )

    def chapters(self) -> Iterator[Chapter]:
        """Yield what all records show together, a chapter for each kind that has records, in the order of the site, and the index."""
        translate, catalogue = self.press.wording.translate, self.press.catalogue
        if self._overview.sheets:
            yield Chapter(self._overview_opening(), tuple(self._sheets()))
        for name, schema in catalogue.schemas.items():
            records = by_title(self.press, catalogue.collection(name))
            if records:
                title, about = translate(schema.collection.title), translate(schema.collection.description)
                opening = self._part("kind.html", name, title, about=about, records=records)
                yield Chapter(opening, tuple(self._record(each) for each in records))
        indexes = tuple(self._indexes())
        if indexes:
            yield Chapter(self._part("kind.html", INDEX, translate("Index"), about="", records=[]), indexes)

    def _overview_opening(self) -> Part:
        blocks, elsewhere = (kinds_table(self.press),), self._overview.elsewhere
        title = self.press.wording.translate("At a glance")
        left_out = left_out_of_view(INDEX_PAGE, self.press)
        return self._part("overview.html", OVERVIEW, title, blocks=blocks, elsewhere=elsewhere, left_out=left_out)

    def _sheets(self) -> Iterator[Part]:
        """Yield what is shown of each view of all records."""
        for sheet in self._overview.sheets:
            view = sheet.view
            part = self._part(
                "view.html", sheet.anchor, view.title, view=view, blocks=sheet.blocks, elsewhere=sheet.elsewhere
            )
            drawn_for_books(part.content)
            yield part

    def _record(self, record: Record) -> Part:
        press, facts, backing = self.press, self.press.facts, backing_of(record)
        body = render_body(record.body, lambda address: _target(address, record, press))
        return self._part(
            "record.html", anchor_of(record.key), record.title, record,
            direction=_direction(press.wording.language),
            schema=press.catalogue.schema_of(record),
            panel=facts.panel(record),
            sections=facts.sections(record),
            body=Markup(body),  # noqa: S704 - sanitized
            body_sources=backing.get(BODY, ()),
            relations=relations_of(record, facts),
            not_known=not_known(record, press),
            sources=source_entries(record),
            history=facts.fact(record, "history"),
            summary_sources=backing.get("summary", ()),
            confirmed=Markup(confirmed_html(record, _to, press)),  # noqa: S704 - it escapes what is not ours
            citation=citation(record, press),
        )  # fmt: skip

    def _indexes(self) -> Iterator[Part]:
        """Yield, for each code list that has pages, its concepts with the records that name them."""
        for code_list in self.press.catalogue.code_lists.values():
            concepts = list(self._concepts(code_list)) if code_list.page else []
            if concepts:
                title = self.press.wording.translate(code_list.title)
                yield self._part("index.html", id_within(INDEX, code_list.page), title, concepts=concepts)

    def _concepts(self, code_list: CodeList) -> Iterator[_Concept]:
        """Yield the concepts that are named, by their labels: an index is looked through by the alphabet."""
        named, wording = self.press.catalogue.named(code_list.name), self.press.wording
        labels = {concept: wording.label(code_list.name, concept) for concept in code_list.concepts if concept in named}
        for concept, label in sorted(labels.items(), key=lambda each: wording.sort_key(each[1])):
            yield _Concept(concept.lower(), label, by_title(self.press, named[concept]))


def _target(address: str, record: Record, press: Press) -> str | None:
    target = target_in_body(address, record, press)
    return None if target is None else _to(target)


def _tidy(tree: Element, anchor: str, own: str) -> None:
    """Leave out what only a page in a browser has, and give all ids of a part its own as their beginning."""
    for element in tree.iter():
        for child in [each for each in element if each.get("class") == "ch-anchor"]:
            element.remove(child)
        attributes = element.attrib
        for name in [each for each in attributes if each == "tabindex" or each.startswith("data-")]:
            del attributes[name]
        if "id" in attributes and attributes["id"] != anchor:
            attributes["id"] = id_within(anchor, attributes["id"])
        if "aria-labelledby" in attributes:
            attributes["aria-labelledby"] = id_within(anchor, attributes["aria-labelledby"])
        address = attributes.get("href", "")
        if address.startswith("#"):
            attributes["href"] = f"{SITE}{own}{address}"


@dataclass
class _Links:
    """Settles where the links of a book lead; `ids` are all that there are in it. Gathers the pictures that it shows."""

    edition: Edition
    ids: set[str]
    pictures: dict[str, Picture] = field(default_factory=dict)

    def settle(self, tree: Element) -> None:
        """Change every link of a tree to one that leads somewhere, or to plain text; likewise pictures."""
        drawn = list(links_in_drawings(tree))  # held, so that no other element has the place in memory of one of these
        places = {id(each) for each in drawn}
        for element in tree.iter():
            if element.tag == "a":
                self._link(element, "g" if id(element) in places else "span")
            elif element.tag == "img":
                self._picture(element)

    def _link(self, element: Element, plain: str) -> None:
        address = self._address(element.attrib.pop("href", ""))
        if address:
            element.set("href", address)
        else:
            element.tag = plain
            for name in ("rel", "title", "aria-label"):
                element.attrib.pop(name, None)

    def _address(self, address: str) -> str:
        """Where a link leads: an id in the book, an address elsewhere; empty where to nothing."""
        if not address.startswith(SITE):
            is_mail = address.startswith("mailto:") and "@" in address
            return web_address(address) if is_mail or is_web_address(address) else ""
        path, _, fragment = address.removeprefix(SITE).partition("#")
        found = self._in_book(path, unquote(fragment))
        full = self.edition.press.settings.address
        return f"#{found}" if found else web_address(f"{full}/{address.removeprefix(SITE)}") if full else ""

    def _in_book(self, path: str, fragment: str) -> str:
        """The id in the book of what a page of the site shows; empty where it is not in it."""
        collection, _, name = path.removesuffix(".html").partition("/")
        listed = id_within(INDEX, collection)
        if name == INDEX_PAGE:
            return next((each for each in (collection, listed) if each in self.ids), "")
        record = self.edition.press.catalogue.get(Key(collection, name))
        anchor = anchor_of(record.key) if record else id_within(listed, name)
        view = anchor_of_view(path)
        exact = [id_within(each, fragment) if fragment else each for each in (view, anchor)]
        return next((each for each in (*exact, anchor) if each in self.ids), "")

    def _picture(self, element: Element) -> None:
        path = element.attrib.pop("src", "").removeprefix(SITE)
        picture = self.pictures.get(path) or read_picture(self.edition.site, path)
        if picture:
            self.pictures[path] = picture
            element.set("src", path)
            element.set("alt", element.get("alt", ""))
        else:
            element.tag, element.text = "em", element.attrib.pop("alt", "")
