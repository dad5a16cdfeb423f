"""The training clearinghouse as packs, built in a copy of it, so that tests leave nothing in the repository."""

import shutil
import zipfile
from pathlib import Path

import pytest

from clearinghouse.packs import archive
from clearinghouse.packs.selection import Selection
from tests.packs.building import build_pack

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and "copy" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def training(tmp_path_factory) -> Path:
    """The mkdocs.yml of a copy of the training clearinghouse."""
    folder = tmp_path_factory.mktemp("training")
    ignored = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(ROOT / "examples" / "training", folder / "examples" / "training", ignore=ignored)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    return folder / "examples" / "training" / "mkdocs.yml"


@pytest.fixture(scope="session")
def whole(training, tmp_path_factory) -> Path:
    """The whole of it as a ZIP file."""
    out = tmp_path_factory.mktemp("zips") / "whole.zip"
    archive.write(build_pack(training), out)
    return out


@pytest.fixture(scope="session", params=["whole", "part"])
def copy(request, training, whole, tmp_path_factory) -> Path:
    """The ZIP unpacked in a folder whose name has spaces and letters that are not Latin: of everything, and of one country."""
    zipped = whole
    if request.param == "part":
        zipped = tmp_path_factory.mktemp("zips") / "part.zip"
        archive.write(build_pack(training, Selection(countries=("XA",))), zipped)
    folder = tmp_path_factory.mktemp("stick") / "Ünï مرحبا 生物 #1 100% (copy)"
    with zipfile.ZipFile(zipped) as opened:
        opened.extractall(folder)
    return folder
