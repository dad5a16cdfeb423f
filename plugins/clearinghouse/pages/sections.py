"""The parts of a record's page as HTML: its facts, where it fits, and its sources.

In what follows `to` makes links relative to the page, and `sources` are those of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clearinghouse.core.links import LinkTo
from clearinghouse.pages.html import Html, external_link, text_html
from clearinghouse.pages.values import language_of, parts_html, source_marks, value_html, values_html
from clearinghouse.views.facts import Fact, Facts, SourceEntry, Value
from clearinghouse.views.relations import Related, Relation
from clearinghouse.views.wording import Wording


def panel_html(panel: Iterable[Fact], sources: Sequence[SourceEntry], to: LinkTo, wording: Wording) -> Html:
    """The short facts, each with the marks of its sources."""
    return "".join([
        f"<div><dt>{text_html(fact.title)}</dt><dd>{values_html(fact, to)} {source_marks(fact.sources, sources, wording)}</dd></div>\n"
        for fact in panel
    ])  # fmt: skip


def fact_section(fact: Fact, sources: Sequence[SourceEntry], to: LinkTo, wording: Wording) -> Html:
    """A section about one fact: a table or cards where it has groups, else a list or a paragraph."""
    name = text_html(fact.field.name)
    return (
        f'<section class="ch-section" aria-labelledby="{name}">\n'
        f'<h2 id="{name}">{text_html(fact.title)} {source_marks(fact.sources, sources, wording)}</h2>\n'
        f"{_fact(fact, to, wording)}</section>"
    )


def _fact(fact: Fact, to: LinkTo, wording: Wording) -> Html:
    if fact.field.kind == "group":
        return f"{_table(fact, to, wording) if fact.is_table else _cards(fact, to, wording)}\n"
    if fact.field.many:
        return f"<ul>{''.join([f'<li>{value_html(each, to)}</li>' for each in fact.values])}</ul>\n"
    return "".join([f"<p>{value_html(each, to)}</p>" for each in fact.values])


def _table(fact: Fact, to: LinkTo, wording: Wording) -> Html:
    columns = fact.columns
    headings = [f'<th scope="col">{text_html(wording.translate(column.title))}</th>' for column in columns]
    names = [column.name for column in columns]
    rows = [f"<tr{_id(row)}>{''.join(_cells(row, names, to))}</tr>\n" for row in fact.values]
    return (
        f'<div class="ch-scroll" tabindex="0" role="region" aria-label="{text_html(fact.title)}"><table class="ch-table">\n'
        f"<thead><tr>{''.join(headings)}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>"
    )


def _cells(row: Value, names: Iterable[str], to: LinkTo) -> list[Html]:
    parts: dict[str, Html] = {}
    for part in row.parts:
        name = part.field.name
        parts[name] = parts.get(name, "") + values_html(part, to)
    return [f"<td>{parts.get(name, '')}</td>" for name in names]


def _cards(fact: Fact, to: LinkTo, wording: Wording) -> Html:
    cards = [f'<div class="ch-card"{_id(card)}>{_card(card, to, wording)}</div>\n' for card in fact.values]
    return f'<div class="ch-cards">\n{"".join(cards)}</div>'


def _card(card: Value, to: LinkTo, wording: Wording) -> Html:
    content = parts_html(card, to) if card.parts else f"<p>{value_html(card, to)}</p>"
    if not card.anchor:
        return content
    label = text_html(wording.translate("Link to this item"))
    return f'{content}<a class="ch-anchor" href="#{text_html(card.anchor)}" aria-label="{label}">#</a>'


def _id(value: Value) -> Html:
    return f' id="{text_html(value.anchor)}"' if value.anchor else ""


def relations_html(relations: Iterable[Relation], sources: Sequence[SourceEntry], to: LinkTo, facts: Facts) -> Html:
    """The records that one has to do with, under the headings of their relations."""
    return "".join([_relation(each, sources, to, facts) for each in relations])


def _relation(relation: Relation, sources: Sequence[SourceEntry], to: LinkTo, facts: Facts) -> Html:
    direction = "ch-incoming" if relation.incoming else "ch-outgoing"
    marks = source_marks(relation.sources, sources, facts.wording)
    related = [_related(each, to, facts) for each in relation.related]
    return (
        f'<h3 class="ch-relation {direction}">{text_html(relation.heading)} {marks}</h3>\n'
        f'<ul class="ch-related">\n{"".join(related)}</ul>\n'
    )


def _related(related: Related, to: LinkTo, facts: Facts) -> Html:
    record, wording = related.record, facts.wording
    note = f' <span class="ch-chip">{text_html(related.note)}</span>' if related.note else ""
    kind = text_html(wording.translate(facts.catalogue.schema_of(record).title))
    brief = f" · {text_html(related.brief)}" if related.brief else ""
    return (
        f'<li><a href="{text_html(to(record.url))}"{language_of(record, wording)}>{text_html(record.title)}</a>{note}'
        f'<span class="ch-brief">{kind}{brief}</span></li>\n'
    )


def source_list(sources: Iterable[SourceEntry], wording: Wording) -> Html:
    """The sources of a record, each with who published it, its symbol and its date as far as they are known."""
    return "".join([f'<li id="{text_html(each.anchor)}">{_source(each, wording)}</li>\n' for each in sources])


def _source(source: SourceEntry, wording: Wording) -> Html:
    data = source.data
    title = str(data["title"])
    parts = [external_link(str(data["url"]), title) if data.get("url") else text_html(title)]
    if data.get("publisher"):
        parts.append(text_html(str(data["publisher"])))
    if data.get("symbol"):
        parts.append(f'<span class="ch-symbol">{text_html(str(data["symbol"]))}</span>')
    if data.get("date"):
        parts.append(text_html(wording.date(data["date"])))
    return ", ".join(parts)
