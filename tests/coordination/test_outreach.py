"""Target groups, development goals and the resource library on small situations reckoned by hand."""

from datetime import date

import pytest

from clearinghouse.coordination.library import drafts
from clearinghouse.coordination.outreach import awareness, by_goal
from clearinghouse.pages.coordination.library import resources_view
from clearinghouse.pages.coordination.outreach import awareness_view, goals_view
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import assert_that_numbers_lead_to_as_many_records, counts_of, table_of

REACHING = {
    "initiatives/radio": "themes: [awareness-participation]\ntarget_groups: [general-public, decision-makers]\ncountries: [ZM]",
    "initiatives/talks": "themes: [awareness-participation]",
    "initiatives/degree": "themes: [institutions-people]\ntarget_groups: [regulators]",
    "initiatives/other": "themes: [institutions-people]",
    "resources/poster": "kind: awareness-material\ntarget_groups: [general-public]",
    "resources/manual": "kind: guidance",
}


def texts(table):
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.requirement("R23")
def test_awareness_takes_in_what_is_on_its_theme_and_what_names_a_target_group(situation_of):
    found = awareness(situation_of(REACHING))
    assert [each.key.id for each in found.records] == ["degree", "radio", "talks", "poster"]
    assert {place: [each.key.id for each in those] for place, those in found.by_target_group.items()} == {
        ("regulators", "initiatives"): ["degree"],
        ("general-public", "initiatives"): ["radio"],
        ("decision-makers", "initiatives"): ["radio"],
        ("general-public", "resources"): ["poster"],
    }


@pytest.mark.requirement("R23")
def test_the_numbers_of_target_groups_lead_to_their_records_and_a_group_that_nobody_reaches_is_a_gap(press_from):
    view = awareness_view(press_from(REACHING))
    rows = {row[0]: row[1:] for row in texts(table_of(view, "target-group"))}
    assert len(rows) == 10
    assert rows["General public"] == [
        "1 → lessons/awareness.html#target-group-general-public-initiatives",
        "1 → lessons/awareness.html#target-group-general-public-resources",
    ]
    assert rows["Industry"] == ["0 [gap]", "0 [gap]"]
    assert_that_numbers_lead_to_as_many_records(view)
    assert len(list(counts_of(view))) == 4


GOALS = {
    "initiatives/first": "development_goals: [sdg-2, mdg-7]",
    "initiatives/second": "development_goals: [sdg-2]",
    "strategies/plan": "development_goals: [sdg-2]\ndocuments: [{title: S}]",
    "organisations/office": "type: government\ndevelopment_goals: [mdg-7]",
    "initiatives/none": "countries: [ZM]",
}


@pytest.mark.requirement("R24")
def test_goals_are_counted_by_kind_of_record_and_lead_to_them(situation_of, press_from):
    assert {place: len(those) for place, those in by_goal(situation_of(GOALS)).items()} == {
        ("sdg-2", "initiatives"): 2, ("mdg-7", "initiatives"): 1, ("sdg-2", "strategies"): 1, ("mdg-7", "organisations"): 1,
    }  # fmt: skip
    view = goals_view(press_from(GOALS))
    rows = {row.cells[0].text: [cell.value for cell in row.cells[1:]] for row in table_of(view, "goal").rows}
    assert rows["SDG 2: Zero hunger"] == [2, 1, 0]
    assert rows["MDG 7: Ensure environmental sustainability"] == [1, 0, 1]
    assert rows["SDG 1: No poverty"] == [0, 0, 0]
    assert_that_numbers_lead_to_as_many_records(view)
    assert len(list(counts_of(view))) == 4


@pytest.mark.requirement("R24")
def test_where_no_record_names_a_goal_the_page_asks_for_them(press_from):
    view = goals_view(press_from({"initiatives/none": "countries: [ZM]"}))
    assert [(table.rows, bool(table.empty)) for table in view.tables] == [((), True)]


LIBRARY = {
    "organisations/house": "type: government",
    "resources/manual": "kind: guidance\nlanguages: [en, fr]\nlicence: CC BY 4.0\npublishers: [house]\npublished: 2005",
    "resources/slides": "kind: presentation\nlinks: [{title: Slides, licence: CC0 1.0}]\nauthors: [house]",
    "resources/open-today": "kind: draft\nlanguages: [en]\ndraft: {opened: 2026-06-01, comment_by: 2026-06-30, comment_to: office@example.org}",
    "resources/open-long": "kind: draft\ndraft: {comment_by: 2026-07-10, asked_of: Everybody}",
    "resources/closed": "kind: draft\ndraft: {comment_by: 2026-06-29}",
    "resources/closed-long": "kind: draft\ndraft: {comment_by: 2020-01-31}",
}


@pytest.mark.requirement("R50")
def test_a_draft_is_open_until_the_end_of_its_last_day(situation_of):
    found = drafts(situation_of(LIBRARY))
    assert [(each.record.key.id, each.days, each.is_open) for each in found] == [
        ("open-today", 0, True), ("open-long", 10, True), ("closed", -1, False), ("closed-long", -2342, False),
    ]  # fmt: skip
    later = drafts(situation_of(LIBRARY, today=date(2026, 7, 1)))
    assert [each.record.key.id for each in later if each.is_open] == ["open-long"]


@pytest.mark.requirement("R50")
def test_the_library_shows_kind_language_licence_and_publisher(press_from):
    rows = {row[0]: row[1:] for row in texts(table_of(resources_view(press_from(LIBRARY)), "library"))}
    assert rows["manual"] == ["Guidance", "English, French", "CC BY 4.0", "house", "2005"]
    assert rows["slides"] == ["Presentation", "not known [unknown]", "CC0 1.0", "house", "not known [unknown]"]
    assert len(rows) == 6


@pytest.mark.requirement("R50")
def test_open_and_closed_drafts_stand_apart(press_from):
    view = resources_view(press_from(LIBRARY))
    assert [(row[0], row[3], row[4], row[5]) for row in texts(table_of(view, "open-drafts"))] == [
        ("open-today", "0 [good]", "office@example.org", "not known [unknown]"),
        ("open-long", "10 [good]", "not known [unknown]", "Everybody"),
    ]
    assert [row[0] for row in texts(table_of(view, "closed-drafts"))] == ["closed", "closed-long"]


@pytest.mark.requirement("R50")
def test_resources_are_counted_by_kind_and_language_and_a_missing_language_has_its_own_column(press_from):
    view = resources_view(press_from(LIBRARY))
    columns = [column.title for column in table_of(view, "kind").columns]
    rows = {row.cells[0].text: [cell.value for cell in row.cells[1:]] for row in table_of(view, "kind").rows}
    assert columns == ["Kind", "English", "French", "language not stated"]
    assert rows == {"Guidance": [1, 1, 0], "Presentation": [0, 0, 1], "Draft open for comment": [1, 0, 3]}
    assert_that_numbers_lead_to_as_many_records(view)
