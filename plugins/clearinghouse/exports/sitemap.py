"""The list of all pages for search engines (sitemaps.org); it needs to know the address of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from clearinghouse.core.record import Record

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(address: str, urls: Iterable[str], days: Mapping[str, str]) -> bytes:
    """Return sitemap.xml. `days` says of which day a page is, as 2026-06-30; a page without a day has none there."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for url in sorted(urls):
        entry = ET.SubElement(root, f"{{{NAMESPACE}}}url")
        ET.SubElement(entry, f"{{{NAMESPACE}}}loc").text = f"{address}/{url}"
        if day := days.get(url):
            ET.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = day
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def days_of_pages(urls: Iterable[str], records: Iterable[Record], committed: str) -> dict[str, str]:
    """Of which day each page is: a record of that on which it was last confirmed, any other page of that of the commit.

    The day of the build says nothing about a page. Nor does the commit about a record, which it need not have touched: a
    record that was never confirmed has no day. `committed` begins with a day, or is empty.
    """
    days = dict.fromkeys(urls, committed[:10])
    days.update((record.url, str(record.data.get("confirmed_on") or "")) for record in records)
    return {url: day for url, day in days.items() if day}
