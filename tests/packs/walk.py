"""What a workshop does with a copy, in whatever browser and wherever the copy is: on a stick, or on a box of Kiwix."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_search import shown, value

RECORDS = 10
"""Records that a reader goes through."""

PAPER = {"chromium": {"format": "A4"}, "firefox": {"width": "21in", "height": "29.7in", "page_ranges": "1-2"}}
"""A sheet of A4. What Playwright sends to Firefox in inches is taken for centimetres; and as each page takes it half a second, it prints two."""

ONWARD = ".ch-related a, .ch-facts a"
"""Links of a record to others."""

LOSSES = """
addEventListener("error", ({ target }) => target === window || console.error(`not loaded: ${target.src ?? target.href}`), true);
"""
"""For Firefox, to which files of the disk are no requests: a page says itself what it could not load."""


def named(page: Page) -> str:
    """What Playwright calls the browser."""
    return page.context.browser.browser_type.name


def watched(page: Page, allowed: tuple[str, ...]) -> list[str]:
    """What goes wrong on a page, and what it asks for beyond the addresses that begin as is allowed."""
    wrong: list[str] = []
    page.add_init_script(LOSSES)
    page.on("request", lambda asked: asked.url.startswith(("data:", *allowed)) or wrong.append(asked.url))
    # What was on its way when the reader went on is no fault.
    page.on("requestfailed", lambda asked: "ABORTED" in str(asked.failure) or wrong.append(f"not loaded: {asked.url}"))
    page.on("response", lambda answer: answer.status >= 400 and wrong.append(f"{answer.status} {answer.url}"))
    page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    return wrong


def everything_is_done(home: str, page: Page, downloads: Path) -> None:
    """Walk through the copy of the training clearinghouse at an address; Firefox keeps what it downloads in the folder."""
    search_with_filters_and_what_is_not_wanted(home, page)
    a_table_is_downloaded(page, downloads)
    ten_records_and_back(home, page)
    charts_are_drawn(home, page)
    a_contribution_is_written(home, page, downloads)
    dark_and_on_paper(home, page)


def search_with_filters_and_what_is_not_wanted(home, page):
    page.goto(f"{home}/search.html?q=biosafety")
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


def ten_records_and_back(home, page):
    """From record to record by the links under “Where it fits” and in the facts, and all the way back."""
    page.goto(f"{home}/initiatives/xa-lab.html")
    way = [title_of(page)]
    seen = {page.url}
    for _ in range(RECORDS):
        links = page.locator(ONWARD).evaluate_all("all => all.map(each => each.href)")
        new = next((each for each in links if each not in seen and each.endswith(".html")), links[0])
        page.locator(ONWARD).nth(links.index(new)).click()
        page.wait_for_url(lambda url, new=new: url == new)
        seen.add(new)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if not page.locator(ONWARD).count():  # a stub, or a page of a concept: it leads on by another way
            page.go_back()
        else:
            way.append(title_of(page))
    assert len(way) > RECORDS / 2
    for title in reversed(way[:-1]):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def title_of(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def charts_are_drawn(home, page):
    page.goto(f"{home}/who-does-what/timeline.html")
    drawing = page.locator(".ch-figure svg").first
    expect(drawing).to_be_visible()
    assert drawing.bounding_box()["width"] > 200
    drawn = drawing.locator("rect, path, circle, line").count()
    assert drawn > 3


def a_contribution_is_written(home, page, downloads):
    page.goto(f"{home}/contribute/new/initiatives.html?record=xa-lab")
    form = page.locator("form.ch-form")
    expect(form).to_be_visible()
    title = form.locator('[data-field="title"]').first.locator("input, textarea").first
    expect(title).not_to_have_value("")
    title.fill("A laboratory that is called something else")
    form.get_by_role("button", name="Check and make the file").click()
    content = downloaded(page, downloads, form.get_by_role("button", name="Download the file"))
    assert "A laboratory that is called something else" in content.decode("utf-8")


def dark_and_on_paper(home, page):
    page.goto(f"{home}/initiatives/xa-lab.html")
    page.get_by_title("Switch to dark colours").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", colour)[:3])) < 200
    paper = page.pdf(**PAPER[named(page)])
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 10_000
