"""Facts and their values as HTML, the same on every page that shows them.

They are made in Python, not by macros of a template: a page has hundreds of values, and the call of a macro costs
several times what it does. In what follows `to` makes links relative to the page; whatever is not ours is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from clearinghouse.core.links import LinkTo
from clearinghouse.core.record import Record
from clearinghouse.core.schema import Field, Schema
from clearinghouse.views.facts import Fact, Facts, SourceEntry, Value
from clearinghouse.views.wording import Wording

_NO_ATTRIBUTES = Markup("")

MOST_IN_CELL = 8
"""Values that a cell of a listing shows; it says how many more there are."""


def value_html(value: Value, to: LinkTo) -> Markup:
    """One value: a link where it leads to a page, a list of its parts where it is a group."""
    if value.url:
        return _markup(f'<a href="{escape(to(value.url))}">{escape(value.text)}</a>')
    if value.address:
        note = f' <span class="ch-note">{escape(value.note)}</span>' if value.note else ""
        return _markup(f"{web_link(value.address, value.text)}{note}")
    return parts_html(value, to) if value.parts else escape(value.text)


def values_html(fact: Fact, to: LinkTo) -> Markup:
    """The values of a fact; a list where there are several."""
    if len(fact.values) == 1:
        return value_html(fact.values[0], to)
    entries = "".join(f"<li>{value_html(each, to)}</li>" for each in fact.values)
    return _markup(f'<ul class="ch-values">{entries}</ul>' if entries else "")


def parts_html(value: Value, to: LinkTo) -> Markup:
    """The parts of a group, each with its title."""
    parts = "".join(f"<div><dt>{escape(each.title)}</dt><dd>{values_html(each, to)}</dd></div>" for each in value.parts)
    return _markup(f'<dl class="ch-parts">{parts}</dl>')


def web_link(address: str, text: str) -> Markup:
    """A link that leaves the site."""
    return _markup(f'<a href="{escape(address)}" class="ch-external" rel="external">{escape(text)}</a>')


def source_marks(numbers: Sequence[int], sources: Sequence[SourceEntry], wording: Wording) -> Markup:
    """The numbers of the sources that back something, each a link to its source on the same page."""
    named = wording.translate("Source %(number)s")
    return _markup(
        "".join(
            f'<a class="ch-source" href="#{escape(sources[number - 1].anchor)}" '
            f'aria-label="{escape(named % {"number": number})}">{number}</a>'
            for number in numbers
        )
    )


def language_of(record: Record, wording: Wording) -> Markup:
    """The attributes that say in which language the title of a record is; none where it is that of the site."""
    if record.language == wording.language:
        return _NO_ATTRIBUTES
    return _markup(f' lang="{escape(record.language)}" dir="{record.direction}"')


def listing_rows(schema: Schema, records: Sequence[Record], facts: Facts, to: LinkTo) -> Markup:
    """The rows of a listing: the title of each record, and a cell for every field that has a column."""
    return _markup("".join(_listing_row(schema, record, facts, to) for record in records))


def _listing_row(schema: Schema, record: Record, facts: Facts, to: LinkTo) -> str:
    by_field: dict[str, list[Fact]] = {}
    for fact in facts.listing(record):
        by_field.setdefault(fact.field.name, []).append(fact)
    columns = facts.columns(schema.collection.name)
    cells = (_listing_cell(column, record, by_field.get(column.name, []), facts.wording, to) for column in columns)
    title = (
        f'<a data-record="{escape("/".join(record.key))}" href="{escape(to(record.url))}"'
        f"{language_of(record, facts.wording)}>{escape(record.title)}</a>"
    )
    return f'<tr><th scope="row">{title}</th>{"".join(cells)}</tr>\n'


def _listing_cell(column: Field, record: Record, facts: list[Fact], wording: Wording, to: LinkTo) -> str:
    is_sorted = column.kind == "date" and column.name in record.data
    sort = f' data-sort="{escape(record.data[column.name])}"' if is_sorted else ""
    if not facts:
        return f"<td{sort}>{_not_known(wording)}</td>"
    title = wording.translate(column.title)
    shown = (
        f'<span class="ch-note">{escape(fact.title)}:</span> {_line(fact, wording, to)}'
        if fact.title != title
        else _line(fact, wording, to)
        for fact in facts
    )
    return f"<td{sort}>{'; '.join(shown)}</td>"


def _not_known(wording: Wording) -> str:
    words = escape(wording.translate("not known"))
    return (
        f'<span class="ch-unknown" title="{words}"><span aria-hidden="true">–</span>'
        f'<span class="ch-hidden">{words}</span></span>'
    )


def _line(fact: Fact, wording: Wording, to: LinkTo) -> str:
    """The first values of a fact on one line."""
    shown = ", ".join(value_html(each, to) for each in fact.values[:MOST_IN_CELL])
    rest = len(fact.values) - MOST_IN_CELL
    return f"{shown} {escape(wording.translate('and %(rest)s more') % {'rest': rest})}" if rest > 0 else shown


def _markup(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - every value in it was escaped above
