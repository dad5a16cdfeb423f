"""What is wrong with a folder of pages that must work without a network: links and parts of pages that lead nowhere, files that
are missing, and anything that a page would fetch from elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

LOADS = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"), "audio": ("src",), "video": ("src", "poster"),
    "embed": ("src",), "object": ("data",), "input": ("src",), "use": ("href",),
}  # fmt: skip
"""The attributes by which elements load something without being asked."""

LINKS_THAT_LOAD = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "prefetch", "manifest"}
FOR_SCRIPT = re.compile(r"record=[a-z0-9-]+\Z")
"""What a form is told by its address; it is no part of the page."""

LOADED_BY_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


def faults(site: Path) -> list[str]:
    """Everything that is wrong, as sentences that name the page."""
    found: list[str] = []
    ids = cache(lambda path: _ids(path))
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        for address, is_loaded in _addresses(page):
            found += (f"{name}: {fault}" for fault in _faults_of(address, page, site, is_loaded=is_loaded, ids=ids))
    for style in sorted(site.rglob("*.css")):
        name = style.relative_to(site).as_posix()
        for address in LOADED_BY_STYLE.findall(style.read_text("utf-8")):
            found += (f"{name}: {fault}" for fault in _faults_of(address, style, site, is_loaded=True, ids=ids))
    return found


def _addresses(page: Path) -> Iterator[tuple[str, bool]]:
    """Yield every address on a page, and whether it is loaded without being asked for."""
    for element in html.fromstring(page.read_bytes()).iter():
        if not isinstance(element.tag, str):
            continue
        for attribute in LOADS.get(element.tag, ()):
            if element.get(attribute):
                yield element.get(attribute).split()[0], True
        if element.tag in ("a", "form", "area", "link") and (address := element.get("href") or element.get("action")):
            yield address, element.tag == "link" and bool(LINKS_THAT_LOAD & set((element.get("rel") or "").split()))
        if element.tag == "style" or element.get("style"):
            yield from ((each, True) for each in LOADED_BY_STYLE.findall(f"{element.text or ''} {element.get('style') or ''}"))


def _faults_of(address, page, site, *, is_loaded, ids) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme in ("data", "blob"):
        return
    if parts.scheme or address.startswith("//"):
        if is_loaded:
            yield f"{address} is loaded from elsewhere"
        return
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(site.resolve()):
        yield f"{address} leads out of the folder"
    elif not target.is_file():
        yield f"{address} is missing"
    elif target.suffix == ".html" and parts.fragment and not FOR_SCRIPT.match(parts.fragment) and unquote(parts.fragment) not in ids(target):
        yield f"{address}: the page has no such part"


def _ids(page: Path) -> set[str]:
    return set(html.fromstring(page.read_bytes()).xpath("//@id | //a/@name"))
