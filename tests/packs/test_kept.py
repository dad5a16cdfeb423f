"""The sites that are kept beside the project, so that the next copy of the same records is made sooner."""

import os
from pathlib import Path

import pytest

from clearinghouse.engines import packing
from clearinghouse.packs.selection import Selection
from clearinghouse.project import ProjectFault
from tests.incremental.project import small_project
from tests.packs.building import build_pack


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Path:
    return small_project(tmp_path_factory.mktemp("small") / "project", papers=2) / "mkdocs.yml"


@pytest.fixture
def kept(config):
    """What is kept, by name."""
    return lambda: {each.name for each in (config.parent / packing.FOLDER).iterdir() if each.is_dir()}


def test_one_selection_has_one_site_however_it_is_written(config, kept):
    sites = {build_pack(config, Selection(countries=(each,))).site for each in ("DZ", "dz", "Algeria")}
    assert len(sites) == len([each for each in kept() if each.startswith("dz-")]) == 1


def test_what_cannot_be_built_leaves_nothing(config, kept):
    before = kept() if (config.parent / packing.FOLDER).is_dir() else set()
    for wrong in (Selection(countries=("Atlantis",)), Selection(countries=("DZ",), since="2060-01-01")):
        with pytest.raises(ProjectFault, match=r"Atlantis|No record matches"):
            build_pack(config, wrong)
    assert kept() == before


def test_the_sites_that_were_used_last_are_kept_and_those_that_others_use(config, kept, monkeypatch):
    monkeypatch.setattr(packing, "MOST_KEPT", 2)
    folder = config.parent / packing.FOLDER
    for age, name in enumerate(("newest", "older", "locked", "oldest")):
        (folder / name / "site").mkdir(parents=True)
        os.utime(folder / name, (10**9 - age, 10**9 - age))
    with packing._held(folder / "locked"):
        pack = build_pack(config, Selection(countries=("DZ",)))
    assert kept() == {pack.site.parent.name, "newest", "locked"}
    assert {each.name for each in folder.glob("*.lock")} >= {"locked.lock", f"{pack.site.parent.name}.lock"}
    assert not (folder / "oldest.lock").exists()
    build_pack(config, Selection(countries=("DZ",)))
    assert kept() == {pack.site.parent.name, "newest"}
