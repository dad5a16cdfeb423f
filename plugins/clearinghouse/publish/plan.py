"""What a site is made from, and what each of its products depends on.

There are three kinds of pages and files. The page of a record shows the record, and of others what they are called and what
they are in half a line. Views, listings and tables are made from the front matter of all records, not from their texts.
Only the search and the API know the texts of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from clearinghouse.core.record import Key, Record
from clearinghouse.core.source import Source
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.pages.outward import urls_left_out, with_marked_links
from clearinghouse.pages.page import Page, Press
from clearinghouse.pages.shell import Shell
from clearinghouse.publish.product import File, Product, files


@dataclass(frozen=True)
class Plan:
    """What the products of a site are made from: what is known, and the frames that the engine has rendered."""

    press: Press
    shells: Mapping[str, Shell]
    fingerprints: Mapping[Key, tuple[bytes, bytes]]
    """Of the front matter and of the text of every record, also of those that are left out here."""
    types: bytes
    """The fingerprint of schemas, code lists, rules and requirements."""
    sources: Mapping[Key, Source] = field(default_factory=dict)
    """How every record is written, for the forms that change one."""
    worked_out: Press | None = None
    """A press with the same data, though with older texts, in which much is worked out already."""

    def after(self, last: Plan | None) -> Plan:
        """This plan, with what the one before has worked out, where the data of both is the same."""
        if last is None or last.data != self.data:
            return self
        return replace(self, worked_out=last.worked_out or last.press)

    @cached_property
    def surroundings(self) -> bytes:
        """What goes into everything: the program, the types, the words, the settings, the day."""
        press = self.press
        settings = replace(
            press.settings, commit="", committed="", uncommitted=False
        )  # only the list of the API names them
        return fingerprint(
            of_program(), self.types, press.wording.language, repr(settings), press.desk.situation.today.isoformat()
        )

    @cached_property
    def data(self) -> bytes:
        """What goes into all that is made from the front matter of all records: that, of what is left out too, and what rules find in texts."""
        found = ((each.rule.code, each.key, each.pointer, each.message) for each in self.press.desk.found_in_texts)
        return fingerprint(
            self.surroundings,
            *(part for key in sorted(self.press.catalogue.by_key) for part in (*key, self.fingerprints[key][0])),
            repr(list(found)),
            self.left_out,
        )

    @cached_property
    def keys(self) -> bytes:
        """What links can lead to: the records by their ids, old ones among them, and which of their pages are left out."""
        current = self.press.catalogue.current
        outside = {old: record.key for old, record in self.press.catalogue.outside.items()}
        return fingerprint(
            *(part for old in sorted(current) for part in (*old, *current[old])),
            *(part for old in sorted(outside) for part in (b"outside", *old, *outside[old])),
            *sorted(self.urls_left_out),
        )

    @cached_property
    def left_out(self) -> bytes:
        """What is known of the records that are left out here."""
        left_out = self.press.catalogue.left_out
        return fingerprint(*(part for each in left_out for part in (*each.key, self.fingerprints[each.key][0])))

    @cached_property
    def shown(self) -> Mapping[Key, bytes]:
        """What a record shows of itself on the pages of others: its own front matter, and what it calls those it refers to."""
        catalogue = self.press.catalogue
        titles = {record.key: record.title for record in (*catalogue.records, *catalogue.left_out)}
        return {
            record.key: fingerprint(
                self.fingerprints[record.key][0],
                *(part for each in catalogue.references(record) for part in (*each.target, titles[each.target])),
                *(part for each in catalogue.outward(record) for part in (*each.target, titles[each.target])),
            )
            for record in catalogue.records
        }

    @cached_property
    def around(self) -> Mapping[Key, bytes]:
        """What is shown of the records around each: those that it refers to, and those that refer to it, by which field."""
        shown, catalogue = self.shown, self.press.catalogue
        return {
            record.key: fingerprint(
                *(part for each in catalogue.references(record) for part in (*each.target, shown[each.target])),
                b"",
                *(part for each in catalogue.backlinks(record) for part in (*each.source, shown[each.source])),
            )
            for record in catalogue.records
        }

    def page(self, page: Page) -> File:
        """A page in its frame, as a file."""
        if self.urls_left_out:
            words = self.press.wording.translate("not in this copy")
            content = with_marked_links(page.content, page.url, self.urls_left_out, words)
            page = replace(page, content=Markup(content))  # noqa: S704 - it was made by us
        return page.url, self.shells[page.shell].fill(page, self.press.settings).encode()

    @cached_property
    def urls_left_out(self) -> frozenset[str]:
        """What links of a part can lead to that is left out of it; nothing in a whole clearinghouse."""
        return urls_left_out(self.press.catalogue)

    def frame(self, url: str) -> bytes:
        """The fingerprint of a frame; of none where the engine has not rendered it."""
        return self.shells[url].fingerprint if url in self.shells else b""

    @cached_property
    def frames(self) -> bytes:
        """The fingerprint of all frames."""
        return fingerprint(*(part for url in sorted(self.shells) for part in (url, self.shells[url].fingerprint)))

    def of_data(self, name: str, make: Callable[[], Iterable[File]], weight: float = 50) -> Product:
        """A product without frames that is made from the front matter of all records."""
        return Product(name, fingerprint(name, self.data), files(make), weight=weight)

    def of_files(self, name: str, records: Sequence[Record], make: Callable[[], Iterable[File]]) -> Product:
        """A product that is made from the files of some records alone."""
        parts = (part for each in records for part in (*each.key, *self.fingerprints[each.key]))
        return Product(
            name, fingerprint(name, self.surroundings, *parts), files(make), weight=max(len(records) / 50, 1)
        )

    def of_records(self, name: str, records: Sequence[Record], make: Callable[[], Iterable[File]]) -> Product:
        """A product that is made from some records, and from what the records around them show."""
        parts = (part for each in records for part in (*each.key, *self.fingerprints[each.key], self.around[each.key]))
        return Product(
            name, fingerprint(name, self.surroundings, *parts), files(make), weight=max(len(records) / 10, 1)
        )

    def pages_of_data(self, name: str, make: Callable[[], Iterable[Page]], weight: float = 50) -> Product:
        """Pages that are made from the front matter of all records."""
        return self.framed(name, lambda: map(self.page, make()), weight)

    def framed(self, name: str, make: Callable[[], Iterable[File]], weight: float = 50) -> Product:
        """A product with pages among its files that is made from the front matter of all records."""
        return replace(self.of_data(name, make, weight), frame=self.frames)
