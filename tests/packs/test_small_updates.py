"""Updates of copies that are made up: a few files each, so that every way in which a copy comes to harm can be tried."""

import shutil
import sys
import zipfile
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.packs import update
from clearinghouse.packs.archive import files_of
from clearinghouse.packs.contents import Contents
from clearinghouse.packs.updates_given import FILE, changed_before
from clearinghouse.releases import folder_copy, manifest
from clearinghouse.releases import manifest_change as change
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.manifest import ManifestFault
from clearinghouse.releases.verifying import Verdict, manifest_that_holds, verify
from tests.releases.sites import manifest_of, write
from tests.releases.test_manifest import TOOLS

MOMENT = datetime(2026, 6, 30, tzinfo=UTC)
SITE = {"site/index.html": b"home", "site/needs/a.html": b"a need", "site/search/67.js": b"words"}


def contents(start: bytes, **changed: bytes | None) -> Contents:
    """A copy as it is made: a page to start with, and the site; `changed` by the name before the dot, None for what is gone."""
    files = {"START-HERE.html": start, **SITE}
    for path in SITE:
        name = Path(path).stem
        if name in changed:
            files[path] = changed.pop(name)
    files |= {f"site/{name}.html": content for name, content in changed.items()}
    files = {path: content for path, content in files.items() if content is not None}
    return Contents(Path("nowhere"), files, manifest_of(files.items(), TOOLS))


def stick(folder: Path, of: Contents) -> Path:
    """A copy in a folder, as it is when the ZIP file was unpacked."""
    return write(folder, dict(files_of(of)))


def updated(folder: Path, start: Contents, end: Contents) -> None:
    """Make an update from one copy to the next, and unpack it over a folder."""
    unpacked(folder, verdict(stick(folder.parent / str(len(list(folder.parent.iterdir()))), start)), end)


def unpacked(
    folder: Path, old: Verdict, end: Contents, changed_earlier: AbstractSet[str] = frozenset()
) -> update.UpdateWritten:
    """The same from a copy as it was found."""
    out = folder.parent / "update.zip"
    done = update.write_update(old, end, MOMENT, out, changed_earlier)
    assert done
    with zipfile.ZipFile(out) as opened:
        opened.extractall(folder)
    return done


def verdict(folder: Path) -> Verdict:
    return verify(FolderCopy(folder))


def test_where_nothing_has_changed_no_update_is_written(tmp_path):
    old, new = contents(b"one"), contents(b"two", index=b"another home")
    out = tmp_path / "update.zip"
    folder = stick(tmp_path / "stick", old)
    assert update.write_update(verdict(folder), old, MOMENT, out, frozenset()) is None
    assert not out.exists()
    updated(folder, old, new)
    assert update.write_update(verdict(folder), new, MOMENT, out, frozenset()) is None
    assert verdict(folder).is_whole


def test_what_is_damaged_in_the_old_copy_is_mended(tmp_path):
    old, new = contents(b"one"), contents(b"two", index=b"another home")
    for end, changed in ((old, 0), (new, 2)):
        folder = stick(tmp_path / str(changed) / "stick", old)
        (folder / "site" / "needs" / "a.html").write_bytes(b"?")
        (folder / "site" / "search" / "67.js").unlink()
        (folder / "SHA256SUMS").unlink()
        found = verdict(folder)
        assert found.damaged == ("SHA256SUMS", "site/needs/a.html", "site/search/67.js")
        done = unpacked(folder, found, end)
        assert (len(done.changed), set(done.mended)) == (changed, {*found.damaged})
        now = verdict(folder)
        assert (now.is_whole, now.manifest) == (True, end.manifest)


def test_a_copy_that_another_copys_update_was_unpacked_over_is_told_and_mended(tmp_path):
    whole, other, its_next = (
        contents(b"whole"),
        contents(b"part", index=b"part"),
        contents(b"part 2", index=b"home of a part", new=b"1"),
    )
    folder = stick(tmp_path / "stick", whole)
    updated(folder, other, its_next)
    found = verdict(folder)
    assert (found.changed, found.extra) == (("START-HERE.html", "site/index.html"), ())
    assert (len(found.foreign), found.overlaid, found.superfluous) == (1, (), ("site/new.html",))
    said = CliRunner().invoke(main, ["verify", str(folder)])
    assert said.exit_code == 1
    assert "An update that is not of this copy was unpacked here" in said.output
    unpacked(folder, found, whole)
    assert verdict(folder).is_whole
    assert "not of this copy" not in CliRunner().invoke(main, ["verify", str(folder)]).output


def test_two_updates_of_the_same_old_copy_one_over_the_other_are_told_and_mended(tmp_path):
    old, two = contents(b"old"), contents(b"two", index=b"another home")
    one = contents(b"one", a=b"a need that was written and taken back", short=b"a record that was taken back")
    folder = stick(tmp_path / "stick", old)
    updated(folder, old, one)
    assert verdict(folder).is_whole
    updated(folder, old, two)
    found = verdict(folder)
    assert (found.manifest, found.damaged, found.superfluous) == (
        two.manifest,
        ("site/needs/a.html",),
        ("site/short.html",),
    )
    assert (found.foreign, len(found.overlaid)) == ((), 1)
    assert "Two updates" in CliRunner().invoke(main, ["verify", str(folder)]).output
    three = contents(b"three")
    for end in (two, three):
        again = shutil.copytree(folder, tmp_path / end.made["START-HERE.html"].decode())
        unpacked(again, found, end)
        assert (verdict(again).is_whole, verdict(again).manifest) == (True, end.manifest)


def test_an_update_brings_what_earlier_ones_of_the_same_old_copy_have_changed_or_removed(tmp_path):
    old, two = contents(b"old"), contents(b"two", index=b"another home")
    one = contents(b"one", a=b"a need that was written and taken back", short=b"taken back", **{"67": None})
    folder, kept, out = stick(tmp_path / "stick", old), tmp_path / "kept", tmp_path / "update.zip"
    kept.mkdir()
    found = verdict(folder)

    def brought(end: Contents) -> update.UpdateWritten:
        done = update.write_next(kept, found, end, MOMENT, out)
        assert done
        with zipfile.ZipFile(out) as opened:
            opened.extractall(folder)
        for path in (folder / update.REMOVED).read_text("utf-8").splitlines():
            (folder / path).unlink()  # somebody deletes what may be deleted
        return done

    assert brought(one).repeated == ()
    assert verdict(folder).is_whole
    assert changed_before(kept, two.manifest.identity) == set()
    assert brought(two).repeated == ("site/needs/a.html", "site/search/67.js")
    now = verdict(folder)
    assert (now.is_whole, now.superfluous, now.manifest) == (True, (), two.manifest)
    (kept / FILE).write_bytes(b"[")
    assert changed_before(kept, found.manifest.identity) == set()


def test_the_list_of_what_may_be_deleted_is_that_of_all_updates_and_never_names_what_is_there(tmp_path):
    folder, listed = tmp_path / "stick", tmp_path / "stick" / update.REMOVED
    without = contents(b"without", a=None)
    stick(folder, contents(b"old", short=b"a short page"))
    for end, left in (
        (contents(b"without", a=None, short=b"a short page"), ["site/needs/a.html"]),
        (contents(b"old again", short=b"a short page"), []),
        (without, ["site/needs/a.html", "site/short.html"]),
        (contents(b"words", a=None, index=b"another home"), ["site/needs/a.html", "site/short.html"]),
        (contents(b"back"), ["site/short.html"]),
    ):
        unpacked(folder, verdict(folder), end)
        assert listed.read_text("utf-8").splitlines() == left
        assert verdict(folder).is_whole


def test_what_an_earlier_update_of_the_same_old_copy_has_brought_may_be_deleted_after_the_next(tmp_path):
    folder = stick(tmp_path / "stick", contents(b"old"))
    found = verdict(folder)
    done = unpacked(folder, found, contents(b"one", short=b"a record that was taken back"))
    unpacked(folder, found, contents(b"two"), frozenset(done.changed))
    assert (folder / update.REMOVED).read_text("utf-8") == "site/short.html\n"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the disk is to tell capitals from small letters")
def test_a_page_renamed_in_its_letters_only_leaves_a_copy_whole_on_a_disk_that_does_not_tell_them_apart(
    tmp_path, monkeypatch
):
    folder = stick(tmp_path / "stick", contents(b"old", Photo=b"a photo"))
    unpacked(folder, verdict(folder), contents(b"new", photo=b"another photo"))
    assert (folder / update.REMOVED).read_text("utf-8") == ""
    assert verdict(folder).superfluous == ("site/Photo.html",)
    old, new = folder / "site" / "Photo.html", folder / "site" / "photo.html"
    old.unlink()
    assert verdict(folder).is_whole
    new.rename(old)
    assert verdict(folder).missing == ("site/photo.html",)  # on this disk it is another file, and no link leads to it
    new.hardlink_to(old)  # such a disk opens it by both names, and shows the old

    def shown(root):
        yield from (each for each in files_below(root) if each[0] != "site/photo.html")

    files_below = folder_copy.files_below
    monkeypatch.setattr(folder_copy, "files_below", shown)
    found = verdict(folder)
    assert (found.missing, found.extra, found.superfluous, found.is_whole) == ((), (), (), True)
    old.write_bytes(b"?")
    assert verdict(folder).changed == ("site/photo.html",)


def test_each_list_that_updates_lead_to_is_put_together_once_and_the_most_updates_are_followed(tmp_path, monkeypatch):
    states = [contents(b"start", short=str(number).encode()) for number in range(5)]
    folder = stick(tmp_path / "stick", states[0])
    for before, end in pairwise(states):
        updated(folder, before, end)
    written, as_it_was = list[str](), manifest.manifest_bytes
    monkeypatch.setattr(manifest, "manifest_bytes", lambda each: written.append("") or as_it_was(each))
    monkeypatch.setattr(change, "MAX_UPDATES", len(states) - 1)
    assert manifest_that_holds(FolderCopy(folder)) == states[-1].manifest
    assert len(written) == len(states)
    monkeypatch.setattr(change, "MAX_UPDATES", len(states) - 2)
    with pytest.raises(ManifestFault, match="More than 3 updates"):
        manifest_that_holds(FolderCopy(folder))
