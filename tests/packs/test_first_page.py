"""The first page of a copy in Chromium: in the dark, on paper, inside the ZIP file, and where an update of another copy was unpacked."""

import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from clearinghouse.packs import archive
from clearinghouse.packs.selection import Selection
from tests.browser.test_reading import TAGS
from tests.incremental.project import small_project
from tests.packs.building import build_pack

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Path:
    """A folder with a copy, with the page alone, as it is opened inside the ZIP file, and with a copy that has the page of another."""
    folder = tmp_path_factory.mktemp("copies")
    config = small_project(folder / "project", papers=4) / "mkdocs.yml"
    for name, selection in (("whole", Selection()), ("part", Selection(countries=("DZ",)))):
        archive.write(build_pack(config, selection), folder / f"{name}.zip")
        with zipfile.ZipFile(folder / f"{name}.zip") as opened:
            opened.extractall(folder / name)
            if name == "part":
                opened.extract("START-HERE.html", folder / "inside")
                opened.extractall(
                    folder / "mixed", [each for each in opened.namelist() if "assets/start-here" not in each]
                )
    with zipfile.ZipFile(folder / "whole.zip") as opened:
        opened.extractall(folder / "mixed", [each for each in opened.namelist() if "assets/start-here" in each])
    return folder


def colour(page: Page, selector: str, what: str) -> list[float]:
    said = page.locator(selector).first.evaluate("(element, what) => getComputedStyle(element)[what]", what)
    return [float(each) for each in said.partition("(")[2].rstrip(")").split(",")]


def opened(browser: Browser, folder: Path, **options: str) -> Page:
    page = browser.new_page(**options)
    page.goto((folder / "START-HERE.html").as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "shown"), [("part", "inside"), ("whole", "inside"), ("inside", "extract"), ("mixed", "foreign")]
)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_shows_what_fits_where_it_lies(browser, folders, name, shown, colours):
    page = opened(browser, folders / name, color_scheme=colours)
    assert [each for each in ("extract", "foreign", "inside") if page.locator(f"#{each}").is_visible()] == [shown]
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    assert [each["id"] for each in found] == []
    if name == "mixed":
        assert "Countries: Algeria" in page.locator("#foreign").inner_text()
    page.close()


def test_in_the_dark_nothing_glares(browser, folders):
    page = opened(browser, folders / "part", color_scheme="dark")
    for selector in ("body", "#query", "form button"):
        assert max(colour(page, selector, "backgroundColor")[:3]) < 80, selector
        assert min(colour(page, selector, "color")[:3]) > 180, selector
    page.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_on_paper_what_is_opened_can_be_read_without_a_background(browser, folders, colours):
    page = opened(browser, folders / "part", color_scheme=colours)
    page.emulate_media(media="print", color_scheme=colours)
    for selector in (".open", "h1", "body"):
        assert max(colour(page, selector, "color")[:3]) < 120, selector
    assert colour(page, ".open", "backgroundColor")[3:] == [0]
    assert not page.locator("form").is_visible()  # nobody types on paper
    page.close()
