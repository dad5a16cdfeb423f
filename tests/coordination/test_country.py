"""The page of a country: everything of it in one place, on the training clearinghouse and on small situations written here."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clearinghouse.coordination.country import (
    Force,
    coming,
    force_of,
    last_step,
    next_step,
    process_of,
    reached_by_region,
    reports_of,
    strategies_of,
)
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.indicators import is_reached
from clearinghouse.coordination.rule import Finding
from clearinghouse.core.diagnostic import Rule, Severity
from clearinghouse.core.record import Key
from clearinghouse.exports.view import data_of_page
from clearinghouse.pages.coordination import concept_companions, concept_view, record_blocks, record_view
from clearinghouse.pages.coordination.brief import MOST_LINKS, MOST_ROWS, bounded, brief_countries, brief_tables
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.country import country_blocks
from clearinghouse.pages.coordination.country_records import missing_table
from clearinghouse.pages.record import record_page
from clearinghouse.views.view import Column, Row, Table, links_in

from .conftest import press_of
from .plain_text import text_of_block, text_of_cell


def block(press, country: str, block_id: str):
    return next((each for each in country_blocks(country, press) if each.id == block_id), None)


def glance(press, country: str) -> dict[str, str]:
    return {row.cells[0].text: text_of_cell(row.cells[1]) for row in block(press, country, "at-a-glance").rows}


@pytest.mark.requirement("R31")
def test_a_country_at_a_glance_tells_who_to_turn_to_what_holds_and_how_much_goes_on(training_press):
    assert glance(training_press, "XA") == {
        "Contact point": "Ministry of Environment of Almara (Focal point for biosafety, focal-point@example.org); "
        "Ministry of Environment of Almara (Secretary of the steering group, biosafety@example.org)",
        "Notifies the BCH": "Ministry of Environment of Almara (Focal point for biosafety, focal-point@example.org)",
        "Competent authority": "Biosafety Authority of Almara",
        "Coordination mechanism": "Donors' consultations in Almara (Donors' consultative mechanism); "
        "Biosafety steering group of Almara (led by Ministry of Environment of Almara)",
        "Step of the country process": "Progress report (5 March 2024)",
        "Strategy": "Biosafety strategy of Almara 2022 to 2027 (in force)",
        "National biosafety framework": "Being implemented",
        "Latest needs assessment": "Needs of Almara 2021 (15 November 2021)",
        "Last progress report": "Progress in Almara in 2024 (10 March 2025)",
        "Biosafety in national policy": "National development plan 2021 to 2030 (invented)",
        "Initiatives that run now": "5 → countries/xa.html#initiatives-now",
        "Initiatives that have ended": "1 → countries/xa.html#initiatives-ended",
    }


@pytest.mark.requirement("R53")
def test_the_page_lists_every_initiative_of_the_country_and_each_number_counts_its_table(training_press):
    situation = training_press.desk.situation
    for country in situation.by_country:
        listed = set()
        for row in block(training_press, country, "at-a-glance").rows:
            target = row.cells[1].url.partition("#")[2]
            if target:
                links = {link.record.key for link in links_in(block(training_press, country, target)) if link.record}
                assert len(links) == row.cells[1].value
                listed |= links
        assert listed == {each.key for each in situation.by_country[country]}


def test_what_a_country_lacks_is_said_at_a_glance_and_nowhere_as_an_empty_heading(press_from):
    press = press_from({"initiatives/a": "countries: [ZM]"})
    found = glance(press, "ZM")
    for subject in (
        "Contact point",
        "Coordination mechanism",
        "Strategy",
        "Latest needs assessment",
        "Step of the country process",
    ):
        assert found[subject] == "none recorded [gap]"
    assert all(each.rows for each in country_blocks("ZM", press) if isinstance(each, Table))
    assert block(press, "ZM", "coordination-mechanism") is None


def test_a_country_in_which_only_a_meeting_was_held_is_not_said_to_lack_anything(press_from):
    press = press_from(
        {"meetings/m": "kind: coordination-meeting\ncountry: DE\nstart: 2006", "initiatives/a": "countries: [ZM]"}
    )
    assert [each.id for each in country_blocks("DE", press)] == ["meetings-here"]
    assert brief_countries(press) == ["ZM"]


@pytest.mark.requirement("R40")
def test_steps_are_taken_where_the_country_says_so_or_a_record_shows_it_and_the_next_is_the_first_that_is_not(
    situation_of,
):
    situation = situation_of(
        {
            "countries/zm": "country: ZM\nprocess_steps: [{step: situation-analysis, date: 2003, note: By the ministry}]",
            "needs/n": "country: ZM\nneeds: []",
            "strategies/s": "country: ZM",
            "mechanisms/donors": "kind: donor-consultative\ncountry: ZM",
        }
    )
    steps = {step.step: step for step in process_of("ZM", situation)}
    assert [name for name, step in steps.items() if step.is_taken] == [
        "situation-analysis",
        "needs-assessment",
        "strategy",
    ]
    assert (steps["situation-analysis"].date, steps["situation-analysis"].note) == ("2003", "By the ministry")
    assert (steps["needs-assessment"].said, steps["needs-assessment"].records[0].key.id) == (False, "n")
    assert last_step(tuple(steps.values())).step == "strategy"
    assert next_step(tuple(steps.values())).step == "strategy-published"


@pytest.mark.requirement("R40")
def test_the_tracker_marks_the_next_step_and_says_what_shows_the_others(training_press):
    rows = {row.cells[0].value: row for row in block(training_press, "XB", "process-of-coordination").rows}
    assert rows["situation-analysis"].cells[1].text == "taken"
    assert rows["mechanism"].cells[1].text == "shown by a record"
    assert rows["mechanism"].cells[3].links[0].text == "Biosafety committee of Bestovia as steering group"
    assert rows["monitoring"].cells[1].text == "next"
    assert rows["progress-report"].cells[1].text == "not recorded"


@pytest.mark.parametrize(
    ("facts", "force"),
    [
        ("status: in-force", Force.HOLDS), ("start: 2022\nend: 2027", Force.HOLDS), ("status: in-force\nend: 2025", Force.OVER),
        ("status: replaced\nend: 2030", Force.OVER), ("status: draft", Force.COMING), ("start: 2027\nend: 2030", Force.COMING),
        ("status: adopted", Force.UNCLEAR), ("adopted: 2003", Force.UNCLEAR), ("end: 2026", Force.HOLDS), ("end: 2026-06-29", Force.OVER),
    ],
)  # fmt: skip
def test_whether_a_strategy_holds_is_told_by_its_dates_and_its_status(situation_of, facts, force):
    situation = situation_of({"strategies/s": facts})
    assert force_of(situation.record("strategies", "s"), situation) is force


def test_the_strategy_that_holds_comes_before_a_newer_draft_and_older_ones(situation_of):
    situation = situation_of(
        {
            "strategies/old": "country: ZM\nadopted: 2003\nstatus: replaced",
            "strategies/holds": "country: ZM\nadopted: 2015\nstatus: in-force",
            "strategies/draft": "country: ZM\nadopted: 2026\nstatus: draft",
        }
    )
    assert [record.key.id for record, _ in strategies_of("ZM", situation)] == ["holds", "draft", "old"]


@pytest.mark.requirement("R69")
def test_reports_of_the_country_and_of_its_initiatives_come_newest_first_and_late_ones_are_marked(training_press):
    table = block(training_press, "XA", "reports-on-progress")
    assert [(row.cells[0].links[0].text, row.cells[5].tone) for row in table.rows] == [
        ("Detection laboratory of Almara in 2025", "unknown"), ("Progress in Almara in 2024", ""),
        ("Oronda biosafety programme in 2024", "late"), ("Progress in Almara in 2023", ""),
    ]  # fmt: skip
    assert [each.key.id for each in reports_of("XG", training_press.desk.situation)] == ["pr-oronda-2024"]


@pytest.mark.requirement("R41")
def test_a_review_of_the_situation_tells_initiatives_stage_and_lessons(training_press):
    row = block(training_press, "XA", "situation-reviewed").rows[0]
    assert [text_of_cell(cell) for cell in row.cells] == [
        "Needs of Almara 2021", "15 November 2021", "Seed testing in Corvanta", "Being implemented",
        "The neighbour's laboratory began with too little staff.",
    ]  # fmt: skip


@pytest.mark.requirement("R17")
def test_instruments_of_the_country_and_of_its_strategies_stand_together(press_from):
    press = press_from(
        {
            "countries/zm": "country: ZM\nmainstreaming: [{instrument: Development plan, date: 2006}]",
            "strategies/s": "country: ZM\nmainstreaming: [{instrument: Science policy}]",
        }
    )
    assert [row.cells[0].text for row in block(press, "ZM", "in-national-policy").rows] == [
        "Development plan",
        "Science policy",
    ]
    assert glance(press, "ZM")["Biosafety in national policy"] == "Development plan; Science policy"


@pytest.mark.requirement("R64")
def test_initiatives_of_which_the_bch_was_not_told_come_first(training_press):
    rows = block(training_press, "XA", "notified-to-the-bch").rows
    assert [(row.cells[0].links[0].text, row.cells[1].value) for row in rows] == [
        ("Review of crop applications in Almara", None), ("Risk assessment for Almara", None),
        ("Oronda biosafety programme", "2022-05-05"), ("BCH nodes in Almara and Bestovia", "2022-12"),
        ("Detection laboratory of Almara", "2023-04-02"), ("Training in detection for inspectors of Almara", "2024-02"),
    ]  # fmt: skip
    assert {row.cells[1].tone for row in rows[:2]} == {"late"}


def test_a_region_reaches_a_country_only_by_an_initiative_that_names_no_country(situation_of):
    situation = situation_of(
        {
            "initiatives/africa": "regions: ['002']",
            "initiatives/eastern": "regions: ['014', '002']",
            "initiatives/asia": "regions: ['142']",
            "initiatives/kenya": "regions: ['002']\ncountries: [KE]",
        }
    )
    assert [(each.key.id, region) for each, region in reached_by_region("ZM", situation)] == [
        ("eastern", "014"),
        ("africa", "002"),
    ]
    assert reached_by_region("XK", situation) == ()


@pytest.mark.parametrize(
    ("indicator", "reached"),
    [
        ({"baseline": {"value": 2}, "target": {"value": 10}, "values": [{"date": "2020", "value": 12}]}, True),
        (
            {
                "baseline": {"value": 2},
                "target": {"value": 10},
                "values": [{"date": "2020", "value": 12}, {"date": "2021", "value": 9}],
            },
            False,
        ),
        ({"baseline": {"value": 90}, "target": {"value": 10}, "values": [{"date": "2020", "value": 9}]}, True),
        ({"baseline": {"value": 90}, "target": {"value": 10}, "values": [{"date": "2020", "value": 11}]}, False),
        ({"target": {"value": 10}, "values": [{"date": "2020", "value": 11}]}, None),
        ({"target": {"value": 10}, "values": [{"date": "2020", "value": 10}]}, True),
        ({"target": {"value": 10}}, None),
        ({"baseline": {"value": 5}, "target": {"value": 5}, "values": [{"date": "2020", "value": 7}]}, True),
    ],
)
def test_a_target_is_reached_from_the_side_on_which_the_indicator_began(indicator, reached):
    assert is_reached(indicator) is reached


@pytest.mark.requirement("R68")
def test_indicators_are_a_table_with_what_was_missed_and_a_line_of_dated_values_each(training_press):
    table = block(training_press, "XA", "indicator-values")
    assert [(row.cells[0].links[0].text, row.cells[3].text, row.cells[5].text) for row in table.rows] == [
        ("Samples tested", "150 (2025)", "not reached in time"), ("People trained in detection", "12 (31 December 2025)", "reached"),
        ("People who know where to ask", "27.5 (May 2026)", "ahead"),
    ]  # fmt: skip
    chart = block(training_press, "XA", "chart-xa-monitoring-samples")
    assert [round(point.y, 3) for point in chart.points] == [0.1, 0.3, 0.55, 0.75]  # of 0 to 200
    assert (chart.points[0].x, chart.points[-1].x, chart.target) == (0, 1, 1)


def test_what_comes_is_in_the_order_of_its_dates_and_nothing_of_it_is_past(training_press):
    found = coming("XA", training_press.desk.situation)
    assert [(each.date, each.kind, each.record.key.id) for each in found[:4]] == [
        ("2026-08-31", "end", "xa-risk-assessment"), ("2026-09-30", "report", "pr-xa-2024"),
        ("2026-12", "end", "xa-detection-training"), ("2026-12-31", "action", "xa-forum-2025"),
    ]  # fmt: skip


def finding(number: int, severity: Severity, collection: str = "initiatives", message: str = "is missing") -> Finding:
    return Finding(Rule(f"CH5{number:02}", severity, f"Rule {number}", "", "", ""), Key(collection, "a"), (), message)


def test_what_is_missing_is_told_rule_by_rule_with_the_country_first_and_the_rest_counted(situation_of):
    situation = situation_of({"initiatives/a": "title: Alpha\ncountries: [ZM]"})
    found = [
        finding(1, Severity.NOTE), finding(2, Severity.WARNING), finding(3, Severity.ERROR),
        Finding(finding(4, Severity.NOTE).rule, Key("countries", "zm"), (), "no mechanism"),
        *(finding(5, Severity.NOTE, message=f"part {number}") for number in range(5)),
    ]  # fmt: skip
    desk = Desk(situation)
    vars(desk)["pressing"] = tuple(found)  # as if rules had found it
    press = press_of(situation.catalogue, desk)
    table = missing_table("ZM", press, 3, 2)
    assert [row.cells[0].text for row in table.rows] == ["Rule 4", "Rule 2", "Rule 1"]
    assert table.rows[0].cells[1].links[0].text == "Zambia"
    assert table.about.endswith("The first 3 kinds of 4.")
    everything = missing_table("ZM", press, 30, 2)
    assert text_of_cell(everything.rows[3].cells[1]) == "Alpha (part 0); Alpha (part 1); and 3 more"


def test_the_ids_of_all_blocks_of_all_countries_are_unique_and_free_of_those_of_the_lists_below(training_press):
    taken = set(training_press.catalogue.schemas) | {"recorded", "own-record", "facts", "fits", "sources", "not-known"}
    taken |= {field.name for field in training_press.catalogue.schemas["countries"].fields}
    for country in training_press.desk.situation.countries:
        blocks = country_blocks(country, training_press)
        ids = [each.id for each in blocks]
        ids += [row.anchor for each in blocks if isinstance(each, Table) for row in each.rows if row.anchor]
        assert len(ids) == len(set(ids))
        assert not set(ids) & taken


@given(
    country=some.sampled_from(["KE", "DE", "BR"]),
    kind=some.sampled_from(
        [
            ("initiatives/0-other", "countries: [{}]\nstatus: ongoing\nstart: 2020\nthemes: [coordination]"),
            ("strategies/0-other", "country: {}\nadopted: 2020\nstatus: in-force"),
            ("needs/0-other", "country: {}\nneeds: [{{id: x, title: X, theme: coordination}}]"),
            ("mechanisms/0-other", "kind: national-steering-group\ncountry: {}"),
            ("meetings/0-other", "kind: country-forum\ncountry: {}\nstart: 2025"),
        ]
    ),
)
def test_an_unrelated_record_changes_nothing_on_the_page_of_another_country(press_from, country, kind):
    records = {
        "initiatives/a": "countries: [ZM]\nstatus: ongoing\nstart: 2020\nthemes: [coordination]\nlessons: [Ask early.]",
        "needs/n": "country: ZM\nneeds: [{id: first, title: First, theme: coordination}]",
        "strategies/s": "country: ZM\nadopted: 2003",
    }
    name, text = kind
    before, after = press_from(records), press_from({name: text.format(country), **records})
    pages = [[text_of_block(each) for each in country_blocks("ZM", press)] for press in (before, after)]
    assert pages[0] == pages[1]
    assert country_blocks(country, before) == ()
    assert country_blocks(country, after) != ()


def test_a_brief_holds_so_many_rows_and_links_and_says_what_it_leaves_out(press_from):
    records = {f"initiatives/i{number}": "countries: [ZM]\nstatus: ongoing" for number in range(MOST_ROWS + 5)}
    press = press_from(records)
    table = next(each for each in brief_tables("ZM", press) if each.id == "initiatives-in-brief")
    assert len(table.rows) == MOST_ROWS
    assert table.about == f"The first {MOST_ROWS} of {MOST_ROWS + 5}; the others are on the country's page."
    wide = Table("t", "T", (Column("a", "A"),), (Row((Cells(press).records(press.catalogue.records),)),))
    links = bounded(wide, press, 5).rows[0].cells[0].links
    assert len(links) == MOST_LINKS
    assert links[-1].note == f"and {MOST_ROWS + 5 - MOST_LINKS} more"


def test_the_brief_puts_the_unanswered_need_before_an_answered_one_of_the_same_priority(training_press):
    table = next(each for each in brief_tables("XA", training_press) if each.id == "top-needs")
    assert [row.cells[0].links[0].text for row in table.rows] == [
        "A laboratory that finds LMOs", "Staff who stay", "Talks with the public in the provinces", "Risk assessors",
        "Advice on papers for exporters",
    ]  # fmt: skip


def test_a_country_page_comes_with_a_brief_data_and_a_feed(training_press):
    countries = training_press.catalogue.code_lists["countries"]
    assert [(each.url, each.media_type) for each in concept_companions(countries, "XA", training_press)] == [
        ("briefs/xa.html", ""), ("countries/xa-data.json", "application/json"), ("countries/xa-data.csv", "text/csv"),
        ("feeds/countries/xa.xml", "application/atom+xml"),
    ]  # fmt: skip
    themes = concept_companions(training_press.catalogue.code_lists["themes"], "coordination", training_press)
    assert [each.url for each in themes] == ["themes/coordination-data.json", "themes/coordination-data.csv"]


def test_pages_of_donors_strategies_themes_and_regions_have_their_tables_as_data(training_press):
    catalogue, text = training_press.catalogue, "Detection laboratory of Almara"
    views = {}
    for key in (Key("organisations", "osmere-aid"), Key("strategies", "xa-strategy")):
        record = catalogue.by_key[key]
        views["/".join(key)] = (record_view(record, record_blocks(record, training_press), training_press), text)
    for name, concept, words in (("themes", "lmo-detection", text), ("regions", "XR1", "XA")):
        view = concept_view(catalogue.code_lists[name], concept, training_press)
        views[f"{name}/{concept.lower()}"] = (view, words)
    for stem, (view, text) in views.items():
        files = dict(data_of_page(view))
        tables = json.loads(files[f"{stem}-data.json"])["tables"]
        assert any(text in json.dumps(each["rows"]) for each in tables), stem
        rows = files[f"{stem}-data.csv"].decode("utf-8-sig")
        assert rows.startswith("table,row,column,value\r\n")
        assert text in rows


def test_a_year_is_written_without_separators(training_press):
    page = record_page(training_press.desk.situation.record("countries", "xa"), training_press).content
    assert "<td>2022</td>" in page
    assert "2,022" not in page
