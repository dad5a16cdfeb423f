"""Pages of concepts, such as a country or a theme: everything that is recorded about them, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clearinghouse.core.codelist import CodeList, Concept
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Schema
from clearinghouse.pages.page import NOTHING, Page, Press, by_title
from clearinghouse.pages.record import record_page
from clearinghouse.views.view import Block


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one collection that use a concept."""

    schema: Schema
    records: tuple[Record, ...]


def groups_of(code_list: CodeList, concept: str, press: Press) -> tuple[Group, ...]:
    """The records that use a concept, by collection in the order of the site."""
    users = press.catalogue.uses(code_list.name).get(concept, ())
    own = Key(code_list.page, concept.lower())
    by_collection: dict[str, list[Record]] = {}
    for record in users:
        if record.key != own:
            by_collection.setdefault(record.key.collection, []).append(record)
    return tuple(
        Group(schema, tuple(by_title(press, tuple(by_collection[name]))))
        for name, schema in press.catalogue.schemas.items()
        if name in by_collection
    )


def concept_url(code_list: CodeList, concept: str) -> str:
    """The page of a concept."""
    return f"{code_list.page}/{concept.lower()}.html"


Supplement = Callable[[CodeList, str, Press], tuple[Block, ...]]
"""What is told of a concept beyond the lists of its records: tables and figures."""


def concept_pages(press: Press, supplement: Supplement) -> Iterator[Page]:
    """Yield the page of every concept in use, of all code lists that have pages.

    Where a record describes the concept (the country record `zm` for the code ZM), its page comes first, and what
    is recorded elsewhere follows on it.
    """
    for code_list, concept in press.catalogue.concept_pages():
        url = concept_url(code_list, concept)
        label = press.wording.label(code_list.name, concept)
        record = press.catalogue.by_key.get(Key(code_list.page, concept.lower()))
        groups = groups_of(code_list, concept, press)
        blocks = supplement(code_list, concept, press)
        about = record_page(record, press, ()) if record else None
        content = press.render(
            "concept.html", url, code_list=code_list, concept=code_list.concepts[concept], label=label, groups=groups,
            about=about, blocks=blocks, broader=_broader(code_list, code_list.concepts[concept], press),
        )  # fmt: skip
        description = press.wording.translate("Everything recorded about {name}.").format(name=label)
        head = about.head if about else NOTHING
        yield Page(url, about.title if about else label, content, f"{code_list.page}/index.html", description, head)


def _broader(code_list: CodeList, concept: Concept, press: Press) -> str:
    above = code_list.broader_list or code_list.name
    return (
        press.wording.label(above, concept.broader) if concept.broader and above in press.catalogue.code_lists else ""
    )


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept in the index of its list: what it is called, what it belongs to, and how many records of each kind use it."""

    label: str
    url: str
    broader: str
    counts: tuple[tuple[Schema, int], ...]
    total: int


def concept_index(code_list: CodeList, press: Press) -> Page:
    """Return the index of all concepts of a list that are in use."""
    url = f"{code_list.page}/index.html"
    rows = []
    for concept in code_list.concepts.values():
        if concept.id in press.catalogue.uses(code_list.name):
            groups = groups_of(code_list, concept.id, press)
            counts = tuple((group.schema, len(group.records)) for group in groups)
            rows.append(
                ConceptRow(
                    press.wording.label(code_list.name, concept.id), concept_url(code_list, concept.id),
                    _broader(code_list, concept, press), counts, sum(count for _, count in counts),
                )
            )  # fmt: skip
    if code_list.labels_from:
        rows.sort(key=lambda row: press.wording.sort_key(row.label))
    title = press.wording.translate(code_list.title)
    described = press.catalogue.schemas.get(code_list.page)
    about = press.wording.translate(described.collection.description if described else code_list.description)
    shown = tuple(
        schema
        for schema in press.catalogue.schemas.values()
        if any(schema is each for row in rows for each, _ in row.counts)
    )
    content = press.render(
        "concepts.html", url, title=title, code_list=code_list, about=about, rows=rows, schemas=shown
    )
    return Page(url, title, content, url, about)
