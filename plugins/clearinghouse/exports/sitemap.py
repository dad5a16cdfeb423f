"""The list of all pages for search engines (sitemaps.org); it needs to know the address of the site."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(address: str, urls: Iterable[str]) -> bytes:
    """Return sitemap.xml. It has no dates: the day of a build says nothing about a page."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}urlset")
    for url in sorted(urls):
        entry = ElementTree.SubElement(root, f"{{{NAMESPACE}}}url")
        ElementTree.SubElement(entry, f"{{{NAMESPACE}}}loc").text = f"{address}/{url}"
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
