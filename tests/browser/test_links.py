"""Every internal link and anchor of the built site leads somewhere: over all pages."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, _tag, attrs):
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"])
        self.links += [values[name] for name in ("href", "src", "action") if values.get(name)]


@cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text())
    return reader


def test_every_link_and_anchor_resolves_and_no_id_stands_twice(site):
    broken, checked = [], 0
    for page in sorted(site.rglob("*.html")):
        own = read(page)
        broken += [f"{page.relative_to(site)}: id {each} twice" for each in set(own.ids) if own.ids.count(each) > 1]
        for link in own.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            checked += 1
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (
                parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in read(target).ids
            ):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert checked > 10_000
    assert broken == []
