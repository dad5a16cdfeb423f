"""Adopted texts paragraph by paragraph: which records answer what each paragraph asks for."""

from datetime import date

import pytest

from clearinghouse.coordination.framework import Frameworks
from clearinghouse.coordination.situation import Situation
from clearinghouse.pages.coordination.framework import decision_blocks, framework_view
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

from .conftest import ROOT, press_of

FRAMEWORK = "decisions/frame"


@pytest.fixture(scope="module")
def real():
    return read_project(Project.from_config(ROOT / "mkdocs.yml"))


def asking(code: str) -> str:
    return f'kind: framework\nparagraphs:\n  - {{id: p, number: "1", text: It asks., {code}}}'


def answers(situation, record_id="frame"):
    frameworks = Frameworks(situation)
    (paragraph,) = frameworks.paragraphs(situation.record("decisions", record_id))
    return [f"{record.key.collection}/{record.key.id}" for record in paragraph.answers]


@pytest.mark.requirement("R05")
def test_measures_are_answered_by_whatever_record_takes_them(situation_of):
    taken = "measures: [{measure: round-table}]"
    situation = situation_of({
        FRAMEWORK: asking("measures: [round-table, trust-fund]"),
        "initiatives/aaa": taken, "mechanisms/bbb": f"kind: national-steering-group\n{taken}", "strategies/ccc": taken, "meetings/ddd": f"kind: round-table\n{taken}",
        "best-practices/eee": "kind: coordination\nmeasures: [round-table]", "initiatives/other": "measures: [{measure: networking}]",
    })  # fmt: skip
    assert answers(situation) == [
        "best-practices/eee",
        "initiatives/aaa",
        "mechanisms/bbb",
        "meetings/ddd",
        "strategies/ccc",
    ]
    (paragraph,) = Frameworks(situation).paragraphs(situation.record("decisions", "frame"))
    assert paragraph.unanswered == (("coordination-measures", "trust-fund"),)
    assert not paragraph.is_gap


def test_a_task_is_answered_by_the_mechanisms_that_have_it(situation_of):
    situation = situation_of({
        FRAMEWORK: asking("steering_role: track-finance"),
        "mechanisms/has-it": "kind: national-steering-group\nroles: [track-finance]", "mechanisms/has-another": "kind: national-steering-group\nroles: [needs]",
    })  # fmt: skip
    assert answers(situation) == ["mechanisms/has-it"]


def test_a_committee_may_serve_as_the_steering_group_and_a_donors_group_may_not(situation_of):
    situation = situation_of({
        FRAMEWORK: asking("mechanism_kind: national-steering-group"),
        "mechanisms/committee": "kind: national-biosafety-committee", "mechanisms/group": "kind: national-steering-group",
        "mechanisms/donors": "kind: donor-consultative",
    })  # fmt: skip
    assert answers(situation) == ["mechanisms/committee", "mechanisms/group"]


def test_a_step_is_answered_by_the_country_that_dates_it_and_by_its_result(situation_of):
    situation = situation_of({
        FRAMEWORK: asking("process_step: strategy"),
        "countries/zm": "country: ZM\nprocess_steps: [{step: strategy, date: 2010}]", "countries/ug": "country: UG",
        "strategies/national": "country: UG", "strategies/of-a-fund": "organisation: fund", "organisations/fund": "type: foundation",
    })  # fmt: skip
    assert answers(situation) == ["countries/zm", "strategies/national"]


def test_the_step_of_a_mechanism_is_not_answered_by_donors(situation_of):
    situation = situation_of({
        FRAMEWORK: asking("process_step: mechanism"),
        "mechanisms/donors": "kind: donor-consultative\ncountry: ZM",
        "mechanisms/group": "kind: national-steering-group\ncountry: ZM",
    })  # fmt: skip
    assert answers(situation) == ["mechanisms/group"]


def test_a_contact_point_is_answered_by_records_that_name_one(situation_of):
    situation = situation_of({
        FRAMEWORK: asking("contact_role: donor-contact"),
        "organisations/aid": "type: government\ncontacts: [{role: donor-contact}]",
        "organisations/other": "type: government\ncontacts: [{role: notifier}]",
    })  # fmt: skip
    assert answers(situation) == ["organisations/aid"]


@pytest.mark.parametrize(
    ("principle", "expected"),
    [
        ("country-ownership", ["initiatives/owned", "mechanisms/led"]),
        ("needs-based", ["initiatives/needed"]),
        ("commitment", ["mechanisms/led"]),
        ("consultation", ["initiatives/agreed"]),
        ("streamlining", ["initiatives/simple", "organisations/aid"]),
        ("openness", ["mechanisms/open"]),
        ("flexibility", ["mechanisms/led", "organisations/aid"]),
    ],
)
def test_a_principle_is_answered_by_records_whose_facts_show_it(situation_of, principle, expected):
    situation = situation_of({
        FRAMEWORK: asking(f"principle: {principle}"),
        "organisations/ministry": "type: government\ncountry: ZM",
        "organisations/aid": "type: government\ncountry: 'NO'\nstrengths: [Seed]\nreporting_requirements: One form",
        "initiatives/owned": "countries: [ZM]\norganisations: [{organisation: ministry, role: accountable}]",
        "initiatives/abroad": "countries: [ZM]\norganisations: [{organisation: aid, role: accountable}]",
        "initiatives/needed": "addresses_needs: [{assessment: review}]",
        "needs/review": "country: ZM",
        "initiatives/agreed": "consulted: [led]",
        "initiatives/simple": "reporting_requirements: One form",
        "mechanisms/led": "kind: national-steering-group\ncountry: ZM\nlead: ministry\nenabling: {staff: One}\nreview_due: 2030",
        "mechanisms/abroad": "kind: national-steering-group\ncountry: ZM\nlead: aid",
        "mechanisms/open": "kind: national-steering-group\ncountry: ZM\nstakeholders: [Farmers]",
    })  # fmt: skip
    assert answers(situation) == expected


def test_no_adopted_text_answers_another(situation_of):
    situation = situation_of(
        {FRAMEWORK: asking("measures: [round-table]"), "decisions/two": asking("measures: [round-table]")}
    )
    (paragraph,) = Frameworks(situation).paragraphs(situation.record("decisions", "frame"))
    assert paragraph.answers == ()
    assert paragraph.is_gap


@pytest.mark.requirement("R05")
def test_frameworks_come_first_and_texts_without_paragraphs_not_at_all(situation_of):
    text = 'adopted: {}\nparagraphs: [{{id: p, number: "1", text: It asks.}}]'
    situation = situation_of({
        "decisions/aaa": "kind: decision\n" + text.format(2020), "decisions/bbb": "kind: framework\n" + text.format(2006),
        "decisions/ccc": "kind: framework\n" + text.format(2012), "decisions/ddd": "kind: framework",
    })  # fmt: skip
    assert [record.key.id for record in Frameworks(situation).texts] == ["ccc", "bbb", "aaa"]


@pytest.mark.requirement("R05")
def test_every_numbered_paragraph_of_the_interim_framework_has_a_link_of_its_own(real):
    press = press_of(real.catalogue, real.desk)
    table = next(table for table in framework_view(press).tables if table.id == "interim-guiding-framework")
    numbers = [row.cells[0].text for row in table.rows]
    assert numbers[:3] == ["1", "2", "3"]
    assert numbers[-1] == "17"
    assert {f"4({letter})" for letter in "abcdefg"} | {f"11({letter})" for letter in "abcdefghij"} < set(numbers)
    urls = [row.cells[0].url for row in table.rows]
    assert urls[-1] == "decisions/interim-guiding-framework.html#paragraphs-para-17"
    assert len(set(urls)) == len(urls) == len(table.rows) == 36


def test_a_paragraph_that_only_explains_is_no_gap_and_one_that_nobody_answers_is(press_from):
    text = 'kind: framework\nparagraphs:\n  - {id: p, number: "1", text: It explains.}\n  - {id: q, number: "2", text: It asks., steering_role: needs}'
    (table,) = framework_view(press_from({FRAMEWORK: text})).tables
    assert [(row.cells[3].text, row.cells[3].tone, row.cells[4].text) for row in table.rows] == [
        ("", "", ""),
        ("none recorded", "gap", "Coordinate needs assessment and its review"),
    ]
    assert table.about.startswith("0 of the 1 paragraphs")


@pytest.mark.requirement("R70")
def test_the_page_of_the_interim_framework_tells_what_answers_it_and_when_it_is_to_be_reviewed(real):
    situation = Situation(real.catalogue, date(2026, 6, 30))
    press = press_of(real.catalogue, type(real.desk)(situation))
    answered, reviews = decision_blocks(situation.record("decisions", "interim-guiding-framework"), press)
    assert (answered.id, reviews.id) == ("answers", "reviews")
    assert [row.cells[0].value for row in reviews.rows] == [
        "2008-01-20",
        "2013-01-20",
        "2018-01-20",
        "2023-01-20",
        "2028-01-20",
    ]


def test_the_page_of_a_text_that_asks_for_nothing_has_no_such_table(training_press):
    record = training_press.desk.situation.record("decisions", "oronda-mandate")
    assert decision_blocks(record, training_press) == ()


def test_a_paragraph_with_very_many_answers_lists_the_first_and_leads_to_the_others(press_from):
    many = {f"initiatives/i{number:03}": "addresses_needs: [{assessment: review}]" for number in range(103)}
    press = press_from({FRAMEWORK: asking("principle: needs-based"), "needs/review": "country: ZM", **many})
    (table,) = framework_view(press).tables
    links = table.rows[0].cells[3].links
    assert len([link for link in links if link.record]) == 100
    assert (links[-1].text, links[-1].url) == ("and 3 more", "initiatives/index.html")


def test_a_clearinghouse_without_adopted_texts_says_so(press_from):
    (table,) = framework_view(press_from({"meetings/mmm": "kind: workshop"})).tables
    assert table.rows == ()
    assert table.empty == "No adopted text is recorded with its paragraphs yet."


def test_an_unrelated_record_and_the_order_of_files_change_no_answer(situation_of):
    records = {
        FRAMEWORK: asking("measures: [round-table]"), "meetings/one": "kind: round-table\nmeasures: [{measure: round-table}]",
        "mechanisms/two": "kind: national-steering-group\nmeasures: [{measure: round-table}]",
    }  # fmt: skip
    before = answers(situation_of(records))
    assert answers(situation_of(dict(reversed(records.items())))) == before
    assert answers(situation_of({**records, "initiatives/unrelated": "countries: [ZM]"})) == before
