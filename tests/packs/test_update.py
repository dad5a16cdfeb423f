"""Updates of packs: what has changed, to be unpacked over an old copy, which then is the new one."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.engines.packing import build_pack
from clearinghouse.packs import archive, update
from clearinghouse.packs.selection import Selection
from clearinghouse.project import ProjectFault
from clearinghouse.releases.manifest import is_listed


def unpacked(zipped: Path, folder: Path) -> Path:
    with zipfile.ZipFile(zipped) as opened:
        opened.extractall(folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: each for path, each in found.items() if is_listed(path)}


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
    assert small.stat().st_size < 60_000
    again = tmp_path / "again.zip"  # the copy that was brought up to date is an old copy itself
    assert "Nothing has changed" in update.write(build_pack(training, selection), folder, again)
    assert not again.exists()


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
