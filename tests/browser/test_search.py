"""Search and explore in a real browser: over http and from the disk, with the keyboard, on a phone, with less than a browser usually has."""

import csv
import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

TAKEN_AWAY = """
for (const name of ["fetch", "Worker", "SharedWorker", "localStorage", "sessionStorage", "indexedDB", "caches", "XMLHttpRequest"]) {
  Object.defineProperty(window, name, { get() { throw new Error(name + " was taken away"); } });
}
"""
WITHOUT_HISTORY = (
    'for (const name of ["pushState", "replaceState"]) history[name] = () => { throw new Error("refused"); };'
)
HOSTILE = [
    "x" * 10_000, "zambia " * 1_500, ".*+?^${}()|[]\\", "__proto__", "constructor", "hasOwnProperty", "🌱🌍", "\u202eaibmaz\u202c", '"zambia', "'", "*", "~9", "^", "+", "-",
    "zam*~9^-1", "nofield:zambia", "title:", "<img src=x onerror=alert(1)>", "a" * 40 + "*" * 40, "\u0000\ud83c", "生物安全", "السلامة", "& % # = ,",
]  # fmt: skip


def results(page: Page):
    return page.locator(".ch-results h3 a")


def group(page: Page, name: str):
    return page.locator(f'.ch-facet[data-facet="{name}"]')


def value(page: Page, facet: str, label: str):
    return group(page, facet).locator("li", has=page.get_by_text(label, exact=True))


def shown(page: Page) -> list[str]:
    """The titles of the results, once they are there."""
    expect(page.locator(".ch-explore-status")).not_to_have_text("")
    expect(page.locator('.ch-explore-results[aria-busy="true"]')).to_have_count(0)
    return results(page).all_inner_texts()


on_disk = pytest.mark.parametrize("visit", ["file"], indirect=True)
on_the_web = pytest.mark.parametrize("visit", ["http"], indirect=True)

FOUND = {
    "kroner": "Norwegian assistance to Zambia",
    "overwhelmed administrations": "Interim Guiding Framework for synergy between initiatives at country level",
    "Zambia -laboratory": "Third Coordination Meeting",
    "MATRA": "Biosafety frameworks in Central and Eastern Europe (MATRA)",
    "overdue": "Quality and freshness",
    "Malawi": "Malawi",
    "how to read this site": "How to read this site",
}


@on_disk
def test_a_search_finds_records_views_concepts_and_pages(visit):
    visit.open("search.html")
    for words, title in FOUND.items():
        visit.page.get_by_label("Words to look for").fill(words)
        expect(visit.page.locator(".ch-results").get_by_role("link", name=title, exact=True)).to_be_visible()


@on_the_web
def test_who_types_before_the_index_is_there_keeps_the_filters_of_the_address(visit):
    page, held = visit.page, []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/search/manifest.js*", hold)
    page.goto(f"{visit.home}/search.html?v=1&q=zambia&country=ZM&type=initiatives", wait_until="domcontentloaded")
    page.get_by_label("Words to look for").fill("zambia norway")
    page.get_by_label("Words to look for").press("Enter")
    page.evaluate("document.querySelector('.ch-explore-order select').value = 'date'")
    page.evaluate("document.querySelector('.ch-explore-order select').dispatchEvent(new Event('change'))")
    assert page.url.endswith("?v=1&q=zambia&country=ZM&type=initiatives")
    held[0].continue_()
    expect(page).to_have_url(re.compile(r"\?v=1&q=zambia\+norway&country=ZM&type=initiatives&sort=date$"))
    expect(page.get_by_role("button", name="Country: Zambia (remove)")).to_be_visible()
    assert "Norwegian assistance to Zambia" in shown(page)


@on_the_web
def test_the_address_that_the_help_shows_finds_something(visit):
    visit.open("about/searching.html")
    visit.page.get_by_role("link", name="search.html?v=1").click()
    expect(results(visit.page).first).to_be_visible()
    expect(visit.page.locator(".ch-chosen-value")).to_have_count(3)


def test_a_reader_types_filters_excludes_sorts_shares_and_goes_back(visit):
    page = visit.page
    visit.open("search.html")
    expect(page.locator(".ch-explore-lists").get_by_role("link", name="Initiatives")).to_be_visible()
    page.get_by_label("Words to look for").fill("biosafety project")
    expect(page).to_have_url(re.compile(r"\?v=1&q=biosafety\+project$"))
    all_of_them = page.locator(".ch-explore-status")
    expect(all_of_them).to_have_text(re.compile(r"^\d+ results for “biosafety project”$"))
    expect(page.locator(".ch-results mark").first).to_be_visible()
    assert len(shown(page)) == 10

    value(page, "type", "Initiatives").get_by_role("checkbox").check()
    expect(page).to_have_url(re.compile(r"&type=initiatives$"))
    expect(page.locator(".ch-results .ch-chip").filter(has_not_text="Initiative")).to_have_count(0)
    expect(group(page, "category")).to_be_visible()  # only initiatives have it
    counted = value(page, "country", "Uganda").locator(".ch-count").inner_text()
    value(page, "country", "Uganda").get_by_role("checkbox").check()
    expect(all_of_them).to_have_text(re.compile(rf"^{counted} results?"))

    value(page, "country", "Uganda").get_by_role("button", name="not Uganda").click()
    expect(page).to_have_url(re.compile(r"&country=-UG&type=initiatives$"))
    expect(value(page, "country", "Uganda").get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_role("button", name="Country: not Uganda (remove)")).to_be_visible()
    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(re.compile(r"&sort=title$"))
    expect(page.get_by_label("Sort by")).to_have_value("title")
    titles = shown(page)
    assert titles == sorted(titles, key=str.casefold)

    other = page.context.new_page()
    other.goto(page.url)
    expect(results(other).first).to_have_text(titles[0])
    assert shown(other) == titles
    expect(other.get_by_role("button", name="Country: not Uganda (remove)")).to_be_visible()
    other.close()

    results(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])
    page.go_back()
    expect(results(page).first).to_have_text(titles[0])
    page.go_back()
    expect(page).to_have_url(re.compile(r"&type=initiatives$"))
    expect(page.get_by_label("Sort by")).to_have_value("relevance")
    page.go_back()
    expect(page.get_by_role("button", name="Country: Uganda (remove)")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page).to_have_url(re.compile(r"\?v=1&q=biosafety\+project$"))
    expect(page.locator(".ch-chosen")).to_be_hidden()


@on_disk
def test_it_works_without_fetch_workers_storage_and_history(visit):
    page = visit.page
    page.add_init_script(TAKEN_AWAY + WITHOUT_HISTORY)
    visit.open("search.html?q=zambia&country=ZM")
    expect(page.get_by_role("button", name="Country: Zambia (remove)")).to_be_visible()
    before = shown(page)
    value(page, "type", "Organisations").get_by_role("button", name="not Organisations").click()
    expect(page.locator(".ch-results .ch-chip", has_text="Organisation")).to_have_count(0)
    assert 0 < len(shown(page)) < len(before)
    page.locator(".ch-header-search input").fill("norw")
    expect(page.locator(".ch-suggestions").get_by_role("option").first).to_be_visible()
    visit.faults[:] = [each for each in visit.faults if "taken away" not in each]  # Material's own script asks for them


@on_disk
def test_the_header_suggests_and_opens_with_the_keyboard_alone(visit):
    page = visit.page
    visit.open("countries/zm.html")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("norwegian assist")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("Norwegian assistance")
    expect(page.locator(".ch-header-search [role=status]")).to_have_text(re.compile(r"^Suggestions: \d"))
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "ch-suggestion-0")
    page.keyboard.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_contain_text("All results")
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("norwegian assist")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    title = options.first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("combobox", name="Search")).to_be_visible()  # the script has run
    page.keyboard.press("/")
    page.keyboard.type("kroner/norway")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("kroner/norway")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\.html\?q=kroner%2Fnorway"))


@on_disk
def test_results_can_be_reached_and_filtered_with_the_keyboard_alone(visit):
    page = visit.page
    visit.open("search.html")
    expect(group(page, "type")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("biosafety")
    page.keyboard.press("Enter")
    expect(results(page).first).to_be_visible()
    expect(value(page, "type", "Initiatives")).to_be_visible()
    tick = value(page, "type", "Initiatives").get_by_role("checkbox")
    tick.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"&type=initiatives$"))
    expect(tick).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"&type=-initiatives$"))
    expect(value(page, "type", "Initiatives").get_by_role("button")).to_be_focused()
    page.get_by_role("button", name="Show 10 more").focus()
    before = len(shown(page))
    page.keyboard.press("Enter")
    expect(results(page).nth(before)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Search")
    page.go_back()
    expect(results(page).nth(before)).to_be_visible()  # as many as were shown


@on_disk
def test_a_listing_is_the_same_with_its_kind_fixed(visit):
    page = visit.page
    visit.open("initiatives/index.html")
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    expect(group(page, "type")).to_be_hidden()
    expect(group(page, "category")).to_be_visible()
    page.get_by_role("searchbox", name="Search this list").fill("zambia")
    expect(page).to_have_url(re.compile(r"initiatives/index\.html\?v=1&q=zambia$"))
    expect(table).to_be_hidden()
    expect(page.locator(".ch-results .ch-chip").filter(has_not_text="Initiative")).to_have_count(0)
    assert "Norwegian assistance to Zambia" in shown(page)
    page.get_by_role("searchbox", name="Search this list").fill("")
    expect(table).to_be_visible()
    expect(page).to_have_url(re.compile(r"initiatives/index\.html$"))
    value(page, "country", "Uganda").get_by_role("checkbox").check()  # open since something was asked
    expect(page).to_have_url(re.compile(r"index\.html\?v=1&country=UG$"))
    assert len(shown(page)) > 1


@on_the_web
def test_the_filtered_rows_are_downloaded_as_a_table(visit):
    page = visit.page
    visit.open("search.html?q=zambia&type=initiatives,organisations")
    expect(results(page).first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download (CSV)").click()
    assert re.fullmatch(r"search-\d{4}-\d\d-\d\d\.csv", waiting.value.suggested_filename)
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert f"{len(rows)} results" in page.locator(".ch-explore-status").inner_text()
    (row,) = [each for each in rows if each["Title"] == "Norwegian assistance to Zambia"]
    assert row["Kind"] == "Initiative"
    assert row["Address"].endswith("initiatives/zm-norway.html")
    assert "Zambia" in row["Country"].split("; ")
    assert "Government of Norway" in row["Funder"]


@on_disk
def test_a_typo_is_mended_and_the_word_as_typed_can_be_asked_for(visit):
    page = visit.page
    visit.open("search.html?q=Labrátory")
    expect(results(page).first).to_be_visible()
    advice = page.locator(".ch-explore-advice")
    expect(advice).to_contain_text("labratory")
    expect(page.locator(".ch-explore-status")).to_contain_text("laboratory")
    advice.get_by_role("button", name="Search for “labratory” exactly").click()
    expect(page.get_by_label("Words to look for")).to_have_value("+Labrátory")
    expect(page.locator(".ch-explore-status")).to_have_text("Nothing found")
    expect(advice).to_contain_text("Try fewer or other words")
    expect(page.locator(".ch-explore-lists").get_by_role("link", name="Initiatives")).to_be_visible()


@on_disk
def test_where_filters_leave_nothing_the_page_says_which_to_remove(visit):
    page = visit.page
    visit.open("search.html?q=kroner&type=initiatives&country=MX")
    offer = page.get_by_role("button", name=re.compile(r"Without “(Mexico|MX)”: \d+ result"))
    expect(offer).to_be_visible()
    offer.click()
    expect(results(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=kroner&type=initiatives$"))


TYPE = """async (text) => {
  const input = document.querySelector("#ch-query"), status = document.querySelector(".ch-explore-status");
  const asked = async (typed, isOver) => {
    input.value = typed;
    input.form.requestSubmit();
    const begun = performance.now();
    while (!isOver() && performance.now() - begun < 5000) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - begun;
  };
  const taken = await asked(text, () => status.textContent !== "");
  await asked("", () => status.textContent === "");
  return taken;
}"""


@on_disk
def test_hostile_searches_neither_break_nor_freeze(visit):
    page = visit.page
    visit.open("search.html")
    expect(group(page, "type")).to_be_visible()
    slow = {text[:40]: taken for text in HOSTILE if (taken := page.evaluate(TYPE, text)) > 1000}
    assert slow == {}
    page.get_by_label("Words to look for").fill(HOSTILE[1])
    expect(page.get_by_text("Only the first 1000 characters are searched.")).to_be_visible()
    page.locator(".ch-header-search input").fill(HOSTILE[0])
    page.locator(".ch-header-search input").fill(HOSTILE[2])
    visit.open("search.html?q=%E0%A4%A&country=<script>&sort=x&__proto__=1&constructor=2&country=" + "Z," * 500)
    expect(page.locator(".ch-explore-status")).not_to_have_text("")


IS_ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


def test_on_a_phone_filters_open_above_the_results_and_nothing_is_cut_off(browser, server):
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(f"{server}/search.html?q=biosafety")
    expect(results(page).first).to_be_visible()
    opener = page.get_by_role("button", name="Filters")
    expect(group(page, "country")).to_be_hidden()
    opener.tap()
    expect(opener).to_have_attribute("aria-expanded", "true")
    group(page, "country").locator("summary").tap()
    value(page, "country", "Zambia").get_by_role("checkbox").check()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()
    expect(group(page, "country")).to_be_hidden()
    page.mouse.move(1, 1)  # away from the result that now lies where the filter was
    assert violations(page) == []  # with the button in focus
    page.locator(".ch-header-search input").tap()
    page.keyboard.type("biosafety")
    whole = page.get_by_role("option", name="All results")
    expect(whole).to_be_in_viewport(ratio=1)
    assert whole.evaluate(IS_ON_TOP)
    assert page.locator(".ch-suggestions").bounding_box()["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def violations(page: Page) -> list[str]:
    expect(page.locator('.ch-explore-results[aria-busy="true"]')).to_have_count(0)
    page.wait_for_function(
        "document.getAnimations().every((each) => each.playState !== 'running')"
    )  # colours in between
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found.response["violations"]]


def test_filters_advice_and_suggestions_keep_wcag_2_2_aa(browser, server):
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{server}/search.html?q=labratory&country=-MX")
    expect(value(page, "country", "Mexico")).to_be_visible()
    group(page, "region").locator("summary").click()
    expect(group(page, "region").locator("li").first).to_be_visible()
    page.locator(".ch-header-search input").fill("norw")
    expect(page.locator(".ch-suggestions-type").first).not_to_have_text("")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert violations(page) == []
    page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    assert violations(page) == []
    context.close()


def test_a_print_has_light_colours_and_says_what_is_missing_as_the_page_does(browser, server):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{server}/search.html?q=biosafety")
    expect(results(page).first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".ch-on-paper")).to_have_text(re.compile(r"^10 of \d+ shown$"))
    expect(page.locator(".ch-on-paper")).to_be_visible()
    expect(results(page).first).to_have_css("color", "rgb(11, 93, 81)")
    expect(page.locator(".ch-results mark").first).to_have_css("background-color", "rgb(255, 233, 168)")
    page.emulate_media(media="screen")
    expect(page.locator(".ch-on-paper")).to_be_hidden()
    context.route("**/assets/search/documents/**", lambda route: route.abort())
    while page.locator(".ch-more").is_visible():  # what is in a block that is there already can be shown
        before = results(page).count()
        page.locator(".ch-more").click()
        said = page.get_by_text("More results could not be loaded. Try again.")
        expect(said.or_(results(page).nth(before)).first).to_be_visible()
        if said.is_visible():
            break
    expect(page.get_by_text("More results could not be loaded. Try again.")).to_be_visible()
    context.unroute("**/assets/search/documents/**")
    page.locator(".ch-more").click()
    expect(results(page).nth(before)).to_be_focused()
    expect(page.locator(".ch-explore-status")).to_have_text(re.compile(r"results for “biosafety”$"))
    context.close()


def test_without_script_the_search_page_says_nothing_of_signs(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/search.html")
    expect(page.get_by_text("Searching needs JavaScript.")).to_be_visible()
    expect(page.get_by_text("A minus sign")).to_be_hidden()
    context.close()


def test_a_search_whose_files_are_missing_says_so_and_leaves_the_lists(browser, server):
    context = browser.new_context()
    context.route("**/assets/search/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{server}/search.html?q=zambia")
    expect(page.locator(".ch-explore-status")).to_have_text(
        "The search index could not be loaded. Use the lists below."
    )
    expect(page.locator(".ch-explore-lists").get_by_role("link", name="Initiatives")).to_be_visible()
    page.locator(".ch-header-search input").fill("norway")
    page.locator(".ch-header-search input").press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=norway"))
    page.goto(f"{server}/initiatives/index.html")
    expect(page.get_by_role("table")).to_be_visible()
    context.close()


@on_the_web
def test_a_page_loads_nothing_of_the_index_before_somebody_searches(visit):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url) if "/assets/search/" in request.url else None)
    visit.open("countries/zm.html")
    assert asked == []
    assert (
        visit.page.evaluate("clearinghouse.find('norwegian assistance zambia', 3)")[0] == "initiatives/zm-norway.html"
    )
    assert 0 < len(asked) < 20
