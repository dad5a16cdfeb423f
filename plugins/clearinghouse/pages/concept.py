"""Pages of concepts, such as a country or a theme: everything that is recorded about them, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clearinghouse.core.codelist import CodeList, Concept
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Schema
from clearinghouse.pages.left_out import left_out_of_concept
from clearinghouse.pages.page import NOTHING, Page, Press, by_title
from clearinghouse.pages.record import record_page
from clearinghouse.views.view import Block


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one collection that use a concept."""

    schema: Schema
    records: tuple[Record, ...]


def groups_of(code_list: CodeList, concept: str, press: Press) -> tuple[Group, ...]:
    """The records that name a concept themselves, by collection in the order of the site.

    What names only a narrower one (a country of a region) is listed on the page of that, so that no page grows without bound.
    """
    found = _naming(code_list, concept, press)
    return tuple(
        Group(schema, tuple(by_title(press, tuple(found[name]))))
        for name, schema in press.catalogue.schemas.items()
        if name in found
    )


def _naming(code_list: CodeList, concept: str, press: Press) -> Mapping[str, list[Record]]:
    """The records that name a concept themselves, by collection, but for the one that describes it."""
    own = Key(code_list.page, concept.lower())
    found: dict[str, list[Record]] = {}
    for record in press.catalogue.named(code_list.name).get(concept, ()):
        if record.key != own:
            found.setdefault(record.key.collection, []).append(record)
    return found


def concept_url(code_list: CodeList, concept: str) -> str:
    """The page of a concept."""
    return f"{code_list.page}/{concept.lower()}.html"


Supplement = Callable[[CodeList, str, Press], tuple[Block, ...]]
"""What is told of a concept beyond the lists of its records: tables and figures."""


@dataclass(frozen=True, slots=True)
class Companion:
    """The same as a page in another form: for print, as data, as a feed. `media_type` is empty for a page."""

    text: str
    url: str
    media_type: str = ""


Companions = Callable[[CodeList, str, Press], tuple[Companion, ...]]
"""The other forms of a concept's page."""


def concept_page(
    code_list: CodeList, concept: str, press: Press, supplement: Supplement, companions: Companions
) -> Page:
    """Return the page of a concept.

    Where a record describes the concept (the country record `zm` for the code ZM), its page comes first, and what
    is recorded elsewhere follows on it.
    """
    url = concept_url(code_list, concept)
    label = press.wording.label(code_list.name, concept)
    record = press.catalogue.by_key.get(Key(code_list.page, concept.lower()))
    groups = groups_of(code_list, concept, press)
    blocks = supplement(code_list, concept, press)
    others = companions(code_list, concept, press)
    lead = press.render(
        "concept-lead.html",
        url,
        blocks=blocks,
        companions=others,
        left_out=left_out_of_concept(code_list, concept, url, press),
    )
    about = record_page(record, press, lead=lead) if record else None
    content = press.render(
        "concept.html", url, code_list=code_list, concept=code_list.concepts[concept], label=label, groups=groups,
        about=about, lead=lead, blocks=blocks, broader=_broader(code_list, code_list.concepts[concept], press),
        broader_url=_broader_url(code_list, code_list.concepts[concept], press),
    )  # fmt: skip
    description = press.wording.translate("Everything recorded about {name}.").format(name=label)
    head = (about.head if about else NOTHING) + press.render("concept-head.html", url, companions=others, label=label)
    return Page(url, about.title if about else label, content, f"{code_list.page}/index.html", description, head)


def _broader(code_list: CodeList, concept: Concept, press: Press) -> str:
    above = code_list.broader_list or code_list.name
    return (
        press.wording.label(above, concept.broader) if concept.broader and above in press.catalogue.code_lists else ""
    )


def _broader_url(code_list: CodeList, concept: Concept, press: Press) -> str:
    """The page of the concept above; empty where it has none."""
    above = press.catalogue.code_lists.get(code_list.broader_list or code_list.name)
    has_page = above and above.page and concept.broader in press.catalogue.with_page(above.name)
    return concept_url(above, concept.broader) if above and has_page else ""


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept in the index of its list: what it is called, what it belongs to, and how many records of each kind name it.

    `depth` is how many concepts of the index hold it; `in_all` also counts what names a narrower concept.
    """

    label: str
    url: str
    broader: str
    broader_url: str
    counts: tuple[tuple[Schema, int], ...]
    depth: int
    in_all: int


def concept_index(code_list: CodeList, press: Press) -> Page:
    """Return the index of all concepts of a list that are in use."""
    url = f"{code_list.page}/index.html"
    uses = press.catalogue.with_page(code_list.name)
    rows = []
    for concept in code_list.concepts.values():
        if concept.id in uses:
            naming = _naming(code_list, concept.id, press)
            counts = tuple(
                (each, len(naming[name])) for name, each in press.catalogue.schemas.items() if name in naming
            )
            rows.append(
                ConceptRow(
                    press.wording.label(code_list.name, concept.id), concept_url(code_list, concept.id),
                    _broader(code_list, concept, press), _broader_url(code_list, concept, press), counts,
                    sum(each in uses for each in code_list.above(concept.id)), len(uses[concept.id]),
                )
            )  # fmt: skip
    if code_list.labels_from and not code_list.has_levels:
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
