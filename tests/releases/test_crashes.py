"""Killed at any moment, on a full disk, where nothing can be written: what was served is served whole, and the next run works."""

import os
import re
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.releases.manifest import manifest_of_folder
from clearinghouse.releases.publishing import Wish, publish_site
from clearinghouse.releases.target import Switch, Target, TargetFault
from tests.releases.killing import KEPT, kill_before_every_step, kill_publications, publish
from tests.releases.sites import site, whole

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, mounts and reads as Linux does")
KILLS = 50
"""For each of the two kinds of switch; `nox -s bench -- publishing` goes further."""


@pytest.mark.parametrize("kind", list(Switch))
def test_a_reader_sees_a_whole_release_whenever_a_publication_is_killed(tmp_path, kind):
    sites = [site(tmp_path / name, name) for name in ("one", "two", "three")]
    root = tmp_path / "www"
    try:
        publish(sites[0], root, kind)
        publish(sites[1], root, kind)
    except TargetFault as fault:
        pytest.skip(f"this disk cannot exchange two folders: {fault}")
    tally = kill_publications(sites, root, kind, KILLS, seed=len(kind))
    assert tally.broken == []
    assert tally.kills == KILLS
    assert tally.half_made > KILLS / 10, "the kills met hardly any publication in the middle"
    assert tally.reads > KILLS
    assert tally.ended > KILLS / 10, "hardly any publication came to its end"
    after = site(tmp_path / "after", "after")
    publish(after, root, kind)
    assert "after" in (root / "current/index.html").read_text()
    left = Target(root).releases()
    assert len(left) <= KEPT
    assert not [each for each in (root / "releases").iterdir() if each.name.startswith(".")]
    assert not [each for each in left if whole(each.place).startswith("broken")]


@pytest.mark.parametrize("kind", list(Switch))
def test_killed_before_any_single_step_the_old_or_the_new_site_is_served_whole(tmp_path, kind):
    one, two, three = (site(tmp_path / name, name, shared=False) for name in ("one", "two", "three"))
    identity = {place: manifest_of_folder(place).identity for place in (one, two, three)}

    for place in (one, three, one):  # the new one pushes the oldest out
        publish(place, tmp_path / "www", kind, keep=3)

    def roots():
        for number in count():
            yield shutil.copytree(tmp_path / "www", tmp_path / f"www-{number}", symlinks=True, copy_function=os.link)

    killed = 0
    for root, was_killed in kill_before_every_step(two, roots(), kind):
        killed += was_killed
        assert whole(root / "current") in ({identity[one], identity[two]} if was_killed else {identity[two]})
        publish(two, root, kind, keep=3)
        assert whole(root / "current") == identity[two]
        releases = Target(root).releases()
        assert [each.name for each in releases if whole(each.place).startswith("broken")] == []
        assert len(releases) <= 3
        assert not [each for each in (root / "releases").iterdir() if each.name.startswith(".")]
    assert killed > 30


def test_two_folders_that_changed_places_but_not_names_are_put_in_order(tmp_path):
    sites = [site(tmp_path / name, name) for name in ("one", "two")]
    target = Target(tmp_path / "www")
    for place in sites:
        try:
            publish(place, target.root, Switch.FOLDER)
        except TargetFault as fault:
            pytest.skip(f"this disk cannot exchange two folders: {fault}")
    one, two = target.releases()
    one.place.rename(target.root / "releases" / "0009-0123456789ab")
    done = CliRunner().invoke(main, ["publish", "--rollback", str(target.root)])
    assert f"Note: the release {one.name} got its name back." in done.output
    assert [each.name for each in target.releases()] == [one.name, two.name]
    assert "one" in (target.root / "current/index.html").read_text()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, of 400 kB, and what changes how it is mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    if (
        mount is None
        or os.geteuid() != 0
        or subprocess.run([mount, *options], capture_output=True, check=False).returncode
    ):
        pytest.skip("a small disk can only be mounted by root, and where mounting is allowed")
    try:
        yield place, lambda option: subprocess.run([mount, "-o", f"remount,{option}", str(place)], check=True)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def try_to_publish(place: Path, root: Path) -> str:
    """What is said when a publication does not succeed."""
    with pytest.raises(TargetFault) as fault:
        publish_site(place, Target(root), Wish(), lambda _one, _other: None)
    return str(fault.value)


def test_a_full_disk_leaves_the_old_site_whole(tmp_path, small_disk):
    root = small_disk[0] / "www"
    publish(site(tmp_path / "one", "one"), root, Switch.LINK)
    large = site(tmp_path / "large", "large", big_bin=os.urandom(500_000))
    for _ in range(2):
        said = try_to_publish(large, root)
        assert "is full (" in said
        assert "the site has 5" in said
        free = int(re.search(r"\(([\d,]+) bytes are free", said)[1].replace(",", ""))
        assert free < 100_000  # as it was in the middle, not after it was tidied up
        assert "What was served before still is" in said
        assert "one" in (root / "current/index.html").read_text()
        assert not whole(root / "current").startswith("broken")
        assert [each.name[:4] for each in (root / "releases").iterdir()] == ["0001"]
    publish(site(tmp_path / "two", "two"), root, Switch.LINK)
    assert "two" in (root / "current/index.html").read_text()


def test_a_disk_that_can_hold_no_more_files_is_told_as_such(tmp_path, small_disk):
    small_disk[1]("nr_inodes=12")
    said = try_to_publish(site(tmp_path / "one", "one"), small_disk[0] / "www")
    assert "can hold no more files" in said
    assert "Nothing is served from there yet" in said


def test_a_disk_that_fills_at_any_byte_leaves_the_old_site_whole(tmp_path, small_disk):
    root = small_disk[0] / "www"
    publish(site(tmp_path / "one", "one"), root, Switch.LINK)
    other, failed = site(tmp_path / "two", "two"), 0
    for free in range(0, 48_000, 4096):  # the disk gives out room in such pieces
        filler = small_disk[0] / "filler"
        room = shutil.disk_usage(small_disk[0]).free
        filler.write_bytes(b"x" * max(room - free, 0))
        try:
            publish(other, root, Switch.LINK)
            break
        except TargetFault as fault:
            failed += "is full" in str(fault)
        finally:
            filler.unlink()
        assert not whole(root / "current").startswith("broken")
        assert "one" in (root / "current/index.html").read_text()
        assert failed == free // 4096 + 1, "it ended for another reason"
    assert failed > 2
    publish(other, root, Switch.LINK)
    assert "two" in (root / "current/index.html").read_text()


def test_where_nothing_can_be_written_it_is_said_and_the_old_site_stays(tmp_path, small_disk):
    root, remount = small_disk[0] / "www", small_disk[1]
    publish(site(tmp_path / "one", "one"), root, Switch.LINK)
    remount("ro")
    said = try_to_publish(site(tmp_path / "two", "two"), root)
    assert "cannot be written: Read-only file system" in said
    assert not whole(root / "current").startswith("broken")
    done = CliRunner().invoke(main, ["publish", "--rollback", str(root)])
    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    remount("rw")
    publish(tmp_path / "two", root, Switch.LINK)
    assert "two" in (root / "current/index.html").read_text()


def test_a_folder_without_the_right_to_write_is_told(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    root = tmp_path / "www"
    publish(site(tmp_path / "one", "one"), root, Switch.LINK)
    for folder in (root, root / "releases"):
        folder.chmod(0o555)
        try:
            assert "cannot be written" in try_to_publish(site(tmp_path / "two", "two"), root)
        finally:
            folder.chmod(0o755)
        assert not whole(root / "current").startswith("broken")
