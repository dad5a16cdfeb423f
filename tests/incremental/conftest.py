"""What the tests of incremental builds share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.building import Builder

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - files in it have a folder of their own
ROOM = 512 * 1024**2
"""Bytes that must be free there: a walk takes 50 MB at most."""


@pytest.fixture(scope="session")
def builder():
    return Builder()


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where the system has such: writing tens of thousands of files to a disk takes a third of the time."""
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="clearinghouse-", dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
