"""Links that lead out of a part of a clearinghouse: what is linked to gets a short page in its place (`stub.py`), and links say so."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import unquote

from markupsafe import escape

from clearinghouse.core.body import content_path, render_body
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record

MARKDOWN = ".md"


@dataclass(frozen=True)
class Stubs:
    """Records and concepts that are left out and linked to, in a fixed order."""

    records: tuple[Record, ...] = ()
    concepts: tuple[tuple[CodeList, str], ...] = ()

    @property
    def urls(self) -> frozenset[str]:
        """The addresses of their pages, relative to the root of the site."""
        concepts = (f"{code_list.page}/{concept.lower()}.html" for code_list, concept in self.concepts)
        return frozenset({*(record.url for record in self.records), *concepts})

    @property
    def paths(self) -> frozenset[str]:
        """The names of files by which hand-written pages link to them."""
        return frozenset(url.removesuffix(".html") + MARKDOWN for url in self.urls)


def stubs_for(catalogue: Catalogue, linked: Iterable[str]) -> Stubs:
    """Find what needs a short page in a part of a catalogue; nothing in a whole one.

    `linked` are the files that hand-written pages link to and that are not here, relative to the content folder. What has the
    page of a concept at its address needs no other.
    """
    if not catalogue.outside:
        return Stubs()
    taken = {f"{code_list.page}/{concept.lower()}.html" for code_list, concept in catalogue.concept_pages()}
    named = [_key(path) for path in linked if path.endswith(MARKDOWN)]
    records = {record.key: record for record in _linked_by_records(catalogue)}
    records |= {catalogue.outside[key].key: catalogue.outside[key] for key in named if key in catalogue.outside}
    stubs = tuple(records[key] for key in sorted(records) if records[key].url not in taken)
    concepts = tuple(_concepts(catalogue, {key for key in named if key not in records}, taken))
    return Stubs(stubs, concepts)


def _key(path: str) -> Key:
    collection, _, name = path.partition("/")
    return Key(collection, name.removesuffix(MARKDOWN))


def _concepts(catalogue: Catalogue, named: AbstractSet[Key], taken: AbstractSet[str]) -> Iterator[tuple[CodeList, str]]:
    for code_list in catalogue.code_lists.values():
        for concept in code_list.concepts if code_list.page else ():
            key = Key(code_list.page, concept.lower())
            if key in named and f"{key.collection}/{key.id}.html" not in taken:
                yield code_list, concept


def _linked_by_records(catalogue: Catalogue) -> Iterator[Record]:
    """Yield what is left out and linked to from the page of a record, in a field or in the text."""
    for record in catalogue.records:
        yield from (catalogue.outside[each.target] for each in catalogue.outward(record))
        for key in _keys_in_body(record):
            if key in catalogue.outside and catalogue.get(key) is None:
                yield catalogue.outside[key]


def _keys_in_body(record: Record) -> list[Key]:
    """What the text of a record links to, as far as it is the name of a record's file."""
    found: list[Key] = []

    def note(address: str) -> str:
        path = content_path(address, record.file) or ""
        if path.endswith(MARKDOWN):
            found.append(_key(path))
        return address

    if "](" in record.body or "]:" in record.body:
        render_body(record.body, note)
    return found


def urls_left_out(catalogue: Catalogue) -> frozenset[str]:
    """The addresses at which a part has a short page, if it links there, in place of a record that is left out."""
    taken = {f"{code_list.page}/{concept.lower()}.html" for code_list, concept in catalogue.concept_pages()}
    return frozenset(record.url for record in catalogue.left_out) - taken


_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_LINK = re.compile(
    rf'<a (?P<others>(?:[^>"]|"[^"]*")*?)href="(?P<to>[^"#]+)(?P<rest>(?:#[^"]*)?"{_ATTRIBUTES}>)(?P<text>.*?)</a>',
    re.DOTALL,
)


def with_marked_links(html: str, page: str, left_out: AbstractSet[str], words: str) -> str:
    """The HTML of the page at an address; its links to what is left out say so: by look, to the mouse, and to who listens.

    `words` say that in the language of the site.
    """

    def marked(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(found["to"])))
        if target not in left_out:
            return found[0]
        said, tag = escape(words), found["others"] + found["rest"]
        new = {"class": "ch-elsewhere", "title": said}
        own = "".join(f'{name}="{value}" ' for name, value in new.items() if f'{name}="' not in tag)
        return (
            f'<a {own}{found["others"]}href="{found["to"]}{found["rest"]}{found["text"]}'
            f'<span class="ch-hidden"> ({said})</span></a>'
        )

    return _LINK.sub(marked, html) if left_out else html


_LINK_TO_PART = re.compile(r'href="([^"#:]+)#[^"]*"')


def without_parts(html: str, page: str, stubs: AbstractSet[str]) -> str:
    """The HTML of a hand-written page, whose links to parts of pages lead to the pages themselves where those are short ones."""

    def mended(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(found[1])))
        return f'href="{found[1]}"' if target in stubs else found[0]

    return _LINK_TO_PART.sub(mended, html) if stubs else html
