"""The progress dashboard: four heads by country and year, and the reports of countries."""

import pytest

from clearinghouse.coordination.mechanisms import mechanisms
from clearinghouse.coordination.meetings import attendance
from clearinghouse.coordination.progress import by_country, by_year, last_of_each
from clearinghouse.coordination.sustainability import presentations
from clearinghouse.pages.coordination.progress import progress_view

RECORDS = {
    "initiatives/one": "countries: [ZM, UG]\nstart: 2003-05",
    "initiatives/two": "countries: [ZM]",
    "needs/zm-needs": "country: ZM\nassessed_on: 2003\nneeds: [{id: n1, title: Staff, theme: risk-assessment}]",
    "strategies/zm-plan": "country: ZM\nadopted: 2004-02-01",
    "best-practices/shared": "kind: south-south\nprovider_countries: [ZM]\nreceiver_countries: [MW]",
    "best-practices/other": "kind: training\nprovider_countries: [ZM]",
    "progress-reports/zm-1": "kind: country\ncountry: ZM\nperiod: {start: 2020, end: 2021}\nnext_due: 2024-01-01\noverall: Slow.",
    "progress-reports/zm-2": (
        "kind: country\ncountry: ZM\nperiod: {start: 2022, end: 2023}\nnext_due: 2026-06-30\n"
        "proposals: [{id: p1, text: More staff., addressee: donor}]"
    ),
    "progress-reports/one-1": "kind: project\ninitiative: one\nnext_due: 2020-01-01",
}


@pytest.mark.requirement("R07")
def test_each_country_has_its_records_under_the_four_heads(situation_of):
    found = {each.country: each for each in by_country(situation_of(RECORDS))}
    assert set(found) == {"ZM", "UG", "MW"}
    ids = {head: [record.key.id for record in records] for head, records in found["ZM"].heads.items()}
    assert ids == {
        "initiatives": ["one", "two"],
        "needs": ["zm-needs"],
        "strategies": ["zm-plan"],
        "best-practices": ["shared"],
    }
    assert [record.key.id for record in found["MW"].heads["best-practices"]] == ["shared"]
    assert found["UG"].report is None


@pytest.mark.requirement("R07")
def test_years_count_what_began_and_leave_out_what_has_no_date(situation_of):
    found = by_year(situation_of(RECORDS))
    assert list(found) == ["2003", "2004"]
    assert [record.key.id for record in found["2003"]["initiatives"]] == ["one"]
    assert [record.key.id for record in found["2003"]["needs"]] == ["zm-needs"]
    assert [record.key.id for record in found["2004"]["strategies"]] == ["zm-plan"]


@pytest.mark.requirement("R62")
@pytest.mark.requirement("R69")
def test_the_last_report_of_a_country_counts_and_is_not_overdue_on_the_day_it_is_due(situation_of):
    zambia = next(each for each in by_country(situation_of(RECORDS)) if each.country == "ZM")
    assert zambia.report.key.id == "zm-2"
    assert zambia.is_overdue is False
    later = situation_of(RECORDS, situation_of(RECORDS).today.replace(day=30, month=7))
    assert next(each for each in by_country(later) if each.country == "ZM").is_overdue


@pytest.mark.requirement("R62")
def test_the_page_shows_what_reports_say_and_propose(press_from):
    tables = {table.id: table for table in progress_view(press_from(RECORDS)).tables}
    said = {row.cells[0].links[0].text: row.cells[4].text for row in tables["progress-reports"].rows}
    assert said["zm-1"] == "Slow."
    assert said["zm-2"] == "not known"
    assert [row.cells[0].text for row in tables["progress-proposals"].rows] == ["More staff."]


def test_an_unrelated_record_changes_nothing_of_other_countries(situation_of):
    before = {each.country: each for each in by_country(situation_of(RECORDS))}
    after = {each.country: each for each in by_country(situation_of({**RECORDS, "initiatives/far": "countries: [PE]"}))}
    assert {code: after[code] for code in before} == before


def test_a_report_on_an_initiative_is_not_the_last_report_of_its_country_and_due_in_a_month_is_to_its_last_day(
    situation_of,
):
    records = {
        "initiatives/lab": "countries: [ZM]",
        "progress-reports/zm-1": "kind: country\ncountry: ZM\nperiod: {end: 2024}\nnext_due: 2026-06",
        "progress-reports/lab-1": "kind: project\ncountry: ZM\ninitiative: lab\nperiod: {end: 2025}\nnext_due: 2026-01",
    }
    situation = situation_of(records)
    zambia = next(each for each in by_country(situation) if each.country == "ZM")
    assert (zambia.report.key.id, zambia.is_overdue) == ("zm-1", False)
    assert {each.key.id for each in last_of_each(situation.records("progress-reports"), situation)} == {"zm-1", "lab-1"}


def test_what_names_a_renamed_meeting_or_organisation_by_its_old_id_is_found_all_the_same(situation_of):
    situation = situation_of(
        {
            "organisations/bank": "type: fund\naliases: [old-bank]",
            "mechanisms/m": "kind: national-steering-group\ncountry: ZM\nmembers: [{organisation: bank, role: donor}]",
            "meetings/forum": "kind: country-forum\nstart: 2024\naliases: [old-forum]\nmechanism: m\nrepresented: [{organisation: old-bank}]",
            "case-studies/study": "presented_at: [old-forum]",
        }
    )
    assert [one.record.key.id for each in presentations(situation) for one in each.studies] == ["study"]
    meeting = situation.record("meetings", "old-forum")
    assert [each.is_member for each in attendance(situation, meeting)] == [True]
    (mechanism,) = mechanisms(situation)
    assert [each.key.id for each in mechanism.members[0].represented_at] == ["forum"]
