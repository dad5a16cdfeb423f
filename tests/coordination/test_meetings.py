"""Meetings: chains, what is left to a later one, actions, forums, and what each meeting compiled."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.coordination.meetings import (
    Chain,
    actions,
    attendance,
    carried_over,
    chains,
    forums,
    reported_at,
    taken_up_at,
)
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Key, Record
from clearinghouse.exports.view import data_of
from clearinghouse.pages.coordination.meetings import compilation_views, meeting_blocks, meetings_view
from clearinghouse.pages.record import record_page
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

from .conftest import ROOT, press_of

MEETING = "kind: coordination-meeting\nseries: S"


@pytest.fixture(scope="module")
def real():
    return read_project(Project.from_config(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def real_press(real):
    return press_of(real.catalogue, real.desk)


def blocks_of(press, meeting):
    return {block.id: block for block in meeting_blocks(press.desk.situation.record("meetings", meeting), press)}


def linked(table, column=0):
    return [link.record.key.id for row in table.rows for link in row.cells[column].links]


# --- the chain ------------------------------------------------------------------------------------


@pytest.mark.requirement("R06")
def test_the_meetings_of_a_series_stand_in_their_order_with_the_numbers_that_are_missing(situation_of):
    situation = situation_of({
        "meetings/aaa": f"{MEETING}\nnumber: 4\nstart: 2009", "meetings/bbb": f"{MEETING}\nnumber: 2\nstart: 2006",
        "meetings/ccc": "kind: workshop\nstart: 2001",
    })  # fmt: skip
    (chain,) = chains(situation)
    assert [each.key.id for each in chain.meetings] == ["bbb", "aaa"]
    assert chain.missing == (1, 3)


@given(st.sets(st.integers(1, 30), min_size=1))
def test_a_chain_misses_exactly_the_numbers_that_it_does_not_have(numbers):
    meetings = tuple(Record(Key("meetings", f"m{number}"), {"number": number}, "", "") for number in sorted(numbers))
    assert set(Chain("S", meetings).missing) | numbers == set(range(1, max(numbers) + 1))
    assert not set(Chain("S", meetings).missing) & numbers


@pytest.mark.requirement("R01")
def test_the_second_coordination_meeting_is_tied_to_its_mandate_and_its_hosts(real_press):
    table = meetings_view(real_press).tables[0]
    row = next(row for row in table.rows if row.cells[0].links[0].record.key.id == "cm-2")
    assert [link.record.key.id for link in row.cells[4].links] == ["bs-i-5"]
    assert [link.record.key.id for link in row.cells[5].links] == ["government-of-norway", "cbd-secretariat"]
    assert [link.record.key.id for link in row.cells[6].links] == ["cm-3"]
    assert (row.cells[7].value, row.cells[7].url) == (18, "meetings/cm-2.html#recommendations")


def test_a_host_without_a_record_is_named(press_from):
    press = press_from({"meetings/aaa": f"{MEETING}\nhosts: [{{name: City of Tromso}}]"})
    assert meetings_view(press).tables[0].rows[0].cells[5].text == "City of Tromso"


# --- carried over ---------------------------------------------------------------------------------

LEFT = "carried_over: [{id: regions, title: Regional approaches}]"


@pytest.mark.requirement("R06")
def test_an_item_is_late_when_a_later_meeting_was_held_without_it(situation_of):
    first = {"meetings/aaa": f"{MEETING}\nstart: 2006-01-18\n{LEFT}"}
    later = {"meetings/bbb": f"{MEETING}\nstart: 2007-02"}
    elsewhere = {"meetings/bbb": "kind: coordination-meeting\nseries: T\nstart: 2007-02"}
    planned = {"meetings/bbb": f"{MEETING}\nstart: 2026-12"}
    late = [
        carried_over(situation_of(records))[0].is_late
        for records in (first, first | later, first | elsewhere, first | planned)
    ]
    assert late == [False, True, False, False]


@pytest.mark.requirement("R06")
def test_an_item_that_a_later_meeting_took_up_is_answered_and_shown_there_too(situation_of):
    situation = situation_of({
        "meetings/aaa": f"{MEETING}\nstart: 2006\ncarried_over: [{{id: regions, title: Regions, taken_up_at: bbb}}, {{id: money, title: Money}}]",
        "meetings/bbb": f"{MEETING}\nstart: 2007",
    })  # fmt: skip
    assert [(each.id, each.taken_up_at and each.taken_up_at.key.id, each.is_late) for each in carried_over(situation)] == [
        ("regions", "bbb", False), ("money", None, True),
    ]  # fmt: skip
    assert [each.id for each in taken_up_at(situation, situation.record("meetings", "bbb"))] == ["regions"]
    assert taken_up_at(situation, situation.record("meetings", "aaa")) == ()


@pytest.mark.requirement("R06")
def test_regional_approaches_of_tromso_are_flagged_since_no_record_says_that_they_were_taken_up(real_press):
    table = next(table for table in meetings_view(real_press).tables if table.id == "carried-over")
    row = next(row for row in table.rows if row.cells[0].url == "meetings/cm-2.html#carried_over-regional-approaches")
    assert (row.cells[3].tone, row.cells[4].value) == ("gap", "unanswered")


# --- actions and forums ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "overdue"),
    [
        ("due: 2026-06-29, state: open", True),
        ("due: 2026-06-29, state: partly", True),
        ("due: 2026-06-30, state: open", False),
        ("due: 2026-06, state: in-progress", False),
        ("due: 2006, state: done", False),
        ("due: 2006, state: dropped", False),
        ("due: 2006, state: unknown", False),
        ("due: 2006", False),
        ("state: open", False),
    ],
)
def test_an_action_is_overdue_only_when_it_is_known_not_to_be_finished(situation_of, action, overdue):
    situation = situation_of({"meetings/aaa": f"{MEETING}\nactions: [{{id: act, title: It is done, {action}}}]"})
    assert [each.is_overdue for each in actions(situation)] == [overdue]


@pytest.mark.requirement("R49")
def test_the_forum_of_almara_is_overdue_and_one_of_its_actions_too(training_press):
    tables = {table.id: table for table in meetings_view(training_press).tables}
    (forum,) = tables["forums"].rows
    assert (forum.cells[0].value, forum.cells[3].value, forum.cells[4].value) == ("XA", "2026-06-10", "overdue")
    states = {row.cells[0].value: (row.cells[4].value, row.cells[4].tone) for row in tables["actions"].rows}
    assert states["A table of who pays for what"] == ("in-progress", "late")
    assert states["A list of spare parts"] == ("done", "good")
    assert states["A plan to keep trained staff"] == ("open", "")


@pytest.mark.requirement("R49")
def test_only_the_latest_forum_of_a_country_says_when_the_next_is_due(situation_of):
    forum = "kind: country-forum\nseries: Forum\ncountry: ZM\n"
    situation = situation_of({
        "meetings/aaa": f"{forum}start: 2025-06\nnext_date: 2026-06", "meetings/bbb": f"{forum}start: 2024-06\nnext_date: 2025-06",
        "meetings/ccc": "kind: round-table\ncountry: ZM\nstart: 2026\nnext_date: 2026-01",
    })  # fmt: skip
    assert [(each.latest.key.id, each.next_date, each.is_overdue) for each in forums(situation)] == [
        ("aaa", "2026-06", False)
    ]


def test_an_overdue_forum_is_overdue_the_day_after_its_last_possible_day(situation_of):
    records = {"meetings/aaa": "kind: country-forum\ncountry: ZM\nstart: 2025-06\nnext_date: 2026-06"}
    assert [forums(situation_of(records, day))[0].is_overdue for day in (date(2026, 6, 30), date(2026, 7, 1))] == [
        False,
        True,
    ]


# --- the page of a meeting ------------------------------------------------------------------------


@pytest.mark.requirement("R03")
def test_the_compilation_of_a_meeting_holds_the_initiatives_that_were_reported_there(training_press):
    table = blocks_of(training_press, "cm-1")["compilation"]
    assert linked(table) == ["oronda-programme", "xa-lab", "xa-risk-assessment"]
    lab = table.rows[1].cells
    assert [lab[1].value, lab[2].value, lab[4].value] == ["ongoing", "XA", "2023-03-01/2027-02-28"]
    assert [link.record.key.id for link in lab[3].links] == ["osmere-aid"]
    assert [(file.text, file.url) for file in table.files] == [
        ("CSV", "meetings/cm-1-compilation.csv"), ("JSON", "meetings/cm-1-compilation.json"),
    ]  # fmt: skip


@pytest.mark.requirement("R03")
def test_the_compilation_is_there_as_csv_and_json_too(training_press):
    files = {path: content for view in compilation_views(training_press) for path, content in data_of(view)}
    assert sorted(files) == [
        "meetings/cm-1-compilation.csv", "meetings/cm-1-compilation.json", "meetings/cm-2-compilation.csv", "meetings/cm-2-compilation.json",
    ]  # fmt: skip
    lines = files["meetings/cm-1-compilation.csv"].decode("utf-8-sig").splitlines()
    assert lines[0] == "initiative,status,countries,funders,dates,themes"
    assert len(lines) == 4
    (table,) = json.loads(files["meetings/cm-1-compilation.json"])["tables"]
    assert [row["initiative"][0]["id"] for row in table["rows"]] == ["oronda-programme", "xa-lab", "xa-risk-assessment"]


@pytest.mark.requirement("R14")
def test_the_page_of_the_second_coordination_meeting_shows_the_six_projects_that_were_presented(real_press):
    table = blocks_of(real_press, "cm-2")["case-studies-presented"]
    assert linked(table) == [
        "case-cee-matra", "case-dz-civil-society", "case-mx-gef-undp", "case-unep-gef-nbf", "case-usaid-pbs", "case-zm-norway",
    ]  # fmt: skip
    about = [link.record.key.id for row in table.rows for link in row.cells[2].links]
    assert about == ["cee-matra", "dz-civil-society", "mx-gef-undp", "unep-gef-nbf", "usaid-pbs", "zm-norway"]


def test_the_page_of_the_second_coordination_meeting_shows_its_eighteen_recommendations(real_press):
    assert len(linked(blocks_of(real_press, "cm-2")["recommendations"])) == 18


@pytest.mark.requirement("R02")
def test_the_page_of_the_second_coordination_meeting_shows_its_agenda_and_its_papers_with_their_symbols(real_press):
    content = str(record_page(real_press.desk.situation.record("meetings", "cm-2"), real_press).content)
    agenda = content.partition('id="agenda"')[2].partition("</section>")[0]
    assert re.findall(r'id="(agenda-[a-z-]+)"', agenda) == [
        "agenda-synergies",
        "agenda-experience",
        "agenda-action-plan",
        "agenda-other",
    ]
    papers = content.partition('id="documents"')[2].partition("</section>")[0]
    assert "UNEP/CBD/BS/COP-MOP/3/INF/5" in papers
    assert "UNEP/CBD/BS/CM-CB/2/1" in papers


@pytest.mark.requirement("R06")
def test_the_page_of_a_meeting_tells_what_was_left_open_agreed_and_taken_up_where_something_follows_from_it(
    training_press,
):
    first, forum = blocks_of(training_press, "cm-1"), blocks_of(training_press, "xa-forum-2025")
    assert [row.cells[4].value for row in first["left-open"].rows] == ["answered", "unanswered"]
    assert "actions-state" not in first
    assert [row.cells[3].value for row in forum["actions-state"].rows] == ["open", "done", "in-progress"]
    taken_up = blocks_of(training_press, "cm-2")["taken-up"]
    assert taken_up.rows[0].cells[0].url == "meetings/cm-1.html#carried_over-regional"


@pytest.mark.requirement("R55")
def test_attendance_says_who_of_the_mechanism_that_called_the_meeting_was_there(situation_of):
    situation = situation_of({
        "organisations/ministry": "type: government\ncountry: ZM", "organisations/guest": "type: government\ncountry: UG",
        "mechanisms/group": "kind: national-steering-group\ncountry: ZM\nmembers: [{organisation: ministry, role: cpb-nfp}]",
        "meetings/aaa": "kind: steering-meeting\nmechanism: group\n"
        "represented: [{organisation: ministry, role: cpb-nfp}, {organisation: guest}, {name: Farmers, country: MW, role: stakeholder}]",
    })  # fmt: skip
    found = attendance(situation, situation.record("meetings", "aaa"))
    assert [(each.name or each.organisation.key.id, each.country, each.role, each.is_member) for each in found] == [
        ("ministry", "ZM", "cpb-nfp", True), ("guest", "UG", "", False), ("Farmers", "MW", "stakeholder", False),
    ]  # fmt: skip


@pytest.mark.requirement("R55")
def test_attendance_stands_on_the_page_of_a_meeting_that_a_mechanism_called(training_press):
    assert "attendance" not in blocks_of(training_press, "cm-1")
    table = blocks_of(training_press, "xa-forum-2025")["attendance"]
    assert [(row.cells[2].value, row.cells[3].value) for row in table.rows] == [
        ("cpb-nfp", True), ("cna", True), ("donor", True), ("stakeholder", True),
    ]  # fmt: skip


def test_a_meeting_of_which_nobody_says_anything_has_no_empty_headings(press_from):
    press = press_from({"meetings/aaa": MEETING})
    assert meeting_blocks(press.desk.situation.record("meetings", "aaa"), press) == ()


def test_an_unrelated_record_and_the_order_of_files_change_nothing(situation_of):
    records = {
        "meetings/aaa": f"{MEETING}\nnumber: 1\nstart: 2006\n{LEFT}", "meetings/bbb": f"{MEETING}\nnumber: 2\nstart: 2007",
        "initiatives/one": "reported_at_meeting: [aaa]",
    }  # fmt: skip

    def told(situation: Situation):
        meeting = situation.record("meetings", "aaa")
        return (
            [[each.key for each in chain.meetings] for chain in chains(situation)],
            [(each.id, each.is_late) for each in carried_over(situation)],
            [each.key for each in reported_at(situation, meeting)],
        )

    before = told(situation_of(records))
    assert told(situation_of(dict(reversed(records.items())))) == before
    assert (
        told(situation_of({**records, "initiatives/two": "countries: [ZM]", "meetings/zzz": "kind: workshop"}))
        == before
    )
