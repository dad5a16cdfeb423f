"""An update that is unpacked over another copy than its own: the first page says so, and the copy can still be mended."""

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from clearinghouse.__main__ import main
from clearinghouse.packs.start_here import made_with
from clearinghouse.packs.update import made_with_of_copy
from clearinghouse.project import ProjectFault
from tests.incremental.project import small_project


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return small_project(tmp_path_factory.mktemp("small") / "project", papers=4)


def packed(project: Path, out: Path, *options: str) -> Result:
    done = CliRunner().invoke(main, ["pack", str(out), "--config", str(project / "mkdocs.yml"), *options])
    assert done.exit_code == 0, done.output
    return done


def unpacked(zipped: Path, folder: Path) -> Path:
    with zipfile.ZipFile(zipped) as opened:
        opened.extractall(folder)
    return folder


def probes(folder: Path) -> list[bool]:
    """Whether each of the style sheets of the first page is there."""
    page = html.fromstring((folder / "START-HERE.html").read_bytes())
    return [(folder / each).is_file() for each in page.xpath("//link[@rel='stylesheet']/@href")]


def test_the_first_page_of_another_copy_says_so_and_the_copy_can_be_mended(project, tmp_path):
    whole, part, update = (tmp_path / f"{name}.zip" for name in ("whole", "part", "update"))
    packed(project, whole)
    packed(project, part, "--country", "DZ")
    file = project / "content" / "bodies" / "body-1.md"
    file.write_bytes(file.read_bytes() + b"\nMore of it.\n")
    packed(project, update, "--from", str(part))
    own = unpacked(update, unpacked(part, tmp_path / "own"))
    assert probes(own) == [True, True]
    words = html.fromstring((own / "START-HERE.html").read_bytes()).text_content()
    assert "clearinghouse verify" not in words  # who is given a copy has no such program
    assert "before any update" in words  # only so long do the sums hold
    assert CliRunner().invoke(main, ["verify", str(own)]).exit_code == 0
    stick = unpacked(update, unpacked(whole, tmp_path / "stick"))
    assert probes(stick) == [True, False]  # so its words for this stand there, in place of all else
    assert made_with((stick / "START-HERE.html").read_text("utf-8")).selection.countries == ("DZ",)
    assert made_with_of_copy(stick).selection.is_everything
    mending = tmp_path / "mending.zip"
    assert "damaged or missing" in packed(project, mending, "--from", str(stick)).output
    unpacked(mending, stick)
    done = CliRunner().invoke(main, ["verify", str(stick)])
    assert (done.exit_code, probes(stick)) == (0, [True, True]), done.output
    kept = next((stick / "site" / "assets").glob("start-here-*.json"))
    kept.write_text("{}", encoding="utf-8")
    with pytest.raises(ProjectFault, match="Extract the ZIP file of the copy anew"):
        made_with_of_copy(stick)


def test_two_updates_made_of_the_same_old_copy_can_both_be_unpacked(project, tmp_path):
    old, one, two = (tmp_path / f"{name}.zip" for name in ("old", "one", "two"))
    packed(project, old)
    stick = unpacked(old, tmp_path / "stick")
    for out, name, words in ((one, "body-2", b"splendid"), (two, "body-3", b"marvellous")):
        file = project / "content" / "bodies" / f"{name}.md"
        before = file.read_bytes()
        file.write_bytes(before + b"\nThis is " + words + b".\n")
        packed(project, out, "--from", str(old))
        file.write_bytes(before)
        unpacked(out, stick)
    done = CliRunner().invoke(main, ["verify", str(stick)])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("names", "told"), [
    (["START-HERE.html", "manifest-updates/0123456789abcdef.json"], "is itself an update"), (["mkdocs.yml"], "Name the ZIP file of a copy"),
])  # fmt: skip
def test_what_is_no_copy_is_told_apart(tmp_path, names, told):
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as opened:
        for name in names:
            opened.writestr(name, "{}")
    for old in (tmp_path / "old.zip", unpacked(tmp_path / "old.zip", tmp_path / "old")):
        with pytest.raises(ProjectFault, match=told):
            made_with_of_copy(old)


def test_without_a_name_a_copy_is_called_by_what_is_in_it(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782820800")
    for options, name in (
        (["--country", "Algeria"], "clearinghouse-algeria-2026-06-30.zip"),
        ([], "clearinghouse-2026-06-30.zip"),
    ):
        done = CliRunner().invoke(main, ["pack", "--config", str(project / "mkdocs.yml"), *options])
        assert done.exit_code == 0, done.output
        assert f"Written: {name}, " in done.output
        chosen = r" \(\d+ chosen, \d+ that they refer to\)" if options else ""
        assert re.search(rf", \d+ records{chosen} in \d+ files, ", done.output), done.output
        assert (tmp_path / name).is_file()
    file = project / "content" / "bodies" / "body-4.md"
    file.write_bytes(file.read_bytes() + b"\nMore of it.\n")
    done = CliRunner().invoke(
        main, ["pack", "--config", str(project / "mkdocs.yml"), "--from", "clearinghouse-2026-06-30.zip"]
    )
    assert "Written: clearinghouse-2026-06-30-update.zip, " in done.output
    assert sorted(each.suffix for each in tmp_path.iterdir()) == [".zip"] * 3


def test_a_copy_of_other_records_is_replaced_only_where_it_was_named(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782820800")
    out = tmp_path / "clearinghouse-2026-06-30.zip"
    packed(project, out, "--country", "DZ")
    before = out.read_bytes()
    done = CliRunner().invoke(main, ["pack", "--config", str(project / "mkdocs.yml")])
    assert (done.exit_code, "has other records than this copy" in done.output) == (2, True), done.output
    assert out.read_bytes() == before
    packed(project, out)
    assert out.read_bytes() != before
    done = CliRunner().invoke(main, ["pack", "--config", str(project / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
