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
from clearinghouse.releases import web_copy
from clearinghouse.releases.copy import CopyFault
from clearinghouse.releases.manifest import Entry
from clearinghouse.releases.web_copy import WebCopy
from clearinghouse.releases.zip_copy import ZipCopy
from tests.releases.sites import write
from tests.releases.test_verifying import RELEASE, packed


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


def test_a_copy_on_a_server_has_an_end(server, monkeypatch):
    monkeypatch.setattr(web_copy, "SECONDS_IN_ALL", 0.3)
    copy = WebCopy(server(HEAD + b"\r\n", b" " * 1000, 0.01))
    with pytest.raises(CopyFault, match="Fetch the copy"):
        list(copy.states([Entry(name, 10**15, "0" * 64) for name in "abcdefgh"]))
