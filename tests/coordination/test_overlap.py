"""Overlap and synergy: which initiatives are a pair, why, since when, with how many points; worked out by hand."""

import gc
import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clearinghouse.coordination.contacts import contact_points_of
from clearinghouse.coordination.fitting_measures import Because, fitting_measures
from clearinghouse.coordination.overlap import Kind, Outside, Overlaps, Sureness, overlaps
from clearinghouse.coordination.situation import Situation
from clearinghouse.coordination.ties import TieKind
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.coordination.overlap import overlap_blocks, overlap_table, overlap_view
from clearinghouse.views.view import Table, links_in
from tests.coordination.conftest import TODAY, real_types
from tests.coordination.plain_text import text_of

NORAD = "{organisation: norad, role: funding}"
GEF = "{organisation: gef, role: funding}"
DONORS = {f"organisations/{name}": "type: bilateral-agency" for name in ("norad", "gef", "sida")}


def initiative(
    funder: str = "", countries: str = "ZM", themes: str = "lmo-detection", dates: str = "", more: str = ""
) -> str:
    paid = f"organisations: [{{organisation: {funder}, role: funding}}]\n" if funder else ""
    dates = dates or "status: completed\nstart: 2010-01-01\nend: 2012-12-31"
    return f"{paid}countries: [{countries}]\nthemes: [{themes}]\n{dates}\n{more}".rstrip() + "\n"


def pairs_of(found: Overlaps) -> list[tuple[str, str, Kind]]:
    return [(pair.one.key.id, pair.other.key.id, pair.kind) for pair in found.pairs]


@pytest.mark.requirement("R32")
def test_the_same_country_theme_and_time_with_different_funders_is_an_overlap(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/a": initiative("norad", dates="status: completed\nstart: 2010-01-01\nend: 2012-06-30"),
        "initiatives/b": initiative("gef", dates="status: completed\nstart: 2011-03-01\nend: 2014-12-31"),
    }))  # fmt: skip
    (pair,) = found.pairs
    assert (pair.kind, pair.countries, pair.themes) == (Kind.OVERLAP, ("ZM",), ("lmo-detection",))
    assert (pair.common.first, pair.common.last) == (date(2011, 3, 1), date(2012, 6, 30))
    assert (pair.common.start, pair.common.end, pair.common.sureness) == ("2011-03-01", "2012-06-30", Sureness.EXACT)
    # 1 theme, 1 country, 16 months = 1 full year, not running (0), nothing coordinates them (2)
    assert [each.points for each in pair.points] == [1, 1, 1, 2]
    assert pair.score == 5
    assert found.without_joint_measure == (pair,)


def test_one_day_in_common_is_enough_and_none_is_not(situation_of):
    first = initiative("norad", dates="status: completed\nstart: 2010-01-01\nend: 2012-06-30")
    for start, pairs in (("2012-06-30", [("a", "b", Kind.OVERLAP)]), ("2012-07-01", [])):
        second = initiative("gef", dates=f"status: completed\nstart: {start}\nend: 2014-12-31")
        assert pairs_of(overlaps(situation_of({**DONORS, "initiatives/a": first, "initiatives/b": second}))) == pairs


def test_a_common_funder_makes_no_overlap(situation_of):
    co_funded = "countries: [ZM]\nthemes: [lmo-detection]\nstart: 2010\nend: 2012\nstatus: completed\norganisations: "
    found = overlaps(situation_of({
        **DONORS, "initiatives/a": initiative("norad"),
        "initiatives/b": co_funded + f"[{GEF}, {{organisation: norad, role: co-funding}}]\n",
    }))  # fmt: skip
    assert found.pairs == ()


def test_an_agency_and_the_government_that_it_is_part_of_are_one_funder(situation_of):
    records = {**DONORS, "initiatives/a": initiative("norad"), "initiatives/b": initiative("norway")}
    norway = {"organisations/norway": "type: government-ministry"}
    part = {"organisations/norad": "type: bilateral-agency\npart_of: norway"}
    assert pairs_of(overlaps(situation_of({**records, **norway}))) == [("a", "b", Kind.OVERLAP)]
    assert overlaps(situation_of({**records, **norway, **part})).pairs == ()


def test_where_one_funder_is_not_known_the_pair_is_told_apart_from_the_overlaps(situation_of):
    found = overlaps(situation_of({**DONORS, "initiatives/a": initiative("norad"), "initiatives/b": initiative()}))
    assert pairs_of(found) == [("a", "b", Kind.FUNDER_NOT_KNOWN)]
    assert found.without_joint_measure == ()


def test_dates_known_only_by_year_may_leave_it_open_whether_there_was_a_day_in_common(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/a": initiative("norad", dates="status: completed\nstart: 2003\nend: 2005"),
        "initiatives/b": initiative("gef", dates="status: completed\nstart: 2005\nend: 2007"),
    }))  # fmt: skip
    (pair,) = found.pairs
    assert (pair.common.first, pair.common.last) == (date(2005, 1, 1), date(2005, 12, 31))
    assert pair.common.sureness is Sureness.POSSIBLE
    assert pair.score == 4  # theme, country, nothing coordinates them (2); no year is sure


def test_years_that_surely_meet_are_counted_from_the_narrowest_reading(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/a": initiative("norad", dates="status: completed\nstart: 2003\nend: 2006"),
        "initiatives/b": initiative("gef", dates="status: completed\nstart: 2003\nend: 2007"),
    }))  # fmt: skip
    (pair,) = found.pairs
    assert (pair.common.start, pair.common.end, pair.common.sureness) == ("2003", "2006", Sureness.ROUNDED)
    assert pair.score == 6  # at the least from 31 December 2003 to 1 January 2006: two full years


def test_what_has_no_end_and_still_runs_goes_on_until_today(situation_of):
    ongoing = "status: ongoing\nstart: 2025-07-01"
    records = {
        **DONORS,
        "initiatives/a": initiative("norad", dates=ongoing),
        "initiatives/b": initiative("gef", dates="status: ongoing\nstart: 2024-01-01"),
    }
    (pair,) = overlaps(situation_of(records)).pairs
    assert (pair.common.first, pair.common.last, pair.common.end) == (date(2025, 7, 1), TODAY, "")
    assert pair.common.sureness is Sureness.EXACT
    assert pair.score == 7  # theme 1, country 1, 365 days = 1 year, both run 2, nothing coordinates them 2
    (earlier,) = overlaps(situation_of(records, date(2026, 6, 29))).pairs
    assert earlier.score == 6  # a day less is no full year


def test_what_ended_at_a_time_that_nobody_says_only_meets_what_ran_at_its_start(situation_of):
    records = {
        **DONORS,
        "initiatives/a": initiative("norad", dates="start: 2003-05"),
        "initiatives/b": initiative("gef", dates="status: completed\nstart: 2003-05-10\nend: 2003-05-20"),
        "initiatives/c": initiative("sida", dates="status: completed\nstart: 2003-06-01\nend: 2004-06-01"),
    }
    assert pairs_of(overlaps(situation_of(records))) == [("a", "b", Kind.OVERLAP)]


@pytest.mark.requirement("R30")
def test_a_programme_its_parts_at_any_depth_and_their_siblings_are_no_pairs(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/programme": initiative("norad"),
        "initiatives/part": initiative("gef", more="part_of: programme"),
        "initiatives/part-of-part": initiative("sida", more="part_of: part"),
        "initiatives/sibling": initiative("sida", more="part_of: programme"),
        "initiatives/stranger": initiative("undp"),
        "organisations/undp": "type: un-agency",
    }))  # fmt: skip
    names = {name for pair in found.pairs for name in (pair.one.key.id, pair.other.key.id)} - {"stranger"}
    assert names == {"programme", "part", "part-of-part", "sibling"}
    assert len(found.pairs) == 4
    assert all("stranger" in (pair.one.key.id, pair.other.key.id) for pair in found.pairs)


def test_parts_in_a_circle_are_one_family_and_do_not_hang(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/a": initiative("norad", more="part_of: b"),
        "initiatives/b": initiative("gef", more="part_of: a"),
    }))  # fmt: skip
    assert found.pairs == ()


def test_a_pair_is_one_entry_with_all_the_countries_and_themes_that_it_shares(situation_of):
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/regional": initiative("norad", "KE, UG, ZM", "mainstreaming, lmo-detection, coordination", more="regions: ['002']"),
        "initiatives/other": initiative("gef", "ZM, UG, MX", "coordination, mainstreaming"),
    }))  # fmt: skip
    (pair,) = found.pairs
    assert (pair.one.key.id, set(pair.countries), set(pair.themes)) == (
        "other",
        {"UG", "ZM"},
        {"coordination", "mainstreaming"},
    )
    assert pair.score == 2 + 2 + 3 + 2  # two themes, two countries, three years, nothing coordinates them
    assert set(found.by_country) == {"UG", "ZM"}


@pytest.mark.requirement("R32")
def test_what_shares_only_a_region_of_the_world_is_no_pair(situation_of):
    region = "regions: ['002']\nthemes: [lmo-detection]\nstart: 2010-01-01\nend: 2012-12-31\nstatus: completed\norganisations: "
    found = overlaps(situation_of({
        **DONORS,
        "initiatives/a": f"{region}[{NORAD}]\n",
        "initiatives/b": f"{region}[{GEF}]\n",
        "initiatives/c": initiative("sida", "ZM", more="regions: ['002']"),
        "initiatives/d": initiative("gef", "KE", more="regions: ['002']"),  # Kenya and Zambia do not touch
    }))  # fmt: skip
    assert found.pairs == ()
    assert [each.key.id for each in found.outside[Outside.NO_COUNTRY]] == ["a", "b"]


def test_what_was_cancelled_is_no_pair_and_what_is_proposed_is_one(situation_of):
    planned = "status: proposed\nstart: 2026-09\nend: 2027"
    records = {
        **DONORS,
        "initiatives/cancelled": initiative("norad", dates="status: cancelled\nstart: 2026-01-01\nend: 2027"),
        "initiatives/proposed": initiative("sida", dates=planned),
        "initiatives/running": initiative("gef", dates="status: ongoing\nstart: 2026-01-01\nend: 2026-12-31"),
        "initiatives/undated": initiative("undp", dates="status: proposed"),
    }
    found = overlaps(situation_of(records))
    assert pairs_of(found) == [("proposed", "running", Kind.OVERLAP)]
    assert {why.value: [each.key.id for each in those] for why, those in found.outside.items()} == {
        "cancelled": ["cancelled"], "no-dates": ["undated"],
    }  # fmt: skip
    (pair,) = found.pairs
    assert (pair.common.start, pair.common.end) == ("2026-09", "2026-12-31")
    assert [fit.because for fit in fitting_measures(pair)] == [Because.DONORS, Because.PLANNED]


NEEDS = "country: ZM\nneeds:\n  - {id: detect, title: A laboratory, theme: lmo-detection}\n  - {id: law, title: A law, theme: mainstreaming}\n"


def test_one_that_works_on_the_theme_of_a_need_which_only_the_other_addresses_complements_it(situation_of):
    addresses = "addresses_needs: [{assessment: zm-needs, need: detect}]"
    answering = initiative("gef", themes="institutions-people", more=addresses)
    records = {
        **DONORS,
        "needs/zm-needs": NEEDS,
        "initiatives/answering": answering,
        "initiatives/helper": initiative("norad"),
    }
    (pair,) = overlaps(situation_of(records)).pairs
    assert pair.kind is Kind.NEED
    (need,) = pair.needs
    assert (need.id, need.addressed_by.key.id, need.could_help.key.id) == ("detect", "answering", "helper")
    assert pair.score == 0 + 1 + 3 + 1 + 2  # no theme, one country, three years, one need, nothing coordinates them
    named = initiative("norad", more=addresses)
    assert overlaps(situation_of({**records, "initiatives/helper": named})).pairs == ()
    whole = initiative("norad", more="addresses_needs: [{assessment: zm-needs}]")
    assert overlaps(situation_of({**records, "initiatives/helper": whole})).pairs == ()
    elsewhere = initiative("norad", "UG")
    assert overlaps(situation_of({**records, "initiatives/helper": elsewhere})).pairs == ()
    regional = NEEDS.replace("country: ZM", "regions: ['002']")
    assert pairs_of(overlaps(situation_of({**records, "needs/zm-needs": regional}))) == [
        ("answering", "helper", Kind.NEED)
    ]
    of_others = NEEDS.replace("country: ZM", "country: UG")
    assert overlaps(situation_of({**records, "needs/zm-needs": of_others})).pairs == ()


@pytest.mark.requirement("R30")
def test_the_same_theme_in_countries_that_touch_is_a_pair_also_within_a_year_of_each_other(situation_of):
    first = initiative("norad", "ZM", dates="status: completed\nstart: 2010-01-01\nend: 2011-01-31")
    records = {**DONORS, "initiatives/a": first}
    beside = {
        "initiatives/b": initiative("norad", "NA, MX", dates="status: completed\nstart: 2012-01-31\nend: 2013-12-31")
    }
    (pair,) = overlaps(situation_of({**records, **beside})).pairs
    assert (pair.kind, pair.borders, pair.common) == (Kind.NEIGHBOURS, (("ZM", "NA"),), None)
    later = {"initiatives/b": initiative("norad", "NA", dates="status: completed\nstart: 2012-02-01\nend: 2013-12-31")}
    assert overlaps(situation_of({**records, **later})).pairs == ()
    same_time = {
        "initiatives/b": initiative("gef", "NA", dates="status: completed\nstart: 2011-01-31\nend: 2013-12-31")
    }
    (pair,) = overlaps(situation_of({**records, **same_time})).pairs
    assert (pair.common.first, pair.common.last) == (date(2011, 1, 31), date(2011, 1, 31))
    far = {"initiatives/b": initiative("gef", "UG")}
    assert overlaps(situation_of({**records, **far})).pairs == ()


TWO = {**DONORS, "initiatives/a": initiative("norad"), "initiatives/b": initiative("gef")}


@pytest.mark.requirement("R66")
@pytest.mark.parametrize(
    ("name", "text", "tie"),
    [
        ("initiatives/a", initiative("norad", more="joint_with: [b]"), TieKind.JOINT),
        ("initiatives/b", initiative("gef", more="joint_with: [a]"), TieKind.JOINT),
        ("initiatives/b", initiative("gef", more="related: [a]"), TieKind.RELATED),
        ("initiatives/b", initiative("gef", more="succeeds: a"), TieKind.CONTINUES),
        ("initiatives/b", initiative("gef", more="measures: [{measure: joint-activity, parties: [norad, gef]}]"), TieKind.MEASURE),
        ("mechanisms/m", "kind: national-steering-group\ncountry: ZM\nlinked_initiatives: [a, b]", TieKind.LINKED),
        ("mechanisms/m", "kind: national-steering-group\ncountry: ZM\nmeasures: [{measure: round-table, parties: [norad, gef]}]", TieKind.MEASURE),
    ],
)  # fmt: skip
def test_what_coordinates_two_initiatives_is_found_whoever_says_it(name, text, tie, situation_of):
    (before,) = overlaps(situation_of(TWO)).pairs
    found = overlaps(situation_of({**TWO, name: text}))
    (pair,) = found.pairs
    assert [each.kind for each in pair.ties] == [tie]
    assert (before.score - pair.score, found.without_joint_measure) == (2, ())


def test_initiatives_agreed_with_the_same_mechanism_are_coordinated(situation_of):
    agreed = {
        name: initiative(funder, more="consulted: [m]")
        for name, funder in (("initiatives/a", "norad"), ("initiatives/b", "gef"))
    }
    mechanism = {"mechanisms/m": "kind: national-steering-group\ncountry: ZM"}
    (pair,) = overlaps(situation_of({**TWO, **agreed, **mechanism})).pairs
    assert [(tie.kind, tie.record.key.id) for tie in pair.ties] == [(TieKind.CONSULTED, "m")]


@pytest.mark.requirement("R66")
@pytest.mark.parametrize(
    "mechanism",
    [
        "kind: national-steering-group\ncountry: UG\nmeasures: [{measure: round-table, parties: [norad, gef]}]",
        "kind: national-steering-group\ncountry: ZM\nmeasures: [{measure: round-table, parties: [norad, sida]}]",
        "kind: national-steering-group\ncountry: ZM\nlinked_initiatives: [a]",
    ],
)
def test_a_measure_elsewhere_or_with_others_coordinates_nothing(mechanism, situation_of):
    (pair,) = overlaps(situation_of({**TWO, "mechanisms/m": mechanism})).pairs
    assert not pair.is_coordinated


def test_the_measures_that_fit_follow_from_what_both_do(situation_of):
    ongoing, teach = "status: ongoing\nstart: 2025-01-01", "categories: [short-course]"
    records = {
        **DONORS,
        "initiatives/a": initiative("norad", dates=ongoing, more=teach),
        "initiatives/b": initiative(
            "gef", dates=ongoing, more="activities: [{title: Course, category: long-term-training}]"
        ),
    }
    (pair,) = overlaps(situation_of(records)).pairs
    assert [(fit.because, fit.measures) for fit in fitting_measures(pair)] == [
        (Because.NOW, ("joint-activity", "work-plan-exchange")),
        (Because.TRAINING, ("materials-exchange", "cross-participation")),
        (Because.DONORS, ("donor-meeting", "round-table")),
    ]
    (ended,) = overlaps(situation_of(TWO)).pairs
    assert [(fit.because, fit.measures) for fit in fitting_measures(ended)] == [
        (Because.BOTH_ENDED, ("joint-review", "materials-exchange"))
    ]
    taken = {
        "mechanisms/m": "kind: donor-consultative\ncountry: ZM\nmeasures: [{measure: donor-meeting, parties: [gef, norad]}]"
    }
    (pair,) = overlaps(situation_of({**records, **taken})).pairs
    assert (Because.DONORS, ("round-table",)) in [(fit.because, fit.measures) for fit in fitting_measures(pair)]


def test_the_contacts_of_an_initiative_are_its_own_else_those_of_who_pays_and_works(situation_of):
    contact = "contacts: [{role: donor-contact, office: Desk, channel: desk@example.org}]"
    hidden = "contacts: [{role: donor-contact, office: Desk, channel: me@example.org, published_with_consent: false}]"
    own = "contacts: [{role: national-contact, office: Laboratory, channel: lab@example.org}]"
    situation = situation_of({
        "organisations/norad": f"type: bilateral-agency\n{contact}", "organisations/gef": f"type: fund\n{hidden}",
        "initiatives/a": initiative("norad"), "initiatives/b": initiative("gef"), "initiatives/c": initiative("norad", more=own),
    })  # fmt: skip
    by_id = situation.initiative_by_id
    found = {
        name: [(each.office, each.channel) for each in contact_points_of(by_id[name], situation)] for name in "abc"
    }
    assert found == {"a": [("Desk", "desk@example.org")], "b": [("Desk", "")], "c": [("Laboratory", "lab@example.org")]}


@pytest.mark.requirement("R30")
@pytest.mark.requirement("R32")
@pytest.mark.requirement("R66")
def test_the_page_says_why_whom_to_ask_what_fits_and_how_the_points_add_up(training_press):
    view = overlap_view(training_press)
    text = text_of(view)
    assert (
        "8 = 1 (themes in common: 1) + 1 (countries in common: 1) + 2 (full years surely in common: 2) + 2 (both run now)"
        in text
    )
    assert "Pairs: 3; of these without any joint measure on record: 2." in text
    overlap = view.tables[0]
    titles = [tuple(link.text for link in row.cells[0].links) for row in overlap.rows]
    assert ("Border control of Bestovia", "Field laboratories at the border of Bestovia") in titles
    assert all(cell.plain not in (None, "") for row in overlap.rows for cell in row.cells)


@pytest.mark.requirement("R30")
def test_the_pages_of_a_country_and_of_an_initiative_show_their_own_pairs(training_press):
    catalogue = training_press.catalogue
    table = overlap_table("XA", training_press)
    assert isinstance(table, Table)
    record = catalogue.get(Key("initiatives", "xa-crop-review"))
    (block,) = overlap_blocks(record, training_press)
    assert [link.record.key.id for link in links_in(block) if link.record] == ["xa-risk-assessment"]
    assert overlap_table("XH", training_press) is None
    assert overlap_blocks(catalogue.get(Key("initiatives", "xd-lab")), training_press) == ()


def test_neighbours_of_the_real_list_touch_each_other_both_ways():
    concepts = real_types()[1]["countries"].concepts
    touching = {(code, near) for code, concept in concepts.items() for near in concept.codes.get("neighbours", ())}
    assert {near for _, near in touching} <= set(concepts)
    assert {(near, code) for code, near in touching} == touching
    assert {near for code, near in touching if code == "ZM"} == {"AO", "CD", "MW", "MZ", "NA", "TZ", "ZW"}


# What is made up below: small sets for properties, large ones for the cost.

DATES = some.sampled_from(["", "2003", "2004-06", "2004-06-15", "2005", "2006-01-01", "2026"])
DATA = some.fixed_dictionaries({
    "countries": some.lists(some.sampled_from(["ZM", "NA", "UG"]), unique=True, max_size=2),
    "themes": some.lists(some.sampled_from(["lmo-detection", "mainstreaming"]), unique=True, max_size=2),
    "start": DATES, "end": DATES, "status": some.sampled_from(["", "ongoing", "completed", "proposed", "cancelled"]),
    "organisations": some.lists(some.sampled_from([{"organisation": f"o{n}", "role": "funding"} for n in range(3)]), max_size=2),
    "addresses_needs": some.sampled_from([[], [{"assessment": "zm-needs", "need": "detect"}], [{"assessment": "zm-needs"}]]),
    "joint_with": some.sampled_from([[], ["i0"]]), "part_of": some.sampled_from(["", "", "i1"]),
})  # fmt: skip
ASSESSMENT = Record(
    Key("needs", "zm-needs"),
    {"title": "Needs", "country": "ZM", "needs": [{"id": "detect", "title": "A laboratory", "theme": "lmo-detection"}]}, "", "",
)  # fmt: skip


def situation_from(initiatives: list[dict], names: list[str] | None = None) -> Situation:
    """A situation of initiatives that are not checked against their schema, which these tests do not need."""
    schemas, code_lists = real_types()
    names = names or [f"i{place}" for place in range(len(initiatives))]
    made = [
        Record(
            Key("initiatives", name),
            {"title": f"Initiative {name}", **{key: value for key, value in data.items() if value}},
            "",
            "",
        )
        for name, data in zip(names, initiatives, strict=True)
    ]
    return Situation(catalogue_of([ASSESSMENT, *made], schemas, code_lists), TODAY)


def told(found: Overlaps, without: str = "") -> list[tuple]:
    return [
        (pair.one.key, pair.other.key, pair.kind, pair.countries, pair.themes, pair.borders, pair.common, pair.points, len(pair.needs), pair.ties)
        for pair in found.pairs
        if without not in (pair.one.key.id, pair.other.key.id)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(some.lists(DATA, min_size=2, max_size=6), some.randoms())
def test_the_order_of_records_changes_nothing(initiatives, chance):
    names = [f"i{place}" for place in range(len(initiatives))]
    together = list(zip(initiatives, names, strict=True))
    chance.shuffle(together)
    shuffled = situation_from([data for data, _ in together], [name for _, name in together])
    assert told(overlaps(shuffled)) == told(overlaps(situation_from(initiatives, names)))


@settings(max_examples=60, deadline=None)
@given(some.lists(DATA, min_size=2, max_size=5), DATA)
def test_one_more_record_changes_no_pair_of_others(initiatives, added):
    added = {**added, "joint_with": [], "part_of": ""}
    before = overlaps(situation_from(initiatives))
    names = [*(f"i{place}" for place in range(len(initiatives))), "added"]
    assert told(overlaps(situation_from([*initiatives, added], names)), without="added") == told(before)


@settings(max_examples=60, deadline=None)
@given(DATA, DATA)
def test_it_does_not_matter_which_of_two_comes_first(one, other):
    plain = [{**data, "joint_with": [], "part_of": ""} for data in (one, other)]
    forth = overlaps(situation_from(plain, ["a", "b"])).pairs
    back = overlaps(situation_from(plain, ["b", "a"])).pairs
    assert [(pair.kind, set(pair.countries), set(pair.themes), pair.common, pair.score) for pair in forth] == [
        (pair.kind, set(pair.countries), set(pair.themes), pair.common, pair.score) for pair in back
    ]


@settings(max_examples=60, deadline=None)
@given(some.lists(DATA, min_size=2, max_size=7))
def test_the_index_finds_what_comparing_all_with_all_finds(initiatives):
    names = [f"i{place}" for place in range(len(initiatives))]
    found = {(pair.one.key.id, pair.other.key.id) for pair in overlaps(situation_from(initiatives)).pairs}
    alone = set()
    for place, one in enumerate(names):
        for other in names[
            place + 1 :
        ]:  # parts and joint work reach beyond the two, so all records stay; only their countries go
            only = [
                data if name in (one, other) else {**data, "countries": []}
                for name, data in zip(names, initiatives, strict=True)
            ]
            alone |= {(pair.one.key.id, pair.other.key.id) for pair in overlaps(situation_from(only)).pairs}
    assert found == alone


def crowd(number: int) -> Situation:
    """Many initiatives in few places, so that nearly each meets many others: the hard case."""
    chance, initiatives = random.Random(number), []
    for _ in range(number):
        start = chance.randint(1998, 2022)
        initiatives.append({
            "countries": [chance.choice(["ZM", "UG", "NA", "KE", "MX", "CO", "PE", "BG"])],
            "themes": chance.sample(["risk-assessment", "lmo-detection", "mainstreaming", "coordination"], chance.randint(1, 2)),
            "start": f"{start}-{chance.randint(1, 12):02}-01", "end": f"{start + chance.randint(2, 4)}-12-31", "status": "completed",
            "organisations": [{"organisation": f"o{chance.randint(1, 40)}", "role": "funding"}],
        })  # fmt: skip
    return situation_from(initiatives)


def seconds_for_each(number: int) -> float:
    situation = crowd(number)
    assert len(situation.initiatives) == number
    gc.collect()
    gc.disable()  # its own cost depends on all that other tests have left in memory
    try:
        start = time.process_time()
        found = overlaps(situation)
        spent = time.process_time() - start
    finally:
        gc.enable()
    assert number < len(found.pairs) <= 5 * number
    assert found.not_compared > 0
    return spent / number


@pytest.mark.requirement("R32")
def test_the_cost_of_a_record_hardly_grows_with_their_number():
    overlaps(crowd(200))  # what is paid once
    # The least of several runs: what else the computer does can only add. nox -s bench goes on to 10,000.
    small, large = (min(seconds_for_each(number) for _ in range(runs)) for number, runs in ((1_000, 3), (4_000, 2)))
    assert large / small <= 2


def test_what_is_not_listed_or_not_compared_is_counted_and_said(press_from):
    records = {
        f"initiatives/i{place}": initiative(
            f"o{place}", dates=f"status: completed\nstart: 2010-01-0{place}\nend: 2012-12-31"
        )
        for place in range(1, 6)
    } | {f"organisations/o{place}": "type: ngo" for place in range(1, 6)}
    press = press_from(records)
    situation = press.desk.situation
    assert len(overlaps(situation).pairs) == 10  # 5 × 4 / 2
    few = overlaps(situation, listed_each=1)
    # all have 1 theme, 1 country and 2 full years; the first by id is i1 with i2, which is also the best of all others with i1
    assert (len(few.pairs), few.not_listed, few.not_compared) == (4, 6, 0)
    assert {pair.one.key.id for pair in few.pairs} == {"i1"}
    bounded = overlaps(situation, compared_each=2)
    # in the order of the sweep i1 i2 i3 i4 i5 each meets the next two: 2 + 2 + 2 + 1, of 10
    assert (len(bounded.pairs), bounded.not_listed, bounded.not_compared) == (7, 0, 3)
    assert "left out" not in overlap_view(press).reading
