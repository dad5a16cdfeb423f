"""Money in words and tables: by donor, year and country, against the items of strategies, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache, partial

from babel.numbers import get_currency_precision

from clearinghouse.coordination.money import (
    EXACT,
    NOT_NAMED,
    Balance,
    ItemMoney,
    Ledger,
    Place,
    Sum,
    Use,
    domestic_budget,
)  # fmt: skip
from clearinghouse.coordination.situation import Initiative
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.coordination.cells import GAP, LATE, UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

MONEY = "coordination/money.html"
SHOWN_COUNTRIES = 8
"""Countries of a regional initiative that are named in a cell; the data files have all."""

LAST_YEAR = 9999
"""Money of which the year is not known comes after all years."""


@lru_cache(maxsize=4)
def ledger_of(press: Press) -> Ledger:
    """All sums of the clearinghouse, reckoned once for a press."""
    return Ledger(press.desk.situation)


def money_view(press: Press) -> View:
    """Return the page of all money: what each donor promised and paid, when and where, and for which item of which strategy."""
    say = press.wording.translate
    return View(
        MONEY, say("Money"), say("What was promised, paid out and spent, by donor, year and country, and for which item of which strategy."),
        _reading(press),
        partial(_money_blocks, press),
    )  # fmt: skip


def _money_blocks(press: Press) -> tuple[Block, ...]:
    ledger = ledger_of(press)
    return (
        _donors(press), by_year_table(ledger.counted, press, "by-year"), _places(press), _items(press), _overdrafts(press),
        _converted(press), _no_donor(press), unstated_table(ledger.unstated, press, "unstated"), _within(press), _budgets(press),
        _domestic(press),
    )  # fmt: skip


def _reading(press: Press) -> str:
    say = press.wording.translate
    return " ".join(
        (
            say(
                "Committed are commitments, grants and co-financing: money promised. Disbursed is what the donor paid out, and spent "
                "what those who do the work paid; both come out of what was committed, so they are never added to it."
            ),
            say("A budget is a total of all of these; it is listed apart and added to nothing."),
            say("Currencies are never added together. “Not known” means that no source states a sum; it is not nought."),
            say("An initiative in several countries stands whole under all of them together, since nobody can say how its money is divided."),
            say(
                "What a part states again of the money of its programme (the same donor, or none named by both; the same currency and use) "
                "is counted once, with the programme."
            ),
        )
    )  # fmt: skip


def money_tables(initiatives: Iterable[Initiative], press: Press, prefix: str) -> tuple[Table, ...]:
    """The money of some initiatives by donor and year, and those of which no sum is stated, where there are any.

    Ids start with `prefix`. Nothing of what a programme holds is counted again, whether or not it is among them.
    """
    chosen, ledger = tuple(initiatives), ledger_of(press)
    sums = [each for one in chosen for each in ledger.by_initiative.get(one.key.id, ())]
    tables = [by_year_table(sums, press, f"{prefix}-by-year")]
    unstated = tuple(each for each in chosen if each.key in ledger.unstated_keys)
    if unstated:
        tables.append(unstated_table(unstated, press, f"{prefix}-unstated"))
    within = [each for each in sums if each.within]
    if within:
        tables.append(_within_table(within, press, f"{prefix}-within"))
    return tuple(tables)


def country_money(country: str, press: Press) -> tuple[Table, ...]:
    """The money of a country: of the initiatives that name it, and of its own budget with the years that are missing."""
    situation = press.desk.situation
    tables = money_tables(situation.by_country.get(country, ()), press, "money")
    if situation.has("countries", "domestic_budget"):
        tables = (*tables, _domestic_table(country, press))
    return tables


def amount_columns(press: Press) -> tuple[Column, ...]:
    """The columns that `amount_cells` fills."""
    say = press.wording.translate
    return (
        Column("currency", say("Currency")),
        Column("committed", say("Committed"), "number"),
        Column("disbursed", say("Disbursed"), "number"),
        Column("spent", say("Spent"), "number"),
    )


def amount_cells(balance: Balance, press: Press) -> tuple[Cell, ...]:
    """A balance: its currency and its three sums."""
    cells = Cells(press)
    sums = (balance.committed, balance.disbursed, balance.spent)
    return (cells.text(balance.currency), *(cells.money(each, balance.currency) for each in sums))


def share_cell(share: Decimal | None, press: Press) -> Cell:
    """The part of the promises that was paid out, in per cent; more than all of it is flagged."""
    if share is None:
        return Cells(press).unknown()
    rounded = share.quantize(Decimal("0.001"), ROUND_HALF_EVEN, EXACT)
    return Cell(press.wording.percent(rounded), rounded, tone=LATE if share > 1 else "")


def sums_in_words(balances: Sequence[Balance], use: Use, press: Press) -> Cell:
    """The sums of one use in each currency, side by side in one cell."""
    amounts = [(getattr(each, use.value), each.currency) for each in balances]
    known = [(amount, currency) for amount, currency in amounts if amount is not None]
    if not known:
        return Cells(press).unknown()
    text = "; ".join(press.wording.money(amount, currency) for amount, currency in known)
    return Cell(text, "; ".join(f"{currency} {amount:f}" for amount, currency in known))


def donor_cell(donor: str, press: Press) -> Cell:
    """A donor; said to be not named where no source tells whose money it is."""
    if donor == NOT_NAMED:
        return Cell(press.wording.translate("donor not named"), tone=UNKNOWN)
    return Cells(press).record(press.catalogue.known(Key("organisations", donor)))


def mentioned(organisations: Iterable[str], press: Press) -> Cell:
    """Organisations beside a record that is counted: linked, and not among what a number leading here counts."""
    return Cells(press).mentions(press.catalogue.known(Key("organisations", each)) for each in organisations)


def place_cell(place: Place, press: Press) -> Cell:
    """Where money goes; several countries are said to be several, and named."""
    cells, say = Cells(press), press.wording.translate
    if len(place.countries) == 1:
        return cells.concept("countries", place.countries[0])
    if place.countries:
        text = say("several countries: {names}").format(names=countries_in_words(place.countries, press))
        return Cell(text, "; ".join(place.countries))
    if place.regions:
        names = ", ".join(press.wording.label("regions", each) for each in place.regions)
        return Cell(say("region: {names}").format(names=names), "; ".join(place.regions))
    return cells.unknown()


def countries_in_words(countries: Iterable[str], press: Press) -> str:
    """Countries by name, at most `SHOWN_COUNTRIES` of them, and how many more there are."""
    ordered = Cells(press).in_order("countries", countries)
    names = ", ".join(press.wording.label("countries", each) for each in ordered[:SHOWN_COUNTRIES])
    more = len(ordered) - SHOWN_COUNTRIES
    return press.wording.translate("{names} and {number} more").format(names=names, number=more) if more > 0 else names


def year_cell(year: int | None, press: Press) -> Cell:
    """A year; where the sum has no date, the words that it is not known."""
    return Cell(str(year), year) if year else Cell(press.wording.translate("year not known"), tone=UNKNOWN)


def by_year_table(sums: Iterable[Sum], press: Press, table_id: str, *, donors: bool = True) -> Table:
    """Sums by donor (unless all are of one), year, place and currency, each row with the initiatives behind it."""
    cells, say, ledger = Cells(press), press.wording.translate, ledger_of(press)
    apart = ledger.balances_by(sums, lambda each: (each.donor, each.year, each.place))
    rows = []
    for donor, year, place in sorted(apart, key=lambda key: (_donor_order(key[0], press), key[1] or LAST_YEAR, key[2])):
        for balance in apart[donor, year, place]:
            who = (donor_cell(donor, press),) if donors else ()
            behind = cells.records(each.record for each in balance.initiatives)
            rows.append(
                Row((*who, year_cell(year, press), place_cell(place, press), *amount_cells(balance, press), behind))
            )
    columns = (
        *((Column("donor", say("Donor")),) if donors else ()),
        Column("year", say("Year")), Column("countries", say("Where")), *amount_columns(press), Column("initiatives", say("Initiatives")),
    )  # fmt: skip
    title = say("By donor, year and country") if donors else say("By year and country")
    about = say(
        "The year is that of the date that a source gives for the sum. Money for several countries is not divided among them."
    )
    return Table(
        table_id,
        title,
        columns,
        tuple(rows),
        about,
        say("No sum is stated here. That does not mean that there is no money."),
    )


def unstated_table(initiatives: Iterable[Initiative], press: Press, table_id: str) -> Table:
    """Initiatives of which no sum is stated: there is money, and nobody says how much."""
    cells, say = Cells(press), press.wording.translate
    ordered = sorted(initiatives, key=lambda each: (press.wording.sort_key(each.record.title), each.key))
    rows = tuple(
        Row((cells.record(each.record), mentioned(each.funders, press), cells.concepts("countries", each.countries)))
        for each in ordered
    )
    columns = (
        Column("initiative", say("Initiative")),
        Column("funders", say("Funders")),
        Column("countries", say("Countries")),
    )
    about = say("They are in none of the totals: what is not known is not nought.")
    return Table(
        table_id,
        say("Initiatives without a stated sum"),
        columns,
        rows,
        about,
        say("Of every initiative a sum is stated."),
    )


def item_rows(item: ItemMoney, press: Press) -> list[tuple[Cell, ...]]:
    """The cells of one item of a strategy from its text to the initiatives: a row for each currency, or one that says “none”."""
    cells = Cells(press)
    head = (item_cell(item, press), cells.date(str((item.target or {}).get("due", ""))))
    if not item.sums:
        return [(*head, cells.gap(), *(cells.unknown() for _ in range(3)), cells.gap())]
    if not item.balances:  # what there is must not be added: a budget, say
        return [
            (
                *head,
                *(cells.unknown() for _ in range(4)),
                cells.records({each.initiative.key: each.initiative.record for each in item.sums}.values()),
            )
        ]
    return [
        (*head, *amount_cells(each, press), cells.records(one.record for one in each.initiatives))
        for each in item.balances
    ]


def item_columns(press: Press) -> tuple[Column, ...]:
    """The columns that `item_rows` fills."""
    say = press.wording.translate
    return (
        Column("item", say("Item of the strategy")), Column("due", say("Due"), "date"), *amount_columns(press),
        Column("initiatives", say("Initiatives")),
    )  # fmt: skip


def item_cell(item: ItemMoney, press: Press) -> Cell:
    """An item by its text; flagged where the strategy has no such item, and where none is named."""
    say = press.wording.translate
    if item.target:
        return Cell(str(item.target["text"]), item.item)
    if not item.item:
        return Cell(say("no item named"), tone=UNKNOWN)
    return Cell(say("unknown item: {item}").format(item=item.item), item.item, tone=LATE)


def _donor_order(donor: str, press: Press) -> tuple[bool, tuple[str, str]]:
    """By title; what no donor is named for comes last."""
    record = press.catalogue.known(Key("organisations", donor))
    return donor == NOT_NAMED, press.wording.sort_key(record.title if record else donor)


def _donors(press: Press) -> Table:
    """Each donor with its sums, and in how many of its initiatives they are stated; counts lead to the page of the donor."""
    cells, say, ledger, situation = Cells(press), press.wording.translate, ledger_of(press), press.desk.situation
    rows = []
    for donor in sorted({*situation.by_funder, *ledger.by_donor}, key=lambda each: _donor_order(each, press)):
        record = situation.record("organisations", donor)
        page = record.url if record else MONEY
        without = ledger.unstated_of(donor)
        is_outside = record is None and donor != NOT_NAMED  # left out of this part: there is no page to lead to
        every = cells.count(len(situation.by_funder.get(donor, ())), f"{page}#funds") if record else cells.text("–")
        silent = (
            cells.count(len(without), f"{page}#funds-unstated") if without and not is_outside else _plain(len(without))
        )
        balances = ledger.balances(ledger.by_donor.get(donor, ()))
        for each in balances:
            row = f"money-{each.currency.lower()}" if record else f"no-donor-{each.currency.lower()}"
            amounts = (*amount_cells(each, press), share_cell(each.share, press))
            number = len(each.initiatives)
            behind = _plain(number) if is_outside else cells.count(number, f"{page}#{row}")
            rows.append(Row((donor_cell(donor, press), *amounts, behind, silent, every)))
        if not balances:
            unknown = (cells.unknown() for _ in range(5))
            rows.append(Row((donor_cell(donor, press), *unknown, _plain(0), silent, every)))
    columns = (
        Column("donor", say("Donor")), *amount_columns(press), Column("share", say("Share paid out"), "number"),
        Column("stated", say("In initiatives"), "count"), Column("unstated", say("Without a stated sum"), "count"),
        Column("initiatives", say("Initiatives in all"), "count"),
    )  # fmt: skip
    about = say(
        "Sums are of the initiatives that state one in this currency; beside them stands how many of the donor’s initiatives "
        "state none. What a part states again is counted with its programme, and the part is in neither number. "
        "The share looks only at initiatives of which both the promise and the payments are known."
    )
    return Table("donors", say("By donor"), columns, tuple(rows), about, say("No donor is named yet."))


def _plain(number: int) -> Cell:
    """A number that leads nowhere."""
    return Cell(str(number), number)


def _places(press: Press) -> Table:
    cells, say, ledger = Cells(press), press.wording.translate, ledger_of(press)
    apart = ledger.balances_by(ledger.counted, lambda each: each.place)

    def order(place: Place) -> tuple[bool, int, tuple[str, str]]:
        """Single countries by name, then several by their number, then regions."""
        return not place.countries, len(place.countries), press.wording.sort_key(place_cell(place, press).text)

    rows = tuple(
        Row(
            (
                place_cell(place, press),
                *amount_cells(each, press),
                cells.records(one.record for one in each.initiatives),
            )
        )
        for place in sorted(apart, key=order)
        for each in apart[place]
    )
    columns = (Column("countries", say("Where")), *amount_columns(press), Column("initiatives", say("Initiatives")))
    about = say("What goes to several countries together is not in the rows of each of them.")
    return Table("by-country", say("By country"), columns, rows, about, say("No sum is stated yet."))


def _items(press: Press) -> Table:
    """Every item of every strategy with the money for it; then the sums for an item of an unknown strategy."""
    cells, say, ledger = Cells(press), press.wording.translate, ledger_of(press)
    rows = [
        Row((cells.record(strategy), *row))
        for strategy in _by_title(press.desk.situation.records("strategies"), press)
        for item in ledger.items_of(strategy)
        for row in item_rows(item, press)
    ]
    apart = ledger.balances_by(ledger.astray, lambda each: each.plan_item)
    for item in sorted(apart):
        for each in apart[item]:
            flagged = Cell(say("unknown item: {item}").format(item=item), item, tone=LATE)
            behind = cells.records(one.record for one in each.initiatives)
            rows.append(Row((cells.unknown(), flagged, cells.unknown(), *amount_cells(each, press), behind)))
    columns = (Column("strategy", say("Strategy")), *item_columns(press))
    about = " ".join((
        say("“None recorded” is a gap: the strategy has the item, and no sum names it."),
        say("Where only a budget names it, its sums are not known. A part’s money for an item stands here, even if the money of its programme holds it."),
    ))  # fmt: skip
    return Table(
        "by-item",
        say("Against the items of strategies"),
        columns,
        tuple(rows),
        about,
        say("No strategy lists its items yet."),
    )


def _overdrafts(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in ledger_of(press).overdrafts:
        paid = Cell(press.wording.money(each.disbursed, each.currency), each.disbursed, tone=LATE)
        above = cells.money(EXACT.subtract(each.disbursed, each.committed), each.currency)
        promised = cells.money(each.committed, each.currency)
        rows.append(Row((cells.record(each.initiative.record), donor_cell(each.donor, press), promised, paid, above)))
    columns = (
        Column("initiative", say("Initiative")), Column("donor", say("Donor")), Column("committed", say("Committed"), "number"),
        Column("disbursed", say("Disbursed"), "number"), Column("difference", say("More than promised"), "number"),
    )  # fmt: skip
    about = say("It may be right, or a commitment is missing from the record: somebody should look.")
    return Table(
        "above",
        say("Paid out above what was promised"),
        columns,
        tuple(rows),
        about,
        say("Nowhere was more paid out than promised."),
    )


def _converted(press: Press) -> Table:
    """The sums whose record states a rate; the exact product is in the data, rounded to the coin on the page."""
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in ledger_of(press).sums:
        if each.rate is None or each.converted is None:
            continue
        coin = Decimal(1).scaleb(-get_currency_precision(each.rate.to))
        shown = press.wording.money(each.converted.quantize(coin, ROUND_HALF_EVEN, EXACT), each.rate.to)
        rows.append(
            Row((
                cells.record(each.initiative.record), donor_cell(each.donor, press), cells.concept("finance-kinds", each.kind),
                cells.money(each.amount, each.currency), Cell(press.wording.number(each.rate.rate), each.rate.rate),
                cells.date(each.rate.date), cells.text(each.rate.source), Cell(shown, each.converted),
            ))
        )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("donor", say("Donor")), Column("kind", say("Kind")),
        Column("amount", say("Amount"), "number"), Column("rate", say("Rate"), "number"), Column("rate_date", say("Rate of"), "date"),
        Column("rate_source", say("Rate according to")), Column("converted", say("Converted"), "number"),
    )  # fmt: skip
    about = say(
        "Only sums of which the record states the rate and its date. They stand in no total but that of their own currency."
    )
    return Table(
        "converted", say("Converted at a stated rate"), columns, tuple(rows), about, say("No record states a rate.")
    )


def _no_donor(press: Press) -> Table:
    cells, say, ledger = Cells(press), press.wording.translate, ledger_of(press)
    rows = tuple(
        Row(
            (*amount_cells(each, press), cells.records(one.record for one in each.initiatives)),
            f"no-donor-{each.currency.lower()}",
        )
        for each in ledger.balances(ledger.by_donor.get(NOT_NAMED, ()))
    )
    columns = (*amount_columns(press), Column("initiatives", say("Initiatives")))
    return Table(
        "no-donor", say("Money without a named donor"), columns, rows, empty=say("Of every sum the donor is named.")
    )


def _within(press: Press) -> Table:
    return _within_table([each for each in ledger_of(press).sums if each.within], press, "within")


def _within_table(sums: Iterable[Sum], press: Press, table_id: str) -> Table:
    """Sums of parts that their programme states too; they are shown, and counted with the programme alone."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = tuple(
        Row((
            cells.record(each.initiative.record), cells.record(situation.record("initiatives", each.within)),
            donor_cell(each.donor, press), cells.concept("finance-kinds", each.kind), cells.date(each.date),
            cells.money(each.amount, each.currency),
        ))
        for each in sums
    )  # fmt: skip
    columns = (
        Column("initiative", say("Part")), Column("programme", say("Counted with")), Column("donor", say("Donor")),
        Column("kind", say("Kind")), Column("date", say("Date"), "date"), Column("amount", say("Amount"), "number"),
    )  # fmt: skip
    about = say(
        "The programme states money of the same donor, currency and use; these sums are part of that, and are not added again."
    )
    empty = say("No part states money that its programme states too.")
    return Table(table_id, say("Within the money of a programme"), columns, rows, about, empty)


def _budgets(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for initiative in press.desk.situation.initiatives:
        whole = initiative.record.data.get("budget")
        stated = [(NOT_NAMED, Decimal(whole["amount"]), whole["currency"], "")] if whole else []
        own = ledger_of(press).by_initiative.get(initiative.key.id, ())
        stated += [(each.donor, each.amount, each.currency, each.date) for each in own if each.use is Use.BUDGET]
        for donor, amount, currency, date in stated:
            row = (
                cells.record(initiative.record),
                donor_cell(donor, press),
                cells.date(date),
                cells.money(amount, currency),
            )
            rows.append(Row(row))
    columns = (
        Column("initiative", say("Initiative")), Column("donor", say("Donor")), Column("date", say("Date"), "date"),
        Column("amount", say("Budget"), "number"),
    )  # fmt: skip
    about = say("Totals as a source gives them, of one donor or of all. They are added to nothing.")
    return Table("budgets", say("Budgets"), columns, tuple(rows), about, say("No record states a total budget."))


def _domestic(press: Press) -> Table:
    """The own budgets of all countries that have initiatives or state one; a country that states none is a gap."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows: list[Row] = []
    described = {record.data["country"] for record in situation.records("countries")}
    for country in cells.in_order("countries", {*situation.by_country, *described}):
        own = _domestic_rows(country, press)
        rows += [Row((cells.concept("countries", country), *row)) for row in own] or [
            Row((cells.concept("countries", country), Cell(say("no year recorded"), tone=GAP), cells.unknown()))
        ]
    columns = (
        Column("country", say("Country")),
        Column("year", say("Year")),
        Column("amount", say("Amount"), "number"),
    )
    about = say(
        "What countries themselves budget for biosafety. Years without a source since the first known one are shown as not known."
    )
    return Table("domestic", say("Domestic budgets"), columns, tuple(rows), about, say("No country is recorded yet."))


def _domestic_table(country: str, press: Press) -> Table:
    say = press.wording.translate
    columns = (Column("year", say("Year")), Column("amount", say("Amount"), "number"))
    rows = tuple(Row(row) for row in _domestic_rows(country, press))
    about = say("What the country itself budgets for biosafety, since the first year that is known.") if rows else ""
    empty = say("Whether biosafety is in the national budget is not known: no year is recorded.")
    return Table("domestic-budget", say("Domestic budget"), columns, rows, about, empty)


def _domestic_rows(country: str, press: Press) -> list[tuple[Cell, Cell]]:
    cells = Cells(press)
    record = press.desk.situation.record("countries", country.lower())
    years = domestic_budget(record, press.desk.situation.today) if record else ()
    return [(Cell(str(each.year), each.year), cells.money(each.amount, each.currency)) for each in years]


def _by_title(records: Iterable[Record], press: Press) -> list[Record]:
    return sorted(records, key=lambda each: (press.wording.sort_key(each.title), each.key))
