"""Frameworks paragraph by paragraph, with what answers each; on a page of their own and on that of each text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from clearinghouse.coordination.framework import Frameworks, Paragraph
from clearinghouse.coordination.reviews import reviews_of
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, Cells
from clearinghouse.pages.coordination.reviews import series_table
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/framework.html"
MOST = 100
"""Answers that are listed beside a paragraph; where there are more, the collection has them."""


@lru_cache(maxsize=4)
def _frameworks(press: Press) -> Frameworks:
    return Frameworks(press.desk.situation)


def framework_view(press: Press) -> View:
    """Return every adopted text that has paragraphs, frameworks first."""
    say = press.wording.translate
    return View(
        URL, say("Framework, paragraph by paragraph"),
        say("What the adopted texts ask for, in our own words, and the records that answer each paragraph."),
        " ".join((
            say(
                "A record answers a paragraph when it carries what the paragraph asks for: a measure taken, a task of a steering group, a "
                "mechanism, a step of the country process, a contact point, or facts that show a principle at work."
            ),
            say("“None recorded” is a gap: the paragraph asks for something that no record shows."),
            say("Each number leads to the paragraph itself."),
        )),
        partial(_framework_blocks, press),
    )  # fmt: skip


def _framework_blocks(press: Press) -> tuple[Block, ...]:
    say, frameworks = press.wording.translate, _frameworks(press)
    tables = tuple(_table(text.key.id, text.title, text, press) for text in frameworks.texts)
    nothing = Table(
        "texts",
        say("Adopted texts"),
        _columns(press),
        (),
        empty=say("No adopted text is recorded with its paragraphs yet."),
    )
    return tables or (nothing,)


def decision_blocks(decision: Record, press: Press) -> tuple[Block, ...]:
    """What answers the paragraphs of a text, and when it is to be reviewed."""
    say, blocks = press.wording.translate, []
    if any(each.asks for each in _frameworks(press).paragraphs(decision)):
        blocks.append(_table("answers", say("What answers each paragraph"), decision, press))
    series = reviews_of(press.desk.situation, decision)
    if series:
        blocks.append(series_table("reviews", say("Reviews"), series, press))
    return tuple(blocks)


def _columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("paragraph", say("Paragraph")), Column("text", say("In our own words")), Column("asks", say("What it asks for")),
        Column("answers", say("What answers it")), Column("unanswered", say("What nothing answers")),
        Column("addressee", say("Asked of")),
    )  # fmt: skip


def _table(table_id: str, title: str, decision: Record, press: Press) -> Table:
    say = press.wording.translate
    paragraphs = _frameworks(press).paragraphs(decision)
    rows = tuple(Row(_cells(each, press), f"{table_id}-{each.id}") for each in paragraphs)
    asking, gaps = [each for each in paragraphs if each.asks], [each for each in paragraphs if each.is_gap]
    about = say("{answered} of the {all} paragraphs that ask for something are answered by records.").format(
        answered=len(asking) - len(gaps), all=len(asking)
    ) if asking else say("None of its paragraphs is marked with what it asks for, so nothing can be matched with them.")  # fmt: skip
    return Table(table_id, title, _columns(press), rows, about)


def _cells(each: Paragraph, press: Press) -> tuple[Cell, ...]:
    cells = Cells(press)
    collection = each.answers[0].key.collection if each.answers else ""
    answers = cells.some_records(each.answers, MOST, f"{collection}/index.html") if each.asks else Cell()
    return (
        Cell(each.number, each.number, url=each.url), cells.text(each.text), _in_words(each.asks, press), answers,
        _in_words(each.unanswered, press, GAP),
        cells.concept("recommendation-addressees", each.addressee) if each.addressee else Cell(),
    )  # fmt: skip


def _in_words(asks: Sequence[tuple[str, str]], press: Press, tone: str = "") -> Cell:
    text = ", ".join(press.wording.label(code_list, concept) for code_list, concept in asks)
    return Cell(text, "; ".join(concept for _, concept in asks) or None, tone=tone if asks else "")
