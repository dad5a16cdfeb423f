"""What readers do, in a real browser: over http, and from the disk with the network cut."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = [
    "index.html", "initiatives/index.html", "initiatives/zm-norway.html", "countries/index.html", "countries/zm.html", "organisations/gef.html",
    "decisions/interim-guiding-framework.html", "needs/index.html", "records.html", "search.html?q=laboratory", "contribute/errors.html",
    "contribute/initiatives.html", "contribute/index.html", "contribute/yaml.html", "contribute/code-lists.html",
    "contribute/list-countries.html", "contribute/first-record.html", "about/requirements.html", "briefs/zm.html", "regions/014.html",
    "who-does-what/index.html", "who-does-what/map.html", "coordination/recommendations.html", "lessons/case-studies.html",
]  # fmt: skip
TRAINING_PAGES = [
    "countries/xa.html", "who-does-what/country-theme.html", "who-does-what/timeline.html", "coordination/overlap.html", "coordination/money.html",
    "coordination/needs.html", "coordination/quality.html", "initiatives/xa-lab.html", "strategies/xa-strategy.html", "meetings/cm-1.html",
]  # fmt: skip


def test_a_reader_goes_from_home_to_country_to_initiative_and_back_by_the_links(visit):
    page = visit.page
    visit.open("index.html")
    page.locator(".md-content").get_by_role("link", name="Countries").first.click()
    page.get_by_role("link", name="Zambia", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zambia")
    page.locator("#initiatives").get_by_role("link", name="Norwegian assistance to Zambia", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Norwegian assistance to Zambia")
    page.locator(".ch-facts").get_by_role("link", name="Government of Norway").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Government of Norway")
    page.locator(".ch-related").get_by_role("link", name="Norwegian assistance to Zambia").first.click()
    page.locator(".ch-related").get_by_role("link", name="Zambia: building capacity").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zambia: building capacity")
    page.locator(".ch-related").get_by_role("link", name="Norwegian assistance to Zambia").click()
    page.locator(".ch-facts").get_by_role("link", name="Zambia", exact=True).click()
    page.locator("#strategies").get_by_role("link", name="Five-year biosafety").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Five-year biosafety")
    page.locator(".ch-facts").get_by_role("link", name="Zambia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zambia")


def test_a_table_is_sorted(visit):
    visit.open("initiatives/index.html")
    page = visit.page
    page.get_by_role("button", name="Start").click()
    expect(page.locator("tbody tr").first).to_contain_text("Pilot Biosafety")
    page.get_by_role("button", name="Title").click()
    page.get_by_role("button", name="Title").click()
    expect(page.locator("tbody tr").first).to_contain_text("UNEP-GEF project")


def test_a_table_is_narrowed_down(visit):
    visit.open("countries/index.html")
    page = visit.page
    page.get_by_label("Narrow down").fill("zambia")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.get_by_label("Narrow down").fill("")
    assert page.locator("tbody tr:visible").count() > 1


def test_a_paragraph_of_the_framework_has_a_link_of_its_own(visit):
    visit.open("decisions/interim-guiding-framework.html#paragraphs-para-11-g")
    expect(visit.page.locator("#paragraphs-para-11-g")).to_be_in_viewport()


def test_pages_can_be_read_and_searches_end_somewhere_without_script(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/initiatives/index.html")
    page.locator("summary", has_text="Countries").click()
    page.get_by_role("link", name="Zambia", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zambia")
    page.goto(f"{server}/search.html?q=zambia")
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    expect(page.locator(".ch-explore-lists").get_by_role("link", name="Initiatives")).to_be_visible()
    context.close()


def test_the_keyboard_alone_reaches_the_content(visit):
    visit.open("initiatives/zm-norway.html")
    visit.page.keyboard.press("Tab")
    focused = visit.page.evaluate("document.activeElement.className")
    assert "ch-skip" in focused
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("location.hash") == "#content"


TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = ["color-contrast", "link-in-text-block"]
# Dark colours change nothing but colours, and a narrow window no colour: each is checked for what it can change.
MODES = {
    ("light", 1280): {"runOnly": TAGS},
    ("dark", 1280): {"runOnly": {"type": "rule", "values": COLOURS}},
    ("light", 360): {"runOnly": TAGS, "rules": {name: {"enabled": False} for name in COLOURS}},
}


@pytest.fixture(scope="module")
def windows(browser):
    """A page of Chromium for each mode, opened once: a new window for each test would take longer than the test."""
    contexts = {
        mode: browser.new_context(color_scheme=mode[0], viewport={"width": mode[1], "height": 900}) for mode in MODES
    }
    yield {mode: context.new_page() for mode, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: f"{mode[0]}-{mode[1]}")
@pytest.mark.parametrize("url", [*PAGES, *(f"training:{url}" for url in TRAINING_PAGES)])
def test_a_page_keeps_wcag_2_2_aa_and_fits_the_window(windows, server, training_site, url, mode):
    page = windows[mode]
    invented = url.startswith("training:")
    page.goto(f"{training_site.as_uri()}/{url.removeprefix('training:')}" if invented else f"{server}/{url}")
    if "search" in url:
        expect(page.locator(".ch-explore-status")).not_to_have_text("")
    results = Axe().run(page, options={**MODES[mode], "resultTypes": ["violations"]})
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"][:3]
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= mode[1]
    assert found == []


def test_every_page_of_the_training_clearinghouse_says_that_it_is_invented(training_site):
    pages = [path for path in training_site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text()]
    assert len(pages) > 150
    for path in pages:
        assert "Everything in this clearinghouse is invented" in path.read_text(), path.name


SHEET = 703
"""Pixels between the margins of an A4 sheet."""


def test_no_table_of_a_view_is_cut_off_on_paper(browser, training_site):
    context = browser.new_context(viewport={"width": SHEET, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    wide, views = [], 0
    for path in sorted(training_site.rglob("*.html")):
        text = path.read_text()
        if "ch-view" not in text and path.parent.name not in ("countries", "briefs", "regions"):
            continue
        views += 1
        page.goto(path.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        hidden = page.evaluate("[...document.querySelectorAll('.md-banner')].every(each => each.offsetHeight === 0)")
        if width > SHEET or hidden:
            wide.append(
                f"{path.relative_to(training_site)}: {width} px{', no word that it is invented' if hidden else ''}"
            )
    context.close()
    assert views > 50
    assert wide == []
