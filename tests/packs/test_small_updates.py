"""Updates of copies that are made up: a few files each, so that every way in which a copy comes to harm can be tried."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

from clearinghouse.packs import update
from clearinghouse.packs.archive import files_of
from clearinghouse.packs.contents import Contents
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.manifest import manifest_of
from clearinghouse.releases.verifying import Verdict, verify
from tests.releases.test_manifest import TOOLS, write

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
    out = folder.parent / "update.zip"
    assert update.write_update(start.manifest, end, MOMENT, out)
    with zipfile.ZipFile(out) as opened:
        opened.extractall(folder)


def verdict(folder: Path) -> Verdict:
    return verify(FolderCopy(folder))


def test_where_nothing_has_changed_no_update_is_written(tmp_path):
    old, new = contents(b"one"), contents(b"two", index=b"another home")
    out = tmp_path / "update.zip"
    assert update.write_update(old.manifest, old, MOMENT, out) is None
    assert not out.exists()
    folder = stick(tmp_path / "stick", old)
    updated(folder, old, new)
    assert update.write_update(verdict(folder).manifest, new, MOMENT, out) is None
    assert verdict(folder).is_whole
