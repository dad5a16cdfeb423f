"""Who does what where: counts that lead to exactly what they count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.coverage import (
    YearSpan,
    by_period,
    countries_by_region,
    coverage_of,
    funders_by_region,
    periods,
)
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Key
from clearinghouse.pages.blocks import blocks_html
from clearinghouse.pages.concept import groups_of
from clearinghouse.pages.coordination.map import LEVELS, map_view
from clearinghouse.pages.coordination.theme import theme_blocks
from clearinghouse.pages.coordination.who import country_theme_view, funder_country_view, theme_period_view
from clearinghouse.views.view import TileMap
from tests.coordination.conftest import TODAY, catalogue_from
from tests.coordination.plain_text import text_of, text_of_cell
from tests.coordination.records_behind import assert_that_numbers_lead_to_as_many_records, records_behind, table_of

FUNDED = {
    "organisations/aid": "type: government\ntitle: Aid agency",
    "organisations/bank": "type: multilateral\ntitle: Bank",
    "initiatives/a": "title: Initiative A\ncountries: [ZM, MX]\nthemes: [coordination]\norganisations: [{organisation: aid, role: funding}]\nstart: 2001\nend: 2006-05",
    "initiatives/b": "title: Initiative B\ncountries: [ZM]\nthemes: [coordination, human-health]\nstart: 2007\nstatus: ongoing\n"
                     "finance: [{kind: commitment, donor: bank, amount: 5, currency: USD}]\norganisations: [{organisation: aid, role: co-funding}]",
    "initiatives/c": "title: Initiative C\ncountries: [ZM, UG]\nthemes: [human-health]",
    "initiatives/d": "title: Initiative D\nregions: ['002']\nthemes: [human-health]\nstart: 2012\nstatus: completed",
    "initiatives/e": "title: Initiative E\nthemes: [human-health]\nstart: 2013-02\nend: 2013-04\norganisations: [{organisation: bank, role: funding}]",
}  # fmt: skip


def rows_of(table) -> dict[str, list[str]]:
    """The rows of a table as text, by their first cell."""
    return {
        text_of_cell(row.cells[0]).partition(" [")[0].partition(" →")[0]: [cell.text for cell in row.cells[1:]]
        for row in table.rows
    }


def test_funders_are_counted_by_country_region_by_region(press_from):
    view = funder_country_view(press_from(FUNDED))
    assert [table.id for table in view.tables] == ["region-014", "region-013", "funder-not-known", "no-country"]
    eastern, central = view.tables[:2]
    assert [column.title for column in eastern.columns] == ["Funder", "Uganda", "Zambia"]
    assert rows_of(eastern) == {"Aid agency": ["0", "2"], "Bank": ["0", "1"], "Funder not known": ["1", "1"]}
    assert rows_of(central) == {"Aid agency": ["1"]}
    assert eastern.rows[0].cells[2].url == "organisations/aid.html#funds-zm"


def test_what_has_no_known_funder_is_listed_on_the_page_itself(press_from):
    press = press_from(FUNDED)
    view = funder_country_view(press)
    unknown = table_of(view, "region-014").rows[-1].cells[2]
    assert unknown.url == "who-does-what/funder-country.html#unknown-zm"
    assert records_behind(view, unknown.url) == {Key("initiatives", "c")}
    assert_that_numbers_lead_to_as_many_records(view)


def test_what_names_no_country_stands_in_a_table_of_its_own(press_from):
    table = table_of(funder_country_view(press_from(FUNDED)), "no-country")
    assert {text_of_cell(row.cells[0]): text_of_cell(row.cells[1]) for row in table.rows} == {
        "Bank": "Initiative E", "Funder not known [unknown]": "Initiative D",
    }  # fmt: skip


def test_the_busiest_funders_stand_first_and_the_unknown_is_on_the_page_even_where_there_are_many(press_from):
    many = {f"organisations/o{number:02}": f"type: government\ntitle: Funder {number:02}" for number in range(60)}
    for number in range(60):
        many[f"initiatives/i{number:02}"] = (
            f"countries: [ZM]\norganisations: [{{organisation: o{number:02}, role: funding}}]"
        )
    many |= {
        "initiatives/more": "countries: [UG]\norganisations: [{organisation: o59, role: funding}]",
        "initiatives/unknown": "countries: [ZM]",
    }
    (table,) = [each for each in funder_country_view(press_from(many)).tables if each.id == "region-014"]
    assert (len(table.rows), table.limit) == (61, 50)
    shown = [text_of_cell(row.cells[0]) for row in table.rows[: table.limit]]
    assert shown[:2] == ["Funder 59", "Funder 00"]
    assert shown[-1] == "Funder not known [unknown]"


@pytest.mark.requirement("R32")
def test_a_country_that_is_named_but_has_no_initiative_is_a_gap_in_its_region(press_from):
    view = funder_country_view(press_from({**FUNDED, "needs/ke": "country: KE"}))
    table = table_of(view, "region-014")
    assert [column.title for column in table.columns] == ["Funder", "Kenya", "Uganda", "Zambia"]
    assert {row.cells[1].tone for row in table.rows} == {"gap"}


@pytest.mark.requirement("R32")
def test_themes_are_counted_in_every_five_years_that_they_touch(press_from):
    view = theme_period_view(press_from(FUNDED))
    (table,) = view.tables
    assert [column.title for column in table.columns[1:]] == [
        "2001–2005", "2006–2010", "2011–2015", "2016–2020", "2021–2025", "2026–2030", "Dates not known", "All initiatives",
    ]  # fmt: skip
    rows = rows_of(table)
    assert rows["Coordination of assistance"] == ["1", "2", "1", "1", "1", "1", "0", "2"]
    assert rows["Risks to human health"] == ["0", "1", "3", "1", "1", "1", "1", "4"]
    assert set(rows["Technology transfer"]) == {"0"}


@pytest.mark.parametrize("year", [2000, 2001, 2005, 2006, 2026])
def test_five_years_begin_in_a_year_that_ends_in_one_or_six(situation_of, year):
    situation = situation_of({"initiatives/a": f"start: {year}\nend: {year}"})
    first = {2000: 1996, 2001: 2001, 2005: 2001, 2006: 2006, 2026: 2026}[year]
    assert periods(situation)[0] == YearSpan(first, first + 4)
    assert periods(situation)[-1] == YearSpan(2026, 2030)
    assert list(by_period(situation, situation.initiatives)) == [YearSpan(first, first + 4)]


def test_without_dates_there_are_no_years(situation_of):
    situation = situation_of({"initiatives/a": "countries: [ZM]"})
    assert periods(situation) == ()
    assert list(by_period(situation, situation.initiatives)) == [None]


def test_numbers_of_themes_and_years_lead_to_rows_with_as_many_initiatives(training_press):
    checked = 0
    for row in theme_period_view(training_press).tables[0].rows:
        for cell in (each for each in row.cells[1:-1] if each.value):
            theme, _, anchor = cell.url.removeprefix("themes/").partition(".html#")
            blocks = [block for block in theme_blocks(theme, training_press) if hasattr(block, "rows")]
            (behind,) = [each for block in blocks for each in block.rows if each.anchor == anchor]
            assert len({link.record.key for each in behind.cells for link in each.links}) == cell.value, cell.url
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("make", [country_theme_view, map_view])
def test_numbers_of_records_lead_to_lists_with_as_many_on_the_pages_of_countries(training_press, make):
    countries, checked = training_press.catalogue.code_lists["countries"], 0
    for table in make(training_press).tables:
        for cell in (
            each for row in table.rows for each in row.cells if each.value and each.url.startswith("countries/")
        ):
            country, _, anchor = cell.url.removeprefix("countries/").partition(".html#")
            if anchor and not anchor.startswith("theme-"):
                groups = {
                    each.schema.collection.name: each.records
                    for each in groups_of(countries, country.upper(), training_press)
                }
                assert len(groups[anchor]) == cell.value, cell.url
                checked += 1
    assert checked > 5


def test_every_country_of_the_list_is_a_tile_whatever_is_recorded(press_from):
    press = press_from(FUNDED)
    (block,) = [each for each in map_view(press).blocks if isinstance(each, TileMap)]
    codes = [tile.code for _, tiles in block.regions for tile in tiles]
    assert sorted(codes) == sorted(press.catalogue.code_lists["countries"].concepts)
    assert len(codes) == len(set(codes)) > 240
    assert block.regions[0][0] == "Northern Africa"
    assert [tile.code for tile in block.regions[-1][1]] == ["AQ"]


def test_a_tile_says_how_many_and_leads_to_them(press_from):
    press = press_from({**FUNDED, "organisations/no": "type: government\ncountry: 'NO'"})
    (block,) = [each for each in map_view(press).blocks if isinstance(each, TileMap)]
    tiles = {tile.code: (tile.count, tile.level, tile.url) for _, tiles in block.regions for tile in tiles}
    assert tiles["ZM"] == (3, 2, "countries/zm.html#initiatives")
    assert tiles["MX"] == (1, 1, "countries/mx.html#initiatives")
    assert tiles["NO"] == (0, 0, "countries/no.html")
    assert tiles["TZ"] == (0, 0, "")


@pytest.mark.parametrize(("count", "level"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (30, 4)])
def test_the_level_of_a_tile_is_that_which_the_legend_says_in_words(press_from, count, level):
    press = press_from({f"initiatives/i{number}": "countries: [ZM]" for number in range(count)})
    (block,) = [each for each in map_view(press).blocks if isinstance(each, TileMap)]
    assert {tile.level for _, tiles in block.regions for tile in tiles if tile.code == "ZM"} == {level}
    assert block.legend == ((0, "no initiative"), (1, "one"), (2, "2 to 4"), (3, "5 to 9"), (4, "10 or more"))
    assert len(LEVELS) == len(block.legend)


def test_a_country_that_only_takes_part_in_a_programme_is_counted_where_it_is_listed(press_from):
    press = press_from(
        {"initiatives/a": "countries: [MX]\nthemes: [coordination]\nparticipants: [{country: ZM, obligation: Laws}]"}
    )
    (row,) = [row for row in table_of(map_view(press), "countries").rows if row.cells[0].value == "ZM"]
    assert row.cells[2].value == 1
    countries = press.catalogue.code_lists["countries"]
    assert [record.key.id for group in groups_of(countries, "ZM", press) for record in group.records] == ["a"]


def test_what_is_for_a_region_or_no_place_at_all_is_told_beside_the_map(press_from):
    view = map_view(press_from(FUNDED))
    (region,) = table_of(view, "regions").rows
    assert (region.cells[0].text, region.cells[1].value, region.cells[1].url) == (
        "Africa",
        1,
        "regions/002.html#initiatives",
    )
    assert [text_of_cell(row.cells[0]) for row in table_of(view, "no-place").rows] == ["Initiative E"]


def test_countries_that_nobody_names_are_told_by_name(press_from):
    view = map_view(press_from(FUNDED))
    rows = {row.cells[0].text: row.cells[1:] for row in table_of(view, "unnamed").rows}
    names, number = rows["Central America"]
    assert names.text == "Belize, Costa Rica, El Salvador, Guatemala, Honduras, Nicaragua, Panama"
    assert number.value == 7
    named = sum(number.value for _, number in rows.values())
    assert named + 3 == len(catalogue_from({}).code_lists["countries"].concepts)


def test_tiles_can_be_used_without_seeing_colours(press_from):
    press = press_from(FUNDED)
    (block,) = [each for each in map_view(press).blocks if isinstance(each, TileMap)]
    html = blocks_html([block], lambda url: f"../{url}", press.wording)
    assert (
        '<a class="ch-tile ch-level-2" href="../countries/zm.html#initiatives" title="Zambia: 3 initiatives">' in html
    )
    assert '<b aria-hidden="true">3</b><span class="ch-hidden">Zambia: 3 initiatives</span>' in html
    assert '<span class="ch-tile ch-level-0" title="Tanzania: 0 initiatives">' in html
    assert "10 or more" in html


INITIATIVE = st.fixed_dictionaries({
    "countries": st.lists(st.sampled_from(["ZM", "UG", "MX", "AQ"]), unique=True), "themes": st.lists(st.sampled_from(["coordination", "human-health"]), unique=True),
    "funder": st.sampled_from(["", "aid", "bank"]), "start": st.sampled_from(["", "1999", "2006-05", "2024-03-01"]), "status": st.sampled_from(["ongoing", "completed"]),
})  # fmt: skip


def yaml_of(data: dict) -> str:
    lines = [f"{name}: [{', '.join(data[name])}]" for name in ("countries", "themes") if data[name]]
    lines += [f"organisations: [{{organisation: {data['funder']}, role: funding}}]"] if data["funder"] else []
    lines += [f"start: {data['start']}", f"status: {data['status']}"] if data["start"] else []
    return "\n".join(lines) or "{}"


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), INITIATIVE, max_size=6), st.randoms())
def test_the_order_of_files_changes_nothing(press_from, initiatives, shuffler):
    records = {name: text for name, text in FUNDED.items() if name.startswith("organisations/")}
    records |= {f"initiatives/{name}": yaml_of(data) for name, data in initiatives.items()}
    turned = list(records.items())
    shuffler.shuffle(turned)
    for make in (country_theme_view, funder_country_view, theme_period_view, map_view):
        assert text_of(make(press_from(records))) == text_of(make(press_from(dict(turned))))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), INITIATIVE, max_size=6))
def test_an_initiative_elsewhere_changes_no_count_of_others(initiatives):
    records = {name: text for name, text in FUNDED.items() if name.startswith("organisations/")}
    records |= {f"initiatives/{name}": yaml_of(data) for name, data in initiatives.items()}
    before = Situation(catalogue_from(records), TODAY)
    after = Situation(
        catalogue_from({**records, "initiatives/other": "countries: [JP]\nstart: 2010\nend: 2012"}), TODAY
    )
    japan = countries_by_region(before)
    for one, other in zip(coverage_of(before, japan["014"]), coverage_of(after, japan["014"]), strict=True):
        assert one == other
    assert [each for each in funders_by_region(after) if each.region != "030"] == list(funders_by_region(before))
