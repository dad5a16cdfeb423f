"""The page of a region: its countries with what is recorded of each, what is for the region itself, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clearinghouse.coordination.coverage import Coverage
from clearinghouse.coordination.region import RegionCoverage, region_coverage
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table

COUNTED = ("initiatives", "needs", "strategies", "mechanisms", "meetings")
"""What is counted of a country or region, where a clearinghouse keeps such records."""


def region_blocks(region: str, press: Press) -> tuple[Block, ...]:
    """The tables of a region's page. They hold counts, not records, so that the page of a large region stays short."""
    found = region_coverage(press.desk.situation, region)
    blocks: list[Block] = [_countries(found, press)]
    if found.by_country_theme and region != press.catalogue.code_lists["regions"].whole:
        blocks.append(_themes(found, press))
    if found.unnamed:
        blocks.append(unnamed_table(found.unnamed, press))
    if found.surroundings:
        blocks.append(_surroundings(found, press))
    return tuple(blocks)


def counted(press: Press) -> tuple[str, ...]:
    """The collections that are counted, as far as they are kept."""
    return tuple(name for name in COUNTED if name in press.catalogue.schemas)


def count_columns(press: Press) -> tuple[Column, ...]:
    """A column for each collection that is counted."""
    return tuple(
        Column(name, press.wording.translate(press.catalogue.schemas[name].collection.title), "count")
        for name in counted(press)
    )


def counts_of(country: Coverage, press: Press) -> tuple[Cell, ...]:
    """How much is recorded of a country; each number leads to the list of it on the country's page."""
    cells = Cells(press)
    page = cells.concept_url("countries", country.country)
    return tuple(cells.count_at(country.count(name), page, name) for name in counted(press))


def _countries(found: RegionCoverage, press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    of = {each.country: each for each in found.countries}
    rows = tuple(
        Row((cells.concept("countries", code), region_cell(of[code].region, cells), *counts_of(of[code], press)))
        for code in cells.in_order("countries", of)
    )
    columns = (Column("country", say("Country")), Column("region", say("Part of")), *count_columns(press))
    return Table(
        "countries-here", say("Countries"), columns, rows, say("What names each country of the region. A dot means that nothing does."),
        say("No record names a country of this region yet."),
    )  # fmt: skip


def _themes(found: RegionCoverage, press: Press) -> Table:
    """Countries of the region and themes; a cell leads to the row of the theme on the page of the country."""
    cells, say = Cells(press), press.wording.translate
    used = {theme for _, theme in found.by_country_theme}
    themes = [each for each in press.catalogue.code_lists["themes"].concepts if each in used]
    rows = []
    for code in cells.in_order("countries", {country for country, _ in found.by_country_theme}):
        page = cells.concept_url("countries", code)
        pairs = ((theme, found.by_country_theme.get((code, theme), ())) for theme in themes)
        rows.append(
            Row(
                (
                    cells.concept("countries", code),
                    *(cells.count_at(len(those), page, f"theme-{theme}") for theme, those in pairs),
                )
            )
        )
    columns = (
        Column("country", say("Country")),
        *(Column(theme, press.wording.label("themes", theme), "count") for theme in themes),
    )
    about = say(
        "How many initiatives work on which theme in which country. Themes that none here works on are left out."
    )
    return Table("countries-themes", say("Countries and themes"), columns, tuple(rows), about, matrix=True)


def unnamed_table(unnamed: Mapping[str, Sequence[str]], press: Press, empty: str = "") -> Table:
    """The gaps: the countries that no record names, by region; `empty` is said where there is none."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((region_cell(region, cells), names_of(codes, cells), Cell(str(len(codes)), len(codes))))
        for region, codes in unnamed.items()
        if codes
    )
    columns = (
        Column("region", say("Region")),
        Column("countries", say("Countries")),
        Column("number", say("Number"), "number"),
    )
    about = say(
        "Countries and territories that no record here names. That nothing is recorded does not mean that nothing is done."
    )
    return Table("unnamed", say("Countries that nobody names"), columns, rows, about, empty, gaps=True)


def region_cell(region: str, cells: Cells) -> Cell:
    """A region by its name, with a link to its page."""
    outside = cells.press.wording.translate("outside these regions")
    return cells.concept("regions", region) if region else cells.text(outside)


def names_of(countries: Iterable[str], cells: Cells) -> Cell:
    """Countries by their names, for those that have no page to lead to."""
    ordered = cells.in_order("countries", countries)
    return Cell(", ".join(cells.press.wording.label("countries", code) for code in ordered), "; ".join(ordered))


def _surroundings(found: RegionCoverage, press: Press) -> Table:
    """What names a wider region, or a part of this one."""
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in found.surroundings:
        page = cells.concept_url("regions", each.region)
        counts = (cells.count_at(len(each.records.get(name, ())), page, name) for name in counted(press))
        kind = say("a wider region") if each.is_wider else say("a part of it")
        rows.append(Row((cells.concept("regions", each.region), cells.text(kind), *counts)))
    columns = (Column("region", say("Region")), Column("kind", say("What it is")), *count_columns(press))
    about = say(
        "What names a wider region as a whole also reaches this one; what names a part of it reaches that part."
    )
    return Table("surroundings", say("For wider regions and for parts of it"), columns, tuple(rows), about)
