"""Each folder of `comparisons/` is a test: `before` and `after` are laid over the small project, and what is said is compared.

Write the results anew with `pytest tests/forge --renew`, and read what changed.
"""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.forge.comment import markdown
from clearinghouse.forge.outline import from_data

HERE = Path(__file__).parent / "comparisons"
SMALL = Path(__file__).parents[1] / "small"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir())


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request, tmp_path):
    for state in ("before", "after"):
        shutil.copytree(SMALL, tmp_path / state)
    for state in ("before", "after"):
        if (request.param / state).is_dir():
            shutil.copytree(request.param / state, tmp_path / state, dirs_exist_ok=True)
    if (request.param / "removed.txt").is_file():
        for name in (request.param / "removed.txt").read_text().split():
            (tmp_path / "after" / name).unlink()
    return request.param, tmp_path


def compared(folder, form):
    arguments = ["compare", str(folder / "before"), "--config", str(folder / "after" / "mkdocs.yml"), "--format", form]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_changes_is_said_in_words(case, golden):
    expected, folder = case
    golden(expected / "expected.txt", compared(folder, "text"))


def test_a_comment_made_from_the_outline_says_the_same(case, golden):
    expected, folder = case
    outline = from_data(json.loads(compared(folder, "json"))["outline"])
    golden(expected / "expected.md", markdown(outline))
    assert compared(folder, "markdown") == markdown(outline)


def test_nothing_is_said_of_two_equal_states(small):
    said = CliRunner().invoke(main, ["compare", str(small), "--config", str(small / "mkdocs.yml")]).output
    assert "No record is added, changed or removed." in said
    assert "Where it shows" not in said
