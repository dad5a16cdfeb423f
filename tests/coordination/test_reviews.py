"""The review calendar, reckoned from what texts say and from reviews that were held."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.coordination.reviews import next_review, reviews, reviews_of, state_of, years_later
from clearinghouse.coordination.situation import Situation
from clearinghouse.pages.coordination.reviews import reviews_view
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

from .conftest import ROOT, catalogue_from, press_of

TEXT = "kind: framework\nstatus: interim\nadopted: 2006-01-20\n"


@pytest.fixture(scope="module")
def real_catalogue():
    return read_project(Project.from_config(ROOT / "mkdocs.yml")).catalogue


def series(situation, record_id="f", collection="decisions"):
    return [(each.due, each.state) for each in reviews_of(situation, situation.record(collection, record_id))]


@pytest.mark.requirement("R70")
def test_the_interim_framework_was_due_in_2008_and_then_every_five_years(real_catalogue):
    situation = Situation(real_catalogue, date(2026, 6, 30))
    assert series(situation, "interim-guiding-framework") == [
        ("2008-01-20", "overdue"),
        ("2013-01-20", "overdue"),
        ("2018-01-20", "overdue"),
        ("2023-01-20", "overdue"),
        ("2028-01-20", "later"),
    ]


@pytest.mark.requirement("R70")
@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2007, 1, 19), "later"),
        (date(2007, 1, 20), "soon"),
        (date(2008, 1, 20), "soon"),
        (date(2008, 1, 21), "overdue"),
    ],
)
def test_the_first_review_becomes_due_and_overdue_on_its_day(real_catalogue, today, state):
    situation = Situation(real_catalogue, today)
    first = reviews_of(situation, situation.record("decisions", "interim-guiding-framework"))[0]
    assert (first.due, first.state) == ("2008-01-20", state)


def test_the_next_review_is_reckoned_from_the_last_that_was_held(situation_of):
    review = "review: {first: 2008-01-20, every_years: 5, done: [{date: 2009-06-01, result: Kept}, {date: 2013-02}]}"
    situation = situation_of({"decisions/f": TEXT + review})
    assert series(situation) == [
        ("2008-01-20", "done"),
        ("2014-06-01", "done"),
        ("2018-02", "overdue"),
        ("2023-02", "overdue"),
        ("2028-02", "later"),
    ]


def test_a_review_says_where_it_was_held_and_what_came_of_it(situation_of):
    review = "review: {first: 2008, done: [{date: 2008-03, meeting: m, decision: g, result: Kept as it is}]}"
    situation = situation_of(
        {"decisions/f": TEXT + review, "decisions/g": "kind: decision", "meetings/m": "kind: workshop"}
    )
    (held,) = reviews_of(situation, situation.record("decisions", "f"))
    assert (held.done, held.meeting.key.id, held.decision.key.id, held.result) == ("2008-03", "m", "g", "Kept as it is")
    assert next_review((held,)) is None


def test_without_a_first_date_the_first_review_is_reckoned_from_the_adoption(situation_of):
    situation = situation_of({"decisions/f": "kind: action-plan\nadopted: 2024-03\nreview: {every_years: 5}"})
    assert series(situation) == [("2029-03", "later")]


def test_a_text_that_was_replaced_is_reviewed_no_more(situation_of):
    text = (
        "kind: framework\nstatus: replaced\nadopted: 2006\nreview: {first: 2008, every_years: 5, done: [{date: 2008}]}"
    )
    assert series(situation_of({"decisions/f": text})) == [("2008", "done")]


def test_a_text_that_says_nothing_of_reviews_has_none(situation_of):
    situation = situation_of(
        {"decisions/f": "kind: decision", "decisions/g": "kind: decision\nreview: {every_years: 5}"}
    )
    assert series(situation) == series(situation, "g") == []


@pytest.mark.requirement("R39")
@pytest.mark.requirement("R57")
def test_mechanisms_needs_and_monitoring_frameworks_say_themselves_when_they_are_due(situation_of):
    situation = situation_of({
        "mechanisms/m": "kind: national-steering-group\ncountry: ZM\nreview_due: 2026-06-29",
        "needs/n": "country: ZM\nreview_due: 2026-06-30",
        "monitoring-frameworks/f": "country: ZM\nreview_due: 2027-07",
    })  # fmt: skip
    found = [(each.record.key.collection, each.due, each.state) for each in reviews(situation)]
    assert found == [
        ("mechanisms", "2026-06-29", "overdue"), ("needs", "2026-06-30", "soon"), ("monitoring-frameworks", "2027-07", "later"),
    ]  # fmt: skip


@pytest.mark.requirement("R39")
def test_the_calendar_shows_the_steering_group_whose_review_is_overdue(training_press):
    due, _ = reviews_view(training_press).tables
    rows = {row.anchor: row.cells for row in due.rows}
    group = rows["due-mechanisms-xa-steering"]
    assert (group[3].value, group[4].value, group[4].tone) == ("2025-09-01", "overdue", "late")


@pytest.mark.requirement("R57")
def test_the_calendar_shows_the_needs_assessment_whose_review_is_overdue(training_press):
    due, _ = reviews_view(training_press).tables
    late = [row.anchor for row in due.rows if row.cells[4].value == "overdue"]
    assert "due-needs-xa-needs" in late


@pytest.mark.requirement("R70")
def test_the_calendar_shows_how_many_reviews_of_the_framework_were_missed(real_catalogue, training_press):
    view = reviews_view(
        press_of(real_catalogue, type(training_press.desk)(Situation(real_catalogue, date(2026, 6, 30))))
    )
    due, all_of_them = view.tables
    cells = {row.anchor: row.cells for row in due.rows}["due-decisions-interim-guiding-framework"]
    assert [cells[3].value, cells[4].value, cells[5].value, cells[6].value] == [
        "2008-01-20",
        "overdue",
        4,
        "2028-01-20",
    ]
    assert view.as_of == date(2026, 6, 30)
    of_framework = [
        row for row in all_of_them.rows if row.cells[1].links[0].record.key.id == "interim-guiding-framework"
    ]
    assert len(of_framework) == 5


def test_a_leap_day_a_month_and_a_year_stay_as_precise_as_they_were():
    assert years_later("2008-02-29", 5) == "2013-02-28"
    assert years_later("2008-02", 5) == "2013-02"
    assert years_later("2008", 5) == "2013"
    assert years_later("9990-02-28", 100) == "9999-02-28"


def test_a_month_is_overdue_only_when_it_is_over():
    assert state_of("2026-06", date(2026, 6, 30)) == "soon"
    assert state_of("2026-06", date(2026, 7, 1)) == "overdue"


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 20), st.dates(date(1990, 1, 1), date(2040, 12, 31)),
)  # fmt: skip
def test_a_series_is_in_order_and_ends_with_the_only_review_that_lies_ahead(first, years, today):
    text = f"kind: framework\nreview: {{first: {first.isoformat()}, every_years: {years}}}"
    found = series(Situation(catalogue_from({"decisions/f": text}), today))
    assert [due for due, _ in found] == sorted(due for due, _ in found)
    assert all(state == "overdue" for _, state in found[:-1])
    assert found[-1][1] in ("soon", "later")
    assert found[0][0] == first.isoformat()


def test_the_order_of_the_files_changes_nothing(situation_of):
    records = {
        "decisions/f": TEXT + "review: {first: 2008-01-20, every_years: 5}",
        "needs/n": "country: ZM\nreview_due: 2013",
    }
    forwards, backwards = situation_of(records), situation_of(dict(reversed(records.items())))
    assert [(each.record.key, each.due) for each in reviews(forwards)] == [
        (each.record.key, each.due) for each in reviews(backwards)
    ]
