"""A copy as a workshop has it: the ZIP unpacked on a stick, opened in Chromium and in Firefox without a network, once with a browser that
refuses what policies refuse (fetch, workers, storage). Whatever is asked for beyond the disk, and any word on the console, is a fault."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_reading import TAGS
from tests.browser.test_search import TAKEN_AWAY, results, shown, value
from tests.packs.soundness import faults

WALK = 10
"""Records that a reader goes through."""


LOSSES = """
addEventListener("error", ({ target }) => target === window || console.error(`not loaded: ${target.src ?? target.href}`), true);
"""
"""For Firefox, to which files of the disk are no requests: a page says itself what it could not load."""


@pytest.fixture(params=["as it is", "with much refused", "Firefox", "Firefox with much refused"])
def page(request) -> Iterator[Page]:
    browser: Browser = request.getfixturevalue("firefox" if request.param.startswith("Firefox") else "browser")
    context = browser.new_context(locale="en-GB", accept_downloads=True, viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    if request.param.endswith("with much refused"):
        opened.add_init_script(TAKEN_AWAY)
    wrong = watched(opened)
    yield opened
    context.close()
    assert [each for each in wrong if "was taken away" not in each] == []  # Material's own script asks for storage


def named(page: Page) -> str:
    """What Playwright calls the browser."""
    return page.context.browser.browser_type.name


def watched(page: Page) -> list[str]:
    """What goes wrong on a page, and what it asks for beyond the disk."""
    wrong: list[str] = []
    page.add_init_script(LOSSES)
    page.on("request", lambda asked: asked.url.startswith(("file:", "data:", "blob:")) or wrong.append(asked.url))
    # What was on its way when the reader went on is no fault.
    page.on("requestfailed", lambda asked: "ABORTED" in str(asked.failure) or wrong.append(f"not loaded: {asked.url}"))
    page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    return wrong


# A part differs from the whole in its records, not in what it asks of a browser; so it is tried where that is hardest.
@pytest.mark.parametrize(
    ("copy", "page"),
    [
        ("whole", "as it is"), ("whole", "with much refused"), ("part", "with much refused"),
        ("whole", "Firefox"), ("part", "Firefox with much refused"),
    ],
    indirect=True,
)  # fmt: skip
def test_everything_works_in_an_unpacked_copy(copy, page, downloads):
    start_leads_to_the_home_page(copy, page)
    search_with_filters_and_what_is_not_wanted(copy, page)
    a_table_is_downloaded(page, downloads)
    ten_records_and_back(copy, page)
    charts_are_drawn(copy, page)
    a_contribution_is_written(copy, page, downloads)
    dark_and_on_paper(copy, page)


def start_leads_to_the_home_page(copy, page):
    page.goto((copy / "START-HERE.html").as_uri())
    expect(page.locator("#extract")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Training clearinghouse (invented)")
    page.get_by_role("link", name="Open the clearinghouse").click()
    expect(page.locator(".ch-numbers strong").first).to_be_visible()
    page.go_back()
    page.get_by_role("searchbox").fill("almara")
    page.get_by_role("button", name="Search").click()
    expect(results(page).first).to_be_visible()


def search_with_filters_and_what_is_not_wanted(copy, page):
    page.goto(f"{(copy / 'site' / 'search.html').as_uri()}?q=biosafety")
    expect(page.locator(".ch-explore-status")).to_have_text(re.compile(r"\d+ results"))
    number = results_in_all(page)
    value(page, "type", "Initiatives").get_by_role("checkbox").check()
    expect(page.locator(".ch-explore-status")).not_to_have_text(re.compile(rf"^{number} "))
    chosen = results_in_all(page)
    value(page, "type", "Initiatives").get_by_role("button", name="not Initiatives").click()
    expect(page.locator(".ch-explore-status")).not_to_have_text(re.compile(rf"^{chosen} "))
    assert results_in_all(page) == number - chosen
    assert shown(page)


def results_in_all(page) -> int:
    return int(re.match(r"\d+", page.locator(".ch-explore-status").inner_text())[0])


def a_table_is_downloaded(page, downloads):
    content = downloaded(page, downloads, page.get_by_role("button", name="Download (CSV)")).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(content, newline="")))) == results_in_all(page)


def downloaded(page, downloads, button) -> bytes:
    """What a button gives to keep; in Firefox it is looked for in the folder of downloads."""
    if named(page) == "chromium":
        with page.expect_download() as waiting:
            button.click()
        return Path(waiting.value.path()).read_bytes()
    before = {*downloads.iterdir()}
    button.click()
    for _ in range(100):
        new = {*downloads.iterdir()} - before
        if len(new) == 1 and not any(each.suffix == ".part" for each in new) and (content := new.pop().read_bytes()):
            return content
        page.wait_for_timeout(50)
    raise AssertionError(f"nothing, or nothing whole, was downloaded: {new}")


def ten_records_and_back(copy, page):
    """From record to record by the links under “Where it fits” and in the facts, and all the way back."""
    page.goto((copy / "site" / "initiatives" / "xa-lab.html").as_uri())
    way = [title_of(page)]
    seen = {page.url}
    for _ in range(WALK):
        links = page.locator(".ch-related a, .ch-facts a").evaluate_all("all => all.map(each => each.href)")
        new = next((each for each in links if each not in seen and each.endswith(".html")), links[0])
        page.locator(".ch-related a, .ch-facts a").nth(links.index(new)).click()
        seen.add(page.url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if not page.locator(
            ".ch-related a, .ch-facts a"
        ).count():  # a stub, or a page of a concept: it leads on by another way
            page.go_back()
        else:
            way.append(title_of(page))
    assert len(way) > WALK / 2
    for title in reversed(way[:-1]):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def title_of(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def charts_are_drawn(copy, page):
    page.goto((copy / "site" / "who-does-what" / "timeline.html").as_uri())
    drawing = page.locator(".ch-figure svg").first
    expect(drawing).to_be_visible()
    assert drawing.bounding_box()["width"] > 200
    drawn = drawing.locator("rect, path, circle, line").count()
    assert drawn > 3


def a_contribution_is_written(copy, page, downloads):
    page.goto((copy / "site" / "contribute" / "new" / "initiatives.html").as_uri() + "?record=xa-lab")
    form = page.locator("form.ch-form")
    expect(form).to_be_visible()
    title = form.locator('[data-field="title"]').first.locator("input, textarea").first
    expect(title).not_to_have_value("")
    title.fill("A laboratory that is called something else")
    form.get_by_role("button", name="Check and make the file").click()
    content = downloaded(page, downloads, form.get_by_role("button", name="Download the file"))
    assert "A laboratory that is called something else" in content.decode("utf-8")


def dark_and_on_paper(copy, page):
    page.goto((copy / "site" / "initiatives" / "xa-lab.html").as_uri())
    page.get_by_title("Switch to dark colours").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    )
    assert red + green + blue < 200
    # Firefox takes half a second for each page of paper; the first two say whether it can.
    paper = page.pdf(format="A4", page_ranges="1-2" if named(page) == "firefox" else None)
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 10_000


def test_every_link_of_the_copy_leads_somewhere_and_nothing_is_loaded_from_elsewhere(copy):
    assert faults(copy) == []


# --- inside the ZIP, and without script -----------------------------------------------------------


def test_opened_alone_as_windows_does_inside_a_zip_it_says_to_extract_and_nothing_is_huge(browser, whole, tmp_path):
    for name in ("START-HERE.html", "site/index.html", "site/initiatives/xa-lab.html"):
        with zipfile.ZipFile(whole) as opened:
            alone = Path(opened.extract(name, tmp_path / name.replace("/", "-"))).rename(tmp_path / f"{len(name)}.html")
        context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        page = context.new_page()
        page.goto(alone.as_uri())
        largest = page.evaluate(
            "Math.max(0, ...[...document.querySelectorAll('svg, img')].map(each => each.getBoundingClientRect().width))"
        )
        assert largest <= 64, name
        if name == "START-HERE.html":
            expect(page.get_by_text("Extract all files first")).to_be_visible()
            expect(page.get_by_text("请先解压全部文件")).to_be_visible()
            expect(page.locator("#inside")).to_be_hidden()
        else:
            assert page.get_by_role("heading", level=1).bounding_box()["y"] < 2500
        context.close()


def test_the_page_to_start_with_needs_no_script(browser, copy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "START-HERE.html").as_uri())
    expect(page.locator("#extract")).to_be_hidden()
    page.get_by_role("link", name="Initiatives").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


@pytest.mark.parametrize("copy", ["part"], indirect=True)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_only_a_part_has_keeps_wcag_2_2_aa(browser, copy, colours):
    stub = next(path for path in (copy / "site").rglob("*.html") if 'class="ch-stub"' in path.read_text("utf-8"))
    context = browser.new_context(color_scheme=colours, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for path in (copy / "START-HERE.html", copy / "site" / "index.html", stub):
        page.goto(path.as_uri())
        found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found] == [], path.name
    context.close()


# --- the check itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "is loaded from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "is loaded from elsewhere"),
        ('<a href="#nowhere">x</a>', "no such part"),
        ('<a href="initiatives/xa-lab.html#nowhere">x</a>', "no such part"),
        ('<img src="assets/not-there.png" alt="">', "is missing"),
        ('<a href="../outside.html">x</a>', "is missing"),
        ('<p style="background: url(https://cdn.example/x.png)">x</p>', "is loaded from elsewhere"),
    ],
)  # fmt: skip
def test_a_fault_that_is_put_in_is_found(tmp_path, fault, told):
    site = tmp_path / "site"
    (site / "initiatives").mkdir(parents=True)
    (tmp_path / "outside.html").write_text("<p>x", "utf-8")
    (site / "initiatives" / "xa-lab.html").write_text("<h1 id='x'>x</h1>", "utf-8")
    (site / "index.html").write_text("<h1 id='top'>x</h1><a href='initiatives/xa-lab.html#x'>y</a>", "utf-8")
    assert faults(site) == []
    (site / "index.html").write_text(f"<h1>x</h1>{fault}", "utf-8")
    (only,) = faults(site)
    assert only.startswith("index.html: ")
    assert told in only


@pytest.mark.parametrize("program", ["browser", "firefox"])
@pytest.mark.parametrize("fault", ["cdn", "asset", "script"])
def test_a_fault_that_is_put_in_turns_the_browser_red(request, program, whole, tmp_path, fault):
    with zipfile.ZipFile(whole) as opened:
        opened.extractall(
            tmp_path, [name for name in opened.namelist() if name.startswith(("site/assets/", "site/index"))]
        )
    home = tmp_path / "site" / "index.html"
    put = {
        "cdn": '<script src="https://cdn.example/x.js"></script>', "asset": '<link rel="stylesheet" href="assets/not-there.css">',
        "script": "<script>not_there()</script>",
    }  # fmt: skip
    context = request.getfixturevalue(program).new_context(offline=True)
    page = context.new_page()
    wrong = watched(page)
    page.goto(home.as_uri())
    assert wrong == []
    home.write_text(home.read_text("utf-8").replace("</body>", f"{put[fault]}</body>"), "utf-8")
    page.goto(home.as_uri())
    page.wait_for_load_state("networkidle")
    assert wrong != []
    context.close()
    shutil.rmtree(tmp_path / "site")
