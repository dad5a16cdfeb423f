"""Feeds (Atom, RFC 4287): the latest of all records, and of each country, for those who want to be told.

Links are absolute where the address of the site is known; else they are relative to the feed, as everything in a copy on a
disk is. The id of an entry is a tag URI (RFC 4151) of its collection and id, which never change; so a reader that knows an
entry does not show it twice. Days come from the records, never from the clock; a record without any day is in no feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from clearinghouse.coordination.changes import News, news
from clearinghouse.core.links import relative_url
from clearinghouse.pages.coordination.brief import feed_url
from clearinghouse.pages.page import Press

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
NOBODY = "clearinghouse.invalid"
"""The authority of the ids while a site has no address; the name can belong to nobody (RFC 2606)."""


def feed_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of all records, and one for each country with news. A feed without entries is not written."""
    wording = press.wording
    found = news(press.desk.situation, most=MOST_ENTRIES)
    if found:
        yield feed_url(), _feed(feed_url(), press.settings.name, "index.html", found, press)
    for country in press.desk.situation.countries:
        found = news(press.desk.situation, country, MOST_ENTRIES)
        if found:
            title = wording.translate("{country}: news from {site}").format(
                country=wording.label("countries", country), site=press.settings.name
            )
            yield feed_url(country), _feed(feed_url(country), title, f"countries/{country.lower()}.html", found, press)


def tag_uri(press: Press, path: str) -> str:
    """The name of something of this site that stays the same for ever."""
    return f"tag:{urlsplit(press.settings.address).hostname or NOBODY},2026:{path}"


def _feed(url: str, title: str, page: str, found: tuple[News, ...], press: Press) -> bytes:
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": press.wording.language})
    _text(root, "id", tag_uri(press, url.removesuffix(".xml")))
    _text(root, "title", title)
    _text(root, "updated", _moment(found[0]))
    _text(ET.SubElement(root, _name("author")), "name", press.settings.name)
    _link(root, "alternate", page, url, press)
    if press.settings.address:
        _link(root, "self", url, url, press, "application/atom+xml")
    for each in found:
        _entry(root, each, url, press)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ET.Element, found: News, url: str, press: Press) -> None:
    record = found.record
    entry = ET.SubElement(root, _name("entry"))
    if record.language != press.wording.language:
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", record.language)
    _text(entry, "id", tag_uri(press, f"{record.key.collection}/{record.key.id}"))
    _text(entry, "title", record.title)
    _text(entry, "updated", _moment(found))
    _link(entry, "alternate", record.url, url, press)
    label = press.wording.translate(press.catalogue.schema_of(record).title)
    ET.SubElement(entry, _name("category"), {"term": record.key.collection, "label": label})
    _text(entry, "summary", " – ".join(each for each in (found.change, record.summary) if each))


def _link(
    parent: ET.Element, relation: str, target: str, url: str, press: Press, media_type: str = "text/html"
) -> None:
    address = f"{press.settings.address}/{target}" if press.settings.address else relative_url(target, url)
    ET.SubElement(parent, _name("link"), {"rel": relation, "type": media_type, "href": address})


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = text


def _moment(found: News) -> str:
    return f"{found.day.isoformat()}T00:00:00Z"


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
