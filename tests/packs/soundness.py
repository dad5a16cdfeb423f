"""What is wrong with a folder of pages that must work without a network: links and parts of pages that lead nowhere, files that
are missing, and anything that a page would fetch from elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

LOADS = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"), "audio": ("src",), "video": ("src", "poster"),
    "embed": ("src",), "object": ("data",), "input": ("src",), "use": ("href",),
}  # fmt: skip
"""The attributes by which elements load something without being asked."""

LINKS_THAT_LOAD = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "preconnect",
    "dns-prefetch",
    "prefetch",
    "manifest",
}
FOR_SCRIPT = re.compile(r"record=[a-z0-9-]+\Z")
"""What a form is told by its address; it is no part of the page."""

LOADED_BY_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


@dataclass
class Read:
    """A page or a style as it was read: its addresses, each with whether it is loaded without being asked for, and its ids."""

    addresses: list[tuple[str, bool]]
    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    """The pages that it leads to, relative to the root."""


def read_all(site: Path) -> dict[str, Read]:
    """Read every page and style of a site, by path."""
    found = {page.relative_to(site).as_posix(): _page(page) for page in sorted(site.rglob("*.html"))}
    for style in sorted(site.rglob("*.css")):
        loaded = LOADED_BY_STYLE.findall(style.read_text("utf-8"))
        found[style.relative_to(site).as_posix()] = Read([(address, True) for address in loaded])
    return found


def faults(site: Path, known: dict[str, Read] | None = None) -> list[str]:
    """Everything that is wrong, as sentences that name the page."""
    known = known or read_all(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found = []
    for name, page in known.items():
        for address, is_loaded in page.addresses:
            found += [f"{name}: {fault}" for fault in _faults_of(address, name, known, files, is_loaded=is_loaded)]
    return found


def _page(path: Path) -> Read:
    read = Read([])
    for element in html.fromstring(path.read_bytes()).iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            read.ids.add(element.get("id"))
        for attribute in LOADS.get(element.tag, ()):
            if element.get(attribute):
                read.addresses.append((element.get(attribute).split()[0], True))
        if element.tag in ("a", "form", "area", "link") and (address := element.get("href") or element.get("action")):
            is_loaded = element.tag == "link" and bool(LINKS_THAT_LOAD & set((element.get("rel") or "").split()))
            read.addresses.append((address, is_loaded))
        if element.tag == "style" or element.get("style"):
            styles = f"{(element.text or '') if element.tag == 'style' else ''} {element.get('style') or ''}"
            read.addresses += [(each, True) for each in LOADED_BY_STYLE.findall(styles)]
    return read


def _faults_of(address, page, known, files, *, is_loaded) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme in ("data", "blob"):
        return
    if parts.scheme or parts.netloc:
        if is_loaded:
            yield f"{address} is loaded from elsewhere"
        return
    target = _joined(page, unquote(parts.path)) if parts.path else page
    known[page].links.add(target)
    if target not in files:
        yield f"{address} is missing"
    elif target.endswith(".html") and parts.fragment and not FOR_SCRIPT.match(parts.fragment):
        has_part = unquote(parts.fragment) in known[target].ids
        yield from () if has_part else (f"{address}: the page has no such part",)


def _joined(page: str, path: str) -> str:
    """The path of a link from a page, relative to the root; what leads out of that keeps its dots, and so is missing."""
    parts = [*page.split("/")[:-1]]
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
