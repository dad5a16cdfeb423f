"""What is told of a theme beyond the lists of its records: what ran when and where, needs with what answers them, lessons."""

from __future__ import annotations

from clearinghouse.coordination.coverage import by_period, periods
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.needs import place_cell
from clearinghouse.pages.coordination.subject_index import lessons_on
from clearinghouse.pages.coordination.who import period_anchor, years_in_words
from clearinghouse.pages.page import Press, by_title
from clearinghouse.views.view import Block, Cell, Column, Row, Table


def theme_blocks(theme: str, press: Press) -> tuple[Block, ...]:
    """The tables of a theme's page."""
    situation = press.desk.situation
    blocks: list[Block] = []
    if theme in situation.by_theme:
        blocks += [_by_period(theme, press), _by_country(theme, press)]
    if situation.has("needs", "needs"):
        blocks.append(_needs(theme, press))
    lessons = _lessons(theme, press)
    return (*blocks, lessons) if lessons.rows else tuple(blocks)


def _by_period(theme: str, press: Press) -> Table:
    """What was under way when; the matrix of themes and years leads to its rows."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    found = by_period(situation, situation.by_theme[theme])
    rows = tuple(
        Row(
            (cells.text(years_in_words(span) if span else say("Dates not known")), cells.records(each.record for each in found[span])),
            period_anchor(span),
        )
        for span in (*periods(situation), None)
        if span in found
    )  # fmt: skip
    columns = (Column("years", say("Years")), Column("initiatives", say("Initiatives")))
    about = say(
        "An initiative stands in each period that it touches; where its end is not known, only in that of its start."
    )
    return Table("by-period", say("What was under way when"), columns, rows, about)


def _by_country(theme: str, press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    counted = {
        code: len(situation.by_country_theme[code, theme])
        for code in situation.by_country
        if (code, theme) in situation.by_country_theme
    }
    rows = tuple(
        Row((cells.concept("countries", code), cells.count(counted[code], f"{cells.concept_url('countries', code)}#theme-{theme}")))
        for code in cells.in_order("countries", counted)
    )  # fmt: skip
    columns = (Column("country", say("Country")), Column("initiatives", say("Initiatives"), "count"))
    return Table("by-country", say("Where"), columns, rows, empty=say("No initiative on this theme names a country."))


def _needs(theme: str, press: Press) -> Table:
    """The needs on a theme, each with the initiatives that say that they address it."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for assessment in by_title(press, situation.records("needs")):
        for need in assessment.data.get("needs", ()):
            if need["theme"] == theme:
                answers = situation.by_need.get((assessment.key.id, need["id"]), ())
                rows.append(
                    Row(
                        (
                            cells.text(need["title"]), place_cell(assessment, press), cells.concept("priorities", need.get("priority", "")),
                            cells.record(assessment), Cell(str(len(answers)), len(answers)), cells.records(each.record for each in answers),
                        )
                    )
                )  # fmt: skip
    columns = (
        Column("need", say("Need")), Column("place", say("Country or region")), Column("priority", say("Priority")),
        Column("assessment", say("Needs assessment")), Column("answers", say("Answers"), "number"),
        Column("initiatives", say("Initiatives that address it")),
    )  # fmt: skip
    empty = say("No needs assessment names a need on this theme yet.")
    return Table("needs-on-theme", say("Needs and what addresses them"), columns, tuple(rows), empty=empty)


def _lessons(theme: str, press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(Row((cells.text(each.text), cells.record(each.setting.record))) for each in lessons_on(theme, press))
    columns = (Column("lesson", say("Lesson")), Column("source", say("Learned in")))
    return Table("lessons-on-theme", say("Lessons"), columns, rows)
