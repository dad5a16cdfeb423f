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
    from playwright.sync_api import Browser, Playwright

# No deadline: what a busy computer does meanwhile says nothing of the code. On a change request (CI) the same code meets the same examples.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")

HERE = Path(__file__).parent
ROOT = HERE.parent
SMALL = HERE / "small"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write golden results anew instead of comparing them")


TOGETHER = {
    **dict.fromkeys(["tests/packs", "tests/books/test_packs.py"], "packs"),
    **dict.fromkeys(["tests/docs/test_first_record.py", "tests/docs/test_maintaining.py"], "tutorial"),
    **{
        f"tests/{name}.py": name
        for name in (
            "books/test_pdf", "books/test_zim", "browser/test_form", "browser/test_reading", "coordination/test_requirements",
            "docs/test_another_clearinghouse", "editing/test_beginning", "engines/test_build", "pages/test_record_types",
            "search/test_contract", "search/test_files",
        )
    },
}  # fmt: skip
"""Folders and modules whose tests share what takes long to make, so that one process runs them and it is made once."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Share out single tests, but for those that belong together: with pytest 9.2 the groups of pytest-xdist 3.8 are not seen."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0]
            return TOGETHER.get(module) or TOGETHER.get(module.rpartition("/")[0]) or nodeid

    return Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers, started once in each process: it cannot be started twice in one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    """Chromium."""
    from tests.browser.chromium import ADVICE, ARGUMENTS, find

    program = find(playwright)
    assert program, ADVICE
    launched = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def firefox(playwright, downloads) -> Iterator[Browser]:
    """Firefox as it is on this computer; the test is skipped where there is none."""
    from tests.browser.firefox import ADVICE, CHANNEL, PREFERENCES, find

    program = find()
    if program is None:
        pytest.skip(ADVICE)
    launched = playwright.firefox.launch(
        channel=CHANNEL, executable_path=program, firefox_user_prefs=PREFERENCES, downloads_path=downloads
    )
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def downloads(tmp_path_factory) -> Path:
    """The folder in which Firefox keeps what is downloaded."""
    return tmp_path_factory.mktemp("downloads")


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
