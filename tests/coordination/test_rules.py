"""Each folder of `rules/` is the test of a rule: records that break it and records that keep it, laid over `rules/base`.

What must be said of the wrong ones is in `wrong/expected.txt`. Write these anew with `pytest tests/coordination/test_rules.py
--renew`, and read what changed.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clearinghouse import pipeline
from clearinghouse.core.diagnostic import Diagnostic, in_reading_order
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, read_rules, read_types
from clearinghouse.reports.text import render_text

HERE = Path(__file__).parent / "rules"
BASE = Project.from_config(HERE / "base" / "mkdocs.yml")
TYPES = read_types(BASE)
RULES, FAULTS = read_rules(BASE)
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
    monkeypatch.setattr(pipeline, "read_types", lambda project: TYPES)
    monkeypatch.setattr(pipeline, "read_rules", lambda project: (RULES, FAULTS))

    def read(*folders: Path) -> tuple[list[Diagnostic], dict]:
        target = tmp_path / (folders[0].name if folders else "base")
        for folder in (HERE / "base", *folders):
            shutil.copytree(folder / "content", target / "content", dirs_exist_ok=True)
        reading = read_project(replace(BASE, root=target, content=target / "content"))
        return in_reading_order([*reading.diagnostics, *reading.advice]), reading.sources

    return read


@pytest.mark.parametrize(("case", "code"), tuple(cases()))
def test_a_rule_tells_of_the_wrong_records_and_not_of_the_right_ones(case, code, found, golden):
    told, sources = found(case / "wrong")
    assert {each.code for each in told if each.code < "CH5"} == set(), "a case breaks rules of coordination only"
    golden(case / "wrong" / "expected.txt", render_text([each for each in told if each.code == code], sources, colour=False))
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
    assert FAULTS == []
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
