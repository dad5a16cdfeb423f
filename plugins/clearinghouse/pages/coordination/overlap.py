"""Overlap and synergy in words: which initiatives should know of each other, why, whom to ask, and what they could do together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from clearinghouse.coordination.contacts import ContactPoint, contact_points_of
from clearinghouse.coordination.fitting_measures import Because, fitting_measures
from clearinghouse.coordination.overlap import (
    COMPARED_EACH,
    LISTED_EACH,
    WEIGHTS,
    Kind,
    Outside,
    Overlaps,
    Pair,
    Points,
    Reason,
    SharedNeed,
    Sureness,
    overlaps,
)
from clearinghouse.coordination.situation import Initiative, grouped
from clearinghouse.coordination.ties import Tie, TieKind
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, Cells
from clearinghouse.pages.coordination.time import timeline_of
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, Timeline, View

OVERLAP = "coordination/overlap.html"
MOST_ROWS = 200
"""Rows of one table of pairs; a longer one is no longer read. The pages of the initiatives have the others."""
MOST_RECORDS = 40
"""Initiatives that are named one by one where they cannot be compared."""


def overlap_view(press: Press) -> View:
    """Return what overlaps, what could add up, how it is ranked, and what could not be compared."""
    say, found = press.wording.translate, overlaps(press.desk.situation)
    return View(
        OVERLAP, say("Overlap and synergy"),
        say("Initiatives that do the same in the same place at the same time, and those that could add to each other."),
        " ".join(_reading(found, press)), partial(_overlap_blocks, press), press.desk.situation.today,
    )  # fmt: skip


def _overlap_blocks(press: Press) -> tuple[Block, ...]:
    say, found = press.wording.translate, overlaps(press.desk.situation)
    unknown = _pairs_table(
        "funder-not-known",
        say("Perhaps overlapping: a funder is not known"),
        found.of_kind(Kind.FUNDER_NOT_KNOWN),
        press,
    )
    timeline = _timeline(found, press)
    blocks: list[Block] = [
        _overlap_table(found, press), *([timeline] if timeline else []), *([unknown] if unknown.rows else []),
        _pairs_table("needs", say("One could help with a need that the other addresses"), found.of_kind(Kind.NEED), press),
        _pairs_table("neighbours", say("Same theme in neighbouring countries"), found.of_kind(Kind.NEIGHBOURS), press),
        _weights_table(press), _outside_table(found, press),
    ]  # fmt: skip
    return tuple(blocks)


def _reading(found: Overlaps, press: Press) -> Iterator[str]:
    say = press.wording.translate
    yield say(
        "Each row is a pair of initiatives, listed once whatever it shares; the pairs with the most points come first, and each row says "
        "what its points are for. Two overlap if they have a country, a theme and days in common and no funder; the parts of one programme "
        "never do, and a region in common is not enough."
    )
    if found.not_compared:
        yield say(
            "In a country and theme with many initiatives, each is compared with the {each} that ended last before it did; up to {number} "
            "more pairs were not looked at."
        ).format(each=COMPARED_EACH, number=press.wording.number(found.not_compared))
    if found.not_listed:
        yield say("Of each initiative the best {each} pairs are listed; {number} pairs are left out.").format(
            each=LISTED_EACH, number=press.wording.number(found.not_listed)
        )


def _overlap_table(found: Overlaps, press: Press) -> Table:
    say, pairs = press.wording.translate, found.of_kind(Kind.OVERLAP)
    about = say("Pairs: {number}; of these without any joint measure on record: {open}.").format(
        number=len(pairs), open=len(found.without_joint_measure)
    )
    empty = say("No two initiatives of different funders are known to overlap.")
    table = _pairs_table(
        "overlap", say("Same country, theme and time, different funders"), pairs, press, about if pairs else "", empty
    )
    return replace(table, first=True)


def _timeline(found: Overlaps, press: Press) -> Timeline | None:
    """When the initiatives that overlap ran, country by country."""
    cells, say = Cells(press), press.wording.translate
    by_country = grouped(found.of_kind(Kind.OVERLAP), lambda pair: pair.countries)
    lanes = [
        (press.wording.label("countries", country), _of_pairs(by_country[country]))
        for country in cells.in_order("countries", by_country)
    ]
    return timeline_of("timeline", say("When they overlap, by country"), lanes, press)


def _of_pairs(pairs: Sequence[Pair]) -> tuple[Initiative, ...]:
    return tuple({side.key: side for pair in pairs for side in pair.sides}.values())


def _pairs_table(
    id: str,  # noqa: A002 - it is the id of the block
    title: str,
    pairs: Sequence[Pair],
    press: Press,
    about: str = "",
    empty: str = "",
) -> Table:
    say = press.wording.translate
    columns = (
        Column("initiatives", say("Initiatives")), *_columns(press),
        Column("contacts", say("Contacts")), *_last_columns(press),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                _both(pair, press),
                *_cells(pair, press),
                _contacts(_by_title(pair, press), press),
                *_last_cells(pair, press),
            )
        )
        for pair in pairs[:MOST_ROWS]
    )
    if len(pairs) > MOST_ROWS:
        left_out = say("The best {number} are shown here; the other {more} stand on the pages of their initiatives.")
        about = " ".join([*([about] if about else []), left_out.format(number=MOST_ROWS, more=len(pairs) - MOST_ROWS)])
    return Table(id, title, columns, rows, about, empty or say("No such pair is known."), cards=True)


@lru_cache(maxsize=4)  # a site has a table of pairs for each initiative
def _columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("why", say("Why")), Column("countries", say("Countries")), Column("themes", say("Themes")),
        Column("common", say("Time in common")),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _last_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("coordinated", say("Coordinated so far")), Column("measures", say("Measures that fit")),
        Column("points", say("Points"), "number"), Column("points_for", say("Points for")),
    )  # fmt: skip


def _cells(pair: Pair, press: Press) -> tuple[Cell, ...]:
    cells = Cells(press)
    return (
        cells.texts(_why(pair, press)), _countries(pair, press),
        cells.concepts("themes", pair.themes or tuple(dict.fromkeys(need.theme for need in pair.needs))),
        _common(pair, press),
    )  # fmt: skip


def _last_cells(pair: Pair, press: Press) -> tuple[Cell, ...]:
    return (
        _ties(pair, press), Cells(press).text(" ".join(_measures(pair, press))), Cell(str(pair.score), pair.score),
        Cells(press).text(_sum(pair, press)),
    )  # fmt: skip


def _by_title(pair: Pair, press: Press) -> list[Initiative]:
    return sorted(pair.sides, key=lambda side: (press.wording.sort_key(side.record.title), side.key))


def _both(pair: Pair, press: Press) -> Cell:
    """Both initiatives, each with who pays for it."""
    return _with_funders(_by_title(pair, press), press)


def _with_funders(sides: Sequence[Initiative], press: Press) -> Cell:
    links = []
    for side in sides:
        known = [found.title for each in side.funders if (found := press.desk.situation.record("organisations", each))]
        paid = press.wording.translate("paid by {funders}").format(funders=", ".join(known))
        links.append(Cells(press).link(side.record, paid if known else press.wording.translate("funder not known")))
    return Cell(value="; ".join(f"{link.text} ({link.note})" for link in links), links=tuple(links))


def _why(pair: Pair, press: Press) -> Iterator[str]:
    say = press.wording.translate
    if pair.kind is Kind.OVERLAP:
        yield say("Same country, theme and time; no funder in common.")
    elif pair.kind is Kind.FUNDER_NOT_KNOWN:
        nobody = [side.record.title for side in pair.sides if not side.funders]
        yield say("Same country, theme and time; who pays is not known of: {titles}.").format(titles="; ".join(nobody))
    elif pair.kind is Kind.NEIGHBOURS:
        yield say("Same theme in countries that touch.")
    if pair.common is None:
        yield say("One began within a year after the other ended.")
    for need in pair.needs:
        yield _need(need, press)


def _need(need: SharedNeed, press: Press) -> str:
    text = press.wording.translate(
        "“{helper}” works on {theme}; the need “{need}” of “{assessment}” is of that theme, and of the two only “{by}” names it."
    )
    return text.format(
        helper=need.could_help.record.title, theme=press.wording.label("themes", need.theme), need=need.title,
        assessment=need.assessment.title, by=need.addressed_by.record.title,
    )  # fmt: skip


def _countries(pair: Pair, press: Press) -> Cell:
    cells = Cells(press)
    if not pair.borders:
        return cells.concepts("countries", pair.countries)
    borders = (" – ".join(press.wording.label("countries", code) for code in border) for border in pair.borders)
    return Cell("; ".join(borders), "; ".join("-".join(border) for border in pair.borders))


def _common(pair: Pair, press: Press) -> Cell:
    """The time in common with how sure it is; for programs an interval in the form of ISO 8601-2, `?` where only possible."""
    say, common = press.wording.translate, pair.common
    if common is None:
        return Cell(say("none: one after the other"), "")
    text = f"{press.wording.period(common.start, common.end)} ({_sureness(press)[common.sureness]})"
    return Cell(text, f"{common.start}/{common.end or '..'}{'?' if common.sureness is Sureness.POSSIBLE else ''}")


@lru_cache(maxsize=4)
def _sureness(press: Press) -> Mapping[Sureness, str]:
    say = press.wording.translate
    return {
        Sureness.EXACT: say("known to the day"),
        Sureness.ROUNDED: say("sure, but not known to the day"),
        Sureness.POSSIBLE: say("possible, but the dates are too coarse to say"),
    }


def _contacts(sides: Sequence[Initiative], press: Press) -> Cell:
    """Whom to ask about each side: roles, never persons."""
    links: list[Link] = []
    for side in sides:
        whose = press.wording.translate("for {title}").format(title=side.record.title) if len(sides) > 1 else ""
        found = [_contact(contact, side, whose, press) for contact in contact_points_of(side, press.desk.situation)]
        links += dict.fromkeys(found) or [Link(press.wording.translate("not known"), "", whose)]
    value = "; ".join(f"{link.text} ({link.note})" if link.note else link.text for link in links)
    return Cell(value=value, links=tuple(links))


def _contact(contact: ContactPoint, side: Initiative, whose: str, press: Press) -> Link:
    role = press.wording.label("contact-roles", contact.role)
    parts = [contact.organisation.title if contact.organisation else "", contact.office]
    note = ", ".join(part for part in (contact.channel, whose) if part)
    return Link(", ".join(part for part in parts if part) or role, (contact.organisation or side.record).url, note)


def _ties(pair: Pair, press: Press) -> Cell:
    if not pair.ties:
        return Cell(press.wording.translate("nothing on record"), tone=GAP)
    links = tuple(dict.fromkeys(_tie(tie, pair, press) for tie in pair.ties))
    return Cell(
        value="; ".join(f"{link.text} ({link.note})" if link.note else link.text for link in links), links=links
    )


def _tie(tie: Tie, pair: Pair, press: Press) -> Link:
    say = press.wording.translate
    words = {
        TieKind.JOINT: say("joint work"),
        TieKind.RELATED: say("named as related"),
        TieKind.CONTINUES: say("one continues the other"),
        TieKind.CONSULTED: say("agreed with the same mechanism"),
        TieKind.LINKED: say("linked to the same mechanism"),
        TieKind.MEASURE: press.wording.label("coordination-measures", tie.measure) if tie.measure else "",
    }
    if tie.record is None:
        return Link(words[tie.kind], pair.one.record.url)
    return Link(words[tie.kind], tie.record.url, tie.record.title)


def _measures(pair: Pair, press: Press) -> Iterator[str]:
    for fit in fitting_measures(pair):
        labels = [press.wording.label("coordination-measures", each) for each in fit.measures]
        yield _reasons(press)[fit.because].format(measures="; ".join(labels))


@lru_cache(maxsize=4)
def _reasons(press: Press) -> Mapping[Because, str]:
    """Why measures fit, with a place for them."""
    say = press.wording.translate
    return {
        Because.NOW: say("Both run now: {measures}."),
        Because.TRAINING: say("Both train people: {measures}."),
        Because.DONORS: say("Different funders in one country: {measures}."),
        Because.NEED: say("Both could serve one need: {measures}."),
        Because.NEIGHBOURS: say("Neighbours on one theme: {measures}."),
        Because.PLANNED: say("One is still planned: {measures}."),
        Because.ONE_ENDED: say("One is over: {measures}."),
        Because.BOTH_ENDED: say("Both are over: {measures}."),
        Because.UNCLEAR: say("Nobody says whether both still run: {measures}."),
    }


def _sum(pair: Pair, press: Press) -> str:
    """The points of a pair as a sum, each with what it is for."""
    texts = [
        press.wording.translate("{points} ({reason})").format(points=each.points, reason=_points_for(each, press))
        for each in pair.points
        if each.points
    ]
    return f"{pair.score} = {' + '.join(texts)}"


def _points_for(points: Points, press: Press) -> str:
    return _reasons_for_points(press)[points.reason].format(number=points.times)


@lru_cache(maxsize=4)
def _reasons_for_points(press: Press) -> Mapping[Reason, str]:
    """What points are given for, with a place for how often."""
    say = press.wording.translate
    return {
        Reason.THEME: say("themes in common: {number}"),
        Reason.COUNTRY: say("countries in common: {number}"),
        Reason.YEAR: say("full years surely in common: {number}"),
        Reason.RUNNING: say("both run now"),
        Reason.NEED: say("needs that both could serve: {number}"),
        Reason.UNCOORDINATED: say("nothing coordinates them so far"),
    }


def _weights_table(press: Press) -> Table:
    """How the points are given, with the reason for each: the whole of the ranking."""
    say = press.wording.translate
    words = {
        Reason.THEME: (
            say("Each theme in common"),
            say("The more they have in common, the more there is to agree on."),
        ),
        Reason.COUNTRY: (say("Each country in common"), say("Each has a government to agree with.")),
        Reason.YEAR: (
            say("Each full year surely in common"),
            say("A short time together leaves little to do together."),
        ),
        Reason.RUNNING: (say("Both run now"), say("Only what still runs can be changed.")),
        Reason.NEED: (
            say("Each need that one addresses and the other could help with"),
            say("A need shows that the work is wanted."),
        ),
        Reason.UNCOORDINATED: (say("Nothing coordinates them so far"), say("There a coordinator is needed most.")),
    }
    rows = tuple(
        Row((
            Cell(words[reason][0], reason.value), Cell(str(weight.points), weight.points),
            Cell(str(weight.points * weight.at_most), weight.points * weight.at_most), Cell(words[reason][1]),
        ))
        for reason, weight in WEIGHTS.items()
    )  # fmt: skip
    columns = (
        Column("reason", say("Points are given for")), Column("points", say("Points"), "number"),
        Column("at_most", say("At most"), "number"), Column("why", say("Why")),
    )  # fmt: skip
    return Table(
        "points", say("How points are given"), columns, rows, say("Equal pairs stand in the order of their titles.")
    )


def _outside_table(found: Overlaps, press: Press) -> Table:
    """The initiatives that are in no pair because too little is known of them, or because they were given up."""
    say, cells = press.wording.translate, Cells(press)
    words = {
        Outside.CANCELLED: say("Cancelled"),
        Outside.NO_COUNTRY: say("Names no country, at most a region"),
        Outside.NO_THEME: say("Names no theme and no need"),
        Outside.NO_DATES: say("No date is known"),
    }
    rows = tuple(
        Row((
            Cell(words[why], why.value),
            cells.some_records([each.record for each in found.outside[why]], MOST_RECORDS, "initiatives/index.html"),
        ))
        for why in Outside
        if why in found.outside
    )  # fmt: skip
    columns = (Column("reason", say("Reason")), Column("initiatives", say("Initiatives")))
    return Table(
        "not-compared", say("Not compared with others"), columns, rows,
        say("These may overlap with others too; nobody can tell from what is recorded."), say("All initiatives could be compared."),
    )  # fmt: skip


def overlap_table(country: str, press: Press) -> Table | None:
    """The pairs of a country, those with a neighbour last; None where there is none."""
    say, pairs = press.wording.translate, overlaps(press.desk.situation).by_country.get(country, ())
    if not pairs:
        return None
    here = sorted(pairs, key=lambda pair: pair.kind is Kind.NEIGHBOURS)
    columns = (Column("initiatives", say("Initiatives")), *_columns(press), *_last_columns(press))
    rows = tuple(
        Row((_both(pair, press), *_cells(pair, press), *_last_cells(pair, press))) for pair in here[:MOST_RECORDS]
    )
    about = [say("Pairs of initiatives that should know of each other; those with a neighbouring country come last.")]
    if len(here) > MOST_RECORDS:
        about.append(say("The best {number} of {all} are shown.").format(number=MOST_RECORDS, all=len(here)))
    return Table("overlaps", say("Overlap and synergy"), columns, rows, " ".join(about), cards=True)


def overlap_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The others that an initiative should know of; nothing where there is none."""
    say = press.wording.translate
    initiative = press.desk.situation.initiative_by_id[record.key.id]
    pairs = overlaps(press.desk.situation).by_initiative.get(record.key.id, ())
    if not pairs:
        return ()
    columns = (
        Column("initiative", say("Initiative")), *_columns(press), Column("contacts", say("Its contacts")), *_last_columns(press),
    )  # fmt: skip
    rows = tuple(_partner_row(pair, initiative, press) for pair in pairs[:LISTED_EACH])
    about = say("Initiatives that overlap with this one or could add to it, the closest first.")
    if len(pairs) > LISTED_EACH:
        about = f"{about} {say('The best {number} of {all} are shown.').format(number=LISTED_EACH, all=len(pairs))}"
    return (Table("others-at-work", say("Others at work here"), columns, rows, about, cards=True),)


def _partner_row(pair: Pair, initiative: Initiative, press: Press) -> Row:
    partner = pair.partner_of(initiative)
    return Row(
        (_with_funders([partner], press), *_cells(pair, press), _contacts([partner], press), *_last_cells(pair, press))
    )
