"""The manifest: the same for the same files, readable by sha256sum, and hostile to paths that lead elsewhere."""

import itertools
import json
import shutil
import subprocess
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.releases.manifest import (
    CATALOGUE,
    ManifestFault,
    Origin,
    manifest_bytes,
    manifest_of_folder,
    read_manifest,
    release_files,
    sums_bytes,
)
from clearinghouse.releases.manifest_change import (
    apply_update,
    read_update,
    step_path,
    update_bytes,
    update_files,
    update_of,
    update_path,
    updated,
)
from tests.releases.sites import manifest_of, write

TOOLS = {"mkdocs": "1.6.1"}
SITE = {
    "index.html": b"<p>Home</p>", "a b/ü.html": "<p>سلامة</p>".encode(), "empty.txt": b"",
    CATALOGUE: json.dumps({
        "generated_from": "c0ffee", "committed": "2026-06-30T10:00:00Z",
        "collections": [{"name": "needs", "count": 2, "title": "Needs"}, {"name": "countries", "count": 1}],
    }).encode(),
}  # fmt: skip
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:"), min_size=1, max_size=8).filter(
    lambda name: name not in {".", ".."}
)  # fmt: skip
SITES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary(max_size=20), max_size=6)


def test_a_manifest_says_what_is_in_a_site_and_what_it_was_made_from(tmp_path):
    manifest = manifest_of(SITE.items(), TOOLS)
    assert manifest.origin == Origin("c0ffee", "2026-06-30T10:00:00Z", {"countries": 1, "needs": 2})
    document = json.loads(manifest_bytes(manifest))
    assert document["total"] == {"files": 4, "bytes": sum(map(len, SITE.values()))}
    assert document["files"]["index.html"] == {"size": 11, "sha256": sha256(b"<p>Home</p>").hexdigest()}
    assert list(document["files"]) == sorted(SITE)
    assert (document["tools"], document["day"]) == (TOOLS, "2026-06-30")
    assert manifest_of_folder(write(tmp_path, SITE)) == manifest_of(SITE.items())


def test_the_order_of_files_and_what_was_listed_before_change_nothing(tmp_path):
    manifest = manifest_of(SITE.items(), TOOLS)
    again = {**dict(reversed(SITE.items())), **dict(release_files(manifest)), update_path("0" * 64): b"{}"}
    assert manifest_of(again.items(), TOOLS) == manifest
    assert manifest_of_folder(write(tmp_path, {**again, ".hidden": b"", ".git/x": b""})).files == manifest.files


def test_sha256sum_accepts_the_sums(tmp_path):
    sums = shutil.which("sha256sum")
    if sums is None:
        pytest.skip("there is no sha256sum here")
    write(tmp_path, SITE | dict(release_files(manifest_of(SITE.items()))))
    command = [sums, "--strict", "--check", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": OK")) == (0, len(SITE) + 1)
    (tmp_path / "index.html").write_bytes(b"<p>home</p>")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@given(SITES)
def test_what_is_written_is_read_again(site):
    site = {path: content for path, content in site.items() if not any(other.startswith(f"{path}/") for other in site)}
    manifest = manifest_of(site.items(), TOOLS)
    assert read_manifest(manifest_bytes(manifest)) == manifest
    assert len(sums_bytes(manifest).splitlines()) == len(manifest.files) + 1


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "C:/x", "a\\b", "a\nb", "a\0", "\udcff", "x" * 2000],
)
def test_paths_that_lead_elsewhere_are_in_no_manifest(path):
    with pytest.raises(ManifestFault):
        manifest_of([(path, b"")])
    document = {"format": 1, "files": {path: {"size": 1, "sha256": "0" * 64}}}
    with pytest.raises(ManifestFault):
        read_manifest(json.dumps(document).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2}, {"files": []}, {"files": {"a": {"size": -1, "sha256": "0" * 64}}}, {"files": {"a": {"size": 1, "sha256": "x"}}},
        {"commit": "a\x1b[2J"}, {"committed": ["2026"]},
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_told_in_words(change):
    with pytest.raises(ManifestFault, match=r"manifest\.json"):
        read_manifest(json.dumps({"format": 1, "files": {}} | change).encode())
    with pytest.raises(ManifestFault):
        read_manifest(b"\xff\xfe")


def test_a_path_is_there_once_and_a_site_has_no_links(tmp_path):
    with pytest.raises(ManifestFault, match="twice"):
        manifest_of([("a", b""), ("a", b"1")])
    (tmp_path / "passwords").symlink_to("/etc/passwd")
    with pytest.raises(ManifestFault, match="passwords is a link"):
        manifest_of_folder(tmp_path)


@given(st.lists(SITES, min_size=1, max_size=4))
def test_updates_lead_from_any_release_to_the_last(sites):
    releases = [manifest_of(site.items(), TOOLS) for site in sites]
    copy = {}
    for old, new in itertools.pairwise(releases):
        if old != new:
            made = update_files(update_of(old, new))
            assert apply_update(old, read_update(made[step_path(old.identity, new.identity)])) == new
            copy |= made  # as it is unpacked over what is there
        found = updated(releases[0], copy.get)
        assert found.manifest == new
        assert not found.superfluous.keys() & found.manifest.by_path.keys()


def test_an_update_of_another_release_is_refused():
    one, two, three = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2", b"3"))
    with pytest.raises(ManifestFault, match="another release"):
        apply_update(three, update_of(one, two))
    forged = update_bytes(update_of(one, two)).replace(two.files[0].sha256.encode(), three.files[0].sha256.encode())
    with pytest.raises(ManifestFault, match="does not lead"):
        apply_update(one, read_update(forged))
    with pytest.raises(ManifestFault):
        read_update(b"[]")


@pytest.mark.parametrize(
    "change",
    [
        {"changed": {"a": [-1, "0" * 64]}}, {"changed": {"a": [1, "x"]}}, {"changed": {"../a": [1, "0" * 64]}}, {"before": "x"},
        {"after": "../x"}, {"commit": "a\x1b[2J"}, {"counts": {"needs": -1}},
    ],
)  # fmt: skip
def test_what_a_manifest_cannot_say_no_update_can(change):
    one, two = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2"))
    document = json.loads(update_bytes(update_of(one, two)))
    assert read_update(json.dumps(document).encode()) == update_of(one, two)
    with pytest.raises(ManifestFault):
        read_update(json.dumps(document | change).encode())


def test_updates_that_lead_in_a_circle_come_to_an_end():
    one, two = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2"))
    there, back = (update_files(update_of(old, new)) for old, new in ((one, two), (two, one)))
    copy = there | back | {update_path(one.identity): there[update_path(one.identity)]}  # as no unpacking leaves it
    assert updated(one, copy.get).manifest == one  # each was followed once: there and back


def test_what_is_in_no_commit_is_told_and_a_manifest_from_before_stays_what_it_was():
    clean, dirty = (
        manifest_of([(CATALOGUE, json.dumps({"generated_from": "c0ffee", "uncommitted": each}).encode())], TOOLS)
        for each in (False, True)
    )
    assert [each.origin.uncommitted for each in (clean, dirty)] == [False, True]
    assert b"uncommitted" not in manifest_bytes(clean)
    for one, two in ((clean, dirty), (dirty, clean)):
        assert read_manifest(manifest_bytes(two)) == two
        assert updated(one, update_files(update_of(one, two)).get).manifest == two


def test_an_update_that_names_a_part_that_is_missing_is_told():
    one, two = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2"))
    files = update_files(update_of(one, two))
    del files[step_path(one.identity, two.identity)]
    with pytest.raises(ManifestFault, match="is missing, so the update cannot be followed"):
        updated(one, files.get)
    hostile = {update_path(one.identity): json.dumps({"before": "../" * 8, "after": two.identity}).encode()}
    with pytest.raises(ManifestFault):
        updated(one, hostile.get)


def test_a_copy_can_go_back_and_on_again():
    one, two, three = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2", b"3"))
    copy = {}
    for old, new in itertools.pairwise((one, two, one, two, three, two, one, three)):
        copy |= update_files(update_of(old, new))  # as it is unpacked over what is there
        assert updated(one, copy.get).manifest == new


def test_an_update_that_leads_nowhere_is_none():
    one, two = (manifest_of([("a", content)], TOOLS) for content in (b"1", b"2"))
    nowhere = update_files(update_of(one, one)) | update_files(update_of(two, two))
    assert updated(one, nowhere.get).manifest == one
    assert updated(one, (nowhere | update_files(update_of(one, two))).get).manifest == two
