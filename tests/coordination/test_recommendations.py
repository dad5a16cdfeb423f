"""The register of recommendations: what counts as evidence of follow-up, and what does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.recommendations import LINKS, recommendations
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Key
from clearinghouse.pages.coordination.recommendations import recommendations_view
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

from .conftest import ROOT, catalogue_from, press_of

MEETING = {"meetings/m": "kind: coordination-meeting\nstart: 2006-01-18"}
ASKED = "meeting: m\nconstraint: funding\n"


@pytest.fixture(scope="module")
def real():
    return read_project(Project.from_config(ROOT / "mkdocs.yml"))


def states(found):
    return {each.record.key.id: (each.state, each.has_evidence) for each in found}


@pytest.mark.requirement("R16")
def test_only_something_done_that_something_shows_is_evidence(situation_of):
    situation = situation_of({
        **MEETING,
        "recommendations/a-none": ASKED,
        "recommendations/b-open": ASKED + "follow_up: [{state: open, evidence: A report}]",
        "recommendations/c-bare": ASKED + "follow_up: [{state: done}]",
        "recommendations/d-shown": ASKED + "follow_up: [{state: partly, evidence: A law}]",
        "recommendations/e-linked": ASKED + "follow_up: [{state: in-progress, initiatives: [i]}]",
        "recommendations/f-dropped": ASKED + "follow_up: [{state: dropped, evidence: A letter}]",
        "initiatives/i": "countries: [ZM]",
    })  # fmt: skip
    assert states(recommendations(situation)) == {
        "a-none": ("", False),
        "b-open": ("open", False),
        "c-bare": ("done", False),
        "d-shown": ("partly", True),
        "e-linked": ("in-progress", True),
        "f-dropped": ("dropped", False),
    }


def test_a_practice_or_a_material_that_answers_it_is_evidence(situation_of):
    situation = situation_of({
        **MEETING, "recommendations/a": ASKED, "recommendations/b": ASKED, "recommendations/c": ASKED,
        "best-practices/p": "kind: coordination\nanswers_recommendations: [a]",
        "resources/r": "kind: training-material\nanswers_recommendations: [a, b]",
    })  # fmt: skip
    found = {each.record.key.id: [record.key.id for record in each.follow_up] for each in recommendations(situation)}
    assert found == {"a": ["p", "r"], "b": ["r"], "c": []}


def test_every_kind_of_record_that_a_follow_up_can_name_is_found(situation_of):
    entry = ", ".join(f"{collection}: [x]" for collection in LINKS)
    situation = situation_of({
        **MEETING, "recommendations/a": ASKED + f"follow_up: [{{state: done, {entry}}}]",
        "initiatives/x": "notes: Invented", "strategies/x": "notes: Invented", "mechanisms/x": "kind: national-steering-group\nnotes: Invented", "meetings/x": "kind: workshop", "decisions/x": "kind: law",
        "organisations/x": "type: government", "resources/x": "kind: guidance",
    })  # fmt: skip
    (only,) = recommendations(situation)
    assert [record.key.collection for record in only.follow_up] == list(LINKS)


def test_the_state_is_the_last_one_that_is_known_and_the_date_the_last_that_is_written(situation_of):
    steps = "[{state: open, date: 2006}, {state: partly, date: 2008-05, evidence: A law}, {state: unknown}]"
    situation = situation_of({**MEETING, "recommendations/a": ASKED + f"follow_up: {steps}"})
    (only,) = recommendations(situation)
    assert (only.state, only.date) == ("partly", "2008-05")


def test_recommendations_of_the_latest_meeting_come_first(situation_of):
    situation = situation_of({
        "meetings/a-late": "kind: workshop\nstart: 2010", "meetings/b-early": "kind: workshop\nstart: 2005",
        "recommendations/x": "meeting: b-early", "recommendations/y": "meeting: a-late", "recommendations/z": "meeting: b-early",
    })  # fmt: skip
    assert [each.record.key.id for each in recommendations(situation)] == ["y", "x", "z"]


@pytest.mark.requirement("R16")
def test_of_the_eighteen_recommendations_of_tromso_the_register_says_which_have_evidence(real):
    view = recommendations_view(press_of(real.catalogue, real.desk))
    with_evidence, without, by_constraint = view.tables
    titles = [row.cells[0].links[0].record.key.id for row in with_evidence.rows]
    others = [row.cells[0].links[0].record.key.id for row in without.rows]
    assert len(titles) + len(others) == 18
    assert {"scm2-13b2", "scm2-13e2"} <= set(titles)
    shown = dict(
        zip(titles, ([link.record.key.id for link in row.cells[2].links] for row in with_evidence.rows), strict=True)
    )
    assert shown["scm2-13e2"] == ["host-in-a-recipient-country", "observers-from-other-countries"]
    constraints = {row.cells[0].value for row in by_constraint.rows}
    assert constraints == {"funding", "people", "priority", "information", "coordination"}
    assert f"{len(titles)} of 18" in with_evidence.about
    assert f"{len(others)} of 18" in without.about


def test_each_recommendation_stands_once_in_the_table_by_constraint(real):
    view = recommendations_view(press_of(real.catalogue, real.desk))
    listed = [link.record.key for row in view.tables[2].rows for cell in row.cells[2:] for link in cell.links]
    assert sorted(listed) == sorted(record.key for record in real.catalogue.collection("recommendations"))


def test_the_thirteen_views_on_the_action_plan_say_whom_they_were_passed_on_to(real):
    view = recommendations_view(press_of(real.catalogue, real.desk))
    passed = [row.cells[-1].text for table in view.tables[:2] for row in table.rows if row.cells[-1].text]
    assert passed == ["Liaison group on capacity-building for biosafety, third meeting"] * 13


def test_what_is_open_is_never_shown_as_done_though_others_answer_it(press_from):
    press = press_from({
        **MEETING, "recommendations/a": ASKED + "follow_up: [{state: open}]", "recommendations/b": ASKED,
        "best-practices/p": "kind: coordination\nanswers_recommendations: [a, b]",
    })  # fmt: skip
    rows = recommendations_view(press).tables[0].rows
    assert [(row.cells[1].text, row.cells[1].tone) for row in rows] == [
        ("Open; others answer it", "gap"),
        ("answered by others", "good"),
    ]


@given(st.lists(st.sampled_from(["open", "in-progress", "partly", "done", "dropped", "unknown"]), max_size=4))
def test_a_further_recommendation_changes_nothing_of_the_others(steps):
    follow_up = "follow_up: [" + ", ".join(f"{{state: {state}, evidence: E}}" for state in steps) + "]" if steps else ""
    records = {
        **MEETING,
        "recommendations/a": ASKED + "follow_up: [{state: done, evidence: A law}]",
        "recommendations/c": ASKED,
    }
    before = states(recommendations(Situation(catalogue_from(records), date(2026, 6, 30))))
    after = states(
        recommendations(
            Situation(catalogue_from({**records, "recommendations/b": ASKED + follow_up}), date(2026, 6, 30))
        )
    )
    assert {key: value for key, value in after.items() if key != "b"} == before
    assert after["b"][1] == any(state in ("in-progress", "partly", "done") for state in steps)


def test_a_clearinghouse_without_recommendations_says_how_to_tell_of_them(press_from):
    view = recommendations_view(press_from({"meetings/m": "kind: workshop"}))
    assert [table.rows for table in view.tables] == [(), (), ()]
    assert all(table.empty for table in view.tables)
    assert view.as_of == date(2026, 6, 30)


def test_the_register_of_the_training_clearinghouse_reads_as_its_records_do(training_press):
    with_evidence, without, _ = recommendations_view(training_press).tables
    assert [row.anchor for row in with_evidence.rows] == ["rec-funds", "rec-trainers", "rec-updates"]
    assert [row.anchor for row in without.rows] == ["rec-budget", "rec-mechanism"]


def test_of_no_recommendation_nothing_is_concluded(situation_of):
    def empties(records):
        situation = situation_of({**MEETING, **records})
        view = recommendations_view(press_of(situation.catalogue, Desk(situation)))
        return [table.empty for table in view.tables if not table.rows]

    assert set(empties({})) == {"No recommendation is recorded yet."}
    (said,) = empties({"recommendations/a": ASKED})
    assert said.startswith("Nothing shows yet")


def test_the_text_of_a_meeting_promises_no_list_that_a_part_may_lack(real):
    meeting = real.catalogue.by_key[Key("meetings", "cm-2")]
    assert "listed" not in meeting.body
    assert "recorded here" not in meeting.data["summary"]
