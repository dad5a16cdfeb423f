"""The example does what its README says; what the rules of coordination want of every record they want of imported ones too."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def example(tmp_path):
    """A copy of the example, and of the training clearinghouse that it is for."""
    shutil.copytree(
        ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("*.rejected*", "site", ".cache")
    )
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return tmp_path / "examples"


def test_the_example_is_taken_as_its_readme_says(example):
    config = ["--config", str(example / "training" / "mkdocs.yml")]
    table = example / "imports" / "projects.csv"
    told = CliRunner().invoke(main, ["import", str(table), *config, "--write"])
    assert "6 rows: 4 records (4 new, 0 changed, 0 unchanged), 2 rejected." in told.output
    assert "“Bestowia” is not a country code. Perhaps XB (Bestovia)?" in told.output
    assert "clearinghouse new organisations fund-for-invented-schools" in told.output
    checked = CliRunner().invoke(main, ["check", *config])
    assert checked.exit_code == 0, checked.output
    everything = b"".join(
        path.read_bytes() for path in (example / "training").rglob("*") if path.suffix in (".md", ".jsonl")
    )
    assert b"000 11" not in everything


def test_a_record_that_breaks_a_rule_of_coordination_is_rejected(example):
    mapping = example / "imports" / "projects.mapping.yaml"
    lines = [line for line in mapping.read_text().splitlines() if not line.startswith("not_known")]
    mapping.write_text("\n".join(lines))
    config = ["--config", str(example / "training" / "mkdocs.yml")]
    told = CliRunner().invoke(main, ["import", str(example / "imports" / "projects.csv"), *config])
    assert "0 records" in told.output
    assert "row 3: the initiative is completed and does not tell its activities, outcomes and lessons" in told.output
