"""Only an earlier copy of ours is replaced; a file of somebody else stays as it is, in whatever form a copy is written."""

import random
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.books import epub, pdf, zim
from clearinghouse.commands.pack import WRITERS
from clearinghouse.packs.archive import write_zip
from clearinghouse.packs.may_replace import must_be_free
from clearinghouse.project import ProjectFault
from tests.books.conftest import MOMENT, small_in
from tests.books.tools import library


def foreign(path: Path) -> Path:
    """A file that begins as one of this kind does, but that somebody else made."""
    if path.suffix in {".zip", ".epub"}:
        with zipfile.ZipFile(path, "w") as opened:
            opened.writestr("mimetype", "application/epub+zip")
            opened.writestr("EPUB/package.opf", "<package><metadata/></package>")
            opened.writestr("manifest.json", "{}")
    else:
        path.write_bytes({".pdf": b"%PDF-1.7 by hand", ".zim": b"ZIM\x04" + bytes(200)}[path.suffix])
    return path


@pytest.mark.parametrize("end", WRITERS)
@pytest.mark.parametrize("what", ["text", "of its kind", "empty", "folder", "link to nothing"])
def test_what_somebody_else_made_is_not_replaced(tmp_path, end, what):
    mine = tmp_path / f"report{end}"
    if what == "of its kind":
        foreign(mine)
    elif what == "folder":
        mine.mkdir()
    elif what == "link to nothing":
        mine.symlink_to(tmp_path / "nothing")
    else:
        mine.write_bytes(b"my own words" if what == "text" else b"")
    before = mine.read_bytes() if mine.is_file() else b""
    with pytest.raises(ProjectFault, match="no copy of a clearinghouse"):
        must_be_free(mine)
    if what == "text":
        done = CliRunner().invoke(main, ["pack", str(mine), "--config", str(tmp_path / "none.yml")])
        assert (done.exit_code, "Choose another name" in done.output) == (2, True)
    assert before == (mine.read_bytes() if mine.is_file() else b"")


def damaged(path: Path, how: str) -> Path:
    """An archive with a name that is in no alphabet, of a newer kind of ZIP, or with a member whose bytes were changed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("EPUB/package.opf", "<package/>" * 100)
        opened.writestr("Ã©", "x")
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    if how == "name":
        content = content.replace("Ã©".encode(), b"\xff\xfe\xff\xfe")
    elif how == "newer":
        content[directory + 6] = 99
    else:
        start = 30 + len("EPUB/package.opf")
        content[start : start + 6] = b"\xff" * 6
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("end", [".zip", ".epub"])
@pytest.mark.parametrize("how", ["name", "newer", "bytes"])
def test_what_is_damaged_is_not_replaced(tmp_path, end, how):
    mine = damaged(tmp_path / f"report{end}", how)
    before = mine.read_bytes()
    with pytest.raises(ProjectFault, match="no copy of a clearinghouse"):
        must_be_free(mine)
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    ("writer", "end", "needs"), [(epub, ".epub", ""), (pdf, ".pdf", "weasyprint"), (zim, ".zim", "libzim")]
)
def test_what_we_made_is_replaced(tmp_path, writer, end, needs):
    if needs:
        library(needs)
    out = tmp_path / f"copy{end}"
    must_be_free(out)
    edition = small_in(tmp_path / "site")
    (tmp_path / "site" / "index.html").write_text("<title>Home</title>", encoding="utf-8")
    writer.write(edition, out)
    must_be_free(out)
    out.write_bytes(out.read_bytes()[:100])
    with pytest.raises(ProjectFault):
        must_be_free(out)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ProjectFault, match="There is no folder"):
        must_be_free(tmp_path / "none" / "copy.zip")


@pytest.mark.skipif(sys.platform == "win32", reason="there a program cannot be kept from writing")
@pytest.mark.parametrize("is_there", [True, False])
def test_where_there_is_no_room_nothing_is_left_behind(tmp_path, is_there):
    """Closing the file fails again then, since what was not written yet still is to be."""
    import resource

    out = tmp_path / "copy.zip"
    small = [("START-HERE.html", b"x"), ("manifest.json", b"{}")]
    if is_there:
        write_zip(out, small, MOMENT)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(ProjectFault, match="cannot be written: File too large"):
            write_zip(out, [*small, ("site/large", random.Random(1).randbytes(200_000))], MOMENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
