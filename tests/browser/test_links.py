"""Every internal link and anchor of the built sites leads somewhere, and every number leads to as many records: over all pages."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """What a page links to, its ids, the records linked inside each element with an id, and its counts with their links."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.records: dict[str, set[str]] = {}
        self.counts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._count = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"])
            self.records[values["id"]] = set()
        self.links += [values[name] for name in ("href", "src", "action") if values.get(name)]
        if values.get("data-record"):
            for name in filter(None, self._open):
                self.records[name].add(values["data-record"])
        if "ch-behind" in (values.get("class") or "").split():
            self._count = values["href"]
        if tag not in VOID:
            self._open.append(values.get("id") or "")

    def handle_endtag(self, tag):
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data):
        if self._count:
            self.counts.append((self._count, data.strip()))
            self._count = ""


@cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text())
    return reader


@pytest.fixture(params=["real", "training"])
def any_site(request) -> Path:
    return request.getfixturevalue("site" if request.param == "real" else "training_site")


def test_every_link_and_anchor_resolves_and_no_id_stands_twice(any_site):
    broken, checked = [], 0
    for page in sorted(any_site.rglob("*.html")):
        own = read(page)
        broken += [f"{page.relative_to(any_site)}: id {each} twice" for each in set(own.ids) if own.ids.count(each) > 1]
        for link in own.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            checked += 1
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (
                parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in read(target).ids
            ):
                broken.append(f"{page.relative_to(any_site)}: {link}")
    assert checked > 10_000
    assert broken == []


@pytest.mark.requirement("R32")
def test_every_number_equals_the_records_behind_its_link(any_site):
    wrong, checked = [], 0
    for page in sorted(any_site.rglob("*.html")):
        for link, text in read(page).counts:
            parts = urlsplit(link)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            behind = read(target).records[unquote(parts.fragment)]
            checked += 1
            if int(text) != len(behind):
                wrong.append(f"{page.relative_to(any_site)}: {text}, but {len(behind)} behind {link}")
    assert checked > 200
    assert wrong == []
