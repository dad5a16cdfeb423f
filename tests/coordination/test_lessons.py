"""Lessons, challenges, practices, case studies and sustainability on small situations reckoned by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.lessons import by_theme, challenges, lessons
from clearinghouse.coordination.practices import by_measure, by_pair, practices, south_south_initiatives, with_measures
from clearinghouse.coordination.sustainability import by_aspect, presentations, sustainability
from clearinghouse.core.record import Key
from clearinghouse.pages.coordination.lessons import challenges_view, lessons_view
from clearinghouse.pages.coordination.practices import coordination_practices_view, south_south_view
from clearinghouse.pages.coordination.sustainability import case_studies_view, sustainability_view
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from tests.coordination.conftest import ROOT
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import (
    assert_that_numbers_lead_to_as_many_records,
    counts_of,
    records_behind,
    table_of,
)  # fmt: skip

LABORATORY = """
countries: [ZM]
themes: [lmo-detection, south-south]
lessons: [Order late., Train early.]
challenges:
  - {challenge: Staff leave., open: true, response: Better pay was tried.}
  - {challenge: Rain came., response: A roof.}
"""
TOLD = {
    "initiatives/laboratory": LABORATORY,
    "case-studies/of-the-laboratory": "initiatives: [laboratory]\nlessons: [Ask the neighbours.]\nchallenges: [{challenge: No road.}]",
    "progress-reports/last-year": "kind: project\ninitiative: laboratory\ncountry: SE\nthemes: [coordination]\nlessons: Write it down.",
    "initiatives/quiet": "countries: [ZM]",
}


def texts(table):
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.requirement("R27")
def test_a_lesson_keeps_its_record_and_takes_countries_and_themes_from_the_initiative_where_it_names_none(situation_of):
    told = lessons(situation_of(TOLD))
    assert [(each.text, each.setting.record.key.id, each.setting.countries, each.setting.themes) for each in told] == [
        ("Order late.", "laboratory", ("ZM",), ("lmo-detection", "south-south")),
        ("Train early.", "laboratory", ("ZM",), ("lmo-detection", "south-south")),
        ("Ask the neighbours.", "of-the-laboratory", ("ZM",), ("lmo-detection", "south-south")),
        ("Write it down.", "last-year", ("SE",), ("coordination",)),
    ]


@pytest.mark.requirement("R69")
def test_lessons_of_progress_reports_and_case_studies_stand_beside_those_of_initiatives(press_from):
    view = lessons_view(press_from(TOLD))
    assert [row[0] for row in texts(table_of(view, "lessons"))] == [
        "Order late.", "Train early.", "Ask the neighbours.", "Write it down.",
    ]  # fmt: skip


@pytest.mark.requirement("R27")
def test_lessons_stand_under_each_of_their_themes_and_a_theme_without_any_is_a_gap(press_from):
    table = table_of(lessons_view(press_from(TOLD)), "by-theme")
    rows = {row.anchor: text_of_cell(row.cells[1]) for row in table.rows}
    assert rows["theme-lmo-detection"] == (
        "laboratory (Order late.); laboratory (Train early.); of-the-laboratory (Ask the neighbours.)"
    )
    assert rows["theme-coordination"] == "last-year (Write it down.)"
    assert rows["theme-risk-assessment"] == "none recorded [gap]"


def test_a_lesson_without_any_theme_is_not_lost(press_from):
    view = lessons_view(press_from({"initiatives/work": "lessons: [Listen.]"}))
    assert texts(table_of(view, "by-theme"))[-1] == ["No theme named", "work (Listen.)"]


def test_without_lessons_the_page_asks_for_them(press_from):
    view = lessons_view(press_from({"initiatives/quiet": "countries: [ZM]"}))
    assert [table.rows for table in view.tables] == [(), ()]
    assert all(table.empty for table in view.tables)


@pytest.mark.requirement("R13")
def test_open_challenges_come_first_then_those_without_response_then_the_answered_ones(situation_of):
    found = challenges(situation_of(TOLD))
    assert [(each.text, each.response, each.state) for each in found] == [
        ("Staff leave.", "Better pay was tried.", "open"),
        ("No road.", "", "without-response"),
        ("Rain came.", "A roof.", "answered"),
    ]


@pytest.mark.requirement("R13")
def test_the_page_marks_an_open_challenge_and_a_missing_response(press_from):
    rows = texts(table_of(challenges_view(press_from(TOLD)), "challenges"))
    assert rows == [
        ["Staff leave.", "open [gap]", "Better pay was tried.", "laboratory", "Zambia", "LMO sampling, detection and identification; South-South cooperation"],
        ["No road.", "no response recorded [gap]", "none recorded [gap]", "of-the-laboratory", "Zambia", "LMO sampling, detection and identification; South-South cooperation"],
        ["Rain came.", "answered [good]", "A roof.", "laboratory", "Zambia", "LMO sampling, detection and identification; South-South cooperation"],
    ]  # fmt: skip


PRACTICES = {
    "initiatives/exchange": "countries: [UG, KE]\nthemes: [south-south]",
    "initiatives/other": "countries: [UG]\nthemes: [coordination]",
    "best-practices/neighbours": (
        "kind: south-south\nprovider_countries: [KE, ZA]\nreceiver_countries: [UG]\nexperience_of: [exchange]\npractice: Send a trainer."
    ),
    "best-practices/by-theme": "kind: training\nthemes: [south-south]\nprovider_countries: [KE]\nreceiver_countries: [UG, TZ]",
    "best-practices/one-fund": "kind: coordination\nmeasures: [trust-fund, co-financing]\nevidence: Accounts of 2005",
    "best-practices/vague": "kind: coordination",
    "best-practices/unrelated": "kind: other",
}


@pytest.mark.requirement("R12")
def test_practices_of_south_south_cooperation_are_found_by_kind_or_theme_with_who_helps_whom(situation_of):
    found = practices(situation_of(PRACTICES), "south-south")
    assert [each.record.key.id for each in found] == ["by-theme", "neighbours"]
    assert {pair: [each.record.key.id for each in those] for pair, those in by_pair(found).items()} == {
        ("KE", "UG"): ["by-theme", "neighbours"],
        ("KE", "TZ"): ["by-theme"],
        ("ZA", "UG"): ["neighbours"],
    }
    assert [each.key.id for each in found[1].experience] == ["exchange"]
    assert [each.key.id for each in south_south_initiatives(situation_of(PRACTICES))] == ["exchange"]


@pytest.mark.requirement("R12")
def test_the_matrix_of_who_helps_whom_leads_to_its_practices(press_from):
    view = south_south_view(press_from(PRACTICES))
    assert [column.key for column in table_of(view, "provider").columns] == ["provider", "TZ", "UG"]
    assert texts(table_of(view, "provider")) == [
        ["Kenya → countries/ke.html", "1 → lessons/south-south.html#provider-ke-tz", "2 → lessons/south-south.html#provider-ke-ug"],
        ["South Africa → countries/za.html", "0 [gap]", "1 → lessons/south-south.html#provider-za-ug"],
    ]  # fmt: skip
    assert_that_numbers_lead_to_as_many_records(view)
    assert len(list(counts_of(view))) == 3
    assert texts(table_of(view, "practices"))[1] == [
        "neighbours",
        "Kenya; South Africa",
        "Uganda",
        "Send a trainer.",
        "exchange",
    ]


@pytest.mark.requirement("R29")
def test_each_measure_of_the_framework_has_its_practices_or_is_a_gap(press_from, situation_of):
    found = with_measures(situation_of(PRACTICES))
    assert [each.record.key.id for each in found] == ["one-fund", "vague"]
    assert set(by_measure(found)) == {"trust-fund", "co-financing"}
    view = coordination_practices_view(press_from(PRACTICES))
    rows = {row.anchor: [text_of_cell(cell) for cell in row.cells] for row in table_of(view, "by-measure").rows}
    assert len(rows) == 21
    assert rows["measure-trust-fund"] == ["Trust fund or pooled resources", "Formal", "one-fund"]
    assert rows["measure-networking"] == [
        "Personal contacts and networking",
        "Informal or ad hoc",
        "none recorded [gap]",
    ]


@pytest.mark.requirement("R29")
def test_a_practice_in_coordination_shows_its_evidence_and_whether_it_names_a_measure(press_from):
    view = coordination_practices_view(press_from(PRACTICES))
    assert texts(table_of(view, "practices")) == [
        ["one-fund", "Trust fund or pooled resources, Co-financing", "not known [unknown]", "Accounts of 2005", "none recorded [gap]"],
        ["vague", "none recorded [gap]", "not known [unknown]", "not known [unknown]", "none recorded [gap]"],
    ]  # fmt: skip


MEETING = "kind: coordination-meeting\nstart: 2006-01-18\nend: 2006-01-20\ncase_studies_presented: 3"
STUDIES = {
    "organisations/authority": "type: government",
    "meetings/cm-2": MEETING,
    "initiatives/lasting": (
        "sustainability: {measures: [A budget line.], after_end_owner: authority, funding: Fees, horizon: Ten years}"
    ),
    "initiatives/silent": "countries: [ZM]",
    "initiatives/read": "not_known: [sustainability]",
    "case-studies/study-a": "initiatives: [lasting]\npresented_at: [cm-2]\nexperiences: [It took a year.]\npractices: [Farmers were asked.]\nlessons: [Begin with the law.]\ndocuments: [{title: Slides}]",
    "case-studies/study-b": "initiatives: [silent]\npresented_at: [cm-2]",
    "case-studies/study-c": "initiatives: [read]\npresented_at: [cm-2]",
    "case-studies/study-d": "initiatives: [silent]",
    "resources/slides-b": (
        "kind: presentation\nproduced_by: [silent]\npresented_at: [cm-2]\nlinks: [{title: S, url: 'https://example.org/s'}]"
    ),
    "resources/elsewhere": "kind: presentation\nproduced_by: [read]",
}


@pytest.mark.requirement("R11")
def test_one_page_shows_what_the_case_studies_of_a_meeting_say_about_sustainability(press_from):
    view = case_studies_view(press_from(STUDIES))
    rows = texts(table_of(view, "meeting-cm-2"))
    assert [(row[0], row[1]) for row in rows] == [
        ("study-a", "A budget line. Kept by: authority. Paid for by: Fees. Looks ahead: Ten years."),
        ("study-b", "nothing recorded [gap]"),
        ("study-c", "the sources that were read do not say [unknown]"),
    ]


@pytest.mark.requirement("R14")
@pytest.mark.requirement("R15")
def test_case_studies_stand_under_the_meeting_that_heard_them_with_their_documents(press_from, situation_of):
    found = presentations(situation_of(STUDIES))
    assert [(each.meeting and each.meeting.key.id, each.heard, len(each.studies)) for each in found] == [
        ("cm-2", 3, 3), (None, None, 1),
    ]  # fmt: skip
    view = case_studies_view(press_from(STUDIES))
    assert table_of(view, "meeting-cm-2").about == "Recorded here: 3. Heard by the meeting: 3."
    assert [row[3] for row in texts(table_of(view, "meeting-cm-2"))] == [
        "Slides (not online)",
        "slides-b",
        "none published [gap]",
    ]
    assert [row[0] for row in texts(table_of(view, "no-meeting"))] == ["study-d"]


@pytest.mark.requirement("R14")
def test_the_meeting_of_2006_has_its_six_case_studies_each_of_an_initiative_that_is_recorded():
    situation = read_project(Project.from_config(ROOT / "mkdocs.yml")).desk.situation
    (tromso,) = (each for each in presentations(situation) if each.meeting and each.meeting.key.id == "cm-2")
    assert tromso.heard == len(tromso.studies) == 6
    assert {lasting.record.key.id for study in tromso.studies for lasting in study.lasting} == {
        "dz-civil-society", "zm-norway", "mx-gef-undp", "cee-matra", "usaid-pbs", "unep-gef-nbf",
    }  # fmt: skip


@pytest.mark.requirement("R13")
def test_experience_practices_and_lessons_of_a_case_study_are_its_own(press_from):
    rows = texts(table_of(case_studies_view(press_from(STUDIES)), "meeting-cm-2"))
    assert [row[2] for row in rows] == [
        "It took a year. Farmers were asked. Begin with the law.",
        "nothing recorded [gap]",
        "nothing recorded [gap]",
    ]


SUSTAINED = {
    "organisations/authority": "type: government",
    "initiatives/all": "sustainability: {measures: [A.], after_end_owner: authority, funding: Fees, horizon: Ten years}",
    "initiatives/some": "status: ongoing\nsustainability: {measures: [B., C.]}",
    "initiatives/none": "countries: [ZM]",
    "initiatives/read": "not_known: [sustainability]",
}


@pytest.mark.requirement("R11")
def test_initiatives_are_told_apart_by_what_they_say_of_the_time_after_their_end(situation_of):
    found = by_aspect(sustainability(situation_of(SUSTAINED)))
    assert {key: [each.key.id for each in those] for key, those in found.items()} == {
        ("measures", True): ["all", "some"], ("measures", False): ["none", "read"],
        ("after_end_owner", True): ["all"], ("after_end_owner", False): ["none", "read", "some"],
        ("funding", True): ["all"], ("funding", False): ["none", "read", "some"],
        ("horizon", True): ["all"], ("horizon", False): ["none", "read", "some"],
    }  # fmt: skip


@pytest.mark.requirement("R11")
@pytest.mark.requirement("R22")
def test_the_page_counts_who_says_what_and_lists_those_that_say_nothing(press_from):
    view = sustainability_view(press_from(SUSTAINED))
    assert [[cell.value for cell in row.cells[1:]] for row in table_of(view, "summary").rows] == [
        [2, 2],
        [1, 3],
        [1, 3],
        [1, 3],
    ]
    assert_that_numbers_lead_to_as_many_records(view)
    assert records_behind(view, f"{view.url}#silent-funding") == {
        Key("initiatives", name) for name in ("none", "read", "some")
    }
    assert [(row[0], row[3]) for row in texts(table_of(view, "silent"))] == [
        ("none", "nothing recorded [gap]"),
        ("read", "the sources that were read do not say [unknown]"),
    ]
    assert texts(table_of(view, "stated")) == [
        ["all", "not known [unknown]", "A.", "authority", "Fees", "Ten years"],
        ["some", "Ongoing", "B. C.", "not known [unknown]", "not known [unknown]", "not known [unknown]"],
    ]  # fmt: skip


unshuffled = list(TOLD.items())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(unshuffled), added=st.sampled_from(["initiatives/unrelated", "case-studies/unrelated"]))
def test_the_order_of_files_and_an_unrelated_record_change_no_lesson(situation_of, order, added):
    expected = by_theme(lessons(situation_of(TOLD)))
    found = by_theme(lessons(situation_of({**dict(order), added: "countries: [PE]"})))
    assert {theme: [each.text for each in those] for theme, those in found.items()} == {
        theme: [each.text for each in those] for theme, those in expected.items()
    }


@pytest.mark.requirement("R13")
def test_the_training_clearinghouse_has_the_challenges_counted_in_its_readme(training):
    found = challenges(training.desk.situation)
    assert len(found) == 14
    assert {each.setting.record.key.id for each in found if each.state == "open"} == {
        "xa-lab", "xc-public-voice", "xc-seed-testing", "case-xc-seed", "pr-xa-2024", "pr-xa-lab-2025",
    }  # fmt: skip


@pytest.mark.requirement("R11")
def test_the_training_clearinghouse_lacks_an_owner_after_the_end_where_its_readme_says_so(training):
    stated = [each for each in sustainability(training.desk.situation) if each.stated]
    assert [each.record.key.id for each in stated if not each.owner] == [
        "oronda-exchange",
        "xa-crop-review",
        "xe-health",
    ]
