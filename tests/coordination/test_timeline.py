"""When initiatives are drawn, and how a picture of many stays readable."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.coordination.situation import Situation
from clearinghouse.coordination.timeline import MAX_BARS, Scale, drawn, scale_of, span_of, spans_of
from clearinghouse.pages.blocks import blocks_html
from clearinghouse.pages.coordination.time import timeline_of, timeline_view
from tests.coordination.conftest import TODAY, catalogue_from
from tests.coordination.plain_text import text_of_cell
from tests.coordination.records_behind import table_of


def span(situation_of, text: str):
    (initiative,) = situation_of({"initiatives/a": text}).initiatives
    return span_of(initiative, TODAY)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("start: 2006-05-09\nend: 2007-02-28", date(2006, 5, 9), date(2007, 2, 28)),
    ("start: 2006-05\nend: 2008-02", date(2006, 5, 1), date(2008, 2, 29)),
    ("start: 2006\nend: 2006", date(2006, 1, 1), date(2006, 12, 31)),
])  # fmt: skip
def test_a_bar_starts_on_the_first_day_and_ends_on_the_last_that_its_dates_can_mean(situation_of, text, first, last):
    found = span(situation_of, text)
    assert (found.first, found.last, found.running, found.end_known) == (first, last, False, True)


def test_what_still_runs_reaches_today(situation_of):
    found = span(situation_of, "status: ongoing\nstart: 2024-03")
    assert (found.first, found.last, found.running) == (date(2024, 3, 1), TODAY, True)


def test_what_still_runs_ends_where_its_end_is_planned(situation_of):
    found = span(situation_of, "status: ongoing\nstart: 2024-03\nend: 2027")
    assert (found.last, found.running) == (date(2027, 12, 31), False)


def test_of_an_unknown_end_only_the_year_of_the_start_is_drawn(situation_of):
    found = span(situation_of, "status: completed\nstart: 2006-05-09")
    assert (found.first, found.last, found.running, found.end_known) == (
        date(2006, 5, 9),
        date(2006, 12, 31),
        False,
        False,
    )


def test_of_an_unknown_start_only_the_year_of_the_end_is_drawn(situation_of):
    found = span(situation_of, "end: 2009-06")
    assert (found.first, found.last) == (date(2009, 1, 1), date(2009, 6, 30))


def test_what_has_no_date_is_not_drawn(situation_of):
    assert span(situation_of, "status: ongoing") is None


def test_a_scale_runs_from_the_start_of_its_first_year_to_the_end_of_its_last():
    scale = Scale(2005, 2006)
    assert scale.start_of(date(2005, 1, 1)) == 0
    assert scale.start_of(date(2006, 1, 1)) == scale.end_of(date(2005, 12, 31)) == 0.5
    assert scale.end_of(date(2006, 12, 31)) == 1


@pytest.mark.parametrize(("first", "last", "ticks"), [
    (2006, 2006, [2006]), (2001, 2012, list(range(2001, 2013))), (2001, 2013, list(range(2002, 2013, 2))),
    (1997, 2026, [2000, 2005, 2010, 2015, 2020, 2025]), (1000, 2026, list(range(1000, 2027, 100))),
])  # fmt: skip
def test_the_years_of_a_scale_are_round_and_few(first, last, ticks):
    assert list(Scale(first, last).ticks) == ticks


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.tuples(st.integers(1990, 2030), st.integers(0, 9), st.sampled_from(["ongoing", "completed"])),
        min_size=1,
    )
)
def test_every_bar_has_its_place_on_the_scale(initiatives):
    records = {
        f"initiatives/{name}": f"start: {start}\nend: {start + years}\nstatus: {status}"
        for name, (start, years, status) in initiatives.items()
    }
    spans = spans_of(Situation(catalogue_from(records), TODAY).initiatives, TODAY)
    scale = scale_of(spans)
    for each in spans:
        assert 0 <= scale.start_of(each.first) < scale.end_of(each.last) <= 1
    assert [each.first for each in spans] == sorted(each.first for each in spans)


MANY = {
    f"initiatives/i{number:02}": f"countries: [{code}]\nstart: {1990 + number % 30}"
    for number, code in enumerate(["ZM"] * 50 + ["MX"] * 20)
}


def test_a_picture_has_so_many_bars_at_most_and_says_what_it_leaves_out(press_from):
    press = press_from(MANY)
    by_country = press.desk.situation.by_country
    found = timeline_of("t", "When", [("Zambia", by_country["ZM"]), ("Mexico", by_country["MX"])], press)
    assert [(lane.label, len(lane.bars)) for lane in found.lanes] == [("Zambia", 50), ("Mexico", MAX_BARS - 50)]
    assert "want of room: 10." in found.about


def test_lanes_for_which_there_is_no_room_are_left_out(situation_of):
    situation = situation_of(MANY)
    lanes = [("A", situation.by_country["ZM"]), ("B", situation.by_country["ZM"]), ("C", situation.by_country["MX"])]
    assert [(label, len(spans)) for label, spans in drawn(lanes, TODAY)] == [("A", 50), ("B", 10)]


def test_nothing_is_drawn_where_nothing_has_a_date(press_from):
    press = press_from({"initiatives/a": "countries: [ZM]"})
    assert timeline_of("t", "When", [("Zambia", press.desk.situation.initiatives)], press) is None


def test_a_picture_says_how_many_have_no_date(press_from):
    press = press_from({"initiatives/a": "countries: [ZM, MX]", "initiatives/b": "countries: [ZM]\nstart: 2006"})
    lanes = [("Zambia", press.desk.situation.by_country["ZM"]), ("Mexico", press.desk.situation.by_country["MX"])]
    assert "no date of them is known: 1." in timeline_of("t", "When", lanes, press).about


def test_what_is_not_known_of_a_bar_is_said_in_words(press_from):
    press = press_from({
        "initiatives/a": "title: Ended some day\nstart: 2006-05\nstatus: completed", "initiatives/b": "title: Goes on\nstart: 2006-06\nstatus: ongoing",
        "initiatives/c": "title: Began some day\nend: 2006-07", "initiatives/d": "title: All known\nstart: 2006-08\nend: 2007",
    })  # fmt: skip
    (lane,) = timeline_of("t", "When", [("All", press.desk.situation.initiatives)], press).lanes
    assert {bar.label: (bar.period, bar.open, bar.tone) for bar in lane.bars} == {
        "Ended some day": ("from May 2006, end not known", False, "unknown"),
        "Goes on": ("from June 2006, still running", True, ""),
        "Began some day": ("until July 2006, start not known", False, ""),
        "All known": ("August 2006 – 2007", False, ""),
    }


def test_today_is_marked_only_where_it_is_on_the_scale(press_from):
    records = {"initiatives/a": "start: 2006\nend: 2007", "initiatives/b": "start: 2026\nend: 2026"}
    press = press_from(records)
    ended, now = press.desk.situation.initiatives
    assert timeline_of("t", "When", [("", [ended])], press).today == -1
    assert timeline_of("t", "When", [("", [now])], press).today == pytest.approx(180 / 365)


def test_the_timeline_shows_busy_countries_and_funders_first_and_what_has_none_last(press_from):
    press = press_from({
        "organisations/aid": "type: government\ntitle: Aid", "organisations/bank": "type: multilateral\ntitle: Bank",
        "initiatives/a": "countries: [ZM, MX]\nstart: 2001\norganisations: [{organisation: bank, role: funding}]",
        "initiatives/b": "countries: [ZM]\nstart: 2002\nend: 2003\norganisations: [{organisation: bank, role: funding}, {organisation: aid, role: funding}]",
        "initiatives/c": "regions: ['002']\nstart: 2004",
    })  # fmt: skip
    view = timeline_view(press)
    lanes = {
        block.id: [(lane.label, len(lane.bars)) for lane in block.lanes]
        for block in view.blocks
        if hasattr(block, "lanes")
    }
    assert lanes["by-country"] == [("Zambia", 2), ("Mexico", 1), ("No country named", 1)]
    assert lanes["by-funder"] == [("Bank", 2), ("Aid", 1), ("Funder not known", 1)]


def test_the_table_behind_a_picture_has_a_row_for_each_bar(training_press):
    view = timeline_view(training_press)
    pictures = [block for block in view.blocks if hasattr(block, "lanes")]
    assert len(pictures) == 2
    for picture, table in zip(pictures, view.tables, strict=True):
        bars = [(lane.label, bar.label) for lane in picture.lanes for bar in lane.bars]
        assert [tuple(text_of_cell(cell) for cell in row.cells[:2]) for row in table.rows] == bars


def test_a_timeline_without_dates_says_so(press_from):
    view = timeline_view(press_from({"initiatives/a": "countries: [ZM]"}))
    assert table_of(view, "countries").rows == ()
    assert table_of(view, "countries").empty


def test_bars_are_links_with_a_title_and_a_title_is_never_markup(press_from):
    press = press_from({"initiatives/a": 'title: "<b>Law & order</b>"\nstart: 2006\nstatus: ongoing'})
    block = timeline_of("t", "When", [("All", press.desk.situation.initiatives)], press)
    html = blocks_html([block], lambda url: url, press.wording)
    assert (
        '<a href="initiatives/a.html"><title>&lt;b&gt;Law &amp; order&lt;/b&gt;: from 2006, still running</title>'
        in html
    )
    assert "ch-bar-open" in html
