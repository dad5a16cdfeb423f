"""IATI: what our export says comes back as far as the mapping knows it; files of strangers do no harm."""

import shutil
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from clearinghouse.core.dates import first_day
from clearinghouse.exports.iati import Iati
from clearinghouse.importing.batch import Given, State, run
from clearinghouse.importing.cells import TableFault
from clearinghouse.importing.conversion import Fate
from clearinghouse.importing.destination import destination_of
from clearinghouse.importing.files import write_outcome
from clearinghouse.importing.iati import read_iati
from clearinghouse.importing.mapping import import_mapping, written_mapping
from clearinghouse.importing.rejects import rejected_file
from clearinghouse.pages.page import Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
BUILT_IN = (files("clearinghouse.importing") / "iati.mapping.yaml").read_text(encoding="utf-8")
ALIKE = ("title", "summary", "status", "scope", "start", "end", "themes", "countries", "regions", "number")
ROLES = {"co-funding": "funding", "partner": "executing"}
"""What the standard does not tell apart."""


@pytest.fixture
def training(tmp_path):
    """A copy of the training clearinghouse."""
    shutil.copytree(ROOT / "examples" / "training", tmp_path / "examples" / "training")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return tmp_path / "examples" / "training" / "mkdocs.yml"


def brought_in(content: bytes, config: Path, mapping: str = BUILT_IN):
    project = Project.from_config(config)
    destination = destination_of(project, read_project(project))
    said = import_mapping(written_mapping(mapping, "m.yaml"), destination.reading.catalogue.schemas, "iati")
    return run(Given("activities.xml", "0", read_iati(content)), said, destination), destination


def test_what_is_exported_comes_back_as_far_as_the_mapping_knows_it(training):
    before = read_project(Project.from_config(training)).catalogue
    content = Iati(before, Settings("Training", "")).file()
    outcome, destination = brought_in(content, training)
    assert sum(outcome.cells.values()) == outcome.table.size
    # IATI says “pipeline” of what we know as proposed or as approved: asked, not guessed.
    pipeline = [
        each
        for each in before.collection("initiatives")
        if each.data.get("status") in ("proposed", "approved") and "start" in each.data
    ]
    assert len(outcome.rejected) == len(pipeline)
    assert [question.text for question in outcome.questions] == ["1"]
    again = read_iati(rejected_file(outcome.table, outcome.rejected, content))
    assert [row.cells["iati-identifier"] for row in again.rows] == [
        row.cells["iati-identifier"] for row in outcome.table.rows if row.number in outcome.rejected
    ]

    write_outcome(outcome, destination)
    reading = read_project(Project.from_config(training))
    assert not reading.failed
    found = {record.key.id: record for record in reading.catalogue.collection("initiatives")}
    brought = {key.removeprefix("training-"): record for key, record in found.items() if key.startswith("training-")}
    assert len(brought) == len(outcome.drafts) > 10
    for name, record in brought.items():
        original = found[name]
        for field in ALIKE:
            assert record.data.get(field) == original.data.get(field), (name, field)
        assert [(each["organisation"], each["role"]) for each in record.data["organisations"]] == [
            (each["organisation"], ROLES.get(each["role"], each["role"])) for each in original.data["organisations"]
        ]
        assert sums(record) == sums(original)
        if "part_of" in original.data:
            assert record.data["part_of"] == f"training-{original.data['part_of']}"
    second, _ = brought_in(content, training)
    assert len(second.in_state(State.UNCHANGED)) == len(outcome.drafts)


def sums(record):
    """The sums of money that IATI can tell."""
    kinds = ("commitment", "disbursement", "expenditure")
    return [
        (
            each["kind"],
            Decimal(each["amount"]),
            each["currency"],
            first_day(each["date"]),
            each.get("donor"),
            each.get("note"),
        )
        for each in record.data.get("finance", ())
        if each["kind"] in kinds and "date" in each
    ]


ACTIVITY = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03"><iati-activity default-currency="EUR" xml:lang="en">
<iati-identifier>XM-1/2</iati-identifier>
<title><narrative>A laboratory</narrative><narrative xml:lang="fr">Un laboratoire</narrative></title>
<description><narrative>A laboratory is built; this is invented.</narrative></description>
<participating-org role="1"><narrative>Tarrow Foundation</narrative></participating-org>
<participating-org role="4" ref="XM-9"/>
<activity-status code="2"/>
<activity-date type="1" iso-date="2024-01-01"/><activity-date type="2" iso-date="2024-02-01"/>
<contact-info><person-name><narrative>Somebody Private</narrative></person-name></contact-info>
<recipient-country code="XA" percentage="100"/>
<sector vocabulary="1" code="31110"/><sector code="31120"/>
<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value value-date="2024-01-01">500.125</value></budget>
<transaction><transaction-type code="1"/><transaction-date iso-date="2024-01-01"/><value value-date="2024-01-01">5</value></transaction>
</iati-activity></iati-activities>"""


def test_the_file_of_somebody_else(training):
    outcome, _ = brought_in(ACTIVITY.encode(), training)
    assert outcome.rejected == {}
    (draft,) = outcome.drafts
    data = draft.proposal.data
    assert draft.key.id == "xm-1-2"
    assert data["start"] == "2024-02-01"
    assert data["organisations"] == [{"organisation": "tarrow-fund", "role": "funding"}]
    assert data["finance"] == [
        {"kind": "budget", "date": "2024-01-01", "amount": Decimal("500.125"), "currency": "EUR"}
    ]
    fates = draft.proposal.fates
    assert fates["title/narrative[fr]"] is Fate.KEPT
    assert fates["transaction[1]/transaction-type/@code"] is Fate.KEPT
    assert fates["sector[vocabulary=1][2]/@code"] is Fate.KEPT
    assert fates["contact-info[1]/person-name/narrative"] is Fate.REJECTED
    assert "Somebody" not in outcome.sidecar.decode()


def test_organisations_that_are_not_known_are_not_made_up(training):
    outcome, _ = brought_in(ACTIVITY.replace("Tarrow Foundation", "Fund for Nothing").encode(), training)
    assert outcome.drafts == ()
    (question,) = outcome.questions
    assert (question.collection, question.text) == ("organisations", "Fund for Nothing")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not XML"),
        ("<a", "not XML"),
        ("<rows/>", "not a file of IATI activities"),
        ('<iati-activities version="1.05"><iati-activity/></iati-activities>', "version “1.05”"),
        ('<iati-activities version="2.03"/>', "no activity"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><iati-activities version="2.03"><iati-activity>&x;</iati-activity></iati-activities>', "document type"),
        ('<!DOCTYPE iati-activities SYSTEM "http://192.0.2.1/x.dtd"><iati-activities version="2.03"><iati-activity/></iati-activities>', "document type"),
        ("<iati-activities version='2.03'><iati-activity>" + "<x>" * 300 + "</x>" * 300 + "</iati-activity></iati-activities>", "not XML"),
        ("<iati-activities version='2.03'><iati-activity><title>" + "x" * 100_001 + "</title></iati-activity></iati-activities>", "100,001 characters"),
        ("<iati-activities version='2.03'><iati-activity>" + "<tag code='1'/>" * 20_001 + "</iati-activity></iati-activities>", "more than 20,000 values"),
    ],
    ids=range(10),
)  # fmt: skip
def test_xml_that_would_do_harm_is_refused(content, said):
    with pytest.raises(TableFault, match=said):
        read_iati(content.encode())


def test_entities_that_grow_never_do():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with pytest.raises(TableFault):
        read_iati(
            (bomb + "]><iati-activities version='2.03'><iati-activity>&j;</iati-activity></iati-activities>").encode()
        )


def test_rejected_activities_say_why_in_a_comment(training):
    content = ACTIVITY.replace('code="XA"', 'code="--"').encode()
    outcome, _ = brought_in(content, training)
    tree = etree.fromstring(rejected_file(outcome.table, outcome.rejected, content))
    assert "recipient-country[1]/@code" in tree[0].text
    assert tree[1].tag == "iati-activity"


@pytest.mark.parametrize("said", ["9---9", "----"])
def test_hyphens_in_what_is_rejected_do_not_break_the_comment(training, said):
    content = ACTIVITY.replace('activity-status code="2"', f'activity-status code="{said}"').encode()
    outcome, _ = brought_in(content, training)
    tree = etree.fromstring(rejected_file(outcome.table, outcome.rejected, content))
    assert tree[0].text.replace("- ", "-").count(said.rstrip("-")) > 0
    assert read_iati(etree.tostring(tree)).rows[0].cells["activity-status/@code"].text == said
