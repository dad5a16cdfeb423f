"""Ownership: who answers for initiatives in their countries; and how each initiative fits the guiding principles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from clearinghouse.coordination.ownership import Owned, ownership
from clearinghouse.coordination.principles import (
    CONSULTED,
    NEEDS_BASED,
    OWNERSHIP,
    REPORTING,
    STRATEGY,
    SUSTAINABILITY,
    Fit,
    fits_of,
)
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, GOOD, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/ownership.html"


def ownership_view(press: Press) -> View:
    """Return the initiatives with and without an accountable body in a country that they are for."""
    say = press.wording.translate
    return View(
        URL, say("Who owns the work"),
        say("Initiatives with and without a body in the country that answers for them, and the mechanisms that were consulted."),
        say(
            "An initiative counts as owned where an organisation of one of its countries has the role “accountable in the country”. The "
            "second table holds all others: nobody recorded such a body, which does not mean that there is none."
        ),
        partial(_ownership_blocks, press),
    )  # fmt: skip


def _ownership_blocks(press: Press) -> tuple[Block, ...]:
    say, situation = press.wording.translate, press.desk.situation
    found = ownership(situation)
    return (
        _table("owned", say("With an accountable body in the country"), [each for each in found if each.owners], press),
        _table("not-owned", say("Without one, as far as is recorded"), [each for each in found if not each.owners], press),
    )  # fmt: skip


def _table(table_id: str, title: str, found: Sequence[Owned], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in found:
        elsewhere = tuple((body, say("not in a country that it is for")) for body in each.elsewhere)
        bodies = cells.noted((*((body, "") for body in each.owners), *elsewhere))
        rows.append(
            Row((
                cells.record(each.initiative.record), cells.concepts("countries", each.initiative.countries),
                cells.concept("statuses", each.initiative.status), bodies,
                cells.records(each.consulted) if each.consulted else cells.unknown(),
            ))
        )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("countries", say("Countries")), Column("status", say("Status")),
        Column("accountable", say("Accountable")), Column("consulted", say("Mechanism consulted")),
    )  # fmt: skip
    return Table(table_id, title, columns, tuple(rows), empty=say("There is no such initiative."))


def fit_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """How an initiative fits what the guiding principles and recommendations ask of all."""
    say, situation = press.wording.translate, press.desk.situation
    initiative = situation.initiative_by_id[record.key.id]
    rows = tuple(Row(_fit(each, press)) for each in fits_of(situation, initiative))
    columns = (
        Column("question", say("Asked of every initiative")), Column("answer", say("Answer")), Column("shown", say("What shows it")),
        Column("asked_in", say("Asked in")),
    )  # fmt: skip
    about = say("“Not known” means that no source tells, not that it is not so.")
    return (Table("fit", say("How it fits the guiding principles"), columns, rows, about),)


def _fit(each: Fit, press: Press) -> tuple[Cell, ...]:
    cells = Cells(press)
    answer = cells.yes_or_no(each.answer)
    if each.answer is not None:
        answer = Cell(answer.text, each.answer, tone=GOOD if each.answer else GAP)
    shown = cells.records(each.records) if each.records else Cell(each.words, each.words or None)
    url = _asked_in(press).get(each.question) or _asked_in(press).get(each.paragraph, "")
    return (
        Cell(_questions(press)[each.question], each.question),
        answer,
        shown,
        Cell(each.paragraph, each.paragraph, url=url),
    )


@lru_cache(maxsize=4)
def _questions(press: Press) -> Mapping[str, str]:
    say = press.wording.translate
    return {
        OWNERSHIP: say("A body in the country answers for it"),
        NEEDS_BASED: say("It answers needs that were assessed"),
        CONSULTED: say("It was agreed with the coordination mechanism"),
        STRATEGY: say("It follows a national strategy"),
        SUSTAINABILITY: say("It is said what stays when it ends"),
        REPORTING: say("Its design includes the duty to update its record"),
    }


@lru_cache(maxsize=4)
def _asked_in(press: Press) -> dict[str, str]:
    """Where an ask can be read, by principle and by paragraph: in a framework, or as a recommendation."""
    situation = press.desk.situation
    found = {
        str(record.data["paragraph"]): record.url
        for record in situation.records("recommendations")
        if record.data.get("paragraph")
    }
    for record in situation.records("decisions"):
        for paragraph in record.data.get("paragraphs", ()):
            if "principle" in paragraph:
                found.setdefault(paragraph["principle"], f"{record.url}#paragraphs-{paragraph['id']}")
    return found
