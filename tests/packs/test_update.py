"""Updates of packs: what has changed, to be unpacked over an old copy, which then is the new one."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.engines.packing import built_pack
from clearinghouse.packs import archive, update
from clearinghouse.packs.selection import Selection
from clearinghouse.packs.updates_given import FILE
from clearinghouse.project import ProjectFault
from clearinghouse.releases.manifest import is_listed
from tests.packs.building import build_pack


def unpacked(zipped: Path, folder: Path) -> Path:
    with zipfile.ZipFile(zipped) as opened:
        opened.extractall(folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: each for path, each in found.items() if is_listed(path)}


@pytest.fixture(autouse=True)
def no_update_given(training):
    """Each test is as on a computer that has made no update of this copy before; what there was comes with the next update."""
    for kept in training.parent.glob(f".cache/packs/*/{FILE}"):
        kept.unlink()


@pytest.fixture
def edited(training):
    """A record whose text can be changed; it is put back at the end."""
    file = training.parent / "content" / "initiatives" / "xa-lab.md"
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


def test_an_update_unpacked_over_the_old_copy_makes_it_the_new_one(training, edited, tmp_path):
    selection = Selection(countries=("XA",))
    old, new, small = tmp_path / "old.zip", tmp_path / "new.zip", tmp_path / "update.zip"
    archive.write(build_pack(training, selection), old)
    edited.write_bytes(edited.read_bytes() + b"\nSeven people were trained.\n")
    said = CliRunner().invoke(main, ["pack", str(small), "--from", str(old), "--config", str(training)])
    assert said.exit_code == 0, said.output
    archive.write(build_pack(training, selection), new)
    folder = unpacked(small, unpacked(old, tmp_path / "copy"))
    assert content(folder) == content(unpacked(new, tmp_path / "new"))
    number = int(re.search(r"(\d+) of \d+ files changed", said.output)[1])
    with zipfile.ZipFile(small) as opened:
        names = set(opened.namelist())
        assert "START-HERE.html" in names
        assert "site/initiatives/xa-lab.html" in names
        assert len([name for name in names if is_listed(name)]) in (number, number + 1)
        assert number < 30
    assert small.stat().st_size < 26_000
    again = tmp_path / "again.zip"  # the copy that was brought up to date is an old copy itself
    assert "Nothing has changed" in update.write(build_pack(training, selection), folder, again)
    assert not again.exists()


def test_that_an_update_cannot_be_remembered_is_told(training, edited, tmp_path):
    old, small = tmp_path / "old.zip", tmp_path / "update.zip"
    with built_pack(training) as pack:
        archive.write(pack, old)
    edited.write_bytes(edited.read_bytes() + b"\nSeven people were trained.\n")
    with built_pack(training) as pack:
        in_its_place = pack.site.parent / FILE
        in_its_place.mkdir()
        try:
            said = update.write(pack, old, small)
        finally:
            in_its_place.rmdir()
    assert said.startswith(f"Written: {small}")
    assert f"Warning: {in_its_place} cannot be written" in said
    assert not [each for each in in_its_place.parent.iterdir() if each.name.endswith(".part")]


def test_what_is_gone_is_listed_and_nothing_leads_to_it(training, tmp_path):
    gone = training.parent / "content" / "resources"
    file = max(gone.glob("*.md"))
    old, small = tmp_path / "old.zip", tmp_path / "update.zip"
    archive.write(build_pack(training), old)
    before = file.read_bytes()
    if any(file.stem.encode() in each.read_bytes() for each in gone.parent.rglob("*.md") if each != file):
        pytest.fail(f"{file.stem} is referred to: choose another record for this test")
    file.unlink()
    try:
        update.write(build_pack(training), old, small)
    finally:
        file.write_bytes(before)
    with zipfile.ZipFile(small) as opened:
        removed = opened.read("manifest-updates/removed.txt").decode().splitlines()
        (told,) = [
            name
            for name in opened.namelist()
            if re.fullmatch(r"manifest-updates/[0-9a-f]{16}-[0-9a-f]{16}\.json", name)
        ]
        assert json.loads(opened.read(told))["removed"] == removed
    assert f"site/resources/{file.stem}.html" in removed
    folder = unpacked(small, unpacked(old, tmp_path / "copy"))
    name = f"{file.stem}.html"
    linking = [path.name for path in folder.rglob("*.html") if name in path.read_text("utf-8") and path.name != name]
    assert linking == []


def test_one_edited_word_brings_the_record_and_what_the_search_knows_of_the_word(training, edited, tmp_path):
    old, small = tmp_path / "old.zip", tmp_path / "update.zip"
    archive.write(build_pack(training), old)
    edited.write_bytes(edited.read_bytes() + b"\nSeedlings.\n")
    update.write(build_pack(training), old, small)
    with zipfile.ZipFile(small) as opened:
        names = [name for name in opened.namelist() if name.startswith("site/")]
    assert [name for name in names if not name.startswith("site/assets/search/")] == [
        "site/api/v1/initiatives/xa-lab.json",
        "site/assets/form/initiatives/xa-lab.js",
        "site/initiatives/xa-lab.html",
    ]
    assert len(names) <= 3 + 4  # the word as a term, twice as a word for typos, the length of the text
    assert small.stat().st_size < 25_000  # the page of this record, the largest, has 9.6 kB of it


def test_a_record_more_brings_no_text_or_page_of_another_that_does_not_show_it(training, tmp_path):
    old, small = tmp_path / "old.zip", tmp_path / "update.zip"
    archive.write(build_pack(training), old)
    guide = training.parent / "content" / "resources" / "res-border-guide.md"
    more = guide.with_name("a-guide.md")  # the first of its kind, so that all others have another place
    more.write_text(guide.read_text("utf-8").replace("title: Guide to papers", "title: Another guide", 1), "utf-8")
    try:
        update.write(build_pack(training), old, small)
    finally:
        more.unlink()
    with zipfile.ZipFile(small) as opened, zipfile.ZipFile(old) as before:
        names = [name for name in opened.namelist() if name.startswith("site/")]
        same = [name for name in names if name in before.namelist() and before.read(name) == opened.read(name)]
        silent = [name for name in names if b"a-guide" not in opened.read(name) and is_of_a_record(name, training)]
    assert same == []
    assert [name for name in names if name.startswith("site/assets/form/")] == [
        "site/assets/form/resources.js",
        "site/assets/form/resources/a-guide.js",
    ]
    assert {"site/resources/a-guide.html", "site/api/v1/resources/a-guide.json"} < {*names}
    assert silent == []
    assert not [name for name in names if name.startswith("site/assets/search/rules/")]


def is_of_a_record(name: str, training: Path) -> bool:
    """Whether a file of the site is the page of a record or its data."""
    path = Path(name.removeprefix("site/").removeprefix("api/v1/")).with_suffix(".md")
    return len(path.parts) == 2 and (training.parent / "content" / path).is_file()


@pytest.mark.parametrize("wrong", ["no.zip", "other.zip", "empty"])
def test_what_is_no_copy_is_told(training, tmp_path, wrong):
    old = tmp_path / wrong
    if wrong == "empty":
        old.mkdir()
    else:
        old.write_bytes(b"PK")
    if wrong == "other.zip":
        with zipfile.ZipFile(old, "w") as opened:
            opened.writestr("manifest.json", "{}")
    done = CliRunner().invoke(main, ["pack", str(tmp_path / "u.zip"), "--from", str(old), "--config", str(training)])
    assert done.exit_code == 2
    assert wrong in done.output
    assert not (tmp_path / "u.zip").exists()
    with pytest.raises(ProjectFault):
        update.verdict_of_copy(old)
