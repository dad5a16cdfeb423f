"""Donors: a view of all, and what the page of each tells beyond its own record: what it funds, where, and with how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from clearinghouse.coordination.donors import Donor, donor_of, donors_of
from clearinghouse.coordination.money import Sum, Use
from clearinghouse.coordination.situation import Initiative, grouped
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import LATE, UNKNOWN, Cells
from clearinghouse.pages.coordination.money import (
    amount_cells,
    amount_columns,
    by_year_table,
    countries_in_words,
    ledger_of,
    share_cell,
    sums_in_words,
    unstated_table,
)  # fmt: skip
from clearinghouse.pages.coordination.time import timeline_of
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

DONORS = "coordination/donors.html"
ROW_OF_REGIONS = "funds-region"
"""The row, on the page of a donor, of the initiatives that name no country."""


def donors_view(press: Press) -> View:
    """Return the page of all donors: policy, strengths, contact, countries, and how many initiatives each pays for."""
    say = press.wording.translate
    return View(
        DONORS, say("Donors"), say("Who pays for biosafety capacity: policy, strengths, home-office contact and countries."),
        say(
            "A donor is every organisation that an initiative names as a funder, or a sum as its giver. The number leads to the initiatives "
            "on its page. “Not known” says that its record does not tell; it does not say that there is no policy or contact."
        ),
        partial(_donors_blocks, press),
    )  # fmt: skip


def _donors_blocks(press: Press) -> tuple[Block, ...]:
    return (_donors(press), _by_theme(press))


def _donors(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    found = sorted(
        donors_of(press.desk.situation), key=lambda each: (press.wording.sort_key(each.record.title), each.record.key)
    )
    rows = tuple(
        Row((
            cells.record(each.record), cells.count(len(each.initiatives), f"{each.record.url}#funds"), _countries(each.countries, press),
            *_policy(each, press), cells.text("; ".join(each.strengths)), _contact(each, press),
            _uncovered(each, press),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("donor", say("Donor")), Column("initiatives", say("Initiatives"), "count"), Column("countries", say("Works in")),
        Column("policy", say("Assistance policy")), Column("channels", say("Channels")), Column("strengths", say("Strengths")),
        Column("contact", say("Home-office contact")), Column("uncovered", say("Countries without contact")),
    )  # fmt: skip
    return Table("donors", say("Donors"), columns, rows, empty=say("No initiative names a funder yet."))


def _by_theme(press: Press) -> Table:
    """Strengths by theme: the donors that name it among their own themes, and those that pay for work on it."""
    cells, say = Cells(press), press.wording.translate
    donors = donors_of(press.desk.situation)
    naming = grouped(donors, lambda each: each.record.data.get("themes", ()))
    paying = grouped(donors, lambda each: [theme for one in each.initiatives for theme in one.themes])
    rows = tuple(
        Row((
            cells.concept("themes", theme), cells.records(each.record for each in naming.get(theme, ())),
            cells.records(each.record for each in paying.get(theme, ())),
        ))
        for theme in press.catalogue.code_lists["themes"].concepts if theme in naming or theme in paying
    )  # fmt: skip
    columns = (
        Column("theme", say("Theme")),
        Column("naming", say("Donors that name it")),
        Column("paying", say("Donors that pay for it")),
    )
    about = say("So that each donor can do what it is good at: what a donor names as its theme, and what it pays for.")
    return Table("by-theme", say("Donors by theme"), columns, rows, about, say("No donor names a theme yet."))


def donor_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The blocks on the page of an organisation that funds anything; none on the page of another."""
    donor = donor_of(press.desk.situation, record.key.id)
    if donor is None:
        return ()
    say = press.wording.translate
    sums = [each for each in ledger_of(press).by_donor.get(record.key.id, ()) if each.counts]
    lanes = [(say("Initiatives funded"), donor.initiatives)]
    timeline = timeline_of("funds-time", say("When the initiatives ran"), lanes, press)
    blocks: list[Block] = [_as_donor(donor, press), _by_country(donor, press)]
    blocks += [timeline] if timeline else []
    blocks.append(_by_currency(sums, press))
    blocks += [by_year_table(sums, press, "money-years", donors=False)] if sums else []
    unstated = ledger_of(press).unstated_of(record.key.id)
    return (*blocks, unstated_table(unstated, press, "funds-unstated")) if unstated else tuple(blocks)


def _as_donor(donor: Donor, press: Press) -> Table:
    """What a recipient wants to know of a donor, with what its record leaves open."""
    cells, say = Cells(press), press.wording.translate
    policy, channels = _policy(donor, press)
    facts = (
        (say("Assistance policy"), policy), (say("Channels"), channels), (say("Strengths"), cells.text("; ".join(donor.strengths))),
        (say("Home-office contact"), _contact(donor, press)),
        (say("Countries that the contact covers"), cells.concepts("countries", cells.in_order("countries", donor.covered))),
        (say("Countries without contact"), _uncovered(donor, press)),
    )  # fmt: skip
    rows = tuple(Row((Cell(name), value)) for name, value in facts)
    columns = (Column("what", say("What")), Column("answer", say("As recorded")))
    about = say("“Not known” means that the record does not tell.")
    return Table("as-donor", say("As a donor"), columns, rows, about)


def _by_country(donor: Donor, press: Press) -> Table:
    """What it funds in each country; matrices of funders and countries lead to its rows."""
    cells, say = Cells(press), press.wording.translate
    by_country = grouped(donor.initiatives, lambda each: each.countries)
    rows = [
        Row(
            (cells.concept("countries", country), cells.records(each.record for each in by_country[country]), *_money(donor, by_country[country], press)),
            f"funds-{country.lower()}",
        )
        for country in cells.in_order("countries", by_country)
    ]  # fmt: skip
    elsewhere = tuple(each for each in donor.initiatives if not each.countries)
    if elsewhere:
        behind = cells.records(each.record for each in elsewhere)
        rows.append(Row((Cell(say("No country named")), behind, *_money(donor, elsewhere, press)), ROW_OF_REGIONS))
    columns = (
        Column("country", say("Country")), Column("initiatives", say("Initiatives")), Column("committed", say("Committed")),
        Column("disbursed", say("Disbursed")), Column("shared", say("Committed to several countries together")),
    )  # fmt: skip
    about = say(
        "The money of an initiative in several countries is not divided; it stands whole in the last column, at each of them."
    )
    return Table("funds", say("Initiatives funded, by country"), columns, tuple(rows), about)


def _money(donor: Donor, initiatives: Sequence[Initiative], press: Press) -> tuple[Cell, Cell, Cell]:
    """What this donor promised and paid to these initiatives alone, and what it promised where they share with other countries."""
    ledger = ledger_of(press)
    shared = [each for each in initiatives if len(set(each.countries)) > 1]
    own = [each for each in initiatives if len(set(each.countries)) < 2]

    def given(those: list[Initiative], use: Use) -> Cell:
        sums = (each for one in those for each in ledger.by_initiative.get(one.key.id, ()))
        balances = ledger.balances(each for each in sums if each.donor == donor.record.key.id)
        return sums_in_words(balances, use, press) if those else Cell("–")

    return given(own, Use.COMMITTED), given(own, Use.DISBURSED), given(shared, Use.COMMITTED)


def _by_currency(sums: Iterable[Sum], press: Press) -> Table:
    """What it gave in all, currency by currency; the view of all money leads to its rows."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (*amount_cells(each, press), share_cell(each.share, press), cells.records(one.record for one in each.initiatives)),
            f"money-{each.currency.lower()}",
        )
        for each in ledger_of(press).balances(sums)
    )  # fmt: skip
    columns = (
        *amount_columns(press), Column("share", say("Share paid out"), "number"),
        Column("initiatives", say("Initiatives")),
    )  # fmt: skip
    about = say("Currencies are not added together. Sums that a programme states are not counted again with its parts.")
    return Table(
        "money",
        say("Money"),
        columns,
        rows,
        about,
        say("No sum from this donor is stated. That does not mean that there is none."),
    )


def _countries(countries: Sequence[str], press: Press) -> Cell:
    """Where a donor works, in a few words; its page links each of the countries."""
    if not countries:
        return Cell(press.wording.translate("no country named"), tone=UNKNOWN)
    return Cell(countries_in_words(countries, press), "; ".join(countries))


def _policy(donor: Donor, press: Press) -> tuple[Cell, Cell]:
    cells = Cells(press)
    return cells.text(donor.policy), cells.concepts("funding-types", donor.channels)


def _contact(donor: Donor, press: Press) -> Cell:
    """The home office that answers, with its channel where it agreed to that being published."""
    cells, contact = Cells(press), donor.contact
    if contact is None:
        return cells.unknown()
    channel = contact.get("channel", "") if contact.get("published_with_consent") else ""
    parts = [part for part in (contact.get("office", ""), channel) if part]
    return cells.text(", ".join(parts))


def _uncovered(donor: Donor, press: Press) -> Cell:
    """Countries that it pays for and its contact does not cover; “none” where it covers all."""
    cells, say = Cells(press), press.wording.translate
    if donor.uncovered is None:
        return cells.unknown()
    ordered = cells.in_order("countries", donor.uncovered)
    names = ", ".join(press.wording.label("countries", each) for each in ordered)
    return Cell(names, "; ".join(ordered), tone=LATE) if names else Cell(say("none"), "")
