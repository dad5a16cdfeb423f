"""Each folder of `rules/` is the test of a rule: records that break it and records that keep it, laid over `rules/base`.

What must be said of the wrong ones is in `wrong/expected.txt`. Write these anew with `pytest tests/coordination/test_rules.py
--renew`, and read what changed.
"""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearinghouse import pipeline
from clearinghouse.coordination.checks import CHECKS
from clearinghouse.coordination.checks.contacts import is_role_mailbox
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.rule import run_rules
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.diagnostic import Diagnostic, Severity, in_reading_order
from clearinghouse.core.record import Key, Record
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, read_all_types
from clearinghouse.reports.text import render_text

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "rules"
BASE = Project.from_config(HERE / "base" / "mkdocs.yml")
TYPES = read_all_types(BASE)
RULES = TYPES.rules
RULE_BY_CODE = {rule.code: rule for rule in RULES}

ASKED = {
    "R02": "W", "R04": "D", "R06": "W", "R07": "D", "R08": "WD", "R09": "W", "R10": "E", "R11": "EW", "R12": "E", "R13": "E", "R14": "E",
    "R15": "W", "R16": "D", "R17": "D", "R18": "D", "R19": "W", "R21": "W", "R22": "W", "R25": "D", "R26": "D", "R27": "EW", "R28": "D",
    "R29": "E", "R30": "E", "R31": "D", "R32": "D", "R33": "W", "R34": "WD", "R35": "W", "R36": "EW", "R38": "W", "R39": "D", "R40": "W",
    "R43": "EE", "R45": "E", "R46": "W", "R48": "W", "R49": "DD", "R50": "ED", "R52": "W", "R53": "D", "R54": "W", "R55": "W", "R57": "D",
    "R58": "W", "R59": "WW", "R60": "D", "R62": "D", "R63": "ED", "R64": "D", "R65": "W", "R66": "D", "R67": "D", "R68": "W", "R69": "D",
    "R70": "D",
}  # fmt: skip
"""The checks that were asked for (severity E, W or D), without those that the core makes; see the head of rules.yaml."""

SEVERITY = {"E": "error", "W": "warning", "D": "note"}


def cases():
    for folder in sorted(HERE.glob("CH5*")):
        code = folder.name.partition("-")[0]
        rule = RULE_BY_CODE.get(code)
        marks = [pytest.mark.requirement(rule.requirement)] if rule else []
        yield pytest.param(folder, code, marks=marks, id=folder.name)


@pytest.fixture
def found(tmp_path, monkeypatch):
    """What is said of records laid over the base. Schemas and rules, which are the same for all cases, are read once."""
    monkeypatch.setattr(pipeline, "read_all_types", lambda _: TYPES)

    def read(*folders: Path) -> tuple[list[Diagnostic], dict]:
        target = tmp_path / "projects" / (folders[0].name if folders else "base")
        for folder in (HERE / "base", *folders):
            shutil.copytree(folder / "content", target / "content", dirs_exist_ok=True)
        reading = read_project(replace(BASE, root=target, content=target / "content"))
        return in_reading_order([*reading.diagnostics, *reading.advice()]), reading.sources

    return read


@pytest.mark.parametrize(("case", "code"), tuple(cases()))
def test_a_rule_tells_of_the_wrong_records_and_not_of_the_right_ones(case, code, found, golden):
    told, sources = found(case / "wrong")
    assert {each.code for each in told if each.code < "CH5"} == set(), "a case breaks rules of coordination only"
    golden(
        case / "wrong" / "expected.txt",
        render_text([each for each in told if each.code == code], sources, colour=False),
    )
    assert any(each.code == code for each in told)
    told, _ = found(case / "right")
    assert {each.code for each in told if each.code < "CH5"} == set()
    assert [each.message for each in told if each.code == code] == []


def test_the_base_of_the_cases_keeps_every_rule(found):
    assert found()[0] == []


def test_every_rule_has_a_case_and_every_case_a_rule():
    folders = [folder.name.partition("-")[0] for folder in HERE.glob("CH5*")]
    assert sorted(folders) == sorted(RULE_BY_CODE)
    for folder in HERE.glob("CH5*"):
        assert {each.name for each in folder.iterdir()} == {"wrong", "right"}


def test_the_file_of_rules_is_right():
    assert TYPES.faults == ()
    assert len(RULE_BY_CODE) == len(RULES)


def test_the_rules_are_those_that_were_asked_for_with_their_severities():
    told = {}
    for rule in RULES:
        told.setdefault(rule.requirement, []).append(rule.rule.severity.value)
    assert {ask: sorted(severities) for ask, severities in told.items()} == {
        ask: sorted(SEVERITY[letter] for letter in letters) for ask, letters in ASKED.items()
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_code_is_named_after_its_ask_or_stands_behind_all_asks(rule):
    number = int(rule.code.removeprefix("CH5"))
    assert number == int(rule.requirement.removeprefix("R")) or number > 70


# --- what the core tells, so that no rule has to -------------------------------------------------------

MADE_BY_THE_CORE = [
    ("R01", "meetings/m", "kind: workshop\nmandate: [bs-i-5]", "CH302"),
    ("R03", "initiatives/m", "status: running", "CH210"),
    (
        "R05",
        "decisions/m",
        "kind: framework\nparagraphs:\n  - {id: p, number: '1', text: One}\n  - {id: p, number: '2', text: Two}",
        "CH303",
    ),
    ("R16", "recommendations/m", "meeting: cm-1\nconstraint: laziness", "CH210"),
    ("R18", "countries/m", "country: KE\ndomestic_budget:\n  - {year: 2024, amount: 5, currency: ZZZ}", "CH210"),
    ("R23", "resources/m", "kind: guidance\ntarget_groups: [aunts]", "CH210"),
    ("R24", "initiatives/m", "development_goals: [sdg-99]", "CH210"),
    ("R41", "needs/m", "situation: {nbf_stage: somewhere}", "CH210"),
    (
        "R42",
        "needs/m",
        "needs:\n  - {id: need, title: One, theme: mainstreaming}\n  - {id: need, title: Two, theme: mainstreaming}",
        "CH303",
    ),
    ("R47", "mechanisms/m", "kind: global-mechanism\nmeasures:\n  - {measure: tea}", "CH210"),
    ("R50", "meetings/m", "kind: workshop\nstart: 2025-02-04\nend: 2025-02-03", "CH250"),
    ("R56", "meetings/m", "kind: round-table\norganiser: [nobody-here]", "CH302"),
    ("R59", "initiatives/m", "finance:\n  - {kind: grant, amount: '1,500', currency: USD}", "CH221"),
    ("R61", "initiatives/m", "related: [no-such-initiative]", "CH302"),
    (
        "R68",
        "monitoring-frameworks/m",
        "country: KE\nindicators:\n  - {id: i, title: Samples, unit: tests, values: [{value: 5}]}",
        "CH202",
    ),
    ("R68", "monitoring-frameworks/m", "country: KE\nindicators:\n  - {id: i, title: Samples}", "CH202"),
]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param(*case, marks=pytest.mark.requirement(ask), id=f"{ask}-{case[2]}-{place}")
        for place, (ask, *case) in enumerate(MADE_BY_THE_CORE)
    ],
)
def test_a_mistake_that_the_core_tells_of_is_told_once(name, text, code, found, tmp_path):
    path = tmp_path / "case" / "content" / f"{name}.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"---\ntitle: A wrong record\nsummary: Invented for a test.\n{text}\nsources:\n  - {{id: s, title: Test}}\n---\n",
        encoding="utf-8",
    )
    told, _ = found(tmp_path / "case")
    assert [each.code for each in told if each.file == f"content/{name}.md"] == [code]


# --- the real records and the training clearinghouse ----------------------------------------------


@pytest.mark.requirement("R25")
def test_the_real_records_break_no_rule_and_notes_say_what_could_be_added():
    reading = read_project(Project.from_config(ROOT / "mkdocs.yml", "2026-11-24"))
    assert [each.message for each in reading.diagnostics if each.severity is not Severity.NOTE] == []
    assert {each.severity for each in reading.advice()} == {Severity.NOTE}
    unconfirmed = {each.file for each in reading.advice() if each.code == "CH525"}
    assert unconfirmed == {record.file for record in reading.catalogue.records if "confirmed_on" not in record.data}


def test_the_training_records_break_no_rule_that_is_an_error_and_many_others(training):
    assert [f"{each.code} {each.file}" for each in training.diagnostics if each.severity is Severity.ERROR] == []
    told = {each.rule.severity for each in training.desk.findings}
    assert told == {Severity.WARNING, Severity.NOTE}


# --- what is not known, and dates of which not everything is known -----------------------------------


def codes(situation, *wanted: str) -> list[tuple[str, str]]:
    """The code and the id of what is found, in reading order; of some rules only."""
    findings = run_rules([rule for rule in RULES if not wanted or rule.code in wanted], CHECKS, situation)
    return sorted((each.rule.code, each.key.id) for each in findings)


ASKED_FOR_A_FIELD = [
    ("CH508", "initiatives/a", "status: ongoing", "reporting_duty"),
    ("CH509", "initiatives/a", "countries: [ZM]\nstart: 2023", "follows_strategies"),
    ("CH510", "strategies/a", "status: draft", "documents"),
    ("CH511", "initiatives/a", "status: approved", "sustainability"),
    ("CH512", "best-practices/a", "kind: south-south", "experience_of"),
    ("CH515", "case-studies/a", "presented_at: [m]", "documents"),
    ("CH519", "organisations/pays", "type: foundation", "assistance_policy"),
    (
        "CH527",
        "initiatives/a",
        "status: completed\nactivities:\n  - {title: Course}\noutcomes: [All went well.]",
        "lessons",
    ),
    ("CH529", "best-practices/a", "kind: coordination", "measures"),
    ("CH533", "initiatives/a", "status: ongoing\ncountries: [ZM]", "organisations"),
    ("CH534", "initiatives/a", "status: ongoing", "addresses_needs"),
    ("CH535", "mechanisms/a", "kind: national-steering-group", "enabling"),
    ("CH536", "mechanisms/a", "kind: national-steering-group", "members"),
    ("CH538", "mechanisms/a", "kind: global-mechanism", "stakeholders"),
    ("CH543", "strategies/a", "country: ZM", "based_on"),
    ("CH546", "strategies/a", "country: ZM", "bch_uid"),
    ("CH554", "mechanisms/a", "kind: national-biosafety-committee", "linked_aid_mechanism"),
    ("CH558", "strategies/a", "country: ZM", "prepared_by"),
    ("CH565", "mechanisms/a", "kind: donor-consultative", "members"),
    (
        "CH573",
        "initiatives/a",
        "status: ongoing\nstart: 2020\nactivities:\n  - {title: Course}\nlessons: [Begin early.]",
        "outcomes",
    ),
    ("CH575", "initiatives/a", "countries: [ZM]", "consulted"),
]
AROUND = {
    "strategies/zm": "country: ZM\nstart: 2020\nend: 2030\nbased_on_reason: None.\nbch_uid: '1'\nprepared_by: [group]",
    "mechanisms/group": "kind: national-steering-group\ncountry: ZM",
    "initiatives/paid": "countries: [KE]\norganisations:\n  - {organisation: pays, role: funding}",
    "organisations/pays": "type: foundation",
    "meetings/m": "kind: workshop",
}


@pytest.mark.parametrize(
    ("code", "name", "text", "field"), ASKED_FOR_A_FIELD, ids=lambda value: str(value).split("\n")[0]
)
def test_a_record_that_lists_a_field_as_not_known_is_not_asked_for_it(code, name, text, field, situation_of):
    asked = codes(situation_of({**AROUND, name: text}), code)
    spared = codes(situation_of({**AROUND, name: f"{text}\nnot_known: [{field}]"}), code)
    here = (code, name.partition("/")[2])
    assert here in asked
    assert here not in spared


def test_notes_stay_whatever_is_not_known(situation_of):
    records = {
        "decisions/a": "kind: framework\nreview: {first: 2020}\nadopted: 2018",
        "recommendations/a": "meeting: m",
        "meetings/m": "kind: workshop",
    }
    silent = {**records, "recommendations/a": "meeting: m\nnot_known: [follow_up]"}
    assert (
        codes(situation_of(silent), "CH516", "CH570")
        == [("CH516", "a"), ("CH570", "a")]
        == codes(situation_of(records), "CH516", "CH570")
    )


@pytest.mark.requirement("R09")
@pytest.mark.parametrize(
    ("strategy", "start", "passed_over"),
    [
        ("start: 2020\nend: 2025", "2021", True),
        ("start: 2020\nend: 2025", "2020", False),  # perhaps the initiative began first
        ("start: 2020-01-01\nend: 2025", "2020", True),
        ("start: 2020\nend: 2025", "2025-01-01", True),
        ("start: 2020\nend: 2025", "2025-01-02", False),  # perhaps the strategy ended on 1 January
        ("adopted: 2020", "2022", True),
        ("adopted: 2020\nnot_known: [end]", "2022", False),
        ("adopted: 2020\nstatus: draft", "2022", False),
        ("adopted: 2020\nstatus: replaced", "2022", False),
        ("end: 2025", "2022", False),  # nobody says when it began
    ],
)
def test_only_a_strategy_that_was_certainly_in_force_is_passed_over(strategy, start, passed_over, situation_of):
    situation = situation_of(
        {"strategies/s": f"country: ZM\n{strategy}", "initiatives/a": f"countries: [ZM]\nstart: {start}"}
    )
    assert codes(situation, "CH509") == ([("CH509", "a")] if passed_over else [])


@pytest.mark.requirement("R09")
def test_a_strategy_without_end_was_in_force_until_another_replaced_it(situation_of):
    records = {
        "strategies/old": "country: ZM\nadopted: 2010",
        "strategies/new": "country: ZM\nadopted: 2020\nreplaces: old",
    }
    before = situation_of({**records, "initiatives/a": "countries: [ZM]\nstart: 2019"})
    after = situation_of({**records, "initiatives/a": "countries: [ZM]\nstart: 2021\nfollows_strategies: [new]"})
    assert codes(before, "CH509") == [("CH509", "a")]
    assert codes(after, "CH509") == []


@pytest.mark.requirement("R68")
@pytest.mark.parametrize(
    ("baseline", "value", "missed"),
    [
        ("", "9", True),
        ("", "10", False),
        ("{value: 0}", "9", True),
        ("{value: 30}", "9", False),
        ("{value: 30}", "11", True),
    ],
)
def test_a_target_below_the_baseline_is_reached_from_above(baseline, value, missed, situation_of):
    start = f"    baseline: {baseline}\n" if baseline else ""
    text = f"country: ZM\nindicators:\n  - id: i\n    title: Cases\n    unit: cases\n{start}    target: {{value: 10, due: 2025}}\n    values:\n      - {{date: 2025, value: {value}}}"
    assert bool(codes(situation_of({"monitoring-frameworks/f": text}), "CH568")) is missed


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(
    "mailbox",
    [
        "info@x.example",
        "mailto:office@x.example",
        "BCH.zm@x.example",
        "focal-point@x.example",
        "nbabiosafety@x.example",
    ],
)
def test_the_mailbox_of_an_office_is_known_by_a_word_in_it(mailbox):
    assert is_role_mailbox(mailbox)


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(
    "mailbox", ["jane@x.example", "j.doe@biosafety.example", "infante@x.example", "p.mailer@office.example"]
)
def test_a_name_is_no_office_whatever_stands_behind_the_at_sign(mailbox):
    assert not is_role_mailbox(mailbox)


@pytest.mark.requirement("R06")
def test_a_later_meeting_of_which_no_agenda_can_be_known_leaves_an_item_open_without_a_warning(situation_of):
    first = "kind: workshop\nstart: 2020\ncarried_over:\n  - {id: venue, title: The next venue}\nnext_meeting: second"
    second = "kind: workshop\nstart: 2021"
    assert codes(situation_of({"meetings/first": first, "meetings/second": second}), "CH506") == [("CH506", "first")]
    silent = {"meetings/first": first, "meetings/second": f"{second}\nnot_known: [agenda]"}
    assert codes(situation_of(silent), "CH506") == []
    to_come = {"meetings/first": first, "meetings/second": "kind: workshop\nstart: 2026-09"}
    assert codes(situation_of(to_come), "CH506") == []


@pytest.mark.requirement("R19")
@pytest.mark.requirement("R67")
def test_a_government_that_pays_at_home_is_no_donor(situation_of):
    records = {
        "organisations/state": "type: government\ncountry: ZM",
        "initiatives/a": "countries: [ZM]\norganisations:\n  - {organisation: state, role: co-funding}",
    }
    assert codes(situation_of(records), "CH519", "CH567") == []
    abroad = {
        **records,
        "initiatives/b": "countries: [KE, ZM]\norganisations:\n  - {organisation: state, role: funding}",
    }
    assert codes(situation_of(abroad), "CH519", "CH567") == [("CH519", "state"), ("CH567", "state")]


# --- what holds for all rules --------------------------------------------------------------------------


def test_a_record_about_nothing_in_particular_changes_no_finding_of_others(training):
    situation = training.desk.situation
    stranger = Record(
        Key("organisations", "zz-stranger"),
        {"title": "Stranger", "summary": "Stranger", "type": "other", "sources": []},
        "",
        "x",
    )
    more = catalogue_of(
        [*situation.catalogue.records, stranger], situation.catalogue.schemas, situation.catalogue.code_lists
    )
    before = [each for each in training.desk.findings if each.key != stranger.key]
    after = [
        each
        for each in Desk(Situation(more, situation.today), training.desk.rules).findings
        if each.key != stranger.key
    ]
    assert len(before) > 100
    assert after == before


def test_the_order_of_files_changes_nothing(training):
    catalogue = training.catalogue
    turned = catalogue_of(reversed(catalogue.records), catalogue.schemas, catalogue.code_lists)
    desk = Desk(Situation(turned, training.desk.situation.today), training.desk.rules)
    assert desk.findings == training.desk.findings


def test_nothing_is_found_in_a_clearinghouse_without_these_collections():
    small = read_project(Project.from_config(ROOT / "tests" / "small" / "mkdocs.yml"))
    assert list(run_rules(RULES, CHECKS, small.desk.situation)) == []


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_becomes_overdue_stays_overdue_until_somebody_writes(data, training):
    """Time alone never takes a note back that something is overdue."""
    days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
    earlier, later = sorted((data.draw(days), data.draw(days)))
    overdue = [
        rule
        for rule in RULES
        if rule.code in ("CH504", "CH526", "CH539", "CH549", "CH557", "CH560", "CH569", "CH577", "CH578")
    ]
    catalogue = training.catalogue
    before, after = (
        {(each.rule.code, each.key, each.pointer) for each in run_rules(overdue, CHECKS, Situation(catalogue, day))}
        for day in (earlier, later)
    )
    assert before <= after
