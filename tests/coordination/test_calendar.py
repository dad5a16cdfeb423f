"""The calendar: what is due when, what is overdue on a given day, and the file for calendar programs."""

import functools
from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.calendar import COMING, OVERDUE, PASSED, due_things, meetings
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.exports.calendar import calendar_file, calendar_files
from clearinghouse.pages.coordination.calendar import calendar_view
from clearinghouse.pages.page import Press, Settings
from clearinghouse.views.wording import Wording
from tests.coordination.conftest import TODAY, catalogue_from
from tests.coordination.plain_text import text_of, text_of_cell
from tests.coordination.records_behind import table_of


def due_of(situation) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.record.key.id, each.date, each.state) for each in due_things(situation)]


def events(press) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar_file(press)).walk("VEVENT")


FRAMEWORK = "kind: framework\nadopted: 2006-01-20\nreview: {first: 2008-01, every_years: 5"


@pytest.mark.parametrize(("records", "expected"), [
    ({"needs/a": "review_due: 2026-06-29"}, [("review", "a", "2026-06-29", OVERDUE)]),
    ({"needs/a": "review_due: 2026-06-30"}, [("review", "a", "2026-06-30", COMING)]),
    ({"needs/a": "review_due: 2026-06"}, [("review", "a", "2026-06", COMING)]),
    ({"needs/a": "review_due: 2026-05"}, [("review", "a", "2026-05", OVERDUE)]),
    ({"needs/a": "review_due: 2026"}, [("review", "a", "2026", COMING)]),
    ({"mechanisms/a": "kind: national-steering-group\nreview_due: 2025"}, [("review", "a", "2025", OVERDUE)]),
    ({"monitoring-frameworks/a": "country: ZM\nreview_due: 2027"}, [("review", "a", "2027", COMING)]),
    ({"decisions/a": FRAMEWORK + "}"}, [("review", "a", "2008-01", OVERDUE), ("review", "a", "2028-01", COMING)]),
    ({"decisions/a": FRAMEWORK + ", done: [{date: 2024-02}]}"}, [("review", "a", "2029-02", COMING)]),
    ({"decisions/a": FRAMEWORK + "}\nstatus: replaced"}, []),
])  # fmt: skip
@pytest.mark.requirement("R70")
def test_reviews_are_due_until_the_last_day_that_their_date_can_mean(situation_of, records, expected):
    assert due_of(situation_of(records)) == expected


FORUM = "kind: country-forum\ncountry: ZM\n"


@pytest.mark.parametrize(("records", "expected"), [
    ({"meetings/a": FORUM + "start: 2024-05-01\nnext_date: 2025-05"}, [("next-meeting", "a", "2025-05", OVERDUE)]),
    ({"meetings/a": FORUM + "start: 2024-05-01\nnext_date: 2025-05", "meetings/b": FORUM + "start: 2025-06"}, []),
    ({"meetings/a": FORUM + "start: 2024-05-01\nnext_date: 2025-05", "meetings/b": "kind: country-forum\ncountry: MX\nstart: 2025-06"},
     [("next-meeting", "a", "2025-05", OVERDUE)]),
    ({"meetings/a": FORUM + "start: 2026-05-01\nnext_date: 2027-05", "meetings/b": FORUM + "start: 2025-06\nnext_date: 2026"},
     [("next-meeting", "a", "2027-05", COMING)]),
    ({"meetings/a": FORUM + "start: 2024-05-01\nnext_date: 2025-05\nnext_meeting: b", "meetings/b": "kind: other"}, []),
])  # fmt: skip
@pytest.mark.requirement("R49")
def test_a_forum_that_was_announced_is_due_until_a_later_one_is_recorded(situation_of, records, expected):
    assert due_of(situation_of(records)) == expected


@pytest.mark.requirement("R49")
def test_actions_are_due_until_they_are_done_or_dropped(situation_of):
    actions = "".join(
        f"  - {{id: {state}, title: Do what is {state}, due: 2026-01-01, state: {state}}}\n"
        for state in ("open", "in-progress", "done", "dropped")
    )
    found = due_things(situation_of({"meetings/a": FORUM + f"actions:\n{actions}  - {{id: undated, title: Some day}}"}))
    assert [(each.kind, each.item, each.text, each.state) for each in found] == [
        ("action", "in-progress", "Do what is in-progress", OVERDUE), ("action", "open", "Do what is open", OVERDUE),
    ]  # fmt: skip


@pytest.mark.requirement("R50")
def test_a_draft_whose_time_for_comments_is_over_is_nobodys_fault(situation_of):
    records = {
        f"resources/{name}": f"kind: guidance\ndraft: {{comment_by: {day}}}"
        for name, day in (("old", "2026-06-01"), ("new", "2026-07-01"))
    }
    assert due_of(situation_of(records)) == [
        ("comments", "new", "2026-07-01", COMING),
        ("comments", "old", "2026-06-01", PASSED),
    ]


@pytest.mark.parametrize(("records", "expected"), [
    ({"progress-reports/a": "kind: country\ncountry: ZM\nnext_due: 2025"}, [("report", "a", "2025", OVERDUE)]),
    ({"progress-reports/a": "kind: country\ncountry: ZM\nperiod: {end: 2023}\nnext_due: 2025",
      "progress-reports/b": "kind: country\ncountry: ZM\nperiod: {end: 2024}\nnext_due: 2027"}, [("report", "b", "2027", COMING)]),
    ({"progress-reports/a": "kind: country\ncountry: ZM\nperiod: {end: 2023}\nnext_due: 2025",
      "progress-reports/b": "kind: country\ncountry: MX\nperiod: {end: 2024}"}, [("report", "a", "2025", OVERDUE)]),
])  # fmt: skip
def test_the_next_report_is_due_as_the_last_one_announced_it(situation_of, records, expected):
    assert due_of(situation_of(records)) == expected


def test_updates_that_did_not_come_are_due_and_those_that_the_duty_asks_for(situation_of):
    found = due_of(situation_of({
        "initiatives/a": "status: ongoing\nupdates: [{due: 2026-01-31}, {due: 2025-01-31, date: 2025-03-01}]",
        "initiatives/b": "status: ongoing\nstart: 2025-08-01\nreporting_duty: {agreed: true, every_months: 12}",
        "initiatives/c": "status: ongoing\nstart: 2025-08-01\nreporting_duty: {agreed: true, every_months: 12}\nupdates: [{due: 2026-09-01}]",
    }))  # fmt: skip
    assert found == [
        ("update", "a", "2026-01-31", OVERDUE),
        ("update", "b", "2026-08-01", COMING),
        ("update", "c", "2026-09-01", COMING),
    ]


def test_obligations_are_due_in_their_country_unless_they_are_met(situation_of):
    participants = """
    - {country: ZM, obligation: File laws, obligation_due: 2026-01-01, met: false}
    - {country: MX, obligation: File laws, obligation_due: 2026-01-01, met: true}
    - {country: UG, obligation: File laws, obligation_due: 2026-01-01}
    - {country: KE, obligation: File laws, obligation_due: 2027-01-01, met: false}
    """
    found = due_things(situation_of({"initiatives/a": f"participants:{participants}"}))
    assert [(each.countries, each.state) for each in found] == [
        (("ZM",), OVERDUE),
        (("KE",), COMING),
        (("UG",), PASSED),
    ]


def test_a_target_of_a_strategy_passes_and_that_of_an_indicator_is_late_until_it_is_reached(situation_of):
    indicator = (
        "{id: %s, title: Tests a year, unit: tests, target: {value: 10, due: 2025}, values: [{date: 2025, value: %s}]}"
    )
    found = due_things(situation_of({
        "strategies/s": "country: ZM\nend: 2027\ntargets: [{id: t1, text: Ten labs, due: 2024}, {id: t2, text: Twenty labs, due: 2027-06}]",
        "monitoring-frameworks/m": f"country: ZM\nindicators: [{indicator % ('low', 3)}, {indicator % ('high', 10)}]",
    }))  # fmt: skip
    assert [(each.kind, each.item, each.state) for each in found] == [
        ("target", "low", OVERDUE), ("target", "t2", COMING), ("end", "", COMING), ("target", "t1", PASSED),
    ]  # fmt: skip


def test_an_indicator_that_is_to_fall_is_reached_from_above(situation_of):
    indicator = "{id: %s, title: Days, unit: days, baseline: {value: 90}, target: {value: 30, due: 2025}, values: [{date: 2025, value: %s}]}"
    found = due_things(
        situation_of(
            {"monitoring-frameworks/m": f"country: ZM\nindicators: [{indicator % ('a', 29)}, {indicator % ('b', 31)}]"}
        )
    )
    assert [each.item for each in found] == ["b"]


def test_nothing_is_due_of_a_strategy_that_was_replaced(situation_of):
    assert (
        due_of(
            situation_of(
                {"strategies/s": "country: ZM\nend: 2020\nstatus: replaced\ntargets: [{id: t, text: Ten, due: 2019}]"}
            )
        )
        == []
    )


@pytest.mark.requirement("R50")
def test_meetings_are_told_in_the_order_of_their_dates(situation_of):
    found = meetings(situation_of({
        "meetings/late": "kind: workshop\nstart: 2026-07-01", "meetings/now": "kind: workshop\nstart: 2026-06-28\nend: 2026-06-30",
        "meetings/early": "kind: workshop\nstart: 2025", "meetings/undated": "kind: workshop",
    }))  # fmt: skip
    assert [(each.record.key.id, each.is_past) for each in found] == [
        ("early", True),
        ("now", False),
        ("late", False),
        ("undated", False),
    ]


@pytest.mark.requirement("R50")
def test_the_page_puts_what_is_overdue_first_with_how_long_it_is(press_from):
    view = calendar_view(
        press_from(
            {
                "needs/a": "title: Needs A\nreview_due: 2025-03-31\ncountry: ZM",
                "needs/b": "title: Needs B\nreview_due: 2026-06-01",
            }
        )
    )
    assert view.tables[0].id == "overdue"
    assert [[text_of_cell(cell) for cell in row.cells] for row in view.tables[0].rows] == [
        ["Review", "Needs A", "Zambia", "31 March 2025", "overdue for 14 months [late]"],
        ["Review", "Needs B", "no country named", "1 June 2026", "overdue [late]"],
    ]
    assert table_of(view, "coming").rows == ()
    assert view.as_of == TODAY


# --- the file ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R50")
def test_a_meeting_is_an_event_of_whole_days(press_from):
    press = press_from(
        {
            "meetings/a": "title: Workshop, with a comma\nkind: workshop\nstart: 2026-09-01\nend: 2026-09-03\ncity: Lusaka\ncountry: ZM"
        }
    )
    (event,) = events(press)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 9, 1), date(2026, 9, 4))
    assert (str(event["summary"]), str(event["location"]), str(event["status"])) == (
        "Workshop, with a comma",
        "Lusaka, Zambia",
        "CONFIRMED",
    )
    assert event.decoded("dtstamp") == datetime(2026, 6, 30, tzinfo=UTC)
    assert event.errors == []


@pytest.mark.parametrize(("dates", "first", "after"), [
    ("start: 2026-09-01", date(2026, 9, 1), date(2026, 9, 2)),
    ("start: 2026-12-31", date(2026, 12, 31), date(2027, 1, 1)),
    ("start: 2199-12-31", date(2199, 12, 31), date(2200, 1, 1)),
])  # fmt: skip
def test_a_meeting_without_an_end_is_of_one_day(press_from, dates, first, after):
    (event,) = events(press_from({"meetings/a": f"kind: workshop\n{dates}"}))
    assert (event.decoded("dtstart"), event.decoded("dtend", first)) == (first, after)


def test_a_meeting_of_which_only_the_month_is_known_spans_it_and_says_so(press_from):
    (event,) = events(press_from({"meetings/a": "title: Workshop\nkind: workshop\nstart: 2026-02"}))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 2, 1), date(2026, 3, 1))
    assert (str(event["summary"]), str(event["status"])) == ("Workshop (day not known)", "TENTATIVE")


def test_a_meeting_of_which_only_the_year_is_known_is_no_event(press_from):
    assert events(press_from({"meetings/a": "kind: workshop\nstart: 2026", "meetings/b": "kind: workshop"})) == []


def test_what_is_due_stands_on_the_last_day_that_it_can_mean(press_from):
    (event,) = events(press_from({"needs/a": "title: Needs A\nreview_due: 2027-02"}))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 2, 28), date(2027, 3, 1))
    assert (str(event["summary"]), str(event["transp"])) == ("Review: Needs A", "TRANSPARENT")


def test_what_has_passed_is_left_out_of_the_file(press_from):
    assert events(press_from({"resources/a": "kind: guidance\ndraft: {comment_by: 2026-06-01}"})) == []


def test_every_event_has_an_identity_of_its_own_that_a_new_date_or_title_does_not_change(press_from):
    record = "title: {title}\nkind: country-forum\ncountry: ZM\nstart: {start}\nactions: [{{id: a, title: One, due: 2027}}, {{id: b, title: Two, due: 2027}}]"
    one, other = (
        [str(event["uid"]) for event in events(press_from({"meetings/a": record.format(title=title, start=start)}))]
        for title, start in (("Forum", "2026-09-01"), ("Forum moved", "2026-10-05"))
    )
    assert one == other
    assert len(set(one)) == 3


def test_an_event_leads_to_its_record_where_the_address_of_the_site_is_known(press_from):
    press = press_from({"needs/a": "review_due: 2027"})
    placed = Press(press.catalogue, press.wording, Settings("Test", "https://example.org/site"), press.desk)
    assert [str(event["url"]) for event in events(placed)] == ["https://example.org/site/needs/a.html"]
    assert "url" not in events(press)[0]


def test_every_date_of_the_training_clearinghouse_is_in_the_file(training_press):
    situation = training_press.desk.situation
    found = events(training_press)
    dated = [each for each in meetings(situation) if len(each.period.start) > 4]
    due = [each for each in due_things(situation) if each.state != PASSED]
    assert len(found) == len(dated) + len(due) > 20
    assert len({str(event["uid"]) for event in found}) == len(found)
    assert all(event.decoded("dtend") > event.decoded("dtstart") for event in found)
    assert b"\r\n" in calendar_file(training_press)
    assert max(len(line) for line in calendar_file(training_press).split(b"\r\n")) <= 75


DATES = st.sampled_from(["2024", "2026-06", "2026-07-15", "2025-12-31"])
RECORDS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.one_of(
        DATES.map(lambda day: ("needs", f"review_due: {day}")), DATES.map(lambda day: ("meetings", f"kind: workshop\nstart: {day}")),
        DATES.map(lambda day: ("initiatives", f"status: ongoing\nupdates: [{{due: {day}}}]")),
    ),
)  # fmt: skip


@functools.cache
def press_at(records: tuple[tuple[str, str], ...]) -> Press:
    situation = Situation(catalogue_from(dict(records)), TODAY)
    return Press(situation.catalogue, Wording("en", situation.catalogue.code_lists), Settings("Test"), Desk(situation))


@settings(max_examples=30, deadline=None)
@given(RECORDS, st.randoms())
def test_the_same_records_in_any_order_give_the_same_page_and_the_same_bytes(records, shuffler):
    named = [(f"{collection}/{name}", text) for name, (collection, text) in records.items()]
    turned = list(named)
    shuffler.shuffle(turned)
    one, other = press_at(tuple(named)), press_at(tuple(turned))
    assert calendar_file(one) == calendar_file(other)
    assert text_of(calendar_view(one)) == text_of(calendar_view(other))


@settings(max_examples=30, deadline=None)
@given(RECORDS)
def test_another_record_changes_nothing_of_what_was_there(records):
    named = tuple((f"{collection}/{name}", text) for name, (collection, text) in records.items())
    before, after = (
        due_things(press_at(named).desk.situation),
        due_things(press_at((*named, ("needs/other", "review_due: 2026-01"))).desk.situation),
    )
    assert [each for each in after if each.record.key.id != "other"] == list(before)


def test_a_clearinghouse_without_meetings_has_no_calendar(press_from, situation_of):
    press = press_from({})
    assert [path for path, _ in calendar_files(press)] == ["calendar.ics"]
    catalogue = situation_of({}).catalogue
    without = type(catalogue)({}, catalogue.code_lists, {})
    assert list(calendar_files(Press(without, press.wording, press.settings, Desk(Situation(without, TODAY))))) == []
