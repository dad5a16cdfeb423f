"""What several kinds of tests share: the small project, and how golden results are renewed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: what a busy computer does meanwhile says nothing of the code. On a change request (CI) the same code meets the same examples.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")

HERE = Path(__file__).parent
ROOT = HERE.parent
SMALL = HERE / "small"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write golden results anew instead of comparing them")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks at the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a module that share what is made once for it in one process, so that it is not made in each."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None and _shares(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def _shares(item: pytest.Item) -> bool:
    """Whether a test uses a fixture that is made once for its module."""
    fixtures = (
        item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    )  # pytest tells it nowhere else
    return any(found[-1].scope in ("module", "package") for found in fixtures.values())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once in each process: Playwright cannot be started twice in one."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import ADVICE, ARGUMENTS, find

    program = find()
    assert program, ADVICE
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds the expected one."""

    def compare(expected: Path, actual: str) -> None:
        if request.config.getoption("--renew"):
            expected.write_text(actual, encoding="utf-8", newline="\n")
        assert actual == expected.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small project, free to be changed."""
    return shutil.copytree(SMALL, tmp_path / "project")
