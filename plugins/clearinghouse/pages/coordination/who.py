"""Who does what where: initiatives counted by country, theme, funder and period. Every count leads to what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clearinghouse.coordination.coverage import (
    FundersOfRegion,
    YearSpan,
    by_period,
    funders_by_region,
    initiatives_naming,
    naming_no_country,
    periods,
)
from clearinghouse.coordination.situation import Initiative, grouped
from clearinghouse.pages.coordination.cells import UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

FUNDER_COUNTRY = "who-does-what/funder-country.html"

ROWS = 50
"""Funders of a region that stand on the page, the busiest first; the data files have all."""


def country_theme_view(press: Press) -> View:
    """Return the matrix of countries and themes; a cell leads to the row of its theme on the page of its country."""
    say = press.wording.translate
    return View(
        "who-does-what/country-theme.html", say("Countries and themes"),
        say("How many initiatives work on which theme in which country."),
        say(
            "Each number counts the initiatives that name both the country and the theme, and leads to them; one initiative is counted "
            "once under each of its countries and themes, so rows do not add up. A dot is a gap: nothing is recorded there."
        ),
        partial(_country_theme_blocks, press),
    )  # fmt: skip


def _country_theme_blocks(press: Press) -> tuple[Block, ...]:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    themes = list(press.catalogue.code_lists["themes"].concepts)
    rows = []
    for country in cells.in_order("countries", situation.by_country):
        found = [situation.by_country_theme.get((country, theme), ()) for theme in themes]
        page = cells.concept_url("countries", country)
        counts = (cells.count(len(those), f"{page}#theme-{theme}") for theme, those in zip(themes, found, strict=True))
        total = cells.count(len(initiatives_naming(situation, country)), f"{page}#initiatives")
        rows.append(Row((cells.concept("countries", country), *counts, total)))
    columns = (
        Column("country", say("Country")),
        *(Column(theme, press.wording.label("themes", theme), "count") for theme in themes),
        Column("initiatives", say("All initiatives"), "count"),
    )
    table = Table("country-theme", say("Countries and themes"), columns, tuple(rows), matrix=True)
    return (table,)


def funder_country_view(press: Press) -> View:
    """Return who pays in which country: a matrix for each sub-region, then what has no known funder or no country."""
    say = press.wording.translate
    return View(
        FUNDER_COUNTRY, say("Funders and countries"), say("Who pays for how many initiatives in which country, region by region."),
        say(
            "Each number counts the initiatives that the funder pays for in the country, alone or with others, and leads to them; what has "
            "several funders is counted under each. Who pays for most stands first. A dot means that none is recorded. What is for a region or the world as a whole names "
            "no country: it stands in the last table."
        ),
        partial(_funder_country_blocks, press),
    )  # fmt: skip


def _funder_country_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    matrices = tuple(_funder_matrix(each, press) for each in funders_by_region(situation))
    return (*matrices, _funder_not_known(press), _no_country(press))


def _funder_matrix(region: FundersOfRegion, press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    totals = region.totals
    found = (situation.record("organisations", funder) for funder in region.funders)
    records = sorted(
        (record for record in found if record),
        key=lambda record: (-totals[record.key.id], press.wording.sort_key(record.title), record.key),
    )
    countries = cells.in_order("countries", region.countries)
    rows = [
        Row((cells.record(record), *_counts(region, record.key.id, countries, f"{record.url}#funds-", cells)))
        for record in records
    ]
    if any(not funder for funder, _ in region.counts):
        unknown = Cell(say("Funder not known"), tone=UNKNOWN)
        row = Row((unknown, *_counts(region, "", countries, f"{FUNDER_COUNTRY}#unknown-", cells)))
        rows.insert(ROWS - 1, row)  # the last row, and on the page where there are more
    columns = (
        Column("funder", say("Funder")),
        *(Column(code, press.wording.label("countries", code), "count") for code in countries),
    )
    title = press.wording.label("regions", region.region) if region.region else say("Outside these regions")
    return Table(f"region-{region.region.lower() or 'none'}", title, columns, tuple(rows), matrix=True, limit=ROWS)


def _counts(region: FundersOfRegion, funder: str, countries: list[str], target: str, cells: Cells) -> Iterator[Cell]:
    for country in countries:
        yield cells.count(len(region.counts.get((funder, country), ())), f"{target}{country.lower()}")


def _funder_not_known(press: Press) -> Table:
    """The initiatives of which nobody says who pays, country by country; the matrices lead to its rows."""
    cells, say = Cells(press), press.wording.translate
    unknown = (each for each in press.desk.situation.initiatives if not each.funders)
    by_country = grouped(unknown, lambda each: each.countries)
    rows = tuple(
        Row((cells.concept("countries", code), _records(by_country[code], cells)), f"unknown-{code.lower()}")
        for code in cells.in_order("countries", by_country)
    )
    columns = (Column("country", say("Country")), Column("initiatives", say("Initiatives")))
    return Table(
        "funder-not-known", say("Funder not known"), columns, rows,
        say("Initiatives whose sources do not say who pays."), say("Of every initiative in a country, a funder is known."),
    )  # fmt: skip


def _no_country(press: Press) -> Table:
    """Who pays for what is for a region or the world as a whole."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    by_funder = grouped(naming_no_country(situation), lambda each: each.funders or ("",))
    records = [(situation.record("organisations", funder), those) for funder, those in by_funder.items() if funder]
    known = sorted(
        ((record, those) for record, those in records if record), key=lambda pair: press.wording.sort_key(pair[0].title)
    )
    rows = [Row((cells.record(record), _records(those, cells))) for record, those in known]
    if "" in by_funder:
        rows.append(Row((Cell(say("Funder not known"), tone=UNKNOWN), _records(by_funder[""], cells))))
    columns = (Column("funder", say("Funder")), Column("initiatives", say("Initiatives")))
    return Table(
        "no-country", say("For a region or the world"), columns, tuple(rows),
        say("Initiatives that name no country."), say("Every initiative names at least one country."),
    )  # fmt: skip


def _records(initiatives: tuple[Initiative, ...], cells: Cells) -> Cell:
    return cells.records(each.record for each in initiatives)


def theme_period_view(press: Press) -> View:
    """Return how much was under way on which theme when; a cell leads to the row of its years on the page of its theme."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        "who-does-what/theme-period.html", say("Themes and years"), say("How many initiatives were under way on which theme when."),
        say(
            "Each number counts the initiatives on the theme that touch the five years, and leads to them. One that runs longer is counted in "
            "each period, so rows do not add up; where the end is not known, only its first year counts. A dot means that none is recorded."
        ),
        partial(_theme_period_blocks, press), situation.today,
    )  # fmt: skip


def _theme_period_blocks(press: Press) -> tuple[Block, ...]:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    spans = periods(situation)
    rows = []
    for theme in press.catalogue.code_lists["themes"].concepts:
        those, page = situation.by_theme.get(theme, ()), cells.concept_url("themes", theme)
        found = by_period(situation, those)
        counts = [cells.count(len(found.get(span, ())), f"{page}#{period_anchor(span)}") for span in (*spans, None)]
        rows.append(Row((cells.concept("themes", theme), *counts, cells.count(len(those), f"{page}#initiatives"))))
    columns = (
        Column("theme", say("Theme")), *(Column(f"{span.first}-{span.last}", years_in_words(span), "count") for span in spans),
        Column("dates_not_known", say("Dates not known"), "count"), Column("initiatives", say("All initiatives"), "count"),
    )  # fmt: skip
    table = Table("theme-period", say("Themes and years"), columns, tuple(rows), matrix=True)
    return (table,)


def period_anchor(span: YearSpan | None) -> str:
    """The id of the row of five years on the page of a theme; that of what has no dates for None."""
    return f"period-{span.first}-{span.last}" if span else "dates-unknown"


def years_in_words(span: YearSpan) -> str:
    """Five years as a heading."""
    return f"{span.first}–{span.last}"  # an en dash, as between dates
