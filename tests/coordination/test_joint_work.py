"""Measures in use, joint activities and pooled funds on a small situation reckoned by hand."""

import pytest

from clearinghouse.coordination.joint_work import (
    by_country_measure,
    joint_initiatives,
    joint_meetings,
    measures_taken,
    pooled,
)  # fmt: skip
from clearinghouse.pages.coordination.joint_work import joint_work_view
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import assert_that_numbers_lead_to_as_many_records, counts_of, table_of

JOINT = {
    "organisations/giver": "type: government",
    "organisations/bank": "type: intergovernmental",
    "initiatives/fund": """
countries: [ZM, UG]
pooled: true
joint_with: [course]
organisations: [{organisation: giver, role: funding}, {organisation: bank, role: co-funding}]
measures:
  - {measure: trust-fund, parties: [giver, bank], since: 2003, evidence: Agreement of 2003}
  - {measure: networking}
  - {measure: networking, since: 2005}
""",
    "initiatives/course": "countries: [ZM]\njoint_with: [fund]\nmeasures: [{measure: joint-activity}]",
    "mechanisms/zm-steering": "kind: national-steering\ncountry: ZM\nmeasures: [{measure: trust-fund}]",
    "meetings/round-table": "kind: round-table\nscope: national\ncountry: ZM\njoint_with: [bank]\nmeasures: [{measure: round-table}]",
    "meetings/world": 'kind: coordination-meeting\nscope: global\ncountry: "NO"\nmeasures: [{measure: views-exchange}]',
}


def texts(table):
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.requirement("R47")
def test_how_formal_a_measure_is_follows_from_the_framework(situation_of):
    found = measures_taken(situation_of(JOINT))
    assert [(each.measure, each.record.key.id, each.formality) for each in found] == [
        ("round-table", "round-table", "formal"),
        ("joint-activity", "course", "formal"),
        ("trust-fund", "fund", "formal"),
        ("trust-fund", "zm-steering", "formal"),
        ("networking", "fund", "informal"),
        ("networking", "fund", "informal"),
        ("views-exchange", "world", "informal"),
    ]


@pytest.mark.requirement("R47")
def test_a_country_has_the_measures_of_its_records_but_not_those_of_a_world_meeting_held_in_it(situation_of):
    found = by_country_measure(measures_taken(situation_of(JOINT)))
    assert {place: [each.key.id for each in those] for place, those in found.items()} == {
        ("ZM", "round-table"): ["round-table"],
        ("ZM", "joint-activity"): ["course"],
        ("ZM", "trust-fund"): ["fund", "zm-steering"],
        ("UG", "trust-fund"): ["fund"],
        ("ZM", "networking"): ["fund"],
        ("UG", "networking"): ["fund"],
    }


@pytest.mark.requirement("R48")
def test_a_joint_pair_is_told_once_although_both_name_each_other(situation_of):
    situation = situation_of(JOINT)
    assert [(one.key.id, other.key.id) for one, other in joint_initiatives(situation)] == [("course", "fund")]
    assert [(each.record.key.id, [p.key.id for p in each.partners]) for each in joint_meetings(situation)] == [
        ("round-table", ["bank"])
    ]
    assert [(each.record.key.id, [p.key.id for p in each.partners]) for each in pooled(situation)] == [
        ("fund", ["giver", "bank"])
    ]


@pytest.mark.requirement("R47")
@pytest.mark.requirement("R48")
def test_the_page_counts_records_by_country_and_measure_and_shows_where_evidence_is_missing(press_from):
    view = joint_work_view(press_from(JOINT))
    table = table_of(view, "country")
    assert [column.key for column in table.columns] == [
        "country",
        "round-table",
        "joint-activity",
        "trust-fund",
        "networking",
    ]
    assert {row.cells[0].value: [cell.value for cell in row.cells[1:]] for row in table.rows} == {
        "UG": [0, 0, 1, 1],
        "ZM": [1, 1, 2, 1],
    }
    assert_that_numbers_lead_to_as_many_records(view)
    assert len(list(counts_of(view))) == 6
    rows = texts(table_of(view, "measures"))
    assert rows[2] == ["Trust fund or pooled resources", "Formal", "fund", "giver; bank", "2003", "Agreement of 2003"]
    assert rows[3] == ["Trust fund or pooled resources", "Formal", "zm-steering", "not known [unknown]", "not known [unknown]", "none recorded [gap]"]  # fmt: skip


def test_without_any_measure_each_table_says_so(press_from):
    view = joint_work_view(press_from({"initiatives/work": "countries: [ZM]"}))
    assert [table.rows for table in view.tables] == [()] * 5
    assert all(table.empty for table in view.tables)
