"""Facts and their values as HTML, the same on every page that shows them.

In what follows `to` makes links relative to the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clearinghouse.core.links import LinkTo, links_from
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Field
from clearinghouse.pages.html import Html, external_link, link_html, text_html
from clearinghouse.views.facts import Fact, Facts, SourceEntry, Value
from clearinghouse.views.wording import Wording

MOST_IN_CELL = 8
"""Values that a cell of a listing shows; it says how many more there are."""


def value_html(value: Value, to: LinkTo) -> Html:
    """One value: a link where it leads to a page, a list of its parts where it is a group."""
    if value.url:
        return link_html(value.url, value.text, to)
    if value.address:
        note = f' <span class="ch-note">{text_html(value.note)}</span>' if value.note else ""
        return external_link(value.address, value.text) + note
    return parts_html(value, to) if value.parts else text_html(value.text)


def values_html(fact: Fact, to: LinkTo) -> Html:
    """The values of a fact; a list where there are several."""
    if len(fact.values) == 1:
        return value_html(fact.values[0], to)
    entries = "".join([f"<li>{value_html(each, to)}</li>" for each in fact.values])
    return f'<ul class="ch-values">{entries}</ul>' if entries else ""


def parts_html(value: Value, to: LinkTo) -> Html:
    """The parts of a group, each with its title."""
    parts = [f"<div><dt>{text_html(each.title)}</dt><dd>{values_html(each, to)}</dd></div>" for each in value.parts]
    return f'<dl class="ch-parts">{"".join(parts)}</dl>'


def source_marks(numbers: Sequence[int], sources: Sequence[SourceEntry], wording: Wording) -> Html:
    """The numbers of the sources that back something, each a link to its source on the same page."""
    return "".join([_source_mark(number, sources[number - 1], wording) for number in numbers])


def _source_mark(number: int, source: SourceEntry, wording: Wording) -> Html:
    named = text_html(wording.translate("Source %(number)s") % {"number": number})
    return f'<a class="ch-source" href="#{text_html(source.anchor)}" aria-label="{named}">{number}</a>'


def language_of(record: Record, wording: Wording) -> Html:
    """The attributes that say in which language the title of a record is; none where it is that of the site."""
    if record.language == wording.language:
        return ""
    return f' lang="{text_html(record.language)}" dir="{record.direction}"'


def record_link(record: Record, to: LinkTo, wording: Wording) -> Html:
    """A link to a record that says which, so that scripts can find it in the search."""
    about = f'data-record="{text_html("/".join(record.key))}" href="{text_html(to(record.url))}"'
    return f"<a {about}{language_of(record, wording)}>{text_html(record.title)}</a>"


@dataclass
class ListingRows:
    """The rows of listings: the title of each record, and a cell for every field that has a column.

    A record stands on the pages of all its concepts, and links are the same on all pages of a folder; so the rows of one
    folder are remembered, until those of another are asked for.
    """

    facts: Facts
    _folder: str = ""
    _rows: dict[Key, Html] = field(default_factory=dict)

    def html(self, records: Sequence[Record], url: str) -> Html:
        """The rows of records of one collection, as they stand on the page at `url`."""
        folder = url.rpartition("/")[0]
        if folder != self._folder:
            self._folder, self._rows = folder, {}
        rows, to = self._rows, links_from(f"{folder}/")
        for record in records:
            if record.key not in rows:
                rows[record.key] = _listing_row(record, self.facts, to)
        return "".join([rows[record.key] for record in records])


def _listing_row(record: Record, facts: Facts, to: LinkTo) -> Html:
    by_field: dict[str, list[Fact]] = {}
    for fact in facts.listing(record):
        by_field.setdefault(fact.field.name, []).append(fact)
    columns = facts.columns(record.key.collection)
    cells = [_listing_cell(column, record, by_field.get(column.name, ()), facts.wording, to) for column in columns]
    along = _came_along(facts.wording) if record.key in facts.catalogue.neighbours else ""
    return f'<tr><th scope="row">{record_link(record, to, facts.wording)}{along}</th>{"".join(cells)}</tr>\n'


def _came_along(wording: Wording) -> Html:
    """What marks, in the lists of a part, a record that was not chosen for it."""
    return f' <span class="ch-note">{text_html(wording.translate("came along"))}</span>'


def _listing_cell(column: Field, record: Record, facts: Sequence[Fact], wording: Wording, to: LinkTo) -> Html:
    is_sorted = column.kind == "date" and column.name in record.data
    sort = f' data-sort="{text_html(str(record.data[column.name]))}"' if is_sorted else ""
    if not facts:
        return f"<td{sort}>{_not_known(wording)}</td>"
    title = wording.translate(column.title)
    return f"<td{sort}>{'; '.join([_titled_line(fact, title, wording, to) for fact in facts])}</td>"


def _not_known(wording: Wording) -> Html:
    words = text_html(wording.translate("not known"))
    return (
        f'<span class="ch-unknown" title="{words}"><span aria-hidden="true">–</span>'
        f'<span class="ch-hidden">{words}</span></span>'
    )


def _titled_line(fact: Fact, title: str, wording: Wording, to: LinkTo) -> Html:
    """A fact on one line, with its own title where that is not the one of its column."""
    line = _line(fact, wording, to)
    return line if fact.title == title else f'<span class="ch-note">{text_html(fact.title)}:</span> {line}'


def _line(fact: Fact, wording: Wording, to: LinkTo) -> Html:
    """The first values of a fact on one line."""
    shown = ", ".join([value_html(each, to) for each in fact.values[:MOST_IN_CELL]])
    rest = len(fact.values) - MOST_IN_CELL
    return f"{shown} {text_html(wording.translate('and %(rest)s more') % {'rest': rest})}" if rest > 0 else shown
