"""Copies that were made to do harm: each is told in a sentence, at once and in little memory, and the others are still looked at."""

import json
import os
import zipfile

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.releases.copy import CopyFault
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
