"""Ownership, how an initiative fits the principles, and relations that can be followed both ways."""

import re

import pytest

from clearinghouse.coordination.ownership import ownership
from clearinghouse.coordination.principles import fits_of
from clearinghouse.pages.coordination import record_blocks
from clearinghouse.pages.coordination.ownership import fit_blocks, ownership_view
from clearinghouse.pages.record import record_page
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

from .conftest import ROOT, press_of

ORGANISATIONS = {
    "organisations/ministry": "type: government\ncountry: ZM",
    "organisations/aid": "type: government\ncountry: 'NO'",
    "organisations/network": "type: regional-ngo",
}


def accountable(*organisations: str) -> str:
    roles = ", ".join(f"{{organisation: {each}, role: accountable}}" for each in organisations)
    return f"countries: [ZM, UG]\norganisations: [{roles}]"


def answers(situation, record_id="one"):
    return {each.question: each.answer for each in fits_of(situation, situation.initiative_by_id[record_id])}


@pytest.mark.requirement("R33")
def test_an_initiative_is_owned_when_a_body_in_one_of_its_countries_answers_for_it(situation_of):
    situation = situation_of({
        **ORGANISATIONS, "initiatives/owned": accountable("ministry", "aid"), "initiatives/abroad": accountable("aid"),
        "initiatives/other-role": "countries: [ZM]\norganisations: [{organisation: ministry, role: executing}]",
    })  # fmt: skip
    found = {
        each.initiative.key.id: ([o.key.id for o in each.owners], [o.key.id for o in each.elsewhere])
        for each in ownership(situation)
    }
    assert found == {"owned": (["ministry"], ["aid"]), "abroad": ([], ["aid"]), "other-role": ([], [])}


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        (accountable("ministry"), True),
        (accountable("aid"), False),
        (accountable("aid", "network"), None),
        ("countries: [ZM]", None),
        ("organisations: [{organisation: aid, role: accountable}]", None),
    ],
)
def test_ownership_is_denied_only_where_all_accountable_bodies_are_known_to_be_elsewhere(situation_of, record, answer):
    assert answers(situation_of({**ORGANISATIONS, "initiatives/one": record}))["country-ownership"] is answer


@pytest.mark.parametrize(
    ("record", "question", "answer"),
    [
        ("addresses_needs: [{assessment: review}]", "needs-based", True),
        ("consulted: [group]", "consultation", True),
        ("follows_strategies: [plan]", "strategy", True),
        ("strategy_reason: The plan came later.", "strategy", False),
        ("sustainability: {measures: [Local trainers]}", "sustainability", True),
        ("reporting_duty: {agreed: true}", "reporting-duty", True),
        ("reporting_duty: {agreed: false}", "reporting-duty", False),
        ("reporting_duty: {clause: Section 6}", "reporting-duty", None),
    ],
)
def test_each_question_is_answered_from_its_own_field_and_all_others_stay_open(situation_of, record, question, answer):
    others = {
        "needs/review": "country: ZM", "mechanisms/group": "kind: national-steering-group", "strategies/plan": "country: ZM",
    }  # fmt: skip
    found = answers(situation_of({**others, "initiatives/one": record}))
    assert found.pop(question) is answer
    assert set(found.values()) == {None}


@pytest.mark.requirement("R33")
def test_the_page_of_an_initiative_says_how_it_fits_with_the_paragraph_that_asks(training_press):
    lab = training_press.desk.situation.record("initiatives", "xa-lab")
    (table,) = fit_blocks(lab, training_press)
    assert [(row.cells[0].value, row.cells[1].value, row.cells[3].text) for row in table.rows] == [
        ("country-ownership", True, "Annex I ¶4(a)"),
        ("needs-based", True, "Annex I ¶4(b)"),
        ("consultation", True, "Annex I ¶4(d)"),
        ("strategy", True, "II.10(b)"),
        ("sustainability", True, "II.10(d)"),
        ("reporting-duty", True, "II.10(a)"),
    ]
    assert table.rows[0].cells[3].url == "decisions/oronda-framework.html#paragraphs-para-2"
    assert [link.record.key.id for link in table.rows[0].cells[2].links] == ["xa-authority"]


def test_the_asks_lead_to_the_framework_and_the_recommendations_of_tromso():
    real = read_project(Project.from_config(ROOT / "mkdocs.yml"))
    press = press_of(real.catalogue, real.desk)
    (table,) = fit_blocks(press.desk.situation.record("initiatives", "zm-norway"), press)
    assert [row.cells[3].url for row in table.rows] == [
        "decisions/interim-guiding-framework.html#paragraphs-para-4-a",
        "decisions/interim-guiding-framework.html#paragraphs-para-4-b",
        "decisions/interim-guiding-framework.html#paragraphs-para-4-d",
        "recommendations/scm2-10b.html", "recommendations/scm2-10d.html", "recommendations/scm2-10a.html",
    ]  # fmt: skip


@pytest.mark.requirement("R33")
def test_the_view_separates_owned_initiatives_from_all_others(training_press):
    owned, others = ownership_view(training_press).tables
    assert [row.cells[0].links[0].record.key.id for row in owned.rows] == [
        "xa-lab",
        "xb-customs",
        "xb-law",
        "xb-liability",
    ]
    assert len(owned.rows) + len(others.rows) == len(training_press.desk.situation.initiatives)


@pytest.mark.requirement("R36")
def test_the_view_shows_which_mechanism_was_consulted_and_where_it_is_not_known(training_press):
    rows = {
        row.cells[0].links[0].record.key.id: row.cells
        for table in ownership_view(training_press).tables
        for row in table.rows
    }
    assert [link.record.key.id for link in rows["xa-risk-assessment"][4].links] == ["xa-steering"]
    assert rows["xb-customs"][4].tone == "unknown"


# --- relations both ways --------------------------------------------------------------------------


def links_on(record, press):
    """The addresses that the page of a record leads to under “Where it fits”, by heading."""
    page = str(record_page(record, press).content)
    fits = page.partition('id="fits"')[2].partition("</section>")[0]
    parts = re.split(r"<h3[^>]*>", fits)[1:]
    return {part.partition("<")[0].strip(): re.findall(r'href="([^"]+)"', part.partition("</h3>")[2]) for part in parts}


@pytest.mark.requirement("R61")
@pytest.mark.requirement("R30")
def test_a_link_between_two_records_is_shown_on_both_pages(press_from):
    press = press_from({
        "initiatives/programme": "type: programme", "initiatives/part": "part_of: programme\nrelated: [other]",
        "initiatives/other": "countries: [ZM]", "mechanisms/group": "kind: national-steering-group\nlinked_initiatives: [part]",
    })  # fmt: skip
    situation = press.desk.situation
    pages = {name: links_on(situation.record("initiatives", name), press) for name in ("programme", "part", "other")}
    assert pages["programme"] == {"Has parts": ["part.html"]}
    assert pages["other"] == {"Related initiatives": ["part.html"]}
    assert pages["part"]["Linked to mechanism"] == ["../mechanisms/group.html"]
    assert sorted(address for addresses in pages["part"].values() for address in addresses) == [
        "../mechanisms/group.html", "other.html", "programme.html",
    ]  # fmt: skip
    group = links_on(situation.record("mechanisms", "group"), press)
    assert [address for addresses in group.values() for address in addresses] == ["../initiatives/part.html"]


@pytest.mark.requirement("R58")
def test_a_strategy_and_the_mechanism_that_prepared_it_lead_to_each_other(training_press):
    situation = training_press.desk.situation
    strategy, group = situation.record("strategies", "xa-strategy"), situation.record("mechanisms", "xa-steering")
    assert "../mechanisms/xa-steering.html" in [
        address for those in links_on(strategy, training_press).values() for address in those
    ]
    assert links_on(group, training_press)["Strategies prepared"] == ["../strategies/xa-strategy.html"]


@pytest.mark.requirement("R61")
def test_every_reference_of_the_training_clearinghouse_is_found_from_its_other_end(training_press):
    catalogue = training_press.catalogue
    forwards = {
        (each.source, each.target, each.pointer)
        for record in catalogue.records
        for each in catalogue.references(record)
    }
    backwards = {
        (each.source, each.target, each.pointer) for record in catalogue.records for each in catalogue.backlinks(record)
    }
    assert forwards == backwards
    assert len(forwards) > 100


def test_an_initiative_without_anything_is_not_known_in_every_respect(press_from):
    press = press_from({"initiatives/bare": "countries: [ZM]"})
    record = press.desk.situation.record("initiatives", "bare")
    fit = next(block for block in record_blocks(record, press) if block.id == "fit")
    assert {row.cells[1].tone for row in fit.rows} == {"unknown"}


def test_an_unrelated_record_changes_no_answer(situation_of):
    records = {**ORGANISATIONS, "initiatives/one": accountable("ministry")}
    assert answers(situation_of({**records, "initiatives/two": accountable("aid")})) == answers(situation_of(records))
