"""The directory of contact points: offices once each, whom they stand for, and where none is named."""

import pytest

from clearinghouse.coordination.contacts import contacts, countries_without_contact, donors_without_contact
from clearinghouse.pages.coordination.contacts import contacts_view
from clearinghouse.pages.coordination.framework import framework_view

OFFICE = "role: national-contact, organisation: ministry, office: Desk, channel: desk@example.org"
MINISTRY = {"organisations/ministry": "type: government\ncountry: ZM"}


def test_an_office_that_several_records_name_stands_once_with_all_that_they_say(situation_of):
    situation = situation_of({
        **MINISTRY,
        "countries/zm": f"country: ZM\nfocal_points: [{{{OFFICE}, published_with_consent: true}}]\nconfirmed_on: 2025-01-02",
        "mechanisms/group": f"kind: national-steering-group\ncountry: UG\ncontacts: [{{{OFFICE}}}]\nconfirmed_on: 2026-03-04",
    })  # fmt: skip
    (only,) = contacts(situation)
    assert [record.key.collection for record in only.records] == ["countries", "mechanisms"]
    assert (only.countries, only.consent, only.confirmed) == (("ZM", "UG"), True, "2026-03-04")


def test_what_an_office_covers_follows_from_its_role(situation_of):
    situation = situation_of({
        "organisations/aid": "type: government\ncountry: 'NO'\ncontact_countries: [ZM, UG]\ncontacts: [{role: donor-contact, office: Aid}]",
        "mechanisms/group": "kind: national-steering-group\ncountry: ZM\nnotifier_for: [ZM, MW]\ncontacts: [{role: notifier, office: Notes}, {role: national-contact, office: Group}]",
        "countries/ug": "country: UG\nfocal_points: [{role: national-contact, office: Point}]",
    })  # fmt: skip
    found = {each.office: each.countries for each in contacts(situation)}
    assert found == {"Aid": ("ZM", "UG"), "Notes": ("ZM", "MW"), "Group": ("ZM",), "Point": ("UG",)}


def test_an_organisation_is_that_of_its_own_contacts(situation_of):
    situation = situation_of({"organisations/aid": "type: government\ncontacts: [{role: donor-contact, office: Aid}]"})
    (only,) = contacts(situation)
    assert only.organisation.key.id == "aid"


@pytest.mark.requirement("R63")
def test_countries_at_work_without_a_national_contact_are_a_gap(situation_of):
    situation = situation_of({
        **MINISTRY,
        "initiatives/one": "countries: [ZM, UG, MW]\ncontacts: [{role: national-contact, office: Project}]",
        "countries/zm": f"country: ZM\nfocal_points: [{{{OFFICE}}}]",
        "mechanisms/group": "kind: national-steering-group\ncountry: UG\ncontacts: [{role: notifier, office: Notes}]",
    })  # fmt: skip
    assert countries_without_contact(situation, contacts(situation)) == ("MW", "UG")


@pytest.mark.requirement("R67")
def test_donors_abroad_without_a_contact_are_a_gap_and_payers_at_home_are_not(situation_of):
    situation = situation_of({
        **MINISTRY,
        "organisations/aid": "type: government\ncountry: 'NO'\ncontacts: [{role: donor-contact, office: Aid}]",
        "organisations/fund": "type: foundation",
        "organisations/bank": "type: multilateral\ncontacts: [{role: notifier, office: Notes}]",
        "initiatives/one": "countries: [ZM]\norganisations: [{organisation: aid, role: funding}, {organisation: fund, role: co-funding}, "
        "{organisation: ministry, role: co-funding}]",
        "initiatives/two": "countries: [ZM]\nfinance: [{kind: commitment, donor: bank, amount: 1, currency: USD, date: 2020}]",
    })  # fmt: skip
    assert [each.key.id for each in donors_without_contact(situation, contacts(situation))] == ["bank", "fund"]


@pytest.mark.requirement("R63")
@pytest.mark.requirement("R51")
def test_the_directory_shows_each_office_under_its_role_with_a_way_to_reach_it(training_press):
    tables = {table.id: table for table in contacts_view(training_press).tables}
    national = {row.cells[0].text: row.cells for row in tables["role-national-contact"].rows}
    point = national["Focal point for biosafety"]
    assert point[1].links[0].record.key.id == "xa-environment-ministry"
    assert point[3].address == f"mailto:{point[3].text}"
    assert [link.text for link in point[2].links] == ["Almara"]
    assert point[4].value is True
    assert "Laboratory desk" in [row.cells[0].text for row in tables["role-others"].rows]
    assert "Laboratory desk" not in national
    gaps = [row.cells[0].text for row in tables["countries-without"].rows]
    assert gaps == ["Dorrin", "Elvania", "Fenara", "Galdor"]


@pytest.mark.requirement("R67")
def test_the_directory_shows_the_contact_of_a_donor_with_all_its_countries(training_press):
    tables = {table.id: table for table in contacts_view(training_press).tables}
    donors = {row.cells[1].links[0].record.key.id: row.cells for row in tables["role-donor-contact"].rows}
    assert [link.text for link in donors["osmere-aid"][2].links] == ["Almara", "Bestovia", "Corvanta"]
    without = [row.cells[0].links[0].record.key.id for row in tables["donors-without"].rows]
    assert "quell-bank" in without
    assert "osmere-aid" not in without


def test_a_channel_that_its_office_does_not_want_published_is_not_shown(press_from):
    press = press_from(
        {"countries/zm": f"country: ZM\nfocal_points: [{{{OFFICE}, published_with_consent: false}}]", **MINISTRY}
    )
    table = contacts_view(press).tables[0]
    assert [cell.text for cell in table.rows[0].cells[3:5]] == ["not published", "no"]
    assert "desk@example.org" not in [cell.plain for cell in table.rows[0].cells]


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/desk", "https://example.org/desk"),
        ("Telephone 12 34", ""),
        ("javascript:alert(1)", ""),
        ("desk@example.org?bcc=x@example.org", ""),
    ],
)
def test_only_mailboxes_and_web_addresses_become_links(press_from, channel, address):
    press = press_from(
        {"countries/zm": f"country: ZM\nfocal_points: [{{role: national-contact, channel: '{channel}'}}]"}
    )
    cell = contacts_view(press).tables[0].rows[0].cells[3]
    assert (cell.text, cell.address) == (channel, address)


@pytest.mark.requirement("R51")
def test_informal_measures_of_the_framework_are_answered_where_a_record_names_them(press_from):
    press = press_from({
        "decisions/frame": 'kind: framework\nparagraphs: [{id: p, number: "10", text: Informal., measures: [networking, informal-briefing]}]',
        "mechanisms/group": "kind: national-steering-group\nmeasures: [{measure: informal-briefing}]",
    })  # fmt: skip
    (table,) = framework_view(press).tables
    row = table.rows[0].cells
    assert [link.record.key.id for link in row[3].links] == ["group"]
    assert row[4].text == "Personal contacts and networking"


def test_an_unrelated_record_changes_no_contact(situation_of):
    records = {**MINISTRY, "countries/zm": f"country: ZM\nfocal_points: [{{{OFFICE}}}]"}
    before = contacts(situation_of(records))
    after = contacts(situation_of({**records, "initiatives/unrelated": "countries: [ZM]"}))
    assert [(each.role, each.office, each.countries) for each in before] == [
        (each.role, each.office, each.countries) for each in after
    ]
