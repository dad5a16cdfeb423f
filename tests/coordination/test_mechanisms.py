"""Mechanisms: coverage of countries, members and who came, donors among themselves, what was agreed and notified."""

import pytest

from clearinghouse.coordination.mechanisms import (
    agreed_with,
    countries_of_several_donors,
    countries_without,
    mechanism_of,
    mechanisms,
    not_agreed_with,
    to_notify,
)
from clearinghouse.pages.coordination.mechanisms import mechanism_blocks, mechanisms_view

GROUP = "kind: national-steering-group\ncountry: ZM\n"
ORGANISATIONS = {
    "organisations/ministry": "type: government\ncountry: ZM",
    "organisations/authority": "type: government\ncountry: ZM",
    "organisations/aid": "type: government\ncountry: 'NO'",
    "organisations/fund": "type: foundation",
}


def one(situation, record_id="group"):
    return mechanism_of(situation, situation.record("mechanisms", record_id))


def tables_of(view):
    return {table.id: table for table in view.tables}


@pytest.mark.requirement("R28")
def test_countries_without_a_national_mechanism_are_all_others_that_any_record_names(situation_of):
    situation = situation_of({
        "mechanisms/group": GROUP, "mechanisms/donors": "kind: donor-consultative\ncountry: UG",
        "mechanisms/committee": "kind: national-biosafety-committee\ncountry: MW", "initiatives/one": "countries: [ZM, UG, MW, KE]",
    })  # fmt: skip
    assert countries_without(situation, mechanisms(situation)) == ("KE", "UG")


@pytest.mark.requirement("R28")
def test_coverage_shows_when_each_mechanism_was_set_up_and_what_it_rests_on(training_press):
    tables = tables_of(mechanisms_view(training_press))
    group = {row.anchor: row.cells for row in tables["mechanisms"].rows}["mechanism-xa-steering"]
    assert (group[1].value, group[5].value) == ("XA", "2020-09-01")
    assert [link.record.key.id for link in group[6].links] == ["oronda-framework"]
    assert (group[7].value, group[7].tone) == ("2025-09-01", "late")
    assert [row.cells[0].text for row in tables["without"].rows] == [
        "Corvanta",
        "Dorrin",
        "Elvania",
        "Fenara",
        "Galdor",
    ]


@pytest.mark.requirement("R52")
def test_a_committee_that_serves_as_the_steering_group_covers_its_country(training_press):
    row = {row.anchor: row.cells for row in tables_of(mechanisms_view(training_press))["mechanisms"].rows}[
        "mechanism-xb-steering"
    ]
    assert (row[1].value, row[2].value) == ("XB", "national-biosafety-committee")
    assert [link.record.key.id for link in row[4].links] == ["xb-committee"]


@pytest.mark.requirement("R33")
def test_coverage_shows_who_leads(training_press):
    rows = {row.anchor: row.cells for row in tables_of(mechanisms_view(training_press))["mechanisms"].rows}
    assert [link.record.key.id for link in rows["mechanism-xa-steering"][3].links] == ["xa-environment-ministry"]


@pytest.mark.requirement("R36")
def test_whether_focal_point_and_authority_sit_on_it_is_yes_no_or_not_known(situation_of):
    situation = situation_of({
        **ORGANISATIONS, "mechanisms/nobody": GROUP,
        "mechanisms/one-of-them": GROUP + "members: [{organisation: ministry, role: cpb-nfp}, {organisation: aid, role: donor}]",
        "mechanisms/both": GROUP + "members: [{organisation: ministry, role: cpb-nfp}, {organisation: authority, role: cna}]",
    })  # fmt: skip
    found = {each.record.key.id: (each.has_focal_point, each.has_authority) for each in mechanisms(situation)}
    assert found == {"nobody": (None, None), "one-of-them": (True, False), "both": (True, True)}


@pytest.mark.requirement("R38")
def test_members_and_others_who_are_heard_stand_beside_each_other(training_press):
    rows = {row.cells[0].value: row.cells for row in tables_of(mechanisms_view(training_press))["members"].rows}
    group = rows["xa-steering"]
    roles = {link.record.key.id: link.note for link in group[4].links}
    assert roles["xa-farmers"] == roles["xa-university"] == "Other stakeholder"
    assert group[5].text == "Small farmers, Researchers"
    assert rows["xb-steering"][5].tone == "unknown"


@pytest.mark.requirement("R35")
def test_means_show_what_a_mechanism_has_to_work_with_and_say_what_is_not_known(training_press):
    rows = {row.cells[0].value: row.cells for row in tables_of(mechanisms_view(training_press))["means"].rows}
    group, committee = rows["xa-steering"], rows["xb-steering"]
    assert [group[4].text, group[5].text] == ["USD 25,000", "One full-time secretary"]
    assert [link.record.key.id for link in group[6].links] == ["osmere-aid"]
    assert [cell.tone for cell in committee[4:7]] == ["unknown"] * 3


@pytest.mark.requirement("R54")
def test_means_show_the_link_to_aid_coordination_or_the_reason_why_there_is_none(training_press):
    rows = {row.cells[0].value: row.cells[3].text for row in tables_of(mechanisms_view(training_press))["means"].rows}
    assert rows["xa-steering"] == "Aid Coordination Unit of Almara (invented)"
    assert rows["xb-steering"] == "Bestovia has no general coordination of aid."


def test_tasks_that_nobody_names_are_the_ten_without_those_that_it_has(training_press):
    rows = {row.cells[0].value: row.cells for row in tables_of(mechanisms_view(training_press))["means"].rows}
    assert rows["xa-steering"][2].value == "buy-in; link-initiatives; overall-progress"
    assert len(rows["xb-steering"][2].value.split("; ")) == 8
    assert rows["xa-donors"][2].text == ""


# --- donors among themselves ----------------------------------------------------------------------


@pytest.mark.requirement("R65")
def test_donors_that_consult_each_other_are_listed_and_fewer_than_two_are_flagged(press_from):
    donors = "kind: donor-consultative\ncountry: ZM\n"
    press = press_from({
        **ORGANISATIONS,
        "mechanisms/two": donors + "members: [{organisation: aid, role: donor}, {organisation: fund, role: donor}]",
        "mechanisms/one": donors + "members: [{organisation: aid, role: donor}, {organisation: ministry, role: agency}]",
    })  # fmt: skip
    rows = {row.cells[0].links[0].record.key.id: row.cells for row in tables_of(mechanisms_view(press))["donors"].rows}
    assert [link.record.key.id for link in rows["two"][2].links] == ["aid", "fund"]
    assert (rows["two"][3].value, rows["two"][3].tone) == (2, "")
    assert (rows["one"][3].text, rows["one"][3].tone) == ("fewer than two", "gap")


@pytest.mark.requirement("R66")
def test_what_donors_agreed_among_themselves_is_shown(training_press):
    (row,) = tables_of(mechanisms_view(training_press))["donors"].rows
    assert row.cells[4].text == "One form of yearly report for both. Work plans are sent round each January."
    assert row.cells[5].value == "donor-meeting"


@pytest.mark.requirement("R65")
def test_several_donors_at_work_without_a_mechanism_are_a_gap(situation_of):
    def paid(countries, *donors, status="ongoing"):
        roles = ", ".join(f"{{organisation: {each}, role: funding}}" for each in donors)
        return f"countries: [{countries}]\nstatus: {status}\norganisations: [{roles}]"

    situation = situation_of({
        **ORGANISATIONS, "mechanisms/donors": "kind: donor-consultative\ncountry: MW",
        "initiatives/zm-a": paid("ZM", "aid"), "initiatives/zm-b": paid("ZM", "fund", "ministry"),
        "initiatives/ug-a": paid("UG", "aid"), "initiatives/ug-b": paid("UG", "fund", status="completed"),
        "initiatives/mw": paid("MW", "aid", "fund"),
    })  # fmt: skip
    found = countries_of_several_donors(situation, mechanisms(situation))
    assert [(country, [donor.key.id for donor in donors]) for country, donors in found] == [("ZM", ["aid", "fund"])]


# --- what was agreed with a mechanism -------------------------------------------------------------


@pytest.mark.requirement("R36")
@pytest.mark.requirement("R53")
def test_the_programmes_of_the_country_are_those_agreed_and_those_of_which_nobody_says_so(situation_of):
    situation = situation_of({
        "mechanisms/group": GROUP + "established: 2010-05",
        "initiatives/agreed": "countries: [ZM]\nconsulted: [group]", "initiatives/not-agreed": "countries: [ZM]\nstart: 2012",
        "initiatives/ended-before": "countries: [ZM]\nstart: 2001\nend: 2010-04", "initiatives/ended-after": "countries: [ZM]\nstart: 2001\nend: 2010-05",
        "initiatives/undated": "countries: [ZM]", "initiatives/elsewhere": "countries: [UG]",
    })  # fmt: skip
    assert [each.key.id for each in agreed_with(situation, situation.record("mechanisms", "group"))] == ["agreed"]
    assert [each.key.id for each in not_agreed_with(situation, one(situation))] == [
        "ended-after",
        "not-agreed",
        "undated",
    ]


def test_nothing_has_to_be_agreed_with_a_group_of_donors(situation_of):
    situation = situation_of(
        {"mechanisms/group": "kind: donor-consultative\ncountry: ZM", "initiatives/one": "countries: [ZM]"}
    )
    assert not_agreed_with(situation, one(situation)) == ()


@pytest.mark.requirement("R53")
def test_the_page_of_a_steering_group_lists_every_programme_of_its_country(training_press):
    situation = training_press.desk.situation
    blocks = {
        block.id: block for block in mechanism_blocks(situation.record("mechanisms", "xa-steering"), training_press)
    }
    listed = [
        link.record.key for name in ("agreed", "not-agreed") for row in blocks[name].rows for link in row.cells[0].links
    ]
    assert sorted(listed) == sorted(each.key for each in situation.by_country["XA"])


@pytest.mark.requirement("R64")
def test_a_notifier_is_shown_what_it_has_notified_and_what_not(training_press):
    situation = training_press.desk.situation
    blocks = {
        block.id: block for block in mechanism_blocks(situation.record("mechanisms", "xa-steering"), training_press)
    }
    dates = {row.cells[0].links[0].record.key.id: row.cells[2] for row in blocks["notifications"].rows}
    assert dates["xa-lab"].value == "2023-04-02"
    assert (dates["xa-risk-assessment"].tone, dates["xa-risk-assessment"].value) == ("gap", None)


def test_an_initiative_in_two_countries_of_a_notifier_is_listed_once(situation_of):
    situation = situation_of(
        {"mechanisms/group": GROUP + "notifier_for: [ZM, MW]", "initiatives/one": "countries: [ZM, MW]"}
    )
    assert [each.key.id for each in to_notify(situation, situation.record("mechanisms", "group"))] == ["one"]


# --- members --------------------------------------------------------------------------------------


@pytest.mark.requirement("R55")
def test_a_member_comes_with_the_meetings_of_the_mechanism_at_which_it_was_represented(situation_of):
    situation = situation_of({
        **ORGANISATIONS, "mechanisms/group": GROUP + "members: [{organisation: ministry, role: cpb-nfp}, {organisation: aid, role: donor}]",
        "meetings/aaa": "kind: steering-meeting\nmechanism: group\nstart: 2020\nrepresented: [{organisation: ministry}]",
        "meetings/bbb": "kind: steering-meeting\nmechanism: group\nstart: 2021\nrepresented: [{organisation: ministry}]",
        "meetings/ccc": "kind: workshop\nstart: 2022\nrepresented: [{organisation: aid}]",
    })  # fmt: skip
    found = {
        each.organisation.key.id: [meeting.key.id for meeting in each.represented_at] for each in one(situation).members
    }
    assert found == {"ministry": ["bbb", "aaa"], "aid": []}


@pytest.mark.requirement("R55")
def test_the_page_of_a_mechanism_flags_the_member_that_never_came(training_press):
    situation = training_press.desk.situation
    blocks = {
        block.id: block for block in mechanism_blocks(situation.record("mechanisms", "xa-steering"), training_press)
    }
    where = {row.cells[0].links[0].record.key.id: row.cells[2] for row in blocks["member-attendance"].rows}
    assert [link.record.key.id for link in where["xa-environment-ministry"].links] == [
        "xa-forum-2025",
        "xa-round-table",
    ]
    assert where["xa-university"].tone == "gap"


def test_where_a_mechanism_called_no_meeting_it_is_not_known_who_came(press_from):
    press = press_from(
        {**ORGANISATIONS, "mechanisms/group": GROUP + "members: [{organisation: ministry, role: cpb-nfp}]"}
    )
    (table,) = mechanism_blocks(press.desk.situation.record("mechanisms", "group"), press)
    assert table.rows[0].cells[2].tone == "unknown"


def test_a_mechanism_of_which_nobody_says_anything_has_no_empty_headings(press_from):
    press = press_from({"mechanisms/group": GROUP})
    assert mechanism_blocks(press.desk.situation.record("mechanisms", "group"), press) == ()


def test_an_unrelated_record_and_the_order_of_files_change_nothing(situation_of):
    records = {
        **ORGANISATIONS, "mechanisms/group": GROUP, "initiatives/agreed": "countries: [ZM]\nconsulted: [group]",
        "initiatives/not-agreed": "countries: [ZM]",
    }  # fmt: skip

    def told(situation):
        group = situation.record("mechanisms", "group")
        return [each.key for each in agreed_with(situation, group)], [
            each.key for each in not_agreed_with(situation, one(situation))
        ]

    before = told(situation_of(records))
    assert told(situation_of(dict(reversed(records.items())))) == before
    assert told(situation_of({**records, "initiatives/unrelated": "countries: [KE]"})) == before
