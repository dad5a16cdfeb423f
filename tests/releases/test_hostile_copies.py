"""Copies that were made to do harm: each is told in a sentence, at once and in little memory, and the others are still looked at."""

import json
import os
import socket
import threading
import time
import zipfile

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.commands import verify as verify_command
from clearinghouse.packs.start_here import made_with_from
from clearinghouse.packs.update import made_with_of_copy
from clearinghouse.project import ProjectFault
from clearinghouse.releases import manifest_change, verifying, web_copy
from clearinghouse.releases.copy import CopyFault
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.manifest import Entry, ManifestFault, origin_from, read_manifest
from clearinghouse.releases.manifest_change import read_update, update_bytes, update_files, update_of, updated
from clearinghouse.releases.verifying import verify
from clearinghouse.releases.web_copy import WebCopy
from clearinghouse.releases.zip_copy import ZipCopy
from tests.releases.sites import manifest_of, write
from tests.releases.test_manifest import SITE, TOOLS
from tests.releases.test_verifying import MANIFEST, RELEASE, packed


@pytest.fixture
def whole(tmp_path):
    """A copy that is as it should be, to be looked at beside the others."""
    return write(tmp_path / "whole", RELEASE)


def answers(*copies):
    """What the command says of each copy but the last, which is whole; nothing of it is a traceback."""
    done = CliRunner().invoke(main, ["verify", "--format", "json", *map(str, copies)])
    assert isinstance(done.exception, SystemExit), done.exception
    *found, last = json.loads(done.output)["copies"]
    assert (done.exit_code, last["whole"]) == (2, True)
    return [each["fault"] for each in found]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_are_unpacked_without_a_bound_are_refused(tmp_path, whole, method):
    with zipfile.ZipFile(tmp_path / "copy.zip", "w", method) as archive:
        for path, content in RELEASE.items():
            archive.writestr(path, content)
    (fault,) = answers(tmp_path / "copy.zip", whole)
    assert f"not read here (number {method}; only stored and Deflate are)" in fault


def test_an_encrypted_archive_is_told_in_words(tmp_path, whole):
    content = bytearray(packed(RELEASE, tmp_path / "copy.zip").read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "copy.zip").write_bytes(content)
    (fault,) = answers(tmp_path / "copy.zip", whole)
    assert "is encrypted: no copy is" in fault


def test_a_manifest_that_is_there_twice_is_told(tmp_path, whole):
    archive = packed(RELEASE, tmp_path / "copy.zip")
    with zipfile.ZipFile(archive, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("manifest.json", RELEASE["manifest.json"])
    (fault,) = answers(archive, whole)
    assert "manifest.json is in" in fault
    assert "twice" in fault


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_no_archive(tmp_path):
    os.mkfifo(tmp_path / "pipe.zip")
    with pytest.raises(CopyFault, match="is not a file"):
        ZipCopy(tmp_path / "pipe.zip")
    with pytest.raises(ProjectFault, match="is not a file"):
        made_with_of_copy(tmp_path / "pipe.zip")


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def server():
    """What starts a server that sends a beginning, and then a piece again and again, with a pause; it returns the address."""
    over, started = threading.Event(), []

    def answer(connection, beginning, piece, pause):
        with connection:
            try:
                connection.recv(65536)
                connection.sendall(beginning)
                while not over.wait(pause):
                    connection.sendall(piece)
            except OSError:
                pass

    def serve(listening, *sent):
        with listening:
            while not over.is_set():
                try:
                    connection = listening.accept()[0]
                except OSError:
                    continue
                started.append(threading.Thread(target=answer, args=(connection, *sent)))
                started[-1].start()

    def start(beginning, piece, pause=0.0):
        listening = socket.create_server(("127.0.0.1", 0))
        listening.settimeout(0.05)
        started.append(threading.Thread(target=serve, args=(listening, beginning, piece, pause)))
        started[-1].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield start
    over.set()
    for each in started:
        each.join()


@pytest.mark.parametrize("beginning", [HEAD + b"X: ", HEAD + b"\r\n", CHUNKED + b"ffff\r\n", CHUNKED + b"0\r\nX: "])
def test_a_server_that_drips_is_left(server, monkeypatch, beginning):
    monkeypatch.setattr(web_copy, "SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(CopyFault, match="it is too slow"):
        WebCopy(server(beginning, b"a", 0.02)).read("manifest.json", 1000)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: y\r\n" * 10000),
        (b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 99999999999999\r\n\r\n", b" " * 65536),
    ],
)  # fmt: skip
def test_a_server_that_talks_without_end_is_left(server, beginning, piece):
    with pytest.raises(CopyFault, match=r"without end|loop"):
        WebCopy(server(beginning, piece)).read("manifest.json", 1000)


@pytest.mark.parametrize("beginning", [CHUNKED + b"-1\r\n", CHUNKED + b"f" * 20 + b"\r\n", HEAD + b"\r\n"])
def test_no_more_is_read_than_was_asked_for(server, beginning):
    copy = WebCopy(server(beginning, b" " * 65536))
    assert copy.read("manifest.json", 300_000) == b" " * 300_001


@pytest.mark.parametrize(("most", "size"), [("SECONDS_IN_ALL", 1), ("MOST_SECONDS_IN_ALL", 10**15)])
def test_a_copy_on_a_server_has_an_end(server, monkeypatch, most, size):
    monkeypatch.setattr(web_copy, most, 0.3)
    copy = WebCopy(server(HEAD + b"X: ", b" " * 100, 0.01))
    with pytest.raises(CopyFault, match="Fetch the copy"):
        list(copy.states([Entry(name, size, "0" * 64) for name in "abcdefgh"]))


DEEP = b"[" * 1100 + b"]" * 1100
HUGE = b"9" * 4299


@pytest.mark.parametrize(
    "content",
    [
        b'{"format":1,"files":{},"x":%s}' % DEEP, b'{"format":%s,"files":{}}' % HUGE,
        b'{"format":1,"files":{%s}}' % b",".join(b'"%d":{"size":%s,"sha256":"%s"}' % (each, HUGE, b"0" * 64) for each in range(12)),
        b'{"format":1,"files":{},"counts":{"a":%s,"b":%s}}' % (HUGE, HUGE), b'{"format":%s,"files":{}}' % (HUGE * 2),
    ],
)  # fmt: skip
def test_json_that_python_does_not_read_is_no_manifest(tmp_path, whole, content):
    (fault,) = answers(write(tmp_path / "copy", {"manifest.json": content}), whole)
    assert fault.startswith("manifest.json is not a manifest of a release")
    assert len(fault) < 300
    with pytest.raises(ManifestFault):
        read_manifest(content)
    with pytest.raises(ManifestFault):
        read_update(content)
    assert origin_from(content).commit == ""


def test_what_a_copy_was_made_with_is_not_known_where_it_is_nested_deeply():
    deep = "[" * 100_000
    assert made_with_from(deep) is None
    assert made_with_from('{"today": "2026-06-30", "selection": {"countries": ' + deep + "}}") is None


def step(old, new):
    """Two sites as manifests, and the files of the update between them."""
    one, two = (manifest_of([("a", each)], TOOLS) for each in (old, new))
    return one, update_files(update_of(one, two))


def test_updates_are_not_followed_through_more_files_than_can_be_put_in_order(monkeypatch):
    one, files = step(b"1", b"2")
    assert updated(one, files.get).steps
    monkeypatch.setattr(manifest_change, "MAX_STEPS", 1)
    with pytest.raises(ManifestFault, match="lead through more than 1 files in all"):
        updated(one, files.get)


def test_updates_that_are_too_large_together_are_not_looked_at(whole, monkeypatch):
    for each in range(20):
        _, files = step(b"%d" % each, b"new")
        write(whole, files)
    assert len(verify(FolderCopy(whole)).foreign) == 20
    monkeypatch.setattr(verifying, "MAX_BYTES_OF_UPDATES", 5000)
    with pytest.raises(ManifestFault, match="more than 5,000 bytes together"):
        verify(FolderCopy(whole))


def test_what_an_update_that_lies_there_astray_has_left_is_still_known(whole):
    site = SITE | {"left.html": b"left", **{f"{each}.html": b"1" for each in range(50)}}
    write(whole, {"left.html": b"left"} | update_files(update_of(manifest_of([]), manifest_of(site.items()))))
    found = verify(FolderCopy(whole))
    assert (found.superfluous, len(found.foreign)) == (("left.html",), 1)


@pytest.mark.parametrize("page", [b'<!doctype html><p class="before">Not here', b'{"error": "not found"}', b"", b"ok"])
def test_a_server_that_sends_a_page_for_what_it_does_not_have_has_no_updates(page):
    assert updated(MANIFEST, lambda _path: page).manifest == MANIFEST


def test_an_update_that_is_damaged_is_told_all_the_same():
    one, files = step(b"1", b"2")
    with pytest.raises(ManifestFault, match="not an update"):
        updated(one, {path: content[:-10] for path, content in files.items()}.get)
    with pytest.raises(ManifestFault, match="not an update"):
        read_update(update_bytes(update_of(one, MANIFEST))[:-10])


def test_a_name_that_is_too_long_is_told_and_the_others_are_looked_at(tmp_path, whole):
    (tmp_path / "list.txt").write_text(f"{'m' * 300}\n{'m' * 300}.txt\n{whole}\n")
    faults = answers("n" * 300, "n" * 299 + ".txt", tmp_path / "list.txt")
    assert len(faults) == 4
    done = CliRunner().invoke(main, ["pack", str(tmp_path / ("n" * 300 + ".zip"))])
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="to this user nothing is forbidden")
def test_a_list_that_nobody_may_read_is_told(tmp_path, whole):
    (tmp_path / "list.txt").write_text("x")
    (tmp_path / "list.txt").chmod(0)
    (fault,) = answers(tmp_path / "list.txt", whole)
    assert fault.startswith("It cannot be looked at: Permission denied")


def test_a_list_of_copies_does_not_steer_the_terminal_or_fill_it(tmp_path):
    (tmp_path / "list.txt").write_text("e\x1b[2Jvil\u202e\n" + "x" * 4000)
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "list.txt")])
    assert done.exit_code == 2
    assert "e\ufffd[2Jvil\ufffd: could not" in done.output
    assert all(len(line) < 1200 for line in done.output.splitlines())


@pytest.mark.parametrize("kind", ["member", "status"])
def test_a_long_name_or_answer_is_printed_in_part(tmp_path, server, kind):
    if kind == "member":
        copy = packed(RELEASE | {"x" * 3000: b""}, tmp_path / "copy.zip")
    else:
        copy = server(b"HTTP/1.1 500 " + b"z" * 60_000 + b"\r\n\r\n", b"")
    done = CliRunner().invoke(main, ["verify", str(copy)])
    assert done.exit_code == (1 if kind == "member" else 2)
    assert max(map(len, done.output.splitlines())) < 700


def test_a_person_is_told_that_a_copy_is_still_looked_at(server, monkeypatch):
    monkeypatch.setattr(web_copy, "SECONDS", 0.3)
    monkeypatch.setattr(verify_command, "_SECONDS_IN_SILENCE", 0.05)
    address = server(HEAD + b"\r\n", b"a", 0.02)
    lines = CliRunner().invoke(main, ["verify", address]).output.splitlines()
    said = [line for line in lines if line.startswith(f"Still looking at {address}, after ")]
    assert 2 <= len(said) <= 4
    assert "it is too slow" in lines[-1]
