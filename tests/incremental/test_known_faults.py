"""Faults of caches that were met before, each by its name. All else that can go wrong is left to chance in test_mutations."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.building import empty, files_of
from tests.incremental.project import read_record, read_yaml, restore, small_project, tree
from tests.incremental.walk import Walk


@pytest.fixture
def walk(tmp_path, builder):
    """A small project that was built once."""
    return Walk.of(small_project(tmp_path / "project", papers=4), builder, 1)


def change(walk: Walk, name: str, **fields: object) -> None:
    """Change fields of a record."""
    path = walk.folder.content / name
    data, body = read_record(path)
    walk.folder.write_record(path, {**data, **fields}, body)


def page(walk: Walk, name: str) -> str:
    return (walk.site / name).read_text(encoding="utf-8")


def test_a_page_shows_the_new_title_of_a_record_that_it_refers_to(walk):
    change(walk, "bodies/norad.md", title="A new name for the agency")
    assert walk.compare("the agency has a new title")
    assert "A new name for the agency" in page(walk, "projects/first.html")
    assert "A new name for the agency" in page(walk, "api/v1/catalogue.json") + page(walk, "bodies/index.html")


def test_the_page_of_a_record_shows_the_new_title_of_one_that_refers_to_it(walk):
    change(walk, "projects/second.md", title="A new name for what follows")
    assert walk.compare("the part has a new title")
    assert "A new name for what follows" in page(walk, "projects/first.html")


def test_a_record_links_to_one_that_appears_later(walk):
    path = walk.folder.content / "projects/first.md"
    walk.folder.write(path, path.read_text(encoding="utf-8") + "\nSee [it](../papers/later.md).\n")
    assert not walk.compare("a link leads nowhere"), "that is an error, and the site stays as it was"
    walk.folder.write_record(walk.folder.content / "papers/later.md", {"title": "Later"}, "")
    assert walk.compare("its target is there")
    assert 'href="../papers/later.html"' in page(walk, "projects/first.html")


def test_a_record_refers_to_one_that_appears_later(walk):
    change(walk, "papers/paper-1.md", authors=["later"])
    assert not walk.compare("a reference leads nowhere"), "that is an error, and the site stays as it was"
    walk.folder.write_record(walk.folder.content / "bodies/later.md", {"title": "Appeared later"}, "")
    assert walk.compare("its target is there")
    assert "Appeared later" in page(walk, "papers/paper-1.html")


def test_a_hand_written_page_links_to_a_record_that_appears_later(walk):
    path = walk.folder.content / "about/index.md"
    walk.folder.write(path, path.read_text(encoding="utf-8") + "\nSee [it](../papers/later.md).\n")
    assert walk.compare("a link leads nowhere"), "that is only a warning"
    assert 'href="../papers/later.html"' not in page(walk, "about/index.html")
    walk.folder.write_record(walk.folder.content / "papers/later.md", {"title": "Later"}, "")
    assert walk.compare("its target is there")
    assert 'href="../papers/later.html"' in page(walk, "about/index.html")


def test_every_page_shows_a_new_title_in_the_navigation(walk):
    settings = read_yaml((walk.folder.root / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"][0]["Home"][1] = {"Who we are": "about/index.md"}
    walk.folder.change_yaml(walk.folder.root / "mkdocs.yml", settings)
    assert walk.compare("a page has another title in the navigation")
    for name in ("projects/first.html", "countries/no.html", "papers/index.html", "index.html"):
        assert "Who we are" in page(walk, name), name


def test_every_page_shows_a_new_title_of_a_collection_in_the_navigation(walk):
    path = walk.folder.schemas()["papers"]
    walk.folder.write(path, path.read_text(encoding="utf-8").replace('"Papers"', '"Writings"', 1))
    assert walk.compare("a collection has another title")
    assert "Writings" in page(walk, "bodies/norad.html")


@pytest.mark.parametrize("name", ["projects/first.html", "index.html", "assets/clearinghouse.css"])
def test_what_somebody_did_to_a_published_file_is_put_right(walk, name):
    path = walk.site / name
    good = path.read_bytes()
    path.write_bytes(good + b"more")
    assert walk.compare("the file has more in it")
    path.write_bytes(good.replace(b"a", b"o"))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert walk.compare("it has other letters, the same size and another time")
    path.unlink()
    assert walk.compare("it is not there")
    path.with_name("stranger.html").write_text("Not ours")
    assert walk.compare("another one is there too")


def test_a_site_of_before_is_brought_up_to_date(walk, tmp_path):
    shutil.copytree(walk.site, tmp_path / "before")
    change(walk, "bodies/norad.md", title="A new name for the agency")
    assert walk.compare("the agency has a new title")
    shutil.rmtree(walk.site)
    shutil.copytree(tmp_path / "before", walk.site)
    assert walk.compare("somebody brings the site of before back")


def test_a_record_that_is_warned_of_is_warned_of_in_each_build(walk):
    path = walk.folder.content / "projects/second.md"
    walk.folder.write(path, path.read_text(encoding="utf-8").replace("[DZ]", "[DZ, NO]"))
    for told in ("a code that YAML 1.1 takes for false", "nothing", "nothing again"):
        assert walk.compare(told)
        outcome = walk.builder.build(walk.folder.root, walk.site)
        assert any("CH130" in each for each in outcome.told)
    change(walk, "bodies/norad.md", title="Another record")
    assert walk.compare("another record")


def test_the_search_has_a_renamed_record_where_a_clean_build_has_it(walk):
    old, new = walk.folder.content / "papers/paper-2.md", walk.folder.content / "papers/aa-first-of-all.md"
    data, body = read_record(old)
    old.unlink()
    walk.folder.write_record(new, {**data, "aliases": ["paper-2"]}, body)
    for path in walk.folder.records("papers"):
        text = path.read_text(encoding="utf-8")
        walk.folder.write(path, text.replace("(paper-2.md)", "(aa-first-of-all.md)"))
    assert walk.compare("a record has another id")
    assert 'url=aa-first-of-all.html"' in page(walk, "papers/paper-2.html")


def test_a_page_with_broken_front_matter_stops_the_build_and_the_next_one_is_right(walk):
    before = tree(walk.folder.root)
    walk.folder.write(walk.folder.content / "about/index.md", "---\ntitle: a: b\n---\n\nText\n")
    assert not walk.builder.build(walk.folder.root, walk.site).succeeded
    restore(walk.folder.root, before)
    assert walk.compare("it is mended")


def test_two_builds_at_once_do_each_other_no_harm(walk, tmp_path):
    change(walk, "bodies/norad.md", title="A new name for the agency")
    with (
        walk.builder.started(walk.folder.root, walk.site) as (_, one),
        walk.builder.started(walk.folder.root, tmp_path / "other") as (_, other),
    ):
        assert one.recv().succeeded
        assert other.recv().succeeded
    assert walk.compare("built twice at once")
    assert files_of(tmp_path / "other") == files_of(walk.site)


def test_a_build_into_another_folder_is_whole(walk, tmp_path):
    assert walk.builder.build(walk.folder.root, empty(tmp_path / "other")).succeeded
    assert files_of(tmp_path / "other") == files_of(walk.site)


def of_session(leader: int) -> Iterator[int]:
    """The processes that are at work in the session of one (Linux)."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:  # it ended meanwhile
                continue
            if int(session) == leader and state not in "ZX" and b"mkdocs" in (folder / "cmdline").read_bytes():
                yield int(folder.name)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux shows processes as files")
@pytest.mark.parametrize("after", [0, 0.2], ids=["as soon as it is there", "while it works"])
def test_no_worker_outlives_a_build_that_is_killed(tmp_path, after):
    """Kill a build once it has workers. A build without workers has none to leave behind."""
    project = small_project(tmp_path / "project", papers=600)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    with subprocess.Popen(command, cwd=project, start_new_session=True, stderr=subprocess.DEVNULL) as build:
        workers: set[int] = set()
        while build.poll() is None and not workers:
            workers = set(of_session(build.pid)) - {build.pid}
            time.sleep(0.01)
        time.sleep(after)
        build.send_signal(signal.SIGKILL)
    end = time.monotonic() + 5
    while left := set(of_session(build.pid)):
        assert time.monotonic() < end, f"of the workers {workers} are left {left}"
        time.sleep(0.05)
