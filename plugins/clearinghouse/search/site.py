"""What can be found on a site: its records, views, concepts and hand-written pages, with their facets and dates."""

from __future__ import annotations

from collections.abc import Sequence

from clearinghouse.pages.page import Press
from clearinghouse.search.documents import SearchDocument, concept_documents, record_documents, view_documents
from clearinghouse.search.facets import dates_of, facets_of
from clearinghouse.search.files import Searchable, searchable


def searchable_site(press: Press, pages: Sequence[SearchDocument]) -> Searchable:
    """Put together everything that can be found; `pages` are the hand-written ones, which only the engine knows."""
    documents = [*record_documents(press), *view_documents(press), *concept_documents(press), *pages]
    return searchable(documents, facets_of(press, [page.url for page in pages]), dates_of(press))
