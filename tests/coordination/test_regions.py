"""Pages of regions: their countries, what is for the region itself, and which countries nobody names."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.region import countries_of_region, region_coverage
from clearinghouse.pages.concept import concept_index, groups_of
from clearinghouse.pages.coordination.region import region_blocks
from clearinghouse.pages.site import page_of_concept
from tests.coordination.plain_text import text_of_block, text_of_cell

RECORDS = {
    "initiatives/zm": "title: In Zambia\ncountries: [ZM]\nthemes: [coordination]",
    "initiatives/zm-ng": "title: In Zambia and Nigeria\ncountries: [ZM, NG]\nthemes: [coordination, human-health]",
    "initiatives/eastern": "title: For Eastern Africa\nregions: ['014']",
    "initiatives/africa": "title: For Africa\nregions: ['002']",
    "initiatives/world": "title: For the world\nregions: ['001']",
    "meetings/africa": "title: African workshop\nkind: workshop\nregions: ['002']",
    "needs/ug": "title: Needs of Uganda\ncountry: UG",
}


def blocks_of(region: str, press) -> dict:
    return {block.id: block for block in region_blocks(region, press)}


def rows_of(table) -> list[list[str]]:
    return [[text_of_cell(cell).partition(" →")[0].partition(" [")[0] for cell in row.cells] for row in table.rows]


def pages_of(press) -> dict:
    return {
        page.url: page
        for code_list, concept in press.catalogue.concept_pages()
        if (page := page_of_concept(code_list, concept, press)).url.startswith("regions/")
    }


@pytest.mark.requirement("R06")
def test_a_region_has_a_page_as_soon_as_a_record_names_a_country_in_it(press_from):
    press = press_from(RECORDS)
    assert sorted(pages_of(press)) == [f"regions/{code}.html" for code in ("001", "002", "011", "014", "202")]


def test_the_world_has_no_page_where_only_countries_are_named(press_from):
    press = press_from({"initiatives/zm": "countries: [ZM]"})
    assert sorted(pages_of(press)) == [f"regions/{code}.html" for code in ("002", "014", "202")]


@pytest.mark.requirement("R06")
def test_a_region_counts_what_names_each_of_its_countries(press_from):
    press = press_from(RECORDS)
    assert rows_of(blocks_of("202", press)["countries-here"]) == [
        ["Nigeria", "Western Africa", "1", "0", "0", "0", "0"],
        ["Uganda", "Eastern Africa", "0", "1", "0", "0", "0"],
        ["Zambia", "Eastern Africa", "2", "0", "0", "0", "0"],
    ]
    assert [row[0] for row in rows_of(blocks_of("014", press)["countries-here"])] == ["Uganda", "Zambia"]


def test_counts_of_a_region_lead_to_the_pages_of_its_countries_with_as_many_records(press_from):
    press, checked = press_from(RECORDS), 0
    countries = press.catalogue.code_lists["countries"]
    for row in blocks_of("202", press)["countries-here"].rows:
        for cell in (each for each in row.cells[2:] if each.value):
            page, _, collection = cell.url.partition(".html#")
            groups = {
                group.schema.collection.name: group.records for group in groups_of(countries, page[-2:].upper(), press)
            }
            assert len(groups[collection]) == cell.value
            checked += 1
    assert checked == 3


@pytest.mark.requirement("R06")
def test_what_names_the_region_itself_is_listed_and_what_names_a_country_is_not(press_from):
    press = press_from(RECORDS)
    html = pages_of(press)["regions/002.html"].content
    assert "For Africa" in html
    assert "African workshop" in html
    assert "In Zambia" not in html
    assert "For Eastern Africa" not in html


def test_what_is_for_wider_regions_and_for_parts_is_counted(press_from):
    press = press_from(RECORDS)
    assert rows_of(blocks_of("202", press)["surroundings"]) == [
        ["world", "a wider region", "1", "0", "0", "0", "0"],
        ["Africa", "a wider region", "1", "0", "0", "0", "1"],
        ["Eastern Africa", "a part of it", "1", "0", "0", "0", "0"],
    ]


def test_countries_of_a_region_and_themes_make_a_matrix(press_from):
    table = blocks_of("202", press_from(RECORDS))["countries-themes"]
    assert [column.key for column in table.columns] == ["country", "human-health", "coordination"]
    assert rows_of(table) == [["Nigeria", "1", "1"], ["Zambia", "1", "2"]]
    assert table.rows[1].cells[2].url == "countries/zm.html#theme-coordination"


def test_countries_that_nobody_names_are_a_gap_that_is_told_by_name(press_from):
    rows = {row[0]: row[1:] for row in rows_of(blocks_of("002", press_from(RECORDS))["unnamed"])}
    assert rows["Southern Africa"] == ["Botswana, Eswatini, Lesotho, Namibia, South Africa", "5"]
    assert "Zambia" not in rows["Eastern Africa"][0]
    assert "Uganda" not in rows["Eastern Africa"][0]


def test_a_region_holds_the_countries_of_all_regions_in_it(situation_of):
    situation = situation_of({})
    parts = [set(countries_of_region(situation, part)) for part in ("011", "014", "017", "018")]
    assert set(countries_of_region(situation, "202")) == set().union(*parts)
    assert sum(len(part) for part in parts) == len(countries_of_region(situation, "202"))
    assert len(countries_of_region(situation, "001")) == len(situation.catalogue.code_lists["countries"].concepts)


def test_a_table_of_a_region_is_no_longer_for_more_records(press_from):
    few = press_from({f"initiatives/i{number}": "countries: [ZM]\nthemes: [coordination]" for number in range(2)})
    many = press_from({f"initiatives/i{number}": "countries: [ZM]\nthemes: [coordination]" for number in range(90)})
    lengths = [len(pages_of(press)["regions/014.html"].content) for press in (few, many)]
    assert lengths[1] - lengths[0] < 20


def test_the_index_of_regions_shows_what_is_part_of_what(press_from):
    press = press_from(RECORDS)
    page = concept_index(press.catalogue.code_lists["regions"], press)
    rows = re.findall(
        r'<tr(?: class="ch-depth-(\d)")?><th scope="row"><a href="([0-9]+)\.html">.*?</th><td>(.*?)</td><td class="ch-number">(\d+)</td>',
        page.content,
    )
    assert [(depth or "0", region, above.partition(">")[2].removesuffix("</a>") or above, number) for depth, region, above, number in rows] == [
        ("0", "001", "", "1"), ("1", "002", "world", "6"), ("2", "202", "Africa", "4"), ("3", "011", "Sub-Saharan Africa", "1"),
        ("3", "014", "Sub-Saharan Africa", "4"),
    ]  # fmt: skip


INITIATIVE = st.fixed_dictionaries({
    "countries": st.lists(st.sampled_from(["ZM", "NG", "MX"]), unique=True), "regions": st.lists(st.sampled_from(["002", "014", "419"]), unique=True),
})  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), INITIATIVE, max_size=6), st.randoms())
def test_the_order_of_files_changes_no_region(press_from, initiatives, shuffler):
    records = {
        f"initiatives/{name}": "themes: [coordination]\n"
        + "\n".join(f"{key}: {values}" for key, values in data.items() if values)
        for name, data in initiatives.items()
    }
    turned = list(records.items())
    shuffler.shuffle(turned)
    for region in ("002", "014", "419"):
        one, other = (region_blocks(region, press_from(each)) for each in (records, dict(turned)))
        assert [text_of_block(block) for block in one] == [text_of_block(block) for block in other]


def test_a_record_of_another_continent_changes_nothing_in_a_region(situation_of):
    before, after = (
        region_coverage(situation_of(each), "002")
        for each in (RECORDS, {**RECORDS, "initiatives/jp": "countries: [JP]"})
    )
    assert (before.countries, before.unnamed, before.surroundings) == (
        after.countries,
        after.unnamed,
        after.surroundings,
    )
