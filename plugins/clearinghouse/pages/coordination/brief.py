"""The country brief: a bounded choice of a country's page, made to be printed on at most four sheets and taken to a meeting."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from clearinghouse.coordination.changes import news
from clearinghouse.coordination.country import Due, coming, is_at_work
from clearinghouse.coordination.needs import Answer, assessments_of, needs_of
from clearinghouse.core.dates import last_day
from clearinghouse.pages.concept import Companion
from clearinghouse.pages.coordination.cells import LATE, Cells
from clearinghouse.pages.coordination.country import country_blocks, in_phases, initiatives_table, phase_titles
from clearinghouse.pages.coordination.country_records import due_tone, missing_by_rule
from clearinghouse.pages.coordination.glance import at_a_glance
from clearinghouse.pages.coordination.money import amount_cells, amount_columns, ledger_of
from clearinghouse.pages.coordination.needs import needs_table
from clearinghouse.pages.guide import ERRORS
from clearinghouse.pages.left_out import left_out_of_concept
from clearinghouse.pages.page import Page, Press
from clearinghouse.views.view import Cell, Column, Link, Row, Table

BRIEFS = "briefs/index.html"
ATOM = "application/atom+xml"
MOST_ROWS = 8
MOST_OVERDUE = 5
MOST_LINKS = 3
MOST_CHARACTERS = 110
"""What a table of a brief holds at most: with these bounds even a full brief stays on four sheets (A4)."""

UNCONFIRMED = "CH525"
"""The rule about records that nobody confirmed for long, which a brief counts and does not list."""


def brief_url(country: str) -> str:
    """The address of a country's brief."""
    return f"briefs/{country.lower()}.html"


def feed_url(country: str = "") -> str:
    """The address of the feed of a country, or of all records."""
    return f"feeds/countries/{country.lower()}.xml" if country else "feeds/all.xml"


def brief_countries(press: Press) -> list[str]:
    """The countries that have a brief: those at work on their capacity, in the order of their names."""
    situation = press.desk.situation
    return [code for code in Cells(press).in_order("countries", situation.countries) if is_at_work(code, situation)]


def brief_urls(press: Press) -> list[str]:
    """The page whose frame the briefs fill, where there is anything to write briefs of."""
    return [BRIEFS] if press.desk.situation.has("initiatives", "countries", "themes") else []


def country_companions(country: str, press: Press) -> tuple[Companion, ...]:
    """The other forms of a country's page: its brief, its tables as data, its feed. Only what there is."""
    say, blocks, code = press.wording.translate, country_blocks(country, press), country.lower()
    found = []
    if is_at_work(country, press.desk.situation):
        found.append(Companion(say("Country brief for print"), brief_url(country)))
    if blocks:
        found.append(Companion(say("These tables as data (JSON)"), f"countries/{code}-data.json", "application/json"))
        found.append(Companion("CSV", f"countries/{code}-data.csv", "text/csv"))
    if news(press.desk.situation, country, 1):
        found.append(Companion(say("News of this country (Atom feed)"), feed_url(country), ATOM))
    return tuple(found)


def brief_index(press: Press) -> Page:
    """Return the index of all briefs, whose frame they share."""
    say, countries = press.wording.translate, brief_countries(press)
    title, about = say("Country briefs"), say("Two to four sheets a country, to be printed and taken to a meeting.")
    links = [Link(press.wording.label("countries", code), brief_url(code)) for code in countries]
    content = press.render("briefs.html", BRIEFS, title=title, about=about, links=links)
    return Page(BRIEFS, title, content, BRIEFS, about)


def brief_page(country: str, press: Press) -> Page:
    """Return the brief of a country that has one."""
    say, url, name = press.wording.translate, brief_url(country), press.wording.label("countries", country)
    content = press.render(
        "brief.html", url, name=name, page=f"countries/{country.lower()}.html", blocks=brief_tables(country, press),
        today=press.desk.situation.today.isoformat(),
        left_out=left_out_of_concept(press.catalogue.code_lists["countries"], country, url, press),
    )  # fmt: skip
    title, about = say("{country}: brief for print"), say("The most important on {country}, for print.")
    return Page(url, title.format(country=name), content, BRIEFS, about.format(country=name))


def brief_tables(country: str, press: Press) -> tuple[Table, ...]:
    """The tables of a brief, each cut to its bounds; it is said where something was left out."""
    tables = (
        at_a_glance(country, press), _needs(country, press), _initiatives(country, press), _money(country, press),
        _overdue(country, press), _next(country, press), _missing(country, press),
    )  # fmt: skip
    return tuple(
        bounded(table, press, len(table.rows) if table.id == "at-a-glance" else MOST_ROWS)
        for table in tables
        if table.rows
    )


def bounded(table: Table, press: Press, most: int) -> Table:
    """The same table with at most so many rows, and cells of bounded length."""
    rows = tuple(Row(tuple(_short(cell, press) for cell in row.cells)) for row in table.rows[:most])
    about = table.about
    if len(table.rows) > most:
        text = press.wording.translate("The first {shown} of {number}; the others are on the country's page.")
        about = f"{about} {text.format(shown=most, number=len(table.rows))}".strip()
    return replace(table, rows=rows, about=about)


def _short(cell: Cell, press: Press) -> Cell:
    links = tuple(structs.replace(link, text=_cut(link.text), note=_cut(link.note)) for link in cell.links[:MOST_LINKS])
    if len(cell.links) > MOST_LINKS:
        more = press.wording.translate("and {number} more").format(number=len(cell.links) - MOST_LINKS)
        links = (*links[:-1], structs.replace(links[-1], note=f"{links[-1].note} {more}".strip()))
    return structs.replace(cell, text=_cut(cell.text), links=links)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1].rsplit(' ', 1)[0]}…"


def _needs(country: str, press: Press) -> Table:
    """The needs of the country, those that nothing addresses now before the others of their priority."""
    say, situation = press.wording.translate, press.desk.situation
    needs = [need for record in assessments_of(country, situation) for need in needs_of(record, situation)]
    order = (Answer.NONE, Answer.ENDED, Answer.PAUSED, Answer.UNCLEAR, Answer.PLANNED, Answer.RUNNING)
    places = list(press.catalogue.code_lists["priorities"].concepts)
    needs.sort(
        key=lambda need: (
            places.index(need.priority) if need.priority in places else len(places),
            order.index(need.answer),
        )
    )
    return needs_table("top-needs", say("What is needed most"), needs, press, ("theme", "place", "assessment"))


def _initiatives(country: str, press: Press) -> Table:
    """The initiatives that run; where none is known to, those of the next phase that has any."""
    phases = in_phases(press.desk.situation.by_country.get(country, ()), press)
    titles = phase_titles(press)
    phase = next((each for each in titles if each in phases), Answer.RUNNING)
    table = initiatives_table("initiatives-in-brief", titles[phase], phases.get(phase, ()), press)
    kept = (0, 2, 3)
    rows = tuple(Row(tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def _money(country: str, press: Press) -> Table:
    """The totals in each currency: of what is for this country alone, and of what it shares with others."""
    ledger, say = ledger_of(press), press.wording.translate
    initiatives = press.desk.situation.by_country.get(country, ())
    sums = [each for one in initiatives for each in ledger.by_initiative.get(one.key.id, ())]
    kinds = ledger.balances_by(sums, lambda each: len(each.initiative.countries) > 1)
    words = {False: say("for this country alone"), True: say("for several countries together")}
    rows = tuple(
        Row((Cell(words[shared]), *amount_cells(balance, press)))
        for shared in (False, True) for balance in kinds.get(shared, ())
    )  # fmt: skip
    about = say("Currencies are never added together; “not known” is not nought.")
    return Table("money-in-brief", say("Money"), (Column("reach", say("Reach")), *amount_columns(press)), rows, about)


def _next(country: str, press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((cells.date(due.date), cells.text(_kind(due, press)), cells.mentions([due.record])))
        for due in coming(country, press.desk.situation)
    )
    columns = (Column("date", say("Date"), "date"), Column("what", say("What")), Column("record", say("Record")))
    return Table("next-dates", say("Next dates"), columns, rows)


def _overdue(country: str, press: Press) -> Table:
    """What was due in the country and is not recorded as done, the longest overdue first; confirmations are told elsewhere."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    late = [
        each for each in press.desk.findings_by_country.get(country, ()) if each.due and situation.has_passed(each.due) and each.rule.code != UNCONFIRMED
    ]  # fmt: skip
    rows = []
    for each in sorted(late, key=lambda each: (last_day(each.due), each.key))[:MOST_OVERDUE]:
        record = situation.catalogue.by_key.get(each.key)
        rows.append(
            Row((cells.date(each.due, LATE), cells.text(each.message), cells.mentions([record] if record else [])))
        )
    columns = (Column("date", say("Due"), "date"), Column("what", say("What")), Column("record", say("Record")))
    return Table("overdue-in-brief", say("Overdue"), columns, tuple(rows))


def _kind(due: Due, press: Press) -> str:
    say = press.wording.translate
    words = {
        "meeting": say("Meeting"), "next-meeting": say("Next meeting of its kind"), "action": say("Agreed to be done"),
        "review": say("Review due"), "report": say("Next report due"), "target": say("Target due"), "start": say("Begins"),
        "end": say("Ends"),
    }[due.kind]  # fmt: skip
    return f"{words}: {due.text}" if due.text else words


def _missing(country: str, press: Press) -> Table:
    """What is missing, a line a rule, with how often it was found."""
    cells, say = Cells(press), press.wording.translate
    rows = []
    for rule, those in missing_by_rule(country, press):
        dates = sorted(each.due for each in those if each.due)
        rows.append(
            Row(
                (
                    Cell(say(rule.title), rule.code, url=f"{ERRORS}#{rule.code}"), Cell(str(len(those)), len(those)),
                    cells.date(dates[0], due_tone(dates[0], press)) if dates else Cell(),
                )
            )
        )  # fmt: skip
    columns = (
        Column("what", say("What is missing")),
        Column("times", say("Times"), "number"),
        Column("since", say("Due"), "date"),
    )
    return Table("missing-in-brief", say("What is missing"), columns, tuple(rows))
