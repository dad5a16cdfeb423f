"""Strategies: which country has one in force, and who follows it, pays for it and reports on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from clearinghouse.coordination.situation import Initiative
from clearinghouse.coordination.strategies import Beside, Coverage, strategies_in
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, GOOD, Cells
from clearinghouse.pages.coordination.money import item_columns, item_rows, ledger_of, mentioned
from clearinghouse.pages.coordination.time import timeline_of
from clearinghouse.pages.page import Press, by_title
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

STRATEGIES = "coordination/strategies.html"


def strategies_view(press: Press) -> View:
    """Return the page of all strategies: which country has which, whether it can be read, and what goes on without it."""
    say = press.wording.translate
    return View(
        STRATEGIES, say("Strategies"), say("Which country has a capacity-building strategy, when it is in force, and who follows it."),
        say(
            "A strategy is in force from its start, or else its adoption, to its end, or until another took its place. Where its record "
            "does not say whether it still holds, that is not known. An initiative that ran in a country while its strategy was in force "
            "should follow it or say why not."
        ),
        partial(_strategies_blocks, press),
        as_of=press.desk.situation.today,
    )  # fmt: skip


def _strategies_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    coverage = [
        strategies_in(press.desk.situation).coverage(each)
        for each in Cells(press).in_order("countries", situation.countries)
    ]
    return (_all(press), _coverage(coverage, press), _without(coverage, press))


def _all(press: Press) -> Table:
    """Every strategy with what can be read of it."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for record in by_title(press, situation.records("strategies")):
        data = record.data
        country, organisation = data.get("country", ""), data.get("organisation", "")
        whose = (
            cells.concept("countries", country)
            if country
            else cells.organisations([organisation] if organisation else [])
        )
        followers = strategies_in(press.desk.situation).followers.get(record.key.id, ())
        rows.append(
            Row((
                cells.record(record), whose, cells.period(strategies_in(press.desk.situation).in_force(record)), _in_force(record, press),
                _documents(record, press), cells.concepts("languages", _languages(record)),
                cells.count(len(followers), f"{record.url}#followers"),
            ))
        )  # fmt: skip
    columns = (
        Column("strategy", say("Strategy")), Column("country", say("Whose")), Column("period", say("In force")),
        Column("holds", say("In force today")), Column("documents", say("Documents")), Column("languages", say("Languages")),
        Column("followers", say("Initiatives that follow it"), "count"),
    )  # fmt: skip
    return Table("strategies", say("All strategies"), columns, tuple(rows), empty=say("No strategy is recorded yet."))


def _coverage(coverage: Iterable[Coverage], press: Press) -> Table:
    """A row for every country that anything is recorded of."""
    say = press.wording.translate
    rows = tuple(Row(_coverage_cells(each, press), f"coverage-{each.country.lower()}") for each in coverage)
    columns = (
        Column("country", say("Country")), Column("in_force", say("In force")), Column("uncertain", say("Not known whether in force")),
        Column("other", say("Drafts, ended or replaced")), Column("languages", say("Languages")),
        Column("following", say("Initiatives that follow one"), "count"), Column("beside", say("Initiatives without strategy"), "count"),
    )  # fmt: skip
    about = say(
        "“None recorded” is a gap: the country has initiatives or other records here, but no strategy that may be in force."
    )
    return Table("coverage", say("By country"), columns, rows, about, say("No record names a country yet."), gaps=True)


def _coverage_cells(country: Coverage, press: Press) -> tuple[Cell, ...]:
    """What there is of strategies in a country; a dash where a question does not arise."""
    cells, nothing = Cells(press), Cell("–")
    current = (*country.in_force, *country.uncertain)
    languages = list(dict.fromkeys(code for one in current for code in _languages(one)))
    code, has_any = country.country.lower(), bool(current or country.other)
    followed = cells.count(len(country.following), f"{STRATEGIES}#with-{code}")
    beside = cells.count(len(country.beside), f"{STRATEGIES}#without-{code}") if country.beside else Cell("0", 0)
    return (
        cells.concept("countries", country.country),
        nothing if country.uncertain and not country.in_force else cells.records(country.in_force),
        cells.records(country.uncertain) if country.uncertain else nothing,
        cells.records(country.other) if country.other else nothing,
        cells.concepts("languages", languages) if current else nothing,
        followed if has_any else nothing,
        beside if has_any else nothing,
    )


def _without(coverage: Iterable[Coverage], press: Press) -> Table:
    """Who follows a strategy of the country and who does not, country by country; the counts above lead to these rows."""
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in coverage:
        country = cells.concept("countries", each.country)
        if each.following:
            behind = cells.records(one.record for one in each.following)
            rows.append(
                Row((country, Cell(say("follow a strategy"), tone=GOOD), behind), f"with-{each.country.lower()}")
            )
        if each.beside:
            reasons = tuple(
                cells.link(one.initiative.record, one.reason or say("no reason given")) for one in each.beside
            )
            rows.append(
                Row(
                    (country, Cell(say("without strategy"), tone=GAP), Cell(links=reasons)),
                    f"without-{each.country.lower()}",
                )
            )
    columns = (
        Column("country", say("Country")),
        Column("which", say("Which")),
        Column("initiatives", say("Initiatives, with the reason given")),
    )
    about = say(
        "“Without strategy” are those that ran while a strategy of the country was in force, and follow none. What has no date is not here."
    )
    empty = say("No initiative names a strategy, and none ran while one was in force.")
    return Table("initiatives", say("Initiatives with and without strategy"), columns, tuple(rows), about, empty)


def strategy_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """The blocks on the page of a strategy."""
    say = press.wording.translate
    followers = strategies_in(press.desk.situation).followers.get(record.key.id, ())
    timeline = timeline_of(
        "followers-time", say("When they ran"), [(say("Initiatives that follow it"), followers)], press
    )
    blocks: list[Block] = [_followers(followers, press)]
    blocks += [timeline] if timeline else []
    blocks += [_items(record, press), _monitoring(record, press)]
    blocks += [_beside(record, press)] if record.data.get("country") else []
    return (*blocks, _foundation(record, press))


def _foundation(record: Record, press: Press) -> Table:
    """What a strategy should have, and whether it does: what it rests on, where it leads, and how it can be cited."""
    cells, say, data = Cells(press), press.wording.translate, record.data
    assessments = [press.desk.situation.record("needs", each) for each in data.get("based_on", ())]
    rests = (
        cells.records(each for each in assessments if each)
        if any(assessments)
        else cells.text(str(data.get("based_on_reason", "")))
    )
    targets = data.get("targets", ())
    full = sum(1 for each in targets if each.get("indicator") and each.get("due"))
    measured = say("{number} of {all} with an indicator and a date").format(number=full, all=len(targets))
    facts = (
        (say("Needs that it rests on"), rests), (say("Vision"), _whether([data.get("vision", "")], press)),
        (say("Priorities"), _whether(data.get("priorities", ()), press)), (say("Objectives"), _whether(data.get("objectives", ()), press)),
        (say("Targets"), Cell(measured) if targets else cells.gap()), (say("Documents"), _documents(record, press)),
        (say("Languages"), cells.concepts("languages", _languages(record))), (say("Cite as"), cells.text(str(data.get("cite_as", "")))),
        (say("Address that stays"), cells.text(str(data.get("permalink", "")))),
    )  # fmt: skip
    columns = (Column("what", say("What")), Column("answer", say("As recorded")))
    return Table(
        "foundation",
        say("What it rests on and aims at"),
        columns,
        tuple(Row((Cell(name), value)) for name, value in facts),
    )


def _followers(followers: Iterable[Initiative], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    ordered = sorted(followers, key=lambda each: (each.period.first or date.max, each.key))
    rows = tuple(
        Row((
            cells.record(each.record), cells.period(each.period), cells.concept("statuses", each.status),
            cells.concepts("countries", each.countries),
            mentioned(each.funders, press),
        ))
        for each in ordered
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("period", say("When")), Column("status", say("Status")),
        Column("countries", say("Countries")), Column("funders", say("Funders")),
    )  # fmt: skip
    return Table(
        "followers",
        say("Initiatives that follow it"),
        columns,
        rows,
        empty=say("No initiative says that it follows this strategy."),
    )


def _items(record: Record, press: Press) -> Table:
    """The items with the money that names them; those without any are a gap."""
    say = press.wording.translate
    rows = tuple(Row(row) for item in ledger_of(press).items_of(record) for row in item_rows(item, press))
    gap = say("“None recorded” is a gap: the strategy has the item, and no sum names it.")
    about = f"{gap} {say('Currencies are not added together.')}" if rows else ""
    return Table(
        "items",
        say("Money against its items"),
        item_columns(press),
        rows,
        about,
        say("Its items are not recorded, and no sum names it."),
    )


def _monitoring(record: Record, press: Press) -> Table:
    """The progress reports on it and the frameworks by which it is monitored."""
    cells, say, strategies = Cells(press), press.wording.translate, strategies_in(press.desk.situation)
    rows = [
        Row(
            (
                cells.record(each),
                _type(each, press),
                cells.date(str(each.data.get("published", ""))),
                cells.date(str(each.data.get("next_due", ""))),
            )
        )
        for each in by_title(press, strategies.reports(record))
    ]
    rows += [
        Row((cells.record(each), _type(each, press), Cell("–"), cells.date(str(each.data.get("review_due", "")))))
        for each in by_title(press, strategies.frameworks(record))
    ]
    columns = (
        Column("record", say("Report or framework")), Column("kind", say("Kind")), Column("published", say("Published"), "date"),
        Column("due", say("Next report or review due"), "date"),
    )  # fmt: skip
    return Table(
        "monitoring",
        say("Progress reports and monitoring"),
        columns,
        tuple(rows),
        empty=say("No report on it and no monitoring framework is recorded."),
    )


def _beside(record: Record, press: Press) -> Table:
    """What ran in its country while it was in force, and does not follow it, with the reason that is given."""
    cells, say = Cells(press), press.wording.translate
    found: tuple[Beside, ...] = strategies_in(press.desk.situation).beside(record)
    rows = tuple(
        Row((
            cells.record(each.initiative.record), cells.period(each.initiative.period), cells.day(each.first), cells.day(each.last),
            Cell(each.reason, each.reason) if each.reason else Cell(say("no reason given"), tone=GAP),
        ))
        for each in sorted(found, key=lambda each: (each.first, each.initiative.key))
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("period", say("When")), Column("from", say("In common from"), "date"),
        Column("until", say("to"), "date"), Column("reason", say("Reason given")),
    )  # fmt: skip
    about = say("They may have followed it and not said so. What has no date is not here.") if rows else ""
    empty = say("None is known: no other initiative in the country has dates that fall into the time of this strategy.")
    return Table("beside", say("Initiatives at the same time that do not follow it"), columns, rows, about, empty)


def _in_force(record: Record, press: Press) -> Cell:
    return Cells(press).yes_or_no(strategies_in(press.desk.situation).is_in_force(record))


def _documents(record: Record, press: Press) -> Cell:
    """The documents by title; a single one that is on the web is linked. A full text on its own page counts as one."""
    say, documents = press.wording.translate, record.data.get("documents", ())
    titles = "; ".join(str(each["title"]) for each in documents)
    if titles:
        return Cell(titles, address=str(documents[0].get("url", "")) if len(documents) == 1 else "")
    return Cell(say("none recorded"), tone=GAP)


def _languages(record: Record) -> list[str]:
    """The languages that it is said to be available in, and those of its documents."""
    stated = (each.get("language", "") for each in record.data.get("documents", ()))
    return list(dict.fromkeys(each for each in (*record.data.get("languages", ()), *stated) if each))


def _type(record: Record, press: Press) -> Cell:
    return Cell(press.wording.translate(press.catalogue.schema_of(record).title))


def _whether(texts: Iterable[str], press: Press) -> Cell:
    """Whether a strategy states something, which its page shows in full above; a gap where it does not."""
    say = press.wording.translate
    return Cell(say("stated")) if any(texts) else Cell(say("none recorded"), tone=GAP)
