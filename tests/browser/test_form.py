"""The forms of every record type, driven in Chromium from the disk with the network off: what they give is checked as a record."""

import copy
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Sized
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from clearinghouse.core.record import Record
from clearinghouse.core.schema import Field, Schema, with_years_as_text
from clearinghouse.core.source import read_source
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
COLLECTIONS = sorted(
    path.stem and re.search(r'"name": "([a-z-]+)"', path.read_text())[1]
    for path in (ROOT / "schemas").glob("*.schema.json")
    if '"x-collection": {\n    "name"' in path.read_text()
)


@cache
def reading() -> Reading:
    return read_project(Project.from_config(ROOT / "mkdocs.yml"))


def schema_of(collection: str) -> Schema:
    return reading().catalogue.schemas[collection]


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[Page]:
    """A page of Chromium without network. Whatever it asks for beyond the disk, and whatever goes wrong, fails the test."""
    context = browser.new_context(
        locale="en-GB", accept_downloads=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    context.set_offline(True)
    context.set_default_timeout(5_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("request", lambda asked: asked.url.startswith(("file:", "data:", "blob:")) or faults.append(asked.url))
    page.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert faults == []


def open_form(page: Page, site: Path, collection: str, record: str = "") -> Locator:
    page.goto(f"{(site / 'contribute/new' / collection).as_uri()}.html{f'?record={record}' if record else ''}")
    form = page.locator("form.ch-form")
    expect(form).to_be_visible()
    form.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    return form


def top(form: Locator, name: str) -> Locator:
    return form.locator(f':scope > * > [data-field="{name}"]')


# --- filling in -----------------------------------------------------------------------------------


PRESSES = """
async ([steps]) => {
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  const one = (path) => document.querySelector(path) ?? (() => { throw new Error(`nothing is ${path}`); })();
  const write = (input, value) => {
    input.focus();
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const [action, path, value] of steps) {
    if (action === "row") {
      const list = one(path);
      while (list.querySelectorAll(":scope > .ch-rows > .ch-row").length < value) list.querySelector(":scope > .ch-add").click();
    } else if (action === "select") {
      const select = one(`${path} > select`);
      select.value = value;
      if (select.value !== value) throw new Error(`${path} does not offer ${value}`);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (action === "choose") {
      const input = one(`${path} input`);
      write(input, value);
      for (let turn = 0; !one(path).querySelector("[role=option]"); turn += 1) {
        if (turn > 200) throw new Error(`${path} does not offer ${value}`);
        await pause();
      }
      for (const key of ["ArrowDown", "Enter"]) input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      one(path).querySelector("[role=listbox]").replaceChildren();
    } else write(one(`${path} > input, ${path} > textarea`), value);
  }
}
"""
"""Does in the page what a person does, one step after the other: through the driver a form takes ten times as long."""

FORM = "form.ch-form > *"


class Filler:
    """Fills a form: works out the steps for a record, and what of it can be filled in."""

    def __init__(self, page: Page, schema: Schema) -> None:
        self.page = page
        self.schema = schema
        self.steps: list[tuple[str, str, Any]] = []

    def fill(self, left_out: Collection[str] = ()) -> dict[str, Any]:
        """Give every field its first example; references that lead nowhere get another record, or none."""
        filled = {}
        for field in self.schema.fields:
            value = self.possible(field, field.examples[0])
            if value is not None and field.names_property != "absent" and field.name not in left_out:
                filled[field.name] = value
        self.put(filled)
        return filled

    def put(self, data: dict[str, Any]) -> None:
        """Write data into the form."""
        self.steps = []
        for field in self.schema.fields:
            if field.name in data:
                self._field(f'{FORM} > [data-field="{field.name}"]', field, data[field.name])
        self.page.evaluate(PRESSES, [self.steps])

    def possible(self, field: Field, value: Any) -> Any:
        """The value with ids of records that there are; nothing where there is none that is needed."""
        if field.many:
            values = [self._possible_one(field, each) for each in value]
            return [each for each in values if each is not None] or None
        return self._possible_one(field, value)

    def _possible_one(self, field: Field, value: Any) -> Any:
        if field.reference:
            ids = [each.key.id for each in reading().catalogue.collection(field.reference.collection)]
            return value if value in ids else next(iter(ids), None)
        if field.kind != "group":
            return value
        group = {part.name: self.possible(part, value[part.name]) for part in field.fields if part.name in value}
        missing = [part for part in field.fields if part.required and group.get(part.name) is None]
        return None if missing else {name: each for name, each in group.items() if each is not None}

    def _field(self, path: str, field: Field, value: Any) -> None:
        if not field.many:
            self._one(path, field, value)
        elif chooses(field):
            for each in value:
                self._one(path, field, each)
        else:
            self.steps.append(("row", path, len(value)))
            for number, each in enumerate(value, 1):
                self._one(f"{path} > .ch-rows > :nth-child({number}) > :first-child", field, each)

    def _one(self, path: str, field: Field, value: Any) -> None:
        if field.kind == "group":
            for part in field.fields:
                if part.name in value:
                    self._field(f'{path} > [data-field="{part.name}"]', part, value[part.name])
        elif field.kind == "boolean":
            self.steps.append(("select", path, str(value).lower()))
        elif chooses(field):
            few = not field.many and len(self._options(field)) in range(1, 16)
            self.steps.append(("select" if few else "choose", path, value))
        else:
            self.steps.append(("write", path, str(value)))

    def _options(self, field: Field) -> Sized:
        if field.names_property:
            return self.schema.names
        return reading().catalogue.code_lists[field.code_list].concepts if field.code_list else _enum(field)


def chooses(field: Field) -> bool:
    """Whether the values of a field are chosen, not written."""
    return bool(field.code_list or field.reference or field.names_property or _enum(field))


def _enum(field: Field) -> list[Any]:
    return (field.schema["items"] if field.many else field.schema).get("enum", [])


def made(form: Locator) -> None:
    form.get_by_role("button", name="Check and make the file").click()
    form.locator(".ch-form-problems:visible, .ch-form-result").first.wait_for()
    problems = form.locator(".ch-form-problems:visible li").all_inner_texts()
    assert problems == []


def downloaded(page: Page, form: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        form.get_by_role("button", name="Download the file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.read_text() == form.get_by_label("Text of the file").input_value()
    return path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, free to be changed."""
    copied = tmp_path_factory.mktemp("project")
    for folder in ("content", "schemas"):
        shutil.copytree(ROOT / folder, copied / folder)
    shutil.copy(ROOT / "mkdocs.yml", copied)
    return copied


def check(project: Path, *paths: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "clearinghouse", "check"], cwd=project, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


CONTRADICTED = {
    "meetings": {"case_studies_presented"},  # a number of records that name the meeting, which no record names yet
    "case-studies": {"presented_at"},  # would be one more at a meeting that says how many there were
    "strategies": {"permalink"},  # the address of another record
}
"""Fields whose examples are wrong beside the real records: rules across records say so."""


def test_what_every_form_gives_passes_the_check(offline, site, project):
    assert len(COLLECTIONS) == 14 == len(reading().catalogue.schemas)
    for collection in COLLECTIONS:
        form = open_form(offline, site, collection)
        filler = Filler(offline, schema_of(collection))
        left_out = {"country"} if collection == "countries" else CONTRADICTED.get(collection, set())
        filled = filler.fill(left_out)
        if collection == "countries":  # Zambia has a record already; the id follows from the country
            filled = {
                name: "KE" if name == "country" else filled[name]
                for name in schema_of(collection).names
                if name in {*filled, "country"}
            }
            filler.put({"country": "KE"})
        form.get_by_label("The text").fill("## A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |")
        made(form)
        path = downloaded(offline, form, project / "content" / collection)
        source = read_source(path.read_bytes(), path.name)
        assert source.diagnostics == ()
        assert source.data == filled, collection
        assert list(source.data) == [name for name in schema_of(collection).names if name in filled]
        assert source.body == "\n## A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert (project / "content/countries/ke.md").exists()
    assert check(project) == ""


# --- changing -------------------------------------------------------------------------------------


def fullest(collection: str) -> Record | None:
    """The record of a collection that says most."""
    return max(reading().catalogue.collection(collection), key=lambda each: len(str(each.data)), default=None)


class Editor:
    """Adds a word to the first free text of every field of a record, and works out the steps that do so in the form."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, str, str]] = []

    def edit(self, schema: Schema, data: dict[str, Any]) -> list[str]:
        """Change data; return the names of the fields that are now others."""
        return [
            field.name
            for field in schema.fields
            if field.name in data and self._edit(f'{FORM} > [data-field="{field.name}"]', field, data, field.name)
        ]

    def _edit(self, path: str, field: Field, holder: Any, place: Any) -> bool:
        if chooses(field):
            return False
        if field.many:
            return self._edit_one(f"{path} > .ch-rows > :first-child > :first-child", field, holder[place], 0)
        return self._edit_one(path, field, holder, place)

    def _edit_one(self, path: str, field: Field, holder: Any, place: Any) -> bool:
        value = holder[place]
        if field.kind == "group":
            parts = (part for part in field.fields if part.name in value)
            return any(self._edit(f'{path} > [data-field="{part.name}"]', part, value, part.name) for part in parts)
        own = field.schema["items"] if field.many else field.schema
        if field.kind != "text" or "pattern" in own or len(value) + 9 > own.get("maxLength", 10_000):
            return False
        holder[place] = f"{value} (edited)"
        self.steps.append(("write", path, holder[place]))
        return True


@pytest.mark.parametrize("collection", [each for each in COLLECTIONS if reading().catalogue.collection(each)])
def test_a_change_starts_from_the_page_of_the_record_and_leaves_all_else_as_it_was(offline, site, tmp_path, collection):
    record = fullest(collection)
    original = (ROOT / record.file).read_text()
    offline.goto((site / f"{record.key.collection}/{record.key.id}.html").as_uri())
    offline.get_by_role("link", name="Suggest a change").click()
    form = offline.locator("form.ch-form")
    expect(offline.get_by_role("heading", level=1)).to_have_text(f"Suggest a change: {record.title}")
    form.get_by_role("button", name="Check and make the file").click()
    expect(form.get_by_text("Nothing has been changed yet.")).to_be_visible()

    top(form, "summary").locator("textarea").fill("A summary that somebody else has written: shorter.")
    made(form)
    path = downloaded(offline, form, tmp_path)
    one = read_source(path.read_bytes(), path.name)
    expected = copy.deepcopy(dict(record.data)) | {"summary": "A summary that somebody else has written: shorter."}
    assert one.diagnostics == ()
    assert path.name == Path(record.file).name
    assert without(path.read_text(), "summary") == without(original, "summary")

    editor = Editor()
    edited = editor.edit(schema_of(collection), expected)
    assert {"title", "summary", "sources"} <= set(edited)
    offline.evaluate(PRESSES, [editor.steps])
    made(form)
    path = downloaded(offline, form, tmp_path)
    other = read_source(path.read_bytes(), path.name)
    assert other.diagnostics == ()
    assert schema_years(other.data, collection) == expected
    assert other.body == reading().sources[record.file].body


def schema_years(data: Any, collection: str) -> Any:
    return with_years_as_text(data, schema_of(collection))


def without(text: str, name: str) -> str:
    """The text of a record without the lines of one field."""
    return re.sub(rf"(?m)^{name}:.*\n(?:[ \t]+.*\n)*", "", text, count=1)


def test_a_record_that_is_not_there_is_told_and_can_be_added(offline, site):
    form = open_form(offline, site, "organisations", "<img src=x>")
    expect(offline.get_by_role("alert")).to_have_text(
        "There is no record “<img src=x>” here. You can add one with this form."
    )
    expect(top(form, "title")).to_be_visible()


# --- mistakes -------------------------------------------------------------------------------------


def test_a_mistake_is_told_beside_its_field_and_in_a_list_that_leads_there(offline, site):
    form = open_form(offline, site, "initiatives")
    top(form, "title").locator("input").fill("Norwegian assistance to Zambia")
    top(form, "end").locator("input").fill("2001")
    top(form, "start").locator("input").fill("31/01/2003")
    top(form, "countries").locator("input").fill("Norwegen")
    top(form, "websites").locator(".ch-add").click()
    top(form, "websites").locator("input").fill("www.example.org")
    form.get_by_role("button", name="Check and make the file").click()
    problems = form.get_by_role("group", name="There is something to mend")
    expect(problems).to_be_focused()
    told = problems.get_by_role("link").all_inner_texts()
    assert told[:2] == ["Summary: This is needed.", "Sources: This is needed."]
    for expected in (
        "Countries › 1: “Norwegen” is not in the list. Choose from the list, or clear the field.",
        "Start: This is not a date. Write year-month-day as far as it is known: 2006, 2006-05 or 2006-05-31.",
        "Websites › 1: This is not a web address. It starts with https:// or http:// and has no spaces.",
    ):
        assert expected in told
    start = top(form, "start").locator("input")
    expect(start).to_have_attribute("aria-invalid", "true")
    described = start.get_attribute("aria-describedby").split()
    assert "This is not a date" in offline.locator(f"#{described[1]}").inner_text()
    form.locator("details").evaluate_all("all => all.forEach(each => each.open = false)")
    problems.get_by_role("link", name="Websites › 1").click()
    expect(top(form, "websites").locator("input")).to_be_focused()
    expect(top(form, "title").locator("input")).to_have_value("Norwegian assistance to Zambia")

    start.fill("2003")
    form.get_by_role("button", name="Check and make the file").click()
    expect(problems.get_by_role("link", name="End: This is before “2003”, which it must not be.")).to_be_visible()
    expect(start).not_to_have_attribute("aria-invalid", "true")


def test_a_list_that_is_needed_says_so_at_its_first_fields_and_on_a_phone_all_of_it_is_seen(offline, site):
    offline.set_viewport_size({"width": 360, "height": 640})
    form = open_form(offline, site, "initiatives")
    form.get_by_role("button", name="Check and make the file").click()
    form.get_by_role("link", name="Sources: This is needed.").click()
    sources = top(form, "sources")
    expect(sources.get_by_label("Title").first).to_be_focused()  # its id follows from that
    assert sources.locator(".ch-row .ch-fault:visible").all_inner_texts() == ["This is needed."] * 2
    for seen in (
        sources.locator("legend").first,
        sources.locator(".ch-fault").first,
        sources.get_by_label("Title").first,
    ):
        box = seen.bounding_box()
        assert box["y"] > offline.locator(".md-header").bounding_box()["height"], "under the head of the page"
        assert box["y"] + box["height"] <= 640
    sources.get_by_label("Title").first.fill("Report 2006")
    form.get_by_role("button", name="Check and make the file").click()
    expect(sources.locator(".ch-fault:visible")).to_have_count(0)
    offline.set_viewport_size({"width": 1280, "height": 900})


def test_an_id_follows_from_the_title_and_may_not_be_there_already(offline, site):
    form = open_form(offline, site, "organisations")
    name = form.get_by_label(re.compile("^Id")).first
    top(form, "title").locator("input").fill("Agence norvégienne: coopération")
    expect(name).to_have_value("agence-norvegienne-cooperation")
    name.fill("norad")
    top(form, "title").locator("input").fill("Another")
    expect(name).to_have_value("norad")
    form.get_by_role("button", name="Check and make the file").click()
    expect(form.get_by_role("link", name="Id: There is already a record with this id. Choose another.")).to_be_visible()


def test_what_coordination_asks_for_is_told_before_the_file_is_made(offline, site):
    form = open_form(offline, site, "initiatives")
    data = {
        each.name: each.examples[0] for each in schema_of("initiatives").fields if each.name in ("title", "summary")
    }
    Filler(offline, schema_of("initiatives")).put(
        {**data, "status": "ongoing", "sources": [{"id": "a", "title": "Report"}]}
    )
    form.get_by_label(re.compile("^Id")).first.fill("zm-example")
    form.get_by_role("button", name="Check and make the file").click()
    problem = form.get_by_role("link", name=re.compile("^After the end: It is not said how the results last"))
    expect(problem).to_be_visible()


# --- the keyboard, the eye, the hostile ----------------------------------------------------------------------


def test_the_keyboard_alone_fills_checks_mends_and_downloads(offline, site, tmp_path):
    form = open_form(offline, site, "organisations")
    keys = offline.keyboard
    form.locator("details").evaluate_all("all => all.forEach(each => each.open = false)")
    top(form, "title").locator("input").focus()
    keys.type("Ministry of the Example")
    keys.press("Tab")
    expect(form.get_by_label(re.compile("^Id")).first).to_be_focused()
    keys.press("Enter")
    problems = form.locator(".ch-form-problems")
    expect(problems).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(top(form, "summary").locator("textarea")).to_be_focused()
    keys.type("A ministry that serves as an example here.")
    reach(offline, "select", "Type")
    keys.type("Gov")
    reach(offline, "input", "Country")
    keys.type("zambia")
    expect(top(form, "country").get_by_role("option")).to_have_count(1)
    expect(top(form, "country").get_by_role("combobox")).to_have_attribute("aria-expanded", "true")
    keys.press("ArrowDown")
    option = top(form, "country").get_by_role("option")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(top(form, "country").get_by_role("combobox")).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id")
    )
    keys.press("Enter")
    expect(top(form, "country").get_by_role("combobox")).to_have_value("Zambia")
    keys.press("ArrowDown")
    keys.press("Escape")
    expect(top(form, "country").get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    top(form, "sources").locator(".ch-row textarea, .ch-row input").nth(1).focus()
    keys.type("Its charter")
    expect(top(form, "sources").locator("input").first).to_have_value("its-charter")
    reach(offline, "button", "Add another: Sources")
    keys.press("Enter")
    expect(top(form, "sources").locator(".ch-row")).to_have_count(2)
    reach(offline, "button", "Remove Sources 2", back=False)
    keys.press("Enter")
    expect(top(form, "sources").locator(".ch-row")).to_have_count(1)
    reach(offline, "button", "Check and make the file")
    keys.press("Enter")
    expect(form.get_by_role("heading", name="The file is ready")).to_be_focused()
    keys.press("Tab")
    with offline.expect_download() as download:
        keys.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "ministry-of-the-example.md"
    assert 'country: "ZM"\n' in path.read_text()


def test_enter_takes_what_can_only_be_meant_and_never_loses_what_was_typed(offline, site):
    form = open_form(offline, site, "initiatives")
    countries = top(form, "countries")
    expect(countries).to_contain_text("Type a part of the name and choose from the list")
    box, chosen = countries.get_by_role("combobox"), countries.locator(".ch-chosen-list li")
    box.press_sequentially("Zamb")
    expect(countries.get_by_role("option")).to_have_count(2)  # Mozambique has these letters too
    box.press("Enter")
    expect(chosen).to_have_text([re.compile("^Zambia")])
    box.press_sequentially("Nige")
    expect(countries.get_by_role("option")).to_have_count(2)
    box.press("Enter")
    expect(countries.get_by_role("option", selected=True)).to_have_text(re.compile("^Niger"))
    expect(box).to_have_value("Nige")
    box.press("Enter")
    expect(chosen).to_have_count(2)
    expect(box).to_have_value("")


def reach(page: Page, tag: str, name: str, *, back: bool = False) -> None:
    """Press Tab until an element of a name has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        found = page.evaluate(
            "[document.activeElement.localName, (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()]"
        )
        if found[0] == tag and found[1].removesuffix("×").removesuffix(" needed") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def looked_at(browser: Browser) -> Iterator[Page]:
    """A page of Chromium for axe, which asks for style sheets in a way that browsers refuse to files on a disk."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    yield context.new_page()
    context.close()


def faults_by_axe(page: Page) -> list[str]:
    page.evaluate("window.scrollTo(0, 0)")  # what happens to lie half under the header now is no smaller for that
    results = Axe().run(page, context=".ch-form-page", options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:160]}" for each in results.response["violations"] for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_form_keeps_wcag_2_2_aa_and_fits_a_phone(looked_at, site, collection):
    form = open_form(looked_at, site, collection)
    form.locator(".ch-add").evaluate_all("all => all.forEach(each => each.click())")
    assert faults_by_axe(looked_at) == []
    looked_at.set_viewport_size({"width": 360, "height": 800})
    assert looked_at.evaluate("document.documentElement.scrollWidth") <= 360
    looked_at.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mistakes_choices_and_the_finished_file_keep_wcag_2_2_aa(looked_at, site, scheme):
    looked_at.emulate_media(color_scheme=scheme)
    form = open_form(looked_at, site, "organisations", "norad")
    top(form, "title").locator("input").fill("")
    form.get_by_role("button", name="Check and make the file").click()
    expect(form.locator(".ch-form-problems")).to_be_focused()
    box = top(form, "country").get_by_role("combobox")
    box.fill("a")
    box.press("ArrowDown")
    assert faults_by_axe(looked_at) == []
    top(form, "title").locator("input").fill("Another title")
    box.fill("norway")
    made(form)
    assert faults_by_axe(looked_at) == []
    looked_at.emulate_media(color_scheme="light")


EVIL = "</script><img src=x onerror=\"document.title='broken'\"><b>&amp;"


def test_hostile_titles_stay_text(offline, small, tmp_path):
    record = (small / "content/bodies/norad.md").read_text()
    (small / "content/bodies/norad.md").write_text(
        re.sub("(?m)^title:.*$", f"title: '{EVIL.replace(chr(39), chr(39) * 2)}'", record)
    )
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(small / "mkdocs.yml"),
        "--site-dir",
        str(tmp_path / "site"),
    ]
    subprocess.run(command, check=True, env={"NO_MKDOCS_2_WARNING": "1", "CLEARINGHOUSE_CACHE": "off", **os.environ})
    form = open_form(offline, tmp_path / "site", "projects")
    box = top(form, "part_of").get_by_role("combobox")
    box.click()
    expect(top(form, "part_of").get_by_role("option").first).to_be_visible()
    top(form, "partners").locator(".ch-add").click()
    box = top(form, "partners").get_by_role("combobox").first
    box.fill("onerror")
    expect(top(form, "partners").get_by_role("option").first).to_contain_text(EVIL)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(EVIL)
    form = open_form(offline, tmp_path / "site", "bodies", "norad")
    expect(offline.get_by_role("heading", level=1)).to_have_text(f"Suggest a change: {EVIL}")
    assert offline.locator("#ch-form-title img, form img").count() == 0
    assert "broken" not in offline.title().replace(EVIL, "")


def test_without_script_the_page_says_what_to_do(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "contribute/new/initiatives.html").as_uri())
    expect(page.get_by_text("The form needs JavaScript")).to_be_visible()
    expect(page.locator(".ch-without-form pre")).to_contain_text("title: Norwegian assistance to Zambia")
    context.close()


def test_who_leaves_without_the_file_is_asked(browser, site):
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto((site / "contribute/new/organisations.html").as_uri())
    page.locator('[data-field="title"] input').first.press_sequentially("A")
    page.goto((site / "index.html").as_uri())
    assert asked == ["beforeunload"]
    context.close()


def test_who_reloads_after_the_file_was_made_is_asked_and_who_wrote_nothing_is_not(browser, site):
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form = open_form(page, site, "organisations", "norad")
    page.reload()
    assert asked == []
    top(form, "summary").locator("textarea").press_sequentially("A")
    made(form)
    with page.expect_download():
        form.get_by_role("button", name="Download the file").click()
    page.reload()
    assert asked == ["beforeunload"]
    context.close()


def test_every_way_to_the_form_leads_there(offline, site):
    for start, name in (
        ("contribute/new/index.html", "Initiative"), ("initiatives/index.html", "Add a record"), ("contribute/initiatives.html", "Fill in a form"),
    ):  # fmt: skip
        offline.goto((site / start).as_uri())
        offline.locator(".md-content").get_by_role("link", name=name, exact=True).first.click()
        expect(offline.get_by_role("heading", level=1)).to_have_text("Add a record: Initiative")
