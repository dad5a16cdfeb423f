"""Duties, updates and obligations on small situations reckoned by hand; today is 30 June 2026 unless told."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.reporting import duties, obligations, unwritten, updates
from clearinghouse.pages.coordination.reporting import obligations_view, reporting_duty_view, updates_view
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import table_of

YEARLY = "reporting_duty: {agreed: true, clause: Section 6, every_months: 12}\n"


def texts(table):
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


def only(found):
    (one,) = found
    return one


@pytest.mark.requirement("R08")
@pytest.mark.parametrize(
    ("text", "last", "due", "overdue"),
    [
        ("updates: [{date: 2025-04-10}, {date: 2024-03-20}]", "2025-04-10", date(2026, 4, 10), True),
        ("updates: [{date: 2025-04-10}]\nconfirmed_on: 2025-09-30", "2025-09-30", date(2026, 9, 30), False),
        ("updates: [{date: 2025-06-30}]", "2025-06-30", date(2026, 6, 30), False),
        ("updates: [{date: 2025-06-29}]", "2025-06-29", date(2026, 6, 29), True),
        ("updates: [{date: 2024}]", "2024", date(2025, 12, 31), True),
        ("start: 2026-02-01\nupdates: [{due: 2027-01-01}]", "", date(2027, 2, 1), False),
        (
            "updates: [{due: 2026-03-31}, {due: 2026-04-30}]\nconfirmed_on: 2026-04-14",
            "2026-04-14",
            date(2026, 3, 31),
            True,
        ),
        ("start: 2026-02-01\nconfirmed_on: 2025-11-01", "2025-11-01", date(2027, 2, 1), False),
        ("start: 2024-02", "", date(2025, 2, 28), True),
        ("countries: [ZM]", "", None, False),
        ("status: completed\nend: 2024-12\nupdates: [{date: 2025-02-01}]", "2025-02-01", None, False),
        ("status: completed\nend: 2024-12\nupdates: [{date: 2023-02-01}]", "2023-02-01", date(2024, 2, 1), True),
        ("status: completed\nupdates: [{date: 2023-02-01}]", "2023-02-01", None, False),
    ],
)
def test_the_next_update_is_due_an_interval_after_the_last_or_the_start(situation_of, text, last, due, overdue):
    duty = only(duties(situation_of({"initiatives/work": YEARLY + text})))
    assert (duty.last_update, duty.next_due, duty.is_overdue) == (last, due, overdue)


@pytest.mark.requirement("R08")
def test_the_end_of_a_short_month_is_not_overrun():
    from clearinghouse.core.dates import later_by_months

    assert later_by_months(date(2025, 8, 31), 6) == date(2026, 2, 28)


DUTIES = {
    "initiatives/late": YEARLY + "updates: [{date: 2025-04-10}]",
    "initiatives/fresh": "reporting_duty: {agreed: true, interval: twice a year, every_months: 6}\nupdates: [{date: 2026-04-10}]",
    "initiatives/vague": "reporting_duty: {agreed: true}",
    "initiatives/refused": "status: proposed\nreporting_duty: {agreed: false}",
    "initiatives/silent": "countries: [ZM]",
}


@pytest.mark.requirement("R08")
def test_the_page_puts_overdue_updates_first_and_tells_no_duty_from_none_recorded(press_from):
    view = reporting_duty_view(press_from(DUTIES))
    assert view.as_of == date(2026, 6, 30)
    assert texts(table_of(view, "agreed")) == [
        ["late", "overdue [late]", "10 April 2026 [late]", "10 April 2025", "every 12 months", "Section 6"],
        ["fresh", "in time [good]", "10 October 2026", "10 April 2026", "twice a year", "not known [unknown]"],
        ["vague", "nothing reckoned [unknown]", "not known [unknown]", "not known [unknown]", "not known [unknown]", "not known [unknown]"],
    ]  # fmt: skip
    assert [(row[0], row[3]) for row in texts(table_of(view, "without"))] == [
        ("refused", "agreed that there is none [gap]"),
        ("silent", "none recorded [gap]"),
    ]


MEETINGS = {
    "meetings/cm-1": "kind: coordination-meeting\nstart: 2025-03-01\nend: 2025-03-03",
    "meetings/cm-2": "kind: coordination-meeting\nstart: 2026-05-04\nend: 2026-05-06",
    "initiatives/late": (
        "reported_at_meeting: [cm-1, cm-2]\n"
        "updates: [{due: 2025-03-10, date: 2025-03-13, note: Came}, {due: 2026-05-13}, {due: 2026-12-31}]"
    ),
    "initiatives/in-time": "reported_at_meeting: [cm-2]\nupdates: [{due: 2026-05, date: 2026-05-13}]",
    "initiatives/unwritten": "reported_at_meeting: [cm-1, cm-2]\nupdates: [{date: 2025-06}]",
    "initiatives/undated": "updates: [{note: By telephone}]",
}


@pytest.mark.requirement("R04")
def test_updates_are_late_by_the_days_that_are_certain(situation_of):
    found = updates(situation_of(MEETINGS))
    assert [(each.initiative.key.id, each.meeting and each.meeting.key.id, each.due, each.came, each.days_late) for each in found] == [
        ("late", "cm-2", "2026-05-13", "", 48),
        ("late", "cm-1", "2025-03-10", "2025-03-13", 3),
        ("in-time", "cm-2", "2026-05", "2026-05-13", 0),
        ("late", "cm-2", "2026-12-31", "", 0),
    ]  # fmt: skip
    assert [each.is_missing for each in found] == [True, False, False, False]


@pytest.mark.requirement("R04")
def test_an_initiative_reported_at_a_meeting_without_update_since_is_listed_once_the_week_is_over(situation_of):
    found = unwritten(situation_of(MEETINGS))
    assert [(each.initiative.key.id, each.meeting.key.id, each.until) for each in found] == [
        ("unwritten", "cm-2", date(2026, 5, 13)),
    ]
    assert unwritten(situation_of(MEETINGS, today=date(2026, 5, 13))) == ()


@pytest.mark.requirement("R04")
def test_the_page_of_updates_shows_what_is_missing_and_what_came(press_from):
    view = updates_view(press_from(MEETINGS))
    assert texts(table_of(view, "updates")) == [
        ["late", "cm-2", "13 May 2026", "missing [late]", "48 [late]", "not known [unknown]"],
        ["late", "cm-1", "10 March 2025", "13 March 2025", "3 [late]", "Came"],
        ["in-time", "cm-2", "May 2026", "13 May 2026", "0 [good]", "not known [unknown]"],
        ["late", "cm-2", "31 December 2026", "not due yet", "–", "not known [unknown]"],
    ]  # fmt: skip
    assert texts(table_of(view, "unwritten")) == [["unwritten", "cm-2", "13 May 2026"]]


PROGRAMME = {
    "initiatives/bch": """
participants:
  - {country: ZM, obligation: National page, obligation_due: 2009, met: true}
  - {country: UG, obligation: National page, obligation_due: 2009, met: false}
  - {country: KE, obligation: National page, obligation_due: 2009}
  - {country: SE, obligation: National page, obligation_due: 2026, met: false}
  - {country: DE, met: false}
  - {country: MX}
  - {country: PE, obligation: Laws}
""",
    "initiatives/other": "countries: [ZM]",
}


@pytest.mark.requirement("R26")
def test_an_obligation_is_overdue_only_where_it_is_known_not_to_be_met(situation_of):
    found = obligations(situation_of(PROGRAMME))
    assert [(each.country, each.state) for each in found] == [
        ("UG", "overdue"), ("PE", "unclear"), ("KE", "unclear"), ("DE", "unmet"), ("SE", "due"), ("ZM", "met"),
    ]  # fmt: skip


@pytest.mark.requirement("R26")
def test_the_page_of_obligations_says_what_each_country_has_to_file_and_how_it_stands(press_from):
    rows = texts(table_of(obligations_view(press_from(PROGRAMME)), "obligations"))
    assert rows[0] == ["Uganda → countries/ug.html", "bch", "National page", "2009", "overdue [late]"]
    assert rows[2][4] == "not known whether it was met [unknown]"
    assert rows[-1] == ["Zambia → countries/zm.html", "bch", "National page", "2009", "met [good]"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2015, 1, 1), date(2026, 6, 30)), months=st.integers(1, 120))
def test_a_later_update_never_makes_the_next_one_due_earlier(situation_of, day, months):
    duty = f"reporting_duty: {{agreed: true, every_months: {months}}}\n"
    before = only(duties(situation_of({"initiatives/work": f"{duty}updates: [{{date: 2015-01-01}}]"})))
    after = only(duties(situation_of({"initiatives/work": f"{duty}updates: [{{date: 2015-01-01}}, {{date: {day}}}]"})))
    assert after.next_due >= before.next_due
    assert after.is_overdue == (after.next_due < date(2026, 6, 30))


@pytest.mark.requirement("R26")
def test_the_training_clearinghouse_has_the_obligations_told_in_its_readme(training):
    assert [(each.country, each.due, each.state) for each in obligations(training.desk.situation)][:3] == [
        ("XB", "2024-12-31", "overdue"),
        ("XG", "2025-12-31", "unclear"),
        ("XD", "2027-06-30", "due"),
    ]


@pytest.mark.requirement("R04")
@pytest.mark.requirement("R08")
def test_the_training_clearinghouse_has_the_overdue_updates_told_in_its_readme(training):
    situation = training.desk.situation
    assert [(each.initiative.key.id, each.due) for each in updates(situation) if each.is_missing] == [
        ("xa-lab", "2026-03-31")
    ]
    assert {each.initiative.key.id for each in duties(situation) if each.is_overdue} == {
        "xa-lab",
        "xb-customs",
        "oronda-programme",
    }
    (on_time,) = (each for each in duties(situation) if each.next_due and not each.is_overdue)
    assert (on_time.initiative.key.id, on_time.next_due) == ("xa-risk-assessment", date(2026, 9, 12))
