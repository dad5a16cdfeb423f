"""After any change the incremental site equals that of a clean build, byte for byte, and both tell the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.incremental.building import Builder, empty, files_of
from tests.incremental.mutations import mutations
from tests.incremental.project import small_project, training_project
from tests.incremental.walk import Walk

SMALL_WALKS, SMALL_CHANGES = 4, 46
TRAINING_WALKS, TRAINING_CHANGES = 1, 16
"""How many walks through a project, and after how many changes of each everything is compared; `benchmarks/mutations.py` goes further."""


def compare_with_another_process(walk: Walk, root: Path) -> None:
    """Compare with the command itself, in a process that shares nothing with this one: another seed of hashes, another time zone."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(empty(walk.clean_site))]
    settings = {**os.environ, "CLEARINGHOUSE_CACHE": "off", "PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland"}
    subprocess.run(command, cwd=root, env=settings, check=True, capture_output=True)
    assert files_of(walk.site) == files_of(walk.clean_site)


@pytest.mark.parametrize("seed", range(SMALL_WALKS))
def test_a_small_project_is_built_as_if_anew_after_each_of_many_changes(tmp_path, seed):
    builder = Builder(cores="1" if seed % 2 else "")  # workers cost more than they do here, and are to be seen at work
    walk = Walk.of(small_project(tmp_path / "project"), builder, seed)
    walk.go(mutations(walk), SMALL_CHANGES)
    compare_with_another_process(walk, tmp_path / "project")


@pytest.mark.parametrize("seed", range(100, 100 + TRAINING_WALKS))
def test_a_project_with_every_view_is_built_as_if_anew_after_each_of_many_changes(tmp_path, builder, seed):
    walk = Walk.of(training_project(tmp_path / "project"), builder, seed)
    walk.go(mutations(walk), TRAINING_CHANGES)
    compare_with_another_process(walk, tmp_path / "project")


def test_there_are_at_least_two_hundred_changes():
    assert SMALL_WALKS * SMALL_CHANGES + TRAINING_WALKS * TRAINING_CHANGES >= 200
