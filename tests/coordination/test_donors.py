"""What is told of donors, on the page of all and on the page of each."""

from decimal import Decimal

import pytest

from clearinghouse.coordination.donors import donor_of, donors_of
from clearinghouse.core.record import Key
from clearinghouse.pages.coordination import record_blocks
from clearinghouse.pages.coordination.donor import donor_blocks, donors_view
from clearinghouse.pages.coordination.money import ledger_of, money_view
from clearinghouse.pages.coordination.strategy import strategies_view
from clearinghouse.views.view import Cell, Table

from .plain_text import text_of_cell
from .test_money import titled

AID = (
    "type: government\nassistance_policy: {document: Policy 2020, channels: [bilateral, pooled]}\n"
    "strengths: [Laboratories, Long courses]\nthemes: [lmo-detection]\ncontact_countries: [ZM]\n"
    "contacts: [{role: donor-contact, office: Biosafety desk, channel: desk@example.org, published_with_consent: true}]\n"
)
FUNDED = "organisations: [{organisation: aid, role: funding}]\n"
RECORDS = titled(
    {
        "organisations/aid": AID,
        "organisations/bank": "type: multilateral\n",
        "organisations/ministry": "type: government\n",
        "initiatives/both": "countries: [UG, ZM]\nthemes: [risk-assessment]\n" + FUNDED
        + "finance: [{kind: grant, donor: aid, amount: 1000, currency: USD}, {kind: grant, donor: bank, amount: 5, currency: USD}]\n",
        "initiatives/one": "countries: [ZM]\n" + FUNDED + "finance: [{kind: commitment, donor: aid, amount: 20.25, currency: EUR}]\n",
        "initiatives/silent": "countries: [ZM]\n" + FUNDED,
        "initiatives/wide": "regions: [africa]\n" + FUNDED,
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def press(press_from):
    return press_from(RECORDS)


def rows_of(blocks, table_id: str) -> dict[str, list[str]]:
    """The rows of a table as text, by their anchor or else their heading."""
    table = next(block for block in blocks if block.id == table_id)
    assert isinstance(table, Table)
    return {row.anchor or text_of_cell(row.cells[0]): [text_of_cell(cell) for cell in row.cells] for row in table.rows}


def blocks_of(press, name: str):
    return record_blocks(press.catalogue.by_key[Key("organisations", name)], press)


@pytest.mark.requirement("R19")
def test_the_policy_and_the_channels_of_a_donor_are_shown_and_their_absence_too(press):
    rows = rows_of(donors_view(press).blocks, "donors")
    assert rows["Title of aid"][3:5] == [
        "Policy 2020",
        "Bilateral: one government to another, Pooled: a trust fund or several funders together",
    ]
    assert rows["Title of bank"][3:5] == ["not known [unknown]", "not known [unknown]"]
    assert rows_of(blocks_of(press, "aid"), "as-donor")["Assistance policy"] == ["Assistance policy", "Policy 2020"]
    assert rows_of(blocks_of(press, "bank"), "as-donor")["Assistance policy"] == [
        "Assistance policy",
        "not known [unknown]",
    ]


@pytest.mark.requirement("R39")
def test_the_strengths_of_donors_are_shown_by_donor_and_their_themes_beside_what_they_pay_for(press):
    view = donors_view(press)
    assert rows_of(view.blocks, "donors")["Title of aid"][5] == "Laboratories; Long courses"
    themes = {key.partition(" →")[0]: cells[1:] for key, cells in rows_of(view.blocks, "by-theme").items()}
    assert themes == {
        press.wording.label("themes", "risk-assessment"): ["none recorded [gap]", "Title of aid; Title of bank"],
        press.wording.label("themes", "lmo-detection"): ["Title of aid", "none recorded [gap]"],
    }


@pytest.mark.requirement("R67")
def test_the_home_office_contact_is_shown_with_the_countries_that_it_leaves_out(press):
    rows = rows_of(donors_view(press).blocks, "donors")
    assert rows["Title of aid"][6:8] == ["Biosafety desk, desk@example.org", "Uganda [late]"]
    assert rows["Title of bank"][6:8] == ["not known [unknown]", "not known [unknown]"]


def test_a_contact_that_covers_every_country_leaves_none_out(situation_of):
    data = {**RECORDS, "organisations/aid": RECORDS["organisations/aid"].replace("[ZM]", "[ZM, UG]")}
    assert donor_of(situation_of(data), "aid").uncovered == ()


def test_a_channel_is_not_shown_without_consent(press_from):
    data = {**RECORDS, "organisations/aid": RECORDS["organisations/aid"].replace(", published_with_consent: true", "")}
    assert rows_of(donors_view(press_from(data)).blocks, "donors")["Title of aid"][6] == "Biosafety desk"


def test_the_page_of_all_donors_counts_their_initiatives_and_names_their_countries(press):
    rows = rows_of(donors_view(press).blocks, "donors")
    assert rows["Title of aid"][1:3] == ["4 → organisations/aid.html#funds", "Uganda, Zambia"]
    assert rows["Title of bank"][1:3] == ["1 → organisations/bank.html#funds", "Uganda, Zambia"]


@pytest.mark.requirement("R67")
def test_the_page_of_a_donor_lists_all_that_it_funds_by_country(press):
    rows = rows_of(blocks_of(press, "aid"), "funds")
    assert {anchor: cells[1:] for anchor, cells in rows.items()} == {
        "funds-ug": ["Title of both", "–", "–", "USD 1,000"],
        "funds-zm": ["Title of both; Title of one; Title of silent", "EUR 20.25", "not known [unknown]", "USD 1,000"],
        "funds-region": ["Title of wide", "not known [unknown]", "not known [unknown]", "–"],
    }


def test_an_organisation_that_funds_nothing_has_no_donor_blocks(press):
    assert blocks_of(press, "ministry") == ()
    assert [each.record.key.id for each in donors_of(press.desk.situation)] == ["aid", "bank"]


def test_an_old_id_of_a_funder_leads_to_the_donor_of_today(press_from):
    press = press_from(
        titled(
            {
                "organisations/new-aid": "type: government\naliases: [old-aid]\n",
                "initiatives/a": "countries: [ZM]\norganisations: [{organisation: old-aid, role: funding}]\n"
                "finance: [{kind: grant, donor: old-aid, amount: 1, currency: USD}]\n",
            }
        )
    )
    assert [each.record.key.id for each in donors_of(press.desk.situation)] == ["new-aid"]
    assert list(rows_of(blocks_of(press, "new-aid"), "funds")) == ["funds-zm"]


def counts_of(view) -> list[Cell]:
    return [
        cell
        for table in view.tables
        for row in table.rows
        for cell in row.cells
        if cell.url and isinstance(cell.value, int)
    ]


def records_behind(url: str, press) -> set:
    """The records that are linked in the block or row that an address leads to."""
    page, _, anchor = url.partition("#")
    views = {view.url: view for view in (money_view(press), donors_view(press), strategies_view(press))}
    if page in views:
        blocks = views[page].blocks
    else:
        collection, _, name = page.removesuffix(".html").partition("/")
        blocks = record_blocks(press.catalogue.by_key[Key(collection, name)], press)
    tables = [block for block in blocks if isinstance(block, Table)]
    rows = [
        row
        for table in tables
        for row in (table.rows if table.id == anchor else ()) or (r for r in table.rows if r.anchor == anchor)
    ]
    return {link.record.key for row in rows for cell in row.cells for link in cell.links if link.record}


@pytest.mark.parametrize("made", ["press", "training_press"])
@pytest.mark.parametrize("make", [money_view, donors_view, strategies_view])
def test_every_number_of_records_leads_to_exactly_so_many(made, make, request):
    press = request.getfixturevalue(made)
    counted = counts_of(make(press))
    assert counted or (made == "press" and make is strategies_view)
    assert {cell.url: cell.value for cell in counted} == {
        cell.url: len(records_behind(cell.url, press)) for cell in counted
    }


@pytest.mark.parametrize("made", ["press", "training_press"])
def test_ids_on_a_page_are_unique(made, request):
    press = request.getfixturevalue(made)
    pages = [view(press).blocks for view in (money_view, donors_view, strategies_view)]
    pages += [
        record_blocks(record, press)
        for record in press.catalogue.records
        if record.key.collection in ("organisations", "strategies")
    ]
    for blocks in pages:
        ids = [block.id for block in blocks] + [
            row.anchor for block in blocks if isinstance(block, Table) for row in block.rows if row.anchor
        ]
        assert len(ids) == len(set(ids))


@pytest.mark.requirement("R59")
def test_the_sums_of_the_training_clearinghouse_are_those_that_were_worked_out_by_hand(training_press):
    """See examples/training/README.md: commitments and grants together, each entry counted once."""
    ledger = ledger_of(training_press)
    found = {
        (donor, each.currency): (each.committed, each.disbursed, each.spent)
        for donor, sums in ledger.by_donor.items()
        for each in ledger.balances(sums)
    }
    assert found == {
        ("osmere-aid", "USD"): (Decimal(1545000 + 445000), Decimal("825000.30"), Decimal("118500.75")),
        ("tarrow-fund", "EUR"): (Decimal(630000 + 21000), Decimal("345000.55"), None),
        ("quell-bank", "USD"): (Decimal(400000), Decimal("140000.80"), None),
        ("quell-bank", "EUR"): (Decimal(300000), None, None),
        ("xa-environment-ministry", "USD"): (Decimal(60000), None, None),
        ("xc-institute", "USD"): (Decimal(15000), None, None),
        ("", "USD"): (None, None, Decimal("150000.25")),
    }


def test_blocks_of_a_donor_come_with_a_picture_only_where_a_date_is_known(press, training_press):
    record = training_press.catalogue.by_key[Key("organisations", "osmere-aid")]
    assert "funds-time" in {block.id for block in donor_blocks(record, training_press)}
    assert "funds-time" not in {block.id for block in blocks_of(press, "aid")}
