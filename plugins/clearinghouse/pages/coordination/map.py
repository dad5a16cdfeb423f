"""The map of coverage: every country as a tile, so that no border is drawn, with a table behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from clearinghouse.coordination.coverage import countries_by_region, coverage_of, naming_no_country, records_of
from clearinghouse.coordination.situation import INITIATIVES
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.region import count_columns, counts_of, region_cell, unnamed_table
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Column, Row, Table, Tile, TileMap, View

LEVELS = (0, 1, 2, 5, 10)
"""The least number of initiatives of each level. They stay the same, so that the maps of two days can be compared."""


def map_view(press: Press) -> View:
    """Return the map of all countries, the table behind it, what is for whole regions, and the countries nobody names."""
    say = press.wording.translate
    return View(
        "who-does-what/map.html", say("World map"), say("Where how much is recorded, country by country, for the whole world."),
        say(
            "Each tile is a country or territory, under the region that the United Nations count it to; its number is that of the initiatives "
            "that name it, and leads to them. Tiles are not to scale, lie in no place, and take no position on any border or status. A tile "
            "without a number is a gap in what is recorded here."
        ),
        partial(_map_blocks, press),
    )  # fmt: skip


def _map_blocks(press: Press) -> tuple[Block, ...]:
    return (_map(press), _table(press), _regions(press), _no_place(press), _unnamed(press))


def _map(press: Press) -> TileMap:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    regions = []
    for region, countries in countries_by_region(situation).items():
        label = press.wording.label("regions", region) if region else say("Outside these regions")
        counts = {each.country: each.count(INITIATIVES) for each in coverage_of(situation, countries)}
        regions.append(
            (label, tuple(_tile(code, counts[code], cells) for code in cells.in_order("countries", countries)))
        )
    return TileMap(
        "map", say("Initiatives by country"), tuple(regions),
        say("The number and the colour of a tile say how many initiatives name the country. The table below says the same."), say("initiatives"), _legend(press),
    )  # fmt: skip


def _tile(country: str, count: int, cells: Cells) -> Tile:
    page = cells.concept_url("countries", country)
    level = sum(count >= least for least in LEVELS[1:])
    return Tile(
        country, cells.press.wording.label("countries", country), f"{page}#initiatives" if count else page, count, level
    )


def _legend(press: Press) -> tuple[tuple[int, str], ...]:
    say = press.wording.translate
    texts = [say("no initiative"), say("one")]
    for least, following in pairwise(LEVELS[2:]):
        texts.append(say("{least} to {most}").format(least=least, most=following - 1))
    texts.append(say("{least} or more").format(least=LEVELS[-1]))
    return tuple(enumerate(texts))


def _table(press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    countries = cells.in_order("countries", situation.countries)
    rows = tuple(
        Row((cells.concept("countries", each.country), region_cell(each.region, cells), *counts_of(each, press)))
        for each in coverage_of(situation, countries)
    )
    columns = (Column("country", say("Country")), Column("region", say("Region")), *count_columns(press))
    about = say("All countries that any record names. Each number leads to the records that name the country.")
    return Table("countries", say("Countries"), columns, rows, about, say("No record names a country yet."))


def _regions(press: Press) -> Table:
    """What is for whole regions, and therefore colours no tile."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    named = situation.catalogue.named("regions")
    counts = {
        region: len(records_of(named, region, INITIATIVES)) for region in press.catalogue.code_lists["regions"].concepts
    }
    rows = [
        Row(
            (cells.concept("regions", region), cells.count_at(count, cells.concept_url("regions", region), INITIATIVES))
        )
        for region, count in counts.items()
        if count
    ]
    columns = (Column("region", say("Region")), Column("initiatives", say("Initiatives"), "count"))
    about = say(
        "Initiatives for a region as a whole colour no tile, since the countries that they reach are not named."
    )
    return Table("regions", say("For whole regions"), columns, tuple(rows), about, say("No initiative names a region."))


def _no_place(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.record(each.record),
                cells.text(press.wording.label("scopes", str(each.record.data.get("scope", "")))),
            )
        )
        for each in naming_no_country(press.desk.situation)
        if not each.regions
    )
    columns = (Column("initiative", say("Initiative")), Column("scope", say("Scope")))
    about = say("Initiatives that name neither a country nor a region.")
    return Table(
        "no-place",
        say("For the whole world, or place not known"),
        columns,
        rows,
        about,
        say("Every initiative names a place."),
        limit=200,
    )


def _unnamed(press: Press) -> Table:
    situation = press.desk.situation
    named = set(situation.countries)
    unnamed = {
        region: [code for code in countries if code not in named]
        for region, countries in countries_by_region(situation).items()
    }
    table = unnamed_table(unnamed, press, press.wording.translate("Every country is named."))
    cells, listed = Cells(press), press.catalogue.code_lists["countries"]
    without_page = (code for codes in unnamed.values() for code in codes if not cells.concept_url("countries", code))
    names = " ".join(name for code in without_page for name in listed.names(code, press.wording.language))
    return replace(table, names=names)
