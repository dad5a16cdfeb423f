"""Figures of the site in a book: as SVG that stands on its own, since a book has no style sheet of the site and no script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

STYLE = Path(__file__).parent / "style" / "drawings.css"
"""The colours and letters of figures, those of the site when it is light."""

WIDE, DENSE = 10, 6
"""Tables with more columns than this lie on a page on its side, and have smaller letters."""

_HEADINGS = ("h2", "h3", "h4")
_SVG = "http://www.w3.org/2000/svg"
_NAMES = {"viewbox": "viewBox"}
"""Attributes of SVG with capital letters, which the reader of HTML makes small."""


def drawn_for_books(tree: Element) -> None:
    """Make the figures and tables of a tree fit for a book, in place: SVG as XML has it, no words that only a style hides."""
    for svg in tree.iter("svg"):
        svg.set("xmlns", _SVG)
        svg.set("direction", "ltr")  # which a style sheet of an EPUB may not say
        if svg.get("role") == "group":  # which EPUB does not know of SVG
            del svg.attrib["role"]
        for name in [each for each in svg.attrib if each in _NAMES]:
            svg.set(_NAMES[name], svg.attrib.pop(name))
    for element in tree.iter():
        _without_hidden(element)
        if element.tag in _HEADINGS:
            _on_one_line(element)
    if max(map(_width, tree.iter("table")), default=0) > WIDE:
        tree[0].set("class", f"{tree[0].get('class', '')} ch-wide".strip())
    for table in tree.iter("table"):
        if _width(table) > DENSE:
            table.set("class", f"{table.get('class', '')} ch-dense".strip())


def has_drawing(tree: Element) -> bool:
    """Whether there is SVG in a tree."""
    return next(tree.iter("svg"), None) is not None


def links_in_drawings(tree: Element) -> Iterator[Element]:
    """Yield the links that are inside of SVG, where an element of HTML may not take their place."""
    for svg in tree.iter("svg"):
        yield from svg.iter("a")


def as_pictures(tree: Element) -> None:
    """Make each SVG of a tree a picture that brings its style, with what it shows in words, in place.

    WeasyPrint gives SVG in HTML neither the style of the page nor a description in the PDF; a picture has both.
    """
    words = {each.attrib["id"]: "".join(each.itertext()) for each in tree.iter() if "id" in each.attrib}
    for parent in tree.iter():
        for place, child in enumerate(parent):
            if child.tag == "svg":
                title = words.get(child.get("aria-labelledby", ""), "")
                parent[place] = _picture(child, title)


def _width(table: Element) -> int:
    """The columns of a table."""
    row = next(table.iter("tr"), None)
    return 0 if row is None else len(row)


def _without_hidden(element: Element) -> None:
    """Let something whose words are hidden by a style show what is to be seen, and say the words where that is only a sign."""
    hidden = [each for each in element if each.get("class") == "ch-hidden"]
    if not hidden:
        return
    words = "".join(hidden[0].itertext())
    for child in hidden:
        element.remove(child)
    for child in element:
        child.attrib.pop("aria-hidden", None)
    if element.tag == "span" and element.get("class") == "ch-gap":
        element.set("role", "img")
        element.set("aria-label", words)


def _on_one_line(heading: Element) -> None:
    """Let a list in a heading be part of its line, since a heading can hold no list."""
    for each in heading.iter("ul"):
        each.tag = "span"
        for place, entry in enumerate(each):
            entry.tag = "span"
            if place:
                entry.text = f" + {entry.text or ''}"


def _picture(svg: Element, title: str) -> Element:
    copy = deepcopy(svg)
    style = Element("style")
    style.text = STYLE.read_text("utf-8")
    copy.insert(0, style)
    for link in copy.iter("a"):  # of which a picture has none
        link.tag = "g"
        link.attrib.pop("href", None)
    parts = [text for each in copy.iter("title") if (text := "".join(each.itertext()).strip())]
    said = f"{title}: {'; '.join(parts)}" if parts else title
    picture = Element("img", {"class": svg.get("class", ""), "alt": said})
    content = tostring(copy, encoding="unicode").encode()
    picture.set("src", f"data:image/svg+xml;base64,{b64encode(content).decode()}")
    picture.tail = svg.tail
    return picture
