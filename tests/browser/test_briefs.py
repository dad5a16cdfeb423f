"""A country's brief is at most four A4 sheets: printed to PDF by a real browser, for real, invented and overfull countries."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
SHEETS = 4
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
LONG = "A title that is as long as people make them when they want to say everything at once and in one line only "


@pytest.fixture(scope="module")
def overfull_site(tmp_path_factory) -> Path:
    """The training clearinghouse, with a country (Hestria) that has more of everything than a brief can hold."""
    shared = tmp_path_factory.getbasetemp().parent / "overfull-site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "site" / "index.html").exists():
            shutil.copytree(ROOT / "schemas", shared / "schemas", dirs_exist_ok=True)
            project = shutil.copytree(ROOT / "examples/training", shared / "examples/training", dirs_exist_ok=True)
            _fill(project / "content")
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(shared / "site")]
            settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
            done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
    return shared / "site"


def _fill(content: Path) -> None:
    """Write 15 initiatives, needs and meetings of Hestria with long titles; each need is named by all initiatives."""
    source = "sources: [{id: s, title: Invented, date: 2026-01}]"
    needs = "\n".join(
        f"  - {{id: n{each}, title: {LONG} {each}, theme: coordination, priority: high}}" for each in range(15)
    )
    _write(
        content / "needs/xh-needs.md",
        f"title: Needs\nsummary: {LONG}\ncountry: XH\nassessed_on: 2025\nneeds:\n{needs}\n{source}",
    )
    addressed = ", ".join(f"{{assessment: xh-needs, need: n{each}}}" for each in range(15))
    funders = ", ".join(
        f"{{organisation: {each}, role: funding}}"
        for each in ("osmere-aid", "tarrow-fund", "quell-bank", "oronda-network")
    )
    for number in range(15):
        _write(
            content / f"initiatives/xh-{number}.md",
            f"title: {LONG} {number}\nsummary: {LONG}\ntype: project\nstatus: ongoing\nscope: national\ncountries: [XH]\nstart: 2025-01-01\n"
            f"end: 2027-01-01\nthemes: [coordination]\norganisations: [{funders}]\naddresses_needs: [{addressed}]\n"
            f"sustainability: {{measures: [None yet]}}\n"
            f"finance: [{{kind: commitment, donor: osmere-aid, date: 2025, amount: 1000, currency: {('USD', 'EUR', 'NOK')[number % 3]}}}]\n{source}",
        )  # fmt: skip
        _write(
            content / f"meetings/xh-{number}.md",
            f"title: {LONG} {number}\nsummary: {LONG}\nkind: country-forum\nscope: national\ncountry: XH\nstart: 2027-0{number % 9 + 1}-01\n"
            f"organiser: [osmere-aid]\n{source}",
        )  # fmt: skip


def _write(path: Path, front_matter: str) -> None:
    path.write_text(f"---\n{front_matter}\n---\n\nInvented.\n")


def sheets(browser, page: Path) -> int:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(page.as_uri())
    printed = opened.pdf(format="A4", prefer_css_page_size=True)
    context.close()
    return len(PAGE.findall(printed))


def test_every_brief_of_the_training_countries_and_an_overfull_one_stay_on_four_sheets(browser, overfull_site):
    counted = {page.stem: sheets(browser, page) for page in (overfull_site / "briefs").glob("x?.html")}
    assert {"xa", "xb", "xc", "xh"} <= set(counted)
    assert {name: number for name, number in counted.items() if not 1 <= number <= SHEETS} == {}
    assert counted["xh"] > 1  # it really is full


def test_the_briefs_of_the_five_countries_with_most_records_stay_on_four_sheets(browser, site):
    largest = sorted(
        (site / "briefs").glob("??.html"), key=lambda page: -(site / "countries" / page.name).stat().st_size
    )[:5]
    assert len(largest) == 5
    assert [page.stem for page in largest if not 1 <= sheets(browser, page) <= SHEETS] == []


@pytest.mark.requirement("R31")
def test_a_reader_goes_from_the_country_to_its_brief_and_back(visit):
    visit.open("countries/zm.html")
    visit.page.get_by_role("link", name="Country brief for print").click()
    expect(visit.page).to_have_url(re.compile(r"/briefs/zm\.html$"))
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Zambia")
    visit.page.locator(".ch-brief").get_by_role("link", name="Zambia", exact=True).first.click()
    expect(visit.page).to_have_url(re.compile(r"/countries/zm\.html$"))
    expect(visit.page.locator("#at-a-glance")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_country_page_and_its_brief_fit_the_window(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for url in ("countries/zm.html", "briefs/zm.html", "coordination/needs.html", "coordination/changes.html"):
        page.goto((site / url).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    context.close()
