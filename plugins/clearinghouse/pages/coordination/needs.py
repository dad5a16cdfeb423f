"""Needs and answers in words: what is needed, who answers it, and what nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from clearinghouse.coordination.needs import (
    Answer,
    Need,
    ThemeInRegion,
    Wanting,
    all_needs,
    by_theme_and_region,
    needs_of,
    phase_of,
    whole_answers,
    without_need,
)
from clearinghouse.coordination.situation import Initiative
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, GOOD, LATE, UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

NEEDS_URL = "coordination/needs.html"


def needs_view(press: Press) -> View:
    """Return the page of all needs with what answers them, the unanswered first."""
    say = press.wording.translate
    return View(
        NEEDS_URL, say("Needs and answers"),
        say("What countries and regions say they need, which initiatives address it, and what nobody addresses."),
        say(
            "A need stands in a needs assessment; an initiative answers it by naming it. The most urgent needs come first, those without a "
            "priority last. A need is told as answered only where an initiative names that very need: what names an assessment as a whole is "
            "listed apart. “Ended” means that all that addressed the need is over, so that it may be open again."
        ),
        partial(_needs_blocks, press), press.desk.situation.today,
    )  # fmt: skip


def _needs_blocks(press: Press) -> tuple[Block, ...]:
    say, needs = press.wording.translate, all_needs(press.desk.situation)
    wanting = without_need(press.desk.situation)
    fields = by_theme_and_region(press.desk.situation)
    blocks = (
        _without_answer(needs, press), _ended_only(needs, press), needs_table("answers", say("All needs with their answers"), needs, press),
        _as_a_whole(press), _names_none(wanting, press), _nothing_to_name(wanting, press), _assessments(press),
        _matrix(fields, press), _by_theme(fields, press),
    )  # fmt: skip
    return blocks if needs else (_assessments(press),)


def needs_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """What the page of a needs assessment tells: each of its needs with its answers, and what addresses it as a whole."""
    say = press.wording.translate
    needs, whole = needs_of(record, press.desk.situation), whole_answers(record, press.desk.situation)
    blocks = (
        [needs_table("answers-to-needs", say("Needs and answers"), needs, press, ("place", "assessment"))]
        if needs
        else []
    )
    if whole:
        columns = (Column("initiative", say("Initiative")), Column("state", say("State")))
        rows = tuple(Row((Cells(press).record(each.record), phase_cell(each, press))) for each in whole)
        about = say("These initiatives do not say which of the needs they address.")
        blocks.append(Table("for-the-whole", say("Initiatives for this assessment as a whole"), columns, rows, about))
    return tuple(blocks)


def needs_table(block_id: str, title: str, needs: Iterable[Need], press: Press, without: Sequence[str] = ()) -> Table:
    """Return a table of needs, a row each; `without` names the columns that are left out."""
    cells, say = Cells(press), press.wording.translate
    columns = (
        Column("need", say("Need")), Column("priority", say("Priority")), Column("theme", say("Theme")), Column("place", say("Where")),
        Column("assessment", say("Needs assessment")), Column("answer", say("Answered")), Column("initiatives", say("By")),
    )  # fmt: skip
    kept = [place for place, column in enumerate(columns) if column.key not in without]
    rows = []
    for need in needs:
        row = (
            need_cell(need), cells.concept("priorities", need.priority), cells.concept("themes", need.theme),
            place_cell(need.assessment, press), cells.record(need.assessment, cells.dated(need.assessment, "assessed_on")),
            answer_cell(need.answer, press), answers_cell(need.answers, press),
        )  # fmt: skip
        rows.append(Row(tuple(row[place] for place in kept)))
    empty = say("No needs assessment is recorded yet.")
    return Table(block_id, title, tuple(columns[place] for place in kept), tuple(rows), empty=empty)


def need_cell(need: Need) -> Cell:
    """A need with a link to where it stands in its assessment."""
    return Cell(links=(Link(need.title, need.url, need.note),))


def answer_cell(answer: Answer, press: Press) -> Cell:
    """How far a need is answered, in words."""
    tones = {
        Answer.RUNNING: GOOD,
        Answer.PLANNED: "",
        Answer.PAUSED: LATE,
        Answer.UNCLEAR: UNKNOWN,
        Answer.ENDED: LATE,
        Answer.NONE: GAP,
    }
    words = answer_words(answer, press)
    return Cell(words, answer.value, tone=tones[answer])


def answer_words(answer: Answer, press: Press) -> str:
    """How far a need is answered."""
    say = press.wording.translate
    return {
        Answer.RUNNING: say("by what runs now"),
        Answer.PLANNED: say("by what is planned"),
        Answer.PAUSED: say("only by what is suspended"),
        Answer.UNCLEAR: say("not known whether it still runs"),
        Answer.ENDED: say("only by what has ended"),
        Answer.NONE: say("not answered"),
    }[answer]


def answers_cell(initiatives: Sequence[Initiative], press: Press) -> Cell:
    """The initiatives that answer a need, each with its status; what runs comes first."""
    if not initiatives:
        return Cells(press).gap()
    order, situation = list(Answer), press.desk.situation
    ordered = sorted(initiatives, key=lambda each: (order.index(phase_of(each, situation)), each.key))
    return Cell(links=tuple(Cells(press).link(each.record, status_words(each, press)) for each in ordered))


def status_words(initiative: Initiative, press: Press) -> str:
    """The status of an initiative in words; that nobody says so, where it has none."""
    say = press.wording.translate
    return press.wording.label("statuses", initiative.status) if initiative.status else say("status not known")


def phase_cell(initiative: Initiative, press: Press) -> Cell:
    """Whether an initiative runs, in words."""
    tones = {Answer.RUNNING: GOOD, Answer.UNCLEAR: UNKNOWN}
    phase = phase_of(initiative, press.desk.situation)
    return Cell(status_words(initiative, press), phase.value, tone=tones.get(phase, ""))


def place_cell(record: Record, press: Press) -> Cell:
    """The country that a record is about, or its regions."""
    cells = Cells(press)
    if "country" in record.data:
        return cells.concept("countries", record.data["country"])
    return cells.concepts("regions", record.data.get("regions", ()))


def _without_answer(needs: Sequence[Need], press: Press) -> Table:
    say = press.wording.translate
    open_needs = [need for need in needs if need.answer is Answer.NONE]
    table = needs_table("without-answer", say("Needs without an answer"), open_needs, press, ("answer", "initiatives"))
    empty = say("Every need on record is addressed by an initiative.") if needs else table.empty
    return Table(
        table.id, table.title, table.columns, table.rows, say("No initiative on record names these needs."), empty,
        first=True,
    )  # fmt: skip


def _ended_only(needs: Sequence[Need], press: Press) -> Table:
    say = press.wording.translate
    ended = [need for need in needs if need.answer is Answer.ENDED]
    table = needs_table("answers-ended", say("Needs whose answers have all ended"), ended, press)
    empty = say("No need is left with initiatives that have ended only.")
    return Table(
        table.id,
        table.title,
        table.columns,
        table.rows,
        say("What addressed these needs is over or was cancelled."),
        empty,
    )


def _as_a_whole(press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    columns = (
        Column("assessment", say("Needs assessment")), Column("place", say("Where")), Column("initiatives", say("Initiatives")),
    )  # fmt: skip
    found = ((record, whole_answers(record, situation)) for record in situation.records("needs"))
    rows = tuple(
        Row((cells.record(record), place_cell(record, press), answers_cell(those, press)))
        for record, those in found if those
    )  # fmt: skip
    about = say("They do not say which of its needs, so no need counts as answered by them.")
    empty = say("Every initiative that names an assessment also says which need.")
    return Table(
        "assessment-as-a-whole", say("Initiatives that address an assessment as a whole"), columns, rows, about, empty
    )


def _names_none(wanting: Sequence[Wanting], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    columns = (*_wanting_columns(press), Column("assessments", say("Assessments that it could name a need of")))
    rows = tuple(
        Row((*_wanting_cells(each, press), cells.records(each.assessments))) for each in wanting if each.assessments
    )
    about = say("There is an assessment for a country or region of theirs; so it can be said which need they serve.")
    empty = say("Every initiative in the reach of a needs assessment says which need it addresses.")
    return Table(
        "names-no-need",
        say("Initiatives that name no need, though there is an assessment"),
        columns,
        rows,
        about,
        empty,
    )


def _nothing_to_name(wanting: Sequence[Wanting], press: Press) -> Table:
    say = press.wording.translate
    rows = tuple(Row(_wanting_cells(each, press)) for each in wanting if not each.assessments)
    about = say(
        "No needs assessment is recorded for any of their countries or regions; the gap is there, not with them."
    )
    empty = say("Every initiative without a need has an assessment that it could name.")
    title = say("Initiatives that name no need, where there is no assessment")
    return Table("no-assessment", title, _wanting_columns(press), rows, about, empty)


def _wanting_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (Column("initiative", say("Initiative")), Column("state", say("Status")), Column("places", say("Where")))


def _wanting_cells(each: Wanting, press: Press) -> tuple[Cell, ...]:
    cells, initiative = Cells(press), each.initiative
    places = (
        cells.concepts("countries", cells.in_order("countries", initiative.countries)) if initiative.countries
        else cells.concepts("regions", initiative.regions)
    )  # fmt: skip
    return cells.record(initiative.record), phase_cell(initiative, press), places


def _assessments(press: Press) -> Table:
    """Each assessment with who coordinates it, when it is due for review, and how far its needs are answered."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    columns = (
        Column("assessment", say("Needs assessment")), Column("place", say("Where")), Column("assessed_on", say("Assessed"), "date"),
        Column("coordinated_by", say("Coordinated by")), Column("review_due", say("Review due"), "date"),
        Column("needs", say("Needs"), "number"), Column("open", say("Without answer"), "number"),
    )  # fmt: skip
    rows = []
    for record in situation.records("needs"):
        needs = needs_of(record, situation)
        unanswered = sum(need.answer is Answer.NONE for need in needs)
        mechanisms = (situation.record("mechanisms", each) for each in record.data.get("coordinated_by", ()))
        coordinated = [each for each in mechanisms if each]
        rows.append(
            Row(
                (
                    cells.record(record), place_cell(record, press), cells.date(record.data.get("assessed_on", "")),
                    cells.records(coordinated) if coordinated else cells.unknown(), review_cell(record, press),
                    cells.items(len(needs), f"{record.url}#answers-to-needs" if needs else ""),
                    cells.items(unanswered, f"{NEEDS_URL}#without-answer" if unanswered else ""),
                )
            )
        )  # fmt: skip
    empty = say("No needs assessment is recorded yet.")
    return Table("assessments", say("The assessments"), columns, tuple(rows), empty=empty)


def review_cell(record: Record, press: Press) -> Cell:
    """When a record is due for review; late where that day has passed."""
    due = record.data.get("review_due", "")
    late = bool(due) and press.desk.situation.is_past(last_day(due))
    return Cells(press).date(due, LATE if late else "")


def _matrix(fields: Sequence[ThemeInRegion], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    regions = cells.in_order("regions", {each.region for each in fields if each.region})
    regions += [""] if any(not each.region for each in fields) else []
    found = {(each.theme, each.region): each for each in fields}
    columns = (
        Column("theme", say("Theme")),
        *(Column(region or "nowhere", _region_words(region, press), "count") for region in regions),
    )
    rows = []
    for theme in press.catalogue.code_lists["themes"].concepts:
        counts = []
        for region in regions:
            field = found.get((theme, region))
            counts.append(cells.items(len(field.needs), f"{NEEDS_URL}#{_anchor(field)}") if field else cells.count(0))
        rows.append(Row((cells.concept("themes", theme), *counts)))
    about = say(
        "Each number counts needs, and leads to them. A dot means that no assessment names a need of this theme there."
    )
    title, empty = say("Needs by theme and region"), say("No needs assessment is recorded yet.")
    return Table("theme-region", title, columns, tuple(rows) if regions else (), about, empty, matrix=True)


def _by_theme(fields: Sequence[ThemeInRegion], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    columns = (
        Column("theme", say("Theme")), Column("region", say("Region")), Column("needs", say("Needs")),
        Column("assessments", say("Needs assessments")),
    )  # fmt: skip
    rows = []
    for field in fields:
        needs = Cell(links=tuple(Link(need.title, need.url, answer_words(need.answer, press)) for need in field.needs))
        assessments = {need.assessment.key: need.assessment for need in field.needs}
        rows.append(
            Row(
                (
                    cells.concept("themes", field.theme), cells.text(_region_words(field.region, press)), needs,
                    cells.records(assessments.values()),
                ),
                _anchor(field),
            )
        )  # fmt: skip
    empty = say("No needs assessment is recorded yet.")
    return Table("needs-by-theme", say("The needs of each theme and region"), columns, tuple(rows), empty=empty)


def _region_words(region: str, press: Press) -> str:
    return press.wording.label("regions", region) if region else press.wording.translate("No region given")


def _anchor(field: ThemeInRegion) -> str:
    return f"needs-{field.theme}-{field.region.lower() or 'nowhere'}"
