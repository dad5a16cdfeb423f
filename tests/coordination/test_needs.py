"""Needs and answers: counted by hand on the training clearinghouse, and on small situations written here."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clearinghouse.coordination.needs import (
    Answer,
    all_needs,
    by_theme_and_region,
    needs_of,
    phase_of,
    whole_answers,
    without_need,
)
from clearinghouse.pages.coordination.needs import needs_blocks, needs_view
from clearinghouse.views.view import Table, links_in

from .plain_text import text_of_block

NEEDS = """
country: ZM
needs:
  - {id: later, title: Later, theme: coordination, priority: low}
  - {id: open, title: Open, theme: risk-assessment}
  - {id: first, title: First, theme: lmo-detection, priority: high}
  - {id: second, title: Second, theme: lmo-detection, priority: high}
"""


def addressing(assessment: str, need: str, status: str = "ongoing", countries: str = "[ZM]") -> str:
    return f"countries: {countries}\nstatus: {status}\naddresses_needs: [{{assessment: {assessment}, need: {need}}}]"


def table(blocks, block_id) -> Table:
    return next(block for block in blocks if block.id == block_id)


def titles(found: Table, column: int = 0) -> list[str]:
    return [
        row.cells[column].links[0].text if row.cells[column].links else row.cells[column].text for row in found.rows
    ]


@pytest.mark.requirement("R42")
def test_needs_come_by_priority_and_those_without_one_last(situation_of):
    situation = situation_of({"needs/zm-needs": NEEDS})
    assert [need.id for need in all_needs(situation)] == ["first", "second", "later", "open"]


@pytest.mark.requirement("R34")
def test_an_initiative_answers_the_need_that_it_names_and_no_other(situation_of):
    situation = situation_of({"needs/zm-needs": NEEDS, "initiatives/a": addressing("zm-needs", "first")})
    answers = {need.id: [each.key.id for each in need.answers] for need in all_needs(situation)}
    assert answers == {"first": ["a"], "second": [], "later": [], "open": []}


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        ("status: ongoing", Answer.RUNNING), ("status: proposed", Answer.PLANNED), ("status: approved", Answer.PLANNED),
        ("status: suspended\nstart: 2020", Answer.PAUSED), ("status: cancelled", Answer.ENDED), ("status: completed", Answer.ENDED),
        ("status: closing", Answer.ENDED), ("start: 2020\nend: 2027", Answer.RUNNING), ("start: 2020\nend: 2026-05", Answer.ENDED),
        ("end: 2026-06-29", Answer.ENDED), ("end: 2026-06-30", Answer.UNCLEAR), ("start: 2026-07", Answer.PLANNED),
        ("start: 2020", Answer.UNCLEAR), ("scope: national", Answer.UNCLEAR),
    ],
)  # fmt: skip
def test_whether_an_initiative_runs_is_told_by_its_status_or_by_both_its_dates(situation_of, facts, phase):
    situation = situation_of({"initiatives/a": facts})
    assert phase_of(situation.initiatives[0], situation) is phase


@pytest.mark.requirement("R34")
@pytest.mark.parametrize(
    ("statuses", "answer"),
    [
        (["completed", "cancelled"], Answer.ENDED), (["completed", "ongoing"], Answer.RUNNING), ([], Answer.NONE),
        (["cancelled", "approved"], Answer.PLANNED), (["suspended", "completed"], Answer.PAUSED),
    ],
)  # fmt: skip
def test_what_goes_furthest_says_how_far_a_need_is_answered(situation_of, statuses, answer):
    records = {
        f"initiatives/i{place}": addressing("zm-needs", "first", status) for place, status in enumerate(statuses)
    }
    situation = situation_of({"needs/zm-needs": NEEDS, **records})
    assert next(need.answer for need in all_needs(situation) if need.id == "first") is answer


def test_an_assessment_addressed_as_a_whole_or_by_a_need_that_it_has_not_answers_none_of_its_needs(situation_of):
    situation = situation_of(
        {
            "needs/zm-needs": NEEDS,
            "initiatives/whole": "addresses_needs: [{assessment: zm-needs}]",
            "initiatives/wrong": addressing("zm-needs", "no-such-need"),
            "initiatives/right": addressing("zm-needs", "first"),
        }
    )
    assessment = situation.record("needs", "zm-needs")
    assert [each.key.id for each in whole_answers(assessment, situation)] == ["whole", "wrong"]
    assert [need.id for need in needs_of(assessment, situation) if need.answers] == ["first"]


def test_an_assessment_under_an_old_id_is_answered_too(situation_of):
    situation = situation_of({"needs/new": f"{NEEDS}\naliases: [old]", "initiatives/a": addressing("old", "first")})
    assert [need.id for need in all_needs(situation) if need.answers] == ["first"]


@pytest.mark.requirement("R34")
def test_initiatives_without_a_need_are_split_by_whether_there_is_an_assessment_to_name(situation_of):
    situation = situation_of(
        {
            "needs/zm-needs": NEEDS,
            "needs/africa": "regions: ['002']\nneeds: [{id: x, title: X, theme: coordination}]",
            "initiatives/in-zambia": "countries: [ZM]",
            "initiatives/in-kenya": "countries: [KE]",
            "initiatives/in-norway": "countries: ['NO']",
            "initiatives/for-eastern-africa": "regions: ['014']",
            "initiatives/names-one": addressing("zm-needs", "first"),
        }
    )
    found = {each.initiative.key.id: [record.key.id for record in each.assessments] for each in without_need(situation)}
    assert found == {
        "in-zambia": ["africa", "zm-needs"],
        "in-kenya": ["africa"],
        "in-norway": [],
        "for-eastern-africa": ["africa"],
    }


@pytest.mark.requirement("R42")
def test_needs_by_theme_and_region_are_those_of_the_smallest_region_of_the_country(situation_of):
    situation = situation_of(
        {
            "needs/zm-needs": NEEDS,
            "needs/ke-needs": "country: KE\nneeds: [{id: x, title: X, theme: lmo-detection}]",
            "needs/no-place": "needs: [{id: z, title: Z, theme: coordination}]",
        }
    )
    found = {(each.theme, each.region): [need.id for need in each.needs] for each in by_theme_and_region(situation)}
    assert found == {
        ("lmo-detection", "014"): ["first", "second", "x"], ("risk-assessment", "014"): ["open"],
        ("coordination", "014"): ["later"], ("coordination", ""): ["z"],
    }  # fmt: skip


@pytest.mark.requirement("R34")
def test_the_view_of_the_training_clearinghouse_tells_the_unanswered_needs_with_the_urgent_first(training_press):
    view = needs_view(training_press)
    assert titles(table(view.blocks, "without-answer")) == [
        "A reference laboratory for the region", "Advice on risks to health", "Talks with the public in the provinces",
        "Advice on papers for exporters",
    ]  # fmt: skip
    assert titles(table(view.blocks, "answers-ended")) == ["A national node of the clearing-house"]
    assert len(table(view.blocks, "answers").rows) == 12
    assert titles(table(view.blocks, "assessment-as-a-whole"), 2) == [
        "Network of risk assessors in Northern Oronda", "Field laboratories at the border of Bestovia",
    ]  # fmt: skip
    assert len(table(view.blocks, "names-no-need").rows) == 7


@pytest.mark.requirement("R57")
def test_the_view_tells_who_coordinates_an_assessment_and_whether_its_review_is_late(training_press):
    rows = {row.cells[0].links[0].text: row for row in table(needs_view(training_press).blocks, "assessments").rows}
    coordinated, review = rows["Needs of Almara 2021"].cells[3:5]
    assert coordinated.links[0].text == "Biosafety steering group of Almara"
    assert (review.value, review.tone) == ("2024-11-15", "late")
    assert rows["Needs of Bestovia 2023"].cells[4].tone == ""
    assert rows["Needs of Bestovia 2023"].cells[3].tone == "unknown"


@pytest.mark.requirement("R42")
def test_every_number_of_the_matrix_is_that_of_the_needs_in_the_row_that_it_leads_to(training_press):
    blocks = needs_view(training_press).blocks
    lists = {row.anchor: row for row in table(blocks, "needs-by-theme").rows}
    cells = [cell for row in table(blocks, "theme-region").rows for cell in row.cells[1:] if cell.value]
    assert sum(cell.value for cell in cells) == 12
    for cell in cells:
        assert len(lists[cell.links[0].url.partition("#")[2]].cells[2].links) == cell.value


@pytest.mark.requirement("R34")
def test_the_page_of_an_assessment_tells_each_need_with_its_answers(training_press):
    situation = training_press.desk.situation
    blocks = needs_blocks(situation.record("needs", "xb-needs"), training_press)
    assert [block.id for block in blocks] == ["answers-to-needs", "for-the-whole"]
    assert "Checks at the border | High" in text_of_block(blocks[0])
    assert "Border control of Bestovia (Ongoing); Course for plant inspectors of Bestovia" in text_of_block(blocks[0])
    assert titles(blocks[1]) == ["Field laboratories at the border of Bestovia"]
    assert needs_blocks(situation.record("needs", "oronda-needs"), training_press)[1].id == "for-the-whole"


@given(status=some.sampled_from(["ongoing", "completed", "proposed"]), country=some.sampled_from(["KE", "DE", "BR"]))
def test_an_unrelated_initiative_changes_no_need_and_no_answer(situation_of, status, country):
    records = {"needs/zm-needs": NEEDS, "initiatives/a": addressing("zm-needs", "first")}
    other = {"initiatives/0-other": f"countries: [{country}]\nstatus: {status}\nstart: 2020\nend: 2027"}
    before, after = situation_of(records), situation_of({**other, **records})
    assert all_needs(after) == all_needs(before)
    assert [each.initiative.key.id for each in without_need(after)] == ["0-other"]
    assert without_need(before) == ()


@given(some.permutations(["needs/zm-needs", "needs/b", "initiatives/a", "initiatives/b"]))
def test_the_order_of_files_changes_nothing(press_from, order):
    records = {
        "needs/zm-needs": NEEDS, "needs/b": "country: KE\nneeds: [{id: x, title: X, theme: coordination, priority: high}]",
        "initiatives/a": addressing("zm-needs", "first"), "initiatives/b": addressing("zm-needs", "first", "completed"),
    }  # fmt: skip
    texts = [[link.text for block in needs_view(press_from(each)).tables for link in links_in(block)]
             for each in (records, {name: records[name] for name in order})]  # fmt: skip
    assert texts[0] == texts[1]
