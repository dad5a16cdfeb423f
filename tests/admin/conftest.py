"""Sveltia CMS in Chromium, working in a folder of the browser that holds a project's files: nothing is sent anywhere.

Its local workflow asks for a folder with showDirectoryPicker, which a test cannot answer. Here it gets one of the
browser's own private folders (OPFS) instead, filled with the records and an empty .git, by which it knows a repository.
"""

import functools
import http.server
import json
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from clearinghouse.commands.admin import command
from tests.browser.chromium import ADVICE, ARGUMENTS, find

IN_A_PRIVATE_FOLDER = """
FileSystemHandle.prototype.requestPermission = FileSystemHandle.prototype.queryPermission = async () => "granted";
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("repository");
"""
ALL_IN_VIEW = """
window.IntersectionObserver = class {
  constructor(told) { this.told = told; }
  observe(target) { setTimeout(() => this.told([{target, isIntersecting: true, intersectionRatio: 1}], this)); }
  unobserve() {}
  disconnect() {}
  takeRecords() { return []; }
};
"""
"""Sveltia makes fields only when they come into view; here all are, so that a test need not scroll to find them."""
FILL = """async (files) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("repository", {create: true});
  await root.getDirectoryHandle(".git", {create: true});
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/"), name = parts.pop();
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, {create: true});
    const writing = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await writing.write(text);
    await writing.close();
  }
}"""
READ = """async (folder) => {
  let at = await (await navigator.storage.getDirectory()).getDirectoryHandle("repository");
  for (const part of folder.split("/")) at = await at.getDirectoryHandle(part);
  const found = {};
  for await (const [name, handle] of at.entries())
    if (handle.kind === "file") found[name] = await (await handle.getFile()).text();
  return found;
}"""
WORK_HERE = "Work with Local Repository"
NO_SERVICES = "--disable-features=" + ",".join((
    "AutofillServerCommunication", "OptimizationHints", "MediaRouter", "HttpsUpgrades", "LensOverlay",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
))  # fmt: skip
"""What the browser asks its maker by itself; a page has no part in it."""


@pytest.fixture(scope="session")
def sveltia() -> Path:
    """The npm package, where `nox -s admin-tests` has installed it."""
    named = os.environ.get("SVELTIA_CMS")
    if not named:
        pytest.skip("needs the npm package @sveltia/cms: nox -s admin-tests")
    return Path(named)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find()
    assert program, ADVICE
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, NO_SERVICES])
        yield launched
        launched.close()


@pytest.fixture
def outside() -> Iterator[tuple[int, list[str]]]:
    """A proxy that gets every request to another place than this computer; it answers none, and keeps their first lines."""
    asked: list[str] = []

    class Noted(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline().decode(errors="replace").strip())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Noted) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy.server_address[1], asked
        proxy.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


class Editor(NamedTuple):
    """The editor, opened on the records of a project."""

    page: Page
    home: str
    project: Path

    def open(self, address: str) -> None:
        """Open a form: `projects/new` or `projects/entries/first`."""
        self.page.goto(f"{self.home}/admin/index.html#/collections/{address}")
        self.page.get_by_role("group", name="Content Editor").wait_for()

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """A field of the form by its label, which Sveltia puts between marks of direction."""
        return (within or self.page).get_by_role("group", name=f"“\u2068{label}\u2069” Field", exact=True)

    def type(self, label: str, text: str, within: Locator | None = None) -> None:
        self.field(label, within).get_by_role("textbox").fill(text)

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Choose from a few (radio buttons or boxes) or from many (a list that opens)."""
        field = self.field(label, within)
        few = field.get_by_role("radio", name=option, exact=True).or_(
            field.get_by_role("checkbox", name=option, exact=True)
        )
        many = field.get_by_role("combobox")
        few.or_(many).first.wait_for()
        if few.count():
            few.click()
        else:
            self._choose_of_many(field, many, option)

    def _choose_of_many(self, field: Locator, many: Locator, option: str) -> None:
        """Open the list and choose; where the editor was still busy and lost the choice, once more."""
        for _ in range(3):
            many.click()
            self.page.get_by_role("option", name=option, exact=True).click()
            with suppress(AssertionError):
                expect(field).to_contain_text(option, timeout=5000)
                return
        raise AssertionError(f"{option} was not taken")

    def add(self, label: str, within: Locator | None = None) -> Locator:
        """Add an item to a list; the answer is where its fields are."""
        items = self.field(label, within).locator(".item")
        before = items.count()
        self.field(label, within).get_by_role("button", name=f"Add \u2068{label}\u2069").first.click()
        expect(items).to_have_count(before + 1)
        return items.last

    def name(self, id_: str) -> None:
        """Give the record another id than that made from its title."""
        panel = self.slug()
        panel.get_by_role("textbox").fill(id_)
        panel.get_by_role("button", name="Done").click()

    def slug(self) -> Locator:
        """The panel in which the id is changed, opened."""
        self.page.get_by_role("radio", name="Slug").click()
        panel = self.page.get_by_role("group", name="Slug").last
        panel.get_by_role("button", name="Edit Slug").click()
        return panel

    def save(self) -> None:
        """Save the record; where that is refused, say why."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        refused = self.page.get_by_role("button", name="Show Errors")
        expect(self.page.get_by_role("button", name="Create New Entry").or_(refused).first).to_be_visible()
        assert not refused.count(), self.mistakes()

    def mistakes(self) -> dict[str, str]:
        """What the panel “Validation” says, by field."""
        self.page.get_by_role("radio", name="Validation").click()
        found = (
            self.page.get_by_role("group", name="Validation")
            .get_by_role("button")
            .filter(has=self.page.get_by_role("alert"))
        )
        expect(found.first).to_be_visible()
        lines = [each.inner_text().split("\n") for each in found.all()]
        return {line[0]: line[-1] for line in lines}

    def files(self, collection: str) -> dict[str, str]:
        """The files of a collection as they are in the folder that the editor works in, by name."""
        return self.page.evaluate(READ, f"content/{collection}")

    def take(self, collection: str) -> None:
        """Write what the editor wrote into the project."""
        for name, text in self.files(collection).items():
            folder = self.project / "content" / collection
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")

    def check(self) -> list[dict[str, object]]:
        """The errors and warnings that `clearinghouse check` finds in the project."""
        check = [sys.executable, "-m", "clearinghouse", "check", "--format", "json", "--no-cache"]
        done = subprocess.run(check, cwd=self.project, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)["diagnostics"]


def write_editor(config: Path, out: Path, sveltia: Path) -> None:
    """Run `clearinghouse admin` as a maintainer does."""
    repository = "https://github.com/example/clearinghouse"
    arguments = [str(out), "--config", str(config), "--repository", repository, "--sveltia", str(sveltia)]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output


@pytest.fixture
def opened(request, sveltia, chromium, outside, tmp_path) -> Iterator[Callable[..., Editor]]:
    """Opens the editor on the records of a project (a copy: it is changed); no request may leave this computer."""
    port, asked = outside
    site = tmp_path / "site"
    site.mkdir()
    (site / "empty.html").write_text("<!doctype html><title>Empty</title>")
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://localhost:{server.server_port}"
        context = chromium.new_context(
            locale=getattr(request, "param", "en-GB"), viewport={"width": 1400, "height": 1000},
            proxy={"server": f"http://127.0.0.1:{port}", "bypass": "localhost"},
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.add_init_script(IN_A_PRIVATE_FOLDER + ALL_IN_VIEW)
        faults: list[str] = []

        def open_project(project: Path, button: str = WORK_HERE) -> Editor:
            write_editor(project / "mkdocs.yml", site / "admin", sveltia)
            page = context.new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.goto(f"{home}/empty.html")
            records = sorted((project / "content").rglob("*.md"))
            page.evaluate(FILL, {each.relative_to(project).as_posix(): each.read_text() for each in records})
            page.goto(f"{home}/admin/index.html")
            page.get_by_role("button", name=button).click()
            page.wait_for_url("**/admin/index.html#/collections/**")
            return Editor(page, home, project)

        yield open_project
        context.close()
        server.shutdown()
    assert faults == []
    assert asked == []  # nothing left this computer
