"""Everything of a country in one place: what a minister, a focal point or a donor asks of it, in the order in which they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from clearinghouse.coordination.country import is_at_work, reached_by_region
from clearinghouse.coordination.needs import Answer, assessments_of, needs_of, phase_of
from clearinghouse.coordination.situation import Initiative, grouped
from clearinghouse.pages.coordination.cells import LATE, Cells
from clearinghouse.pages.coordination.country_records import (
    challenges_table,
    indicator_blocks,
    lessons_table,
    mainstreaming_table,
    mechanism_tables,
    meetings_table,
    missing_table,
    reports_table,
    situation_table,
    strategies_table,
)
from clearinghouse.pages.coordination.glance import PHASES, at_a_glance, process_table
from clearinghouse.pages.coordination.money import country_money
from clearinghouse.pages.coordination.needs import needs_table
from clearinghouse.pages.coordination.overlap import overlap_table
from clearinghouse.pages.coordination.time import timeline_of
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

MOST_RULES, MOST_OF_A_RULE = 30, 8
"""Kinds of findings on a country's page, and findings of each; the others are counted."""


@lru_cache(maxsize=16)  # one after the other: its page, its data, its brief
def country_blocks(country: str, press: Press) -> tuple[Block, ...]:
    """The tables and figures of a country's page, in their order. What has nothing to show is left out."""
    return tuple(block for block in _blocks(country, press) if block is not None and not _is_empty(block))


def _is_empty(block: Block) -> bool:
    return isinstance(block, Table) and not block.rows


def _blocks(country: str, press: Press) -> Iterator[Block | None]:
    say, situation = press.wording.translate, press.desk.situation
    if is_at_work(country, situation):
        yield at_a_glance(country, press)
    initiatives = situation.by_country.get(country, ())
    yield timeline_of("initiatives-in-time", say("Initiatives in time"), _lanes(initiatives, press), press)
    yield from _by_phase(initiatives, press)
    yield _funders(initiatives, press)
    needs = [need for record in assessments_of(country, situation) for need in needs_of(record, situation)]
    yield needs_table("needs-and-answers", say("Needs and what answers them"), needs, press, ("place",))
    yield missing_table(country, press, MOST_RULES, MOST_OF_A_RULE)
    yield overlap_table(country, press)
    yield _by_theme(country, press)
    yield from country_money(country, press)
    yield from mechanism_tables(country, press)
    yield strategies_table(country, press)
    yield process_table(country, press)
    yield mainstreaming_table(country, press)
    yield situation_table(country, press)
    yield meetings_table(country, press)
    yield reports_table(country, press)
    yield from indicator_blocks(country, press)
    yield lessons_table(country, press)
    yield challenges_table(country, press)
    yield _notifications(initiatives, press)
    yield _regional(country, press)


def country_view(country: str, press: Press) -> View:
    """All tables of a country's page as a view, for the data files that lie beside the page."""
    say, name = press.wording.translate, press.wording.label("countries", country)
    return View(
        f"countries/{country.lower()}-data.html", name, say("Everything recorded about {name}.").format(name=name),
        say("The tables of the country's page, in their order. A value that is not known is left empty; a gap is an empty list or a nought."),
        country_blocks(country, press), press.desk.situation.today,
    )  # fmt: skip


def phase_titles(press: Press) -> dict[Answer, str]:
    """What the initiatives of each phase are called together."""
    say = press.wording.translate
    return {
        Answer.RUNNING: say("Initiatives that run now"), Answer.PLANNED: say("Planned initiatives"),
        Answer.PAUSED: say("Suspended initiatives"), Answer.ENDED: say("Past initiatives"),
        Answer.UNCLEAR: say("Initiatives whose status is not known"),
    }  # fmt: skip


def _lanes(initiatives: Iterable[Initiative], press: Press) -> list[tuple[str, tuple[Initiative, ...]]]:
    phases = in_phases(initiatives, press)
    return [(title, phases[phase]) for phase, title in phase_titles(press).items() if phase in phases]


def in_phases(initiatives: Iterable[Initiative], press: Press) -> dict[Answer, tuple[Initiative, ...]]:
    """Initiatives by phase; within one what began last comes first."""
    newest = sorted(initiatives, key=lambda each: (each.period.start or each.period.end, each.key), reverse=True)
    return grouped(newest, lambda each: [phase_of(each, press.desk.situation)])


def _by_phase(initiatives: Iterable[Initiative], press: Press) -> Iterator[Table]:
    phases = in_phases(initiatives, press)
    for phase, title in phase_titles(press).items():
        yield initiatives_table(PHASES[phase], title, phases.get(phase, ()), press)


def initiatives_table(block_id: str, title: str, initiatives: Iterable[Initiative], press: Press) -> Table:
    """Return a table of initiatives: when, with whose money, on what, for which needs. Only they count as its records."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")), Column("period", say("Period")),
        Column("funders", say("Paid for by")), Column("themes", say("Themes")), Column("needs", say("Needs that it names")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                cells.record(each.record), cells.concept("statuses", each.status), cells.period(each.period),
                cells.mentions(situation.record("organisations", funder) for funder in each.funders),
                cells.concepts("themes", each.themes), _needs_named(each, press),
            )
        )
        for each in initiatives
    )  # fmt: skip
    return Table(block_id, title, columns, rows)


def _needs_named(initiative: Initiative, press: Press) -> Cell:
    """The needs that an initiative names; for an assessment as a whole its title."""
    links, situation = [], press.desk.situation
    for assessment_id, need_id in situation.needs_addressed(initiative.record):
        assessment = situation.record("needs", assessment_id)
        assert assessment is not None
        titles = {entry["id"]: entry["title"] for entry in assessment.data.get("needs", ())}
        known = need_id in titles
        links.append(
            Link(
                titles.get(need_id, assessment.title), f"{assessment.url}#needs-{need_id}" if known else assessment.url
            )
        )
    return Cell(links=tuple(links)) if links else Cells(press).gap()


def _by_theme(country: str, press: Press) -> Table:
    """Who works on what here; the matrix of countries and themes leads to its rows."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    themes = (
        code for code in press.catalogue.code_lists["themes"].concepts if (country, code) in situation.by_country_theme
    )
    rows = tuple(
        Row(
            (cells.concept("themes", theme), cells.records(each.record for each in situation.by_country_theme[country, theme])),
            f"theme-{theme}",
        )
        for theme in themes
    )  # fmt: skip
    columns = (Column("theme", say("Theme")), Column("initiatives", say("Initiatives")))
    return Table(
        "by-theme", say("Who does what, by theme"), columns, rows, empty=say("No initiative here names a theme.")
    )


def _funders(initiatives: Iterable[Initiative], press: Press) -> Table:
    """Who pays for initiatives here; a row of its own for those of which nobody says who pays."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    found = grouped(initiatives, lambda each: each.funders or ("",))
    named = [
        (record, those) for funder, those in found.items() if (record := situation.record("organisations", funder))
    ]
    named.sort(key=lambda pair: (-len(pair[1]), press.wording.sort_key(pair[0].title)))
    rows = [
        Row((cells.mentions([record]), cells.records(each.record for each in those)), f"funder-{record.key.id}")
        for record, those in named
    ]  # fmt: skip
    if "" in found:
        rows.append(Row((cells.unknown(), cells.records(each.record for each in found[""])), "funder-unknown"))
    columns = (Column("funder", say("Funder")), Column("initiatives", say("Initiatives here")))
    about = say(
        "Who is named as funder, or as donor of a sum, of initiatives that name this country; some of them also work elsewhere."
    )
    return Table("who-funds", say("Who funds"), columns, tuple(rows), about)


def _notifications(initiatives: Iterable[Initiative], press: Press) -> Table:
    """Which initiatives the BCH was told of, those first of which it was not."""
    cells, say = Cells(press), press.wording.translate
    in_order = sorted(initiatives, key=lambda each: (str(each.record.data.get("notified_on", "")), each.key))
    rows = tuple(
        Row((cells.record(each.record), _notified(str(each.record.data.get("notified_on", "")), press)))
        for each in in_order
    )
    columns = (Column("initiative", say("Initiative")), Column("notified_on", say("Notified on"), "date"))
    about = say("The contact point of a country tells the Biosafety Clearing-House of every initiative there.")
    return Table("notified-to-the-bch", say("Notified to the Biosafety Clearing-House"), columns, rows, about)


def _notified(day: str, press: Press) -> Cell:
    cells = Cells(press)
    return cells.date(day) if day else Cell(press.wording.translate("no notification recorded"), tone=LATE)


def _regional(country: str, press: Press) -> Table:
    """What is for a region that the country lies in, without naming any country."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.record(each.record),
                cells.concept("regions", region),
                cells.concept("statuses", each.status),
                cells.period(each.period),
            )
        )
        for each, region in reached_by_region(country, press.desk.situation)
    )
    columns = (
        Column("initiative", say("Initiative")), Column("region", say("Region")), Column("status", say("Status")),
        Column("period", say("Period")),
    )  # fmt: skip
    about = say(
        "They name no country, only a region that this one lies in; so it is not certain that they reach it. They are in no count above."
    )
    return Table("for-the-region", say("Initiatives for the region as a whole"), columns, rows, about)
