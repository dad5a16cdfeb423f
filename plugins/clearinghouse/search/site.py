"""What can be found on a site: its records, views, concepts and hand-written pages, with their facets and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from clearinghouse.core.record import Key, Record
from clearinghouse.fingerprint import fingerprint, fingerprint_of_value, of_program
from clearinghouse.pages.page import Press
from clearinghouse.search.documents import (
    SearchDocument,
    concept_documents,
    named_by,
    record_document,
    view_documents,
)
from clearinghouse.search.facets import Dates, Facet, facets_of
from clearinghouse.search.files import Searchable, in_order, stamped_document
from clearinghouse.search.stamped import Stamped

Fingerprints = Mapping[Key, tuple[bytes, bytes]]
"""Those of the front matter and of the text of every record."""


def fingerprints_of(records: Iterable[Record]) -> Fingerprints:
    """Work them out from the records, for whoever has not read the files."""
    return {each.key: (fingerprint_of_value(each.data), fingerprint(each.body)) for each in records}


def searchable_site(
    press: Press, pages: Sequence[SearchDocument], fingerprints: Fingerprints, types: bytes,
    views: Iterable[SearchDocument] | None = None,
) -> Searchable:  # fmt: skip
    """Put together everything that can be found, without reading any record.

    `pages` are the hand-written ones, which only the engine knows; `types` is the fingerprint of schemas and code lists.
    `views` are the documents of views, for whoever has them from before; making them makes all views.
    """
    surroundings = fingerprint("search", of_program(), types, press.wording.language)
    others = [*(view_documents(press) if views is None else views), *concept_documents(press), *pages]
    records = _records(press, fingerprints, surroundings)
    documents = {**records, **{each.url: stamped_document(each) for each in others}}
    front_matter = b"".join(fingerprints[record.key][0] for record in press.catalogue.records)
    kinds = repr([(each.url, each.type) for each in others])
    facets = Stamped(
        fingerprint(surroundings, repr(list(records)), front_matter, kinds), partial(_facets, press, pages)
    )
    return Searchable(in_order(documents), facets)


def _facets(press: Press, pages: Iterable[SearchDocument]) -> Sequence[Facet]:
    return facets_of(press, [page.url for page in pages])


def _records(press: Press, fingerprints: Fingerprints, surroundings: bytes) -> dict[str, Stamped[SearchDocument]]:
    """The documents of records, each to be made when it is read."""
    dates = Dates(press.catalogue)

    def make(record: Record) -> SearchDocument:
        return record_document(record, press, dates.of(record))

    found = {}
    for record in press.catalogue.records:
        named = repr(list(named_by(record, press.catalogue)))
        stamp = fingerprint(surroundings, record.url, *fingerprints[record.key], named)
        found[record.url] = Stamped(stamp, partial(make, record))
    return found
