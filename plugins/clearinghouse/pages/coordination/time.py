"""Time: what ran when, as pictures with a table behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from clearinghouse.coordination.situation import Initiative
from clearinghouse.coordination.timeline import DrawnLanes, Lanes, Scale, Span, drawn, scale_of
from clearinghouse.pages.coordination.cells import UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Bar, Block, Cell, Column, Lane, Row, Table, Timeline, View


def timeline_of(
    id: str,  # noqa: A002 - it is the id of the block
    title: str,
    lanes: Sequence[tuple[str, Sequence[Initiative]]],
    press: Press,
) -> Timeline | None:
    """Return a picture of what ran when, lane by lane; None where nothing has a date.

    A lane is what its initiatives have in common, in words. At most `MAX_BARS` are drawn; what is left out is said.
    """
    today = press.desk.situation.today
    shown = drawn(lanes, today)
    if not shown:
        return None
    scale = scale_of([span for _, spans in shown for span in spans])
    bars = tuple(Lane(label, tuple(_bar(span, scale, press) for span in spans)) for label, spans in shown)
    ticks = tuple((str(year), scale.start_of(today.replace(year, 1, 1))) for year in scale.ticks)
    place = scale.start_of(today)
    return Timeline(id, title, bars, ticks, place if 0 <= place <= 1 else -1, _about(lanes, shown, press))


def period_in_words(initiative: Initiative, press: Press) -> str:
    """When an initiative ran, with what is not known of it."""
    period, say = initiative.period, press.wording.translate
    if not period.known:
        return say("dates not known")
    text = press.wording.period(period.start, period.end)
    if not period.start:
        return say("{period}, start not known").format(period=text)
    if period.end:
        return text
    return (say("{period}, still running") if period.running else say("{period}, end not known")).format(period=text)


def timeline_view(press: Press) -> View:
    """Return what ran when in each country, and with whose money."""
    say = press.wording.translate
    return View(
        "who-does-what/timeline.html", say("Timeline"), say("What ran when, by country and by funder."),
        say(
            "Each bar is an initiative and leads to it. A bar starts on the first day and ends on the last day that the known dates can mean: "
            "2006 alone means all of 2006. Each picture has a table that says the same in words; an initiative of several countries or funders "
            "stands under each of them."
        ),
        partial(_timeline_blocks, press),
        press.desk.situation.today,
    )  # fmt: skip


def _timeline_blocks(press: Press) -> tuple[Block, ...]:
    say = press.wording.translate
    by_country = timeline_of("by-country", say("By country"), _lanes_by_country(press), press)
    by_funder = timeline_of("by-funder", say("By funder"), _lanes_by_funder(press), press)
    blocks: list[Block] = []
    if by_country:
        blocks += [
            by_country,
            _behind("countries", say("By country, as a table"), say("Country"), _lanes_by_country(press), press),
        ]
    if by_funder:
        blocks += [
            by_funder,
            _behind("funders", say("By funder, as a table"), say("Funder"), _lanes_by_funder(press), press),
        ]
    return tuple(blocks) or (_behind("countries", say("By country, as a table"), say("Country"), (), press),)


def _bar(span: Span, scale: Scale, press: Press) -> Bar:
    record = span.initiative.record
    tone = "" if span.running or span.end_known else UNKNOWN
    start, end = scale.start_of(span.first), scale.end_of(span.last)
    return Bar(record.title, record.url, start, end, period_in_words(span.initiative, press), span.running, tone)


def _about(lanes: Lanes, shown: DrawnLanes, press: Press) -> str:
    """How to read the picture, and what it leaves out."""
    say, drawn_bars = press.wording.translate, sum(len(spans) for _, spans in shown)
    dated = sum(each.period.known for _, initiatives in lanes for each in initiatives)
    undated = len({each.key for _, initiatives in lanes for each in initiatives if not each.period.known})
    texts = [
        say("A dashed bar still runs; a faint one shows only the year that is known. The upright dashed line is today.")
    ]
    if dated > drawn_bars:
        texts.append(say("Bars that are not drawn, for want of room: {number}.").format(number=dated - drawn_bars))
    if undated:
        texts.append(
            say("Initiatives that are not drawn, because no date of them is known: {number}.").format(number=undated)
        )
    return " ".join(texts)


def _lanes_by_country(press: Press) -> Lanes:
    """Countries with several initiatives first, the busiest of them before the others; then what names no country."""
    situation = press.desk.situation
    lanes = [(press.wording.label("countries", code), those) for code, those in situation.by_country.items()]
    elsewhere = tuple(each for each in situation.initiatives if not each.countries)
    return [
        *_busiest_first(lanes, press),
        *([(press.wording.translate("No country named"), elsewhere)] if elsewhere else []),
    ]


def _lanes_by_funder(press: Press) -> Lanes:
    situation = press.desk.situation
    found = ((situation.record("organisations", funder), those) for funder, those in situation.by_funder.items())
    lanes = [(record.title, those) for record, those in found if record]
    unknown = tuple(each for each in situation.initiatives if not each.funders)
    return [
        *_busiest_first(lanes, press),
        *([(press.wording.translate("Funder not known"), unknown)] if unknown else []),
    ]


def _busiest_first(lanes: Lanes, press: Press) -> list[tuple[str, Sequence[Initiative]]]:
    def key(lane: tuple[str, Sequence[Initiative]]) -> tuple[int, tuple[str, str]]:
        return -sum(each.period.known for each in lane[1]), press.wording.sort_key(lane[0])

    return sorted(lanes, key=key)


def _end(span: Span, cells: Cells) -> Cell:
    if span.running:
        return cells.text(cells.press.wording.translate("still running"))
    return cells.date(span.initiative.period.end)


def _behind(id: str, title: str, heading: str, lanes: Lanes, press: Press) -> Table:  # noqa: A002
    """The bars of a picture as a table, lane by lane."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.text(label), cells.record(span.initiative.record), cells.date(span.initiative.period.start),
                _end(span, cells), cells.text(press.wording.label("statuses", span.initiative.status)),
            )
        )
        for label, spans in drawn(lanes, press.desk.situation.today)
        for span in spans
    )  # fmt: skip
    columns = (
        Column("lane", heading), Column("initiative", say("Initiative")), Column("start", say("From"), "date"),
        Column("end", say("Until"), "date"), Column("status", say("Status")),
    )  # fmt: skip
    return Table(id, title, columns, rows, empty=say("No initiative has a date yet."))
