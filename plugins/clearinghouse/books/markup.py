"""The HTML of pages as a tree, which a book then takes its links, pictures and ids from, and how it is written as XHTML.

What comes in was made by our pages and by the sanitizer of bodies, so every element is closed; a tree is what makes sure
that it also is where XML is asked for.
"""

from __future__ import annotations

import re
from copy import deepcopy
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import quote
from xml.etree.ElementTree import Element, TreeBuilder, tostring

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements without content, which HTML does not close."""

XML_LANG = "xml:lang"

MOST_LEVELS = 60
"""Elements within each other; of what lies deeper only the text is kept. A line of `>` is a quotation in a quotation in …"""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9-]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def tree_of(html: str) -> Element:
    """Return HTML as a tree under one `div`. Characters that XML forbids are left out.

    Raises ValueError where an element is not closed as it was opened.
    """
    reader = _Reader()
    reader.feed(f"<div>{html}</div>")
    reader.close()
    return reader.tree()


class _Reader(HTMLParser):
    """Tells a builder of trees what it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self._open) >= MOST_LEVELS:
            self._open.extend([tag] if tag not in VOID else [])
            return
        self._builder.start(tag, {name: xml_text(name if value is None else value) for name, value in attrs})
        if tag in VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"an element {tag} is closed that is not open")
        if len(self._open) < MOST_LEVELS:
            self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        self._builder.data(xml_text(data))

    def tree(self) -> Element:
        """What was read."""
        if self._open:
            raise ValueError(f"an element {self._open[-1]} is not closed")
        return self._builder.close()


def xml_text(text: str) -> str:
    """A text without the characters that XML forbids."""
    return _NOT_XML.sub("", text)


def id_of(*parts: str) -> str:
    """One id out of several, fit for XML whatever the parts are.

    Ids of records have no double hyphen, so that two ids are the same only where their parts are.
    """
    return "--".join(_NOT_IN_ID.sub(lambda found: f"_{ord(found.group()):x}_", part) for part in parts)


def id_within(anchor: str, name: str) -> str:
    """The id of something within the part of a book that has the id `anchor`."""
    return f"{anchor}--{id_of(name)}"


def web_address(address: str) -> str:
    """An address as it may stand in a book: what is not ASCII, and a stray per cent sign, are written as URLs have them."""
    return quote(_STRAY_PERCENT.sub("%25", address), safe="%/:=&?~#+!$,;'@()*[]")


def to_xhtml(tree: Element) -> str:
    """Return the content of a tree as XHTML, without the element that holds it; `lang` is also said as XML says it."""
    copy = deepcopy(tree)
    for element in copy.iter():
        if "lang" in element.attrib:
            element.set(XML_LANG, element.attrib["lang"])
    return _inner(copy, "xml")


def to_html(tree: Element) -> str:
    """Return the content of a tree as HTML, without the element that holds it."""
    return _inner(tree, "html")


def _inner(tree: Element, method: Literal["xml", "html"]) -> str:
    whole = tostring(tree, encoding="unicode", method=method)
    return whole.partition(">")[2].rpartition("</")[0]
