"""The site as a ZIM archive: what Kiwix makes of it, and that it is the same from the same site."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import time
import tracemalloc
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from clearinghouse.books.zim import name_of, packed_paths, short_title, shortened, title_of, write
from clearinghouse.books.zim_numbers import settle_numbers
from clearinghouse.pages.extract_first import notice, with_notice
from clearinghouse.project import ProjectFault
from tests.books import tools
from tests.books.conftest import MOMENT, Copy
from tests.browser.test_search import TAKEN_AWAY
from tests.packs.walk import everything_is_done, watched


@pytest.fixture(scope="module", autouse=True)
def _libzim() -> None:
    tools.library("libzim")


@pytest.fixture(scope="module")
def edition(training_site, training_press):
    title = "Training clearinghouse (invented), with a long title"
    return Copy(training_site, training_press, title=title)


@pytest.fixture(scope="module")
def archive(edition, tmp_path_factory):
    path = tmp_path_factory.mktemp("zim") / "training.zim"
    said = write(edition, path)
    assert re.fullmatch(r".*training\.zim: the site as a ZIM archive, \d+ files, [\d.]+ [kM]B\.", said)
    assert [each.name for each in path.parent.iterdir()] == ["training.zim"]
    return path


def opened(path):
    from libzim.reader import Archive

    return Archive(path)


def test_zimcheck_finds_nothing(archive):
    done = subprocess.run([tools.program("zimcheck"), "-A", str(archive)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Overall Test Status: Pass" in done.stdout
    assert "[ERROR]" not in done.stdout


def test_it_says_what_openzim_asks(archive, edition):
    read = opened(archive)
    said = {name: read.get_metadata(name).decode("utf-8", "replace") for name in read.metadata_keys}
    assert said["Title"] == "Training clearinghouse…"
    assert said["Description"] == f"{len(edition.press.catalogue.records)} records, with search and filters"
    assert said["Language"] == "eng,fra,spa"
    assert said["Date"] == "2026-06-30"
    assert said["Name"] == "training-clearinghouse-invented_en_all"
    assert {"Creator", "Publisher", "LongDescription", "Scraper", "Counter"} <= said.keys()
    assert len(said["Title"]) <= 30
    assert read.has_fulltext_index
    assert read.has_title_index
    assert read.main_entry.get_item().path == "index.html"
    picture = read.get_illustration_item(48)
    assert (picture.mimetype, bytes(picture.content)[16:24]) == ("image/png", b"\x00\x00\x000\x00\x00\x000")


def test_every_file_of_the_site_is_in_it_byte_by_byte_but_what_only_a_server_needs(archive, edition):
    read = opened(archive)
    paths = list(packed_paths(edition.site))
    everything = {each.relative_to(edition.site).as_posix() for each in edition.site.rglob("*") if each.is_file()}
    assert everything - set(paths) <= {"404.html", "sitemap.xml", "sitemap.xml.gz"}
    for path in paths:
        packed = bytes(read.get_entry_by_path(path).get_item().content)
        content = (edition.site / path).read_bytes()
        assert packed == content or (path == "assets/clearinghouse.css" and packed.startswith(content)), path
    assert not read.has_entry_by_path("404.html")


def test_what_belongs_to_a_folder_or_a_server_and_links_are_left_out(tmp_path):
    for name in ("index.html", "404.html", "START-HERE.html", "a/index.html", "a/x.html.gz", "a/x.html.br", ".nojekyll", "a/.x/b", "SHA256SUMS", "manifest.json", "manifest-updates/1.json", "assets/search/manifest.js"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.html").symlink_to("/etc/hostname")
    (tmp_path / "folder").symlink_to("/etc")
    assert list(packed_paths(tmp_path)) == ["a/index.html", "assets/search/manifest.js", "index.html"]


def test_two_that_are_made_elsewhere_and_later_are_the_same(archive, edition, tmp_path, monkeypatch):
    elsewhere = shutil.copytree(edition.site, tmp_path / "elsewhere")
    os.utime(elsewhere / "index.html", (0, 0))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    write(Copy(elsewhere, edition.press, MOMENT, edition.title), tmp_path / "two.zim")
    assert hashlib.sha256((tmp_path / "two.zim").read_bytes()).digest() == hashlib.sha256(archive.read_bytes()).digest()


def test_a_file_that_looks_like_a_database_is_not_touched(edition, tmp_path):
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<title>Home</title><p>A laboratory")
    trap = b"\x0f\x0dXapian Glass" + bytes(range(200))
    (site / "assets" / "xapian.png").write_bytes(trap)
    write(Copy(site, edition.press), tmp_path / "trap.zim")
    read = opened(tmp_path / "trap.zim")
    assert bytes(read.get_entry_by_path("assets/xapian.png").get_item().content) == trap
    assert read.check()


def test_what_a_copy_says_of_extracting_a_zip_is_in_no_page_of_an_archive_nor_of_the_web(edition, tmp_path):
    home = (edition.site / "index.html").read_text("utf-8")
    site = shutil.copytree(edition.site, tmp_path / "site", ignore=shutil.ignore_patterns("api", "downloads", "search"))
    (site / "index.html").write_text(with_notice(home), "utf-8")
    write(Copy(site, edition.press), tmp_path / "copy.zim")
    assert notice() in (site / "index.html").read_text("utf-8")
    assert opened(tmp_path / "copy.zim").get_entry_by_path("index.html").get_item().content.tobytes() == home.encode()
    assert [each for each in edition.site.rglob("*.html") if b"ch-alone" in each.read_bytes()] == []


def test_settling_the_numbers_of_a_settled_archive_changes_nothing(archive, tmp_path):
    copy = shutil.copy(archive, tmp_path / "copy.zim")
    settle_numbers(copy)
    assert copy.read_bytes() == archive.read_bytes()
    assert opened(copy).check()


def test_settling_the_numbers_takes_no_memory_for_what_is_in_an_archive(archive, tmp_path):
    copy = shutil.copy(archive, tmp_path / "copy.zim")
    tracemalloc.start()
    try:
        settle_numbers(copy)
        assert tracemalloc.get_traced_memory()[1] < archive.stat().st_size / 4
    finally:
        tracemalloc.stop()


def test_a_folder_that_is_no_site_is_told_of(training_press, tmp_path):
    with pytest.raises(ProjectFault, match="no built site"):
        write(Copy(tmp_path, training_press), tmp_path / "out.zim")
    (tmp_path / "index.html").write_text("x")
    with pytest.raises(ProjectFault, match="cannot be written"):
        write(Copy(tmp_path, training_press), tmp_path / "none" / "out.zim")


@pytest.mark.parametrize(
    ("text", "cut"),
    [("short", "short"), ("a very long one – words and", "a very long one…"), ("x" * 30, "x" * 19 + "…")],
)
def test_a_text_is_cut_between_words(text, cut):
    assert shortened(text, 20) == cut


@pytest.mark.parametrize(
    ("criteria", "title", "name"),
    [
        ("", "A test of a title that is…", "a-b_en_all"),
        ("Countries: Kenya", "A & B (Countries: Kenya)", "a-b_en_countries-kenya"),
        (
            "Countries: Kenya, Uganda; since 2020",
            "Countries: Kenya, Uganda…",
            "a-b_en_countries-kenya-uganda-since-2020",
        ),
    ],
)
def test_the_title_and_the_name_say_what_was_selected(small, criteria, title, name):
    made = replace(small, criteria=criteria, title="A test of a title that is too long")
    assert short_title(made) == title
    assert name_of(made) == name
    arabic = replace(small, criteria="البلدان: كينيا")
    assert re.fullmatch("a-b_en_[0-9a-f]{8}", name_of(arabic))


def test_the_title_of_a_page_is_without_the_name_of_the_site():
    assert title_of(b"<title>Law &amp; order \xe2\x80\x93 The site</title>") == "Law & order"
    assert title_of(b"<title>Home</title>") == "Home"
    assert title_of(b"nothing") == ""


@contextmanager
def served(path):
    """A server of Kiwix on a port of its own; gives the address of the archive."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tools.program("kiwix-serve"), "--address=127.0.0.1", f"--port={port}", str(path)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.browser
def test_it_is_browsed_searched_and_filtered_in_kiwix_serve(archive, browser):
    with served(archive) as server:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        faults = watched(page, (server,))

        page.goto(f"{server}/training/")
        expect(page.locator(".md-tabs")).to_be_visible()
        bar = page.locator("#kiwixtoolbar").bounding_box()
        banner = page.locator(".md-banner").bounding_box()
        assert banner["y"] >= bar["y"] + bar["height"]  # the bar covers nothing
        page.locator(".md-tabs").get_by_role("link", name="Countries", exact=True).click()
        page.locator(".md-content").get_by_role("link", name="Almara", exact=True).first.click()
        expect(page).to_have_title(re.compile("Almara"))
        page.locator(".md-content").get_by_role("link", name="Detection laboratory of Almara", exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Detection laboratory of Almara")
        page.go_back()
        expect(page).to_have_title(re.compile("Almara"))

        page.locator(".ch-header-search input").fill("laboratory -seed")
        page.locator(".ch-header-search input").press("Enter")
        expect(page.locator(".ch-results h3 a").first).to_be_visible()
        before = page.locator(".ch-results h3 a").count()
        page.locator('.ch-facet[data-facet="type"] li', has=page.get_by_text("Initiatives", exact=True)).get_by_role(
            "checkbox"
        ).check()
        expect(page.locator(".ch-results h3 a").first).to_have_text("Laboratory of Dorrin")
        assert 0 < page.locator(".ch-results h3 a").count() < before
        assert faults == []
        context.close()


@pytest.mark.browser
def test_everything_works_in_kiwix_serve_with_much_refused(archive, browser, downloads):
    with served(archive) as server:
        context = browser.new_context(locale="en-GB", accept_downloads=True, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.add_init_script(TAKEN_AWAY)
        faults = watched(page, (server, f"blob:{server}"))
        everything_is_done(f"{server}/training/A", page, downloads)
        # The bar of Kiwix itself asks for storage and fetch, and Material's script for storage.
        assert [each for each in faults if "was taken away" not in each] == []
        context.close()


def test_the_full_text_index_answers(archive):
    with served(archive) as server:
        address = f"{server}/search?content=training&pattern=laboratory"
        found = urllib.request.urlopen(address, timeout=20).read().decode()  # noqa: S310 - our own server
    assert "Detection laboratory of Almara" in found
