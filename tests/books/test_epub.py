"""The handbook as EPUB: valid, the same from the same content, and in the languages of its records."""

import io
import os
import subprocess
import time
import xml.etree.ElementTree as ET
import zipfile

import pytest

from clearinghouse.books.epub import epub_of, write
from clearinghouse.books.handbook import handbook_of
from clearinghouse.project import ProjectFault
from tests.books import tools
from tests.books.conftest import small_in

OPF, SVG = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def epubcheck(path):
    done = subprocess.run([*tools.epubcheck(), str(path)], capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["training", "small"])
def test_epubcheck_finds_no_error_and_no_warning(name, training, tmp_path):
    edition = training if name == "training" else small_in(tmp_path / "site", "https://clearinghouse.example")
    said = write(edition, tmp_path / "book.epub")
    assert said.startswith(
        f"{tmp_path / 'book.epub'}: a book (EPUB) of {len(edition.press.catalogue.records)} records, "
    )
    status, output = epubcheck(tmp_path / "book.epub")
    assert status == 0, output
    assert "0 fatals / 0 errors / 0 warnings" in output


def test_epubcheck_would_find_an_error(tmp_path):
    content = io.BytesIO(epub_of(handbook_of(small_in(tmp_path / "site"), "epub")))
    with zipfile.ZipFile(content) as read, zipfile.ZipFile(tmp_path / "book.epub", "w") as written:
        for entry in read.infolist():
            text = read.read(entry)
            if entry.filename.endswith("initiatives--project.xhtml"):
                text = text.replace(b'href="', b'href="no-such-', 1)
            written.writestr(entry, text)
    status, output = epubcheck(tmp_path / "book.epub")
    assert status == 1
    assert "no-such-" in output


def test_two_that_are_written_elsewhere_and_later_are_the_same(tmp_path, monkeypatch):
    one = epub_of(handbook_of(small_in(tmp_path / "one"), "epub"))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    os.utime(tmp_path / "one", (0, 0))
    two = epub_of(handbook_of(small_in(tmp_path / "two"), "epub"))
    monkeypatch.undo()
    time.tzset()
    assert one == two


def test_the_type_comes_first_and_is_not_compressed_and_all_is_of_the_moment_of_the_edition(small):
    with zipfile.ZipFile(io.BytesIO(epub_of(handbook_of(small, "epub")))) as archive:
        first, *rest = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {each.date_time for each in (first, *rest)} == {(2026, 6, 30, 12, 0, 0)}
        assert archive.read("EPUB/pictures/1.png").startswith(b"\x89PNG")


def test_language_and_direction_stand_on_paragraphs_as_in_the_page(small):
    with zipfile.ZipFile(io.BytesIO(epub_of(handbook_of(small, "epub")))) as archive:
        page = ET.fromstring(archive.read("EPUB/text/initiatives--in-ar.xhtml"))  # noqa: S314 - ours
        article = page.find(f".//{XHTML}article")
        assert (page.get(LANGUAGE), page.get("dir")) == ("ar", "rtl")
        assert (article.get("lang"), article.get(LANGUAGE), article.get("dir")) == ("ar", "ar", "rtl")
        contents = archive.read("EPUB/nav.xhtml").decode()
        assert 'text/initiatives--in-ar.xhtml" lang="ar" xml:lang="ar" dir="rtl">السلامة' in contents


def test_the_files_that_hold_figures_say_so_and_are_well_formed_and_no_other_says_it(training):
    with zipfile.ZipFile(io.BytesIO(epub_of(handbook_of(training, "epub")))) as archive:
        package = ET.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - ours
        items = {each.get("href"): each.get("properties", "") for each in package.iter(f"{OPF}item")}
        drawn = set()
        for name in items:
            if name.endswith(".xhtml"):
                page = ET.fromstring(archive.read(f"EPUB/{name}"))  # noqa: S314 - ours
                figures = list(page.iter(f"{SVG}svg"))
                assert all(each.get("viewBox") for each in figures)
                drawn |= {name} if figures else set()
        assert "text/book.overview--who-does-what--timeline.xhtml" in drawn
        assert {name for name, says in items.items() if says == "svg"} == drawn


def test_a_place_that_cannot_be_written_is_told(training, tmp_path):
    with pytest.raises(ProjectFault, match="cannot be written"):
        write(training, tmp_path / "none" / "book.epub")
    assert list(tmp_path.iterdir()) == []
