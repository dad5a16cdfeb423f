"""Whom awareness work reaches, and which development goals biosafety work names, in counts and rows."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.outreach import REACHING, STRIVING, awareness, by_goal
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.crosstab import Crosstab
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Column, Row, Table, View

AWARENESS_URL = "lessons/awareness.html"
GOALS_URL = "lessons/goals.html"


def awareness_view(press: Press) -> View:
    """Return whom initiatives and resources want to reach."""
    say = press.wording.translate
    return View(
        AWARENESS_URL, say("Awareness and target groups"),
        say("Whom initiatives and resources want to reach, among the public, in politics and in science."),
        say(
            "Each number counts the records that name the target group, and leads to them; a record with two target groups is counted under "
            "both. A dot is a gap. The last table also has those on the theme of awareness that do not say for whom they are."
        ),
        partial(_awareness_blocks, press),
    )  # fmt: skip


def _awareness_blocks(press: Press) -> tuple[Block, ...]:
    cells, say, found = Cells(press), press.wording.translate, awareness(press.desk.situation)
    groups = press.catalogue.code_lists["target-groups"].concepts
    matrix = Crosstab(
        AWARENESS_URL, "target-group", say("Target groups"), say("Records by target group"), say("Target group"),
        say("Kind of record"), [(code, cells.concept("target-groups", code)) for code in groups],
        _collections(REACHING, press), found.by_target_group, say("No initiative or resource names a target group."),
    )  # fmt: skip
    rows = tuple(
        Row((
            cells.record(each), cells.text(say(press.catalogue.schemas[each.key.collection].title)),
            cells.concepts("target-groups", each.data.get("target_groups", ())),
            cells.concepts("themes", each.data.get("themes", ())), cells.concepts("countries", each.data.get("countries", ())),
        ))
        for each in found.records
    )  # fmt: skip
    columns = (
        Column("record", say("Record")), Column("kind", say("Kind of record")), Column("target_groups", say("Target groups")),
        Column("themes", say("Themes")), Column("countries", say("Countries")),
    )  # fmt: skip
    empty = say("No initiative or resource is about awareness, or says for whom it is.")
    every = Table("records", say("Initiatives and resources"), columns, rows, empty=empty)
    return (*matrix.tables(press), every)


def goals_view(press: Press) -> View:
    """Return which development goals initiatives, strategies and organisations name."""
    say = press.wording.translate
    return View(
        GOALS_URL, say("Development goals"),
        say("Where biosafety stands in the approaches to sustainable development."),
        say(
            "The Millennium Development Goals held until 2015, the Sustainable Development Goals since. Each number counts the records that "
            "name the goal, and leads to them; a dot is a goal that none names."
        ),
        partial(_goals_blocks, press),
    )  # fmt: skip


def _goals_blocks(press: Press) -> tuple[Block, ...]:
    cells, say = Cells(press), press.wording.translate
    goals = press.catalogue.code_lists["development-goals"].concepts
    matrix = Crosstab(
        GOALS_URL, "goal", say("Development goals"), say("Records by development goal"), say("Goal"), say("Kind of record"),
        [(code, cells.concept("development-goals", code)) for code in goals], _collections(STRIVING, press),
        by_goal(press.desk.situation),
        say("No record names a development goal. Initiatives, strategies and organisations can each list the goals that they serve."),
    )  # fmt: skip
    return matrix.tables(press)


def _collections(names: tuple[str, ...], press: Press) -> list[tuple[str, str]]:
    schemas, say = press.catalogue.schemas, press.wording.translate
    return [(name, say(schemas[name].collection.title)) for name in names if name in schemas]
