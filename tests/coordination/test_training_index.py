"""Training by length, people and leader on small situations reckoned by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.training import (
    LocalShare,
    Sum,
    local_share,
    people_trained,
    trainings,
    uses_of_biotechnology,
)  # fmt: skip
from clearinghouse.pages.coordination.training import training_view
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import assert_that_numbers_lead_to_as_many_records, counts_of, table_of

SCHOOLS = {
    "organisations/university": "type: academic\ncountry: ZM",
    "organisations/abroad": "type: academic\ncountry: DE",
    "organisations/everywhere": "type: intergovernmental",
    "initiatives/laboratory": """
countries: [ZM]
biotechnology_relevance: The same equipment breeds plants.
activities:
  - {title: Master, category: long-term-training, start: 2023-09, duration: 24 months, place: Lusaka, trained: 4, led_by: university}
  - {title: Attachment, category: experiential-learning, led_by: abroad}
  - {title: Course, category: short-course, trained: 18, led_by: university}
  - {title: Rooms, category: equipment}
""",
    "initiatives/network": """
regions: [africa]
activities:
  - {title: Seminar, category: short-course, trained: 0, led_by: university}
  - {title: Summer school, category: short-course, led_by: everywhere}
  - {title: Meeting of users, trained: 25}
""",
    "resources/manual": "kind: training-material\nbiotechnology_relevance: Chapter 2 teaches breeding.",
    "initiatives/other": "countries: [ZM]",
}


def texts(table):
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.requirement("R21")
def test_degrees_and_attachments_are_long_courses_short_and_what_only_counts_people_is_neither(situation_of):
    found = trainings(situation_of(SCHOOLS))
    assert [(each.title, each.length, each.trained, each.led_locally) for each in found] == [
        ("Master", "long", 4, True),
        ("Attachment", "long", None, False),
        ("Course", "short", 18, True),
        ("Seminar", "short", 0, None),
        ("Summer school", "short", None, None),
        ("Meeting of users", "unstated", 25, None),
    ]


@pytest.mark.requirement("R21")
def test_people_are_added_up_only_where_a_number_is_stated_and_nought_is_a_number(situation_of):
    found = trainings(situation_of(SCHOOLS))
    assert people_trained(found) == Sum(people=47, stated=4, activities=6)
    assert people_trained(each for each in found if each.title == "Seminar") == Sum(0, 1, 1)
    assert people_trained(each for each in found if each.title == "Attachment") == Sum(None, 0, 1)


@pytest.mark.requirement("R22")
def test_the_share_of_local_leaders_has_those_as_its_base_of_which_it_is_known(situation_of):
    share = local_share(trainings(situation_of(SCHOOLS)))
    assert share == LocalShare(local=2, known=3, activities=6)
    assert share.percent == 67
    assert LocalShare(0, 0, 4).percent is None
    assert LocalShare(1, 8, 8).percent == 13


@pytest.mark.requirement("R21")
@pytest.mark.requirement("R22")
def test_the_page_says_in_how_many_activities_a_sum_was_stated_and_what_its_shares_rest_on(press_from):
    view = training_view(press_from(SCHOOLS))
    assert texts(table_of(view, "summary")) == [
        ["Long-term training and attachments", "1 → lessons/training.html#long", "2", "4 in 1 of 2 activities", "1 of 2 where that is known (50\u00a0%)"],
        ["Short courses and seminars", "2 → lessons/training.html#short", "3", "18 in 2 of 3 activities", "1 of 1 where that is known (100\u00a0%)"],
        ["Training of other or unstated kind", "1 → lessons/training.html#unstated", "1", "25 in 1 of 1 activities", "not known [unknown]"],
        ["All training", "2", "6", "47 in 4 of 6 activities", "2 of 3 where that is known (67\u00a0%)"],
    ]  # fmt: skip
    assert_that_numbers_lead_to_as_many_records(view)
    assert len(list(counts_of(view))) == 3


@pytest.mark.requirement("R21")
def test_each_activity_shows_duration_place_people_and_leader(press_from):
    assert texts(table_of(training_view(press_from(SCHOOLS)), "long")) == [
        ["Master", "laboratory", "4", "24 months", "Lusaka", "university", "yes", "from September 2023", "Long-term or academic training"],
        ["Attachment", "laboratory", "not known [unknown]", "not known [unknown]", "not known [unknown]", "abroad", "no",
            "not known [unknown]", "On-the-job learning, attachments, study visits"],
    ]  # fmt: skip


@pytest.mark.requirement("R20")
def test_use_of_biotechnology_training_is_listed_for_initiatives_and_resources(situation_of, press_from):
    assert [each.key.id for each in uses_of_biotechnology(situation_of(SCHOOLS))] == ["laboratory", "manual"]
    assert texts(table_of(training_view(press_from(SCHOOLS)), "biotechnology")) == [
        ["laboratory", "Initiative", "The same equipment breeds plants."],
        ["manual", "Resource", "Chapter 2 teaches breeding."],
    ]


def test_without_training_the_page_says_so_and_has_no_empty_lists(press_from):
    view = training_view(press_from({"initiatives/other": "countries: [ZM]"}))
    assert [(table.id, table.rows) for table in view.tables] == [("summary", ()), ("biotechnology", ())]


numbers = st.lists(st.one_of(st.none(), st.integers(0, 500)), max_size=6)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers, numbers)
def test_sums_of_initiatives_add_up_to_the_sum_of_all(situation_of, one, other):
    records = {"initiatives/one": _courses(one), "initiatives/other": _courses(other)}
    parts = [people_trained(trainings(situation_of({name: text}))) for name, text in records.items()]
    total = people_trained(trainings(situation_of(records)))
    stated = [each.people for each in parts if each.people is not None]
    assert total.people == (sum(stated) if stated else None)
    assert (total.stated, total.activities) == (sum(each.stated for each in parts), len(one) + len(other))


def _courses(people):
    lines = (
        f"  - {{title: C, category: short-course{'' if each is None else f', trained: {each}'}}}" for each in people
    )
    return "\n".join(["activities:", *lines]) if people else "countries: [ZM]"


@pytest.mark.requirement("R21")
@pytest.mark.requirement("R22")
def test_the_training_clearinghouse_has_the_sums_worked_out_in_its_readme(training):
    found = trainings(training.desk.situation)
    by_category = {
        category: people_trained(each for each in found if each.category == category)
        for category in ("long-term-training", "short-course", "experiential-learning")
    }
    assert by_category == {
        "long-term-training": Sum(9, 2, 2), "short-course": Sum(151, 7, 7), "experiential-learning": Sum(9, 1, 2),
    }  # fmt: skip
    assert people_trained(found) == Sum(169, 10, 11)
    assert local_share(found) == LocalShare(8, 9, 11)
