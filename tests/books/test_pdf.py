"""The handbook as PDF: what a reader of the screen, a screen reader and paper get of it."""

import re
import subprocess
import zlib
from dataclasses import replace
from html import unescape

import pytest

from clearinghouse.books.handbook import handbook_of
from clearinghouse.books.overview import overview_of
from clearinghouse.books.pdf import html_of, pdf_of, write
from tests.books import tools
from tests.books.conftest import SCRIPTS, png, small_in


@pytest.fixture(scope="module", autouse=True)
def _weasyprint() -> None:
    tools.library("weasyprint")


def output(*command: str) -> str:
    done = subprocess.run([tools.program(command[0]), *command[1:]], capture_output=True, text=True, check=True)
    return done.stdout


def plain(path) -> bytes:
    """The content of a PDF with its streams of objects unpacked."""
    found = [path.read_bytes()]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", found[0], re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"".join(found)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The small handbook, which has every script, a picture, tables and links."""
    folder = tmp_path_factory.mktemp("pdf")
    path = folder / "book.pdf"
    said = write(small_in(folder / "site", "https://clearinghouse.example"), path)
    assert re.fullmatch(r".*/book\.pdf: a handbook \(PDF\) of 6 records on \d+ pages, [\d.]+ kB\.", said)
    return path


def test_it_says_what_it_is_and_of_when_and_is_tagged(made):
    told = dict(line.split(":", 1) for line in output("pdfinfo", "-isodates", str(made)).splitlines())
    told = {name: value.strip() for name, value in told.items()}
    assert told["Title"] == "Handbook & <test>"
    assert told["Author"] == "A & B"
    assert told["Tagged"] == "yes"
    assert told["JavaScript"] == "no"
    assert (told["CreationDate"], told["ModDate"]) == ("2026-06-30T12:00:00Z", "2026-06-30T12:00:00Z")
    assert b'pdfuaid:part="1"' in plain(made)


def test_a_screen_reader_is_told_headings_lists_tables_links_and_what_a_picture_shows(made):
    structure = output("pdfinfo", "-struct", str(made))
    kinds = set(re.findall(r"^\s*([A-Z]\w*)\b", structure, re.MULTILINE))
    assert {"Document", "H1", "H2", "H3", "L", "LI", "Table", "TR", "TH", "TD", "Link", "Figure"} <= kinds
    assert b"/Alt (a picture)" in plain(made)


def test_every_font_is_embedded_as_a_subset_with_what_its_signs_mean(made):
    rows = [line.split() for line in output("pdffonts", str(made)).splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row


def test_every_script_is_there_and_set_in_a_font_that_has_it(made):
    tools.fonts()
    fonts = output("pdffonts", str(made))
    assert {"Noto-Sans", "Noto-Sans-Arabic", "Noto-Sans-CJK-SC"} <= set(re.findall(r"\+(\S+)", fonts))
    text = output("pdftotext", "-raw", str(made), "-")
    assert SCRIPTS["ru"] in text
    assert SCRIPTS["zh"] in text
    # Arabic comes out in the order of reading; a ligature of lam and alef may be told as either order of the two.
    words = {"".join(sorted(each)) for each in re.findall(r"[\u0600-\u06ff]+", text)}
    assert {"".join(sorted(each)) for each in SCRIPTS["ar"].split()} <= words


def test_bookmarks_and_contents_name_every_record_with_the_page_that_it_is_on(made):
    outline = output("pdftohtml", "-xml", "-i", "-stdout", str(made)).partition("<outline>")[2]
    bookmarks = {title: int(page) for page, title in re.findall(r'<item page="(\d+)">([^<]+)</item>', outline)}
    titles = ["Contents", "Initiatives", "A project", "Needs of a country", "Index", "Countries", *SCRIPTS.values()]
    assert set(titles) <= bookmarks.keys()
    contents = output("pdftotext", "-f", "2", "-l", "2", "-layout", str(made), "-")
    for title in ("A project", "Needs of a country", SCRIPTS["ru"], SCRIPTS["zh"]):
        named = re.search(rf"{title}[ .]*(\d+)$", contents, re.MULTILINE)
        assert named, contents
        assert int(named[1]) == bookmarks[title]


def test_each_page_says_of_which_kind_and_record_it_is(made):
    pages = output("pdftotext", "-layout", str(made), "-").split("\f")
    numbers = [place for place, page in enumerate(pages, 1) if re.match(r"\s*Initiatives\s+A project\n", page)]
    assert numbers
    for number in numbers:
        assert re.search(rf"Handbook & <test>\s+{number}\s*$", pages[number - 1])


def test_links_within_lead_to_pages_and_links_outwards_are_kept(made):
    links = output("pdfinfo", "-url", str(made))
    assert "https://law.example/?a=1&b=2" in links
    assert len(re.findall(rb"/Subtype ?/Link", plain(made))) > 20


def test_two_that_are_made_elsewhere_are_the_same(made, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    book = handbook_of(small_in(tmp_path / "elsewhere", "https://clearinghouse.example"), "pdf")
    assert pdf_of(book).content == made.read_bytes()


def test_nothing_is_asked_of_anybody(tmp_path, monkeypatch):
    """Whatever stood in the HTML, no file and no address is opened for it."""
    small = small_in(tmp_path)
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(3, 3))
    book = handbook_of(small, "pdf")
    html = html_of(book).replace("<body>", f'<body><img alt="" src="{secret.as_uri()}">', 1)
    monkeypatch.setattr("clearinghouse.books.pdf.html_of", lambda _book: html)
    assert (
        len(re.findall(rb"/Subtype ?/Image", pdf_of(book).content)) == 1
    )  # that of the record, which stands in the HTML


def test_signs_that_no_font_has_are_told_of(tmp_path, capfd):
    small = replace(small_in(tmp_path / "site"), title="Signs \U000f1234\U000f1235 of nobody")
    said = write(small, tmp_path / "book.pdf")
    assert "No font here has 2 of its signs, which stand as empty boxes, such as \U000f1234 (U+F1234), " in said
    assert capfd.readouterr() == ("", "")


def test_the_handbook_of_the_training_clearinghouse_has_all_records_and_all_its_fonts(training, tmp_path):
    path = tmp_path / "training.pdf"
    write(training, path)
    outline = output("pdftohtml", "-xml", "-i", "-stdout", str(path)).partition("<outline>")[2]
    titles = {unescape(each) for each in re.findall(r"<item [^>]*>([^<]+)</item>", outline)}
    assert {record.title for record in training.press.catalogue.records} <= titles
    views = {sheet.view.title for sheet in overview_of(training.press).sheets}
    assert {"Countries and themes", "Timeline", "Money"} <= views <= titles
    words = "By country: Biosafety law for Bestovia: ".encode("utf-16-be").hex().encode()
    assert b"/Alt <feff" + words in plain(path)  # the figure, in words
    fonts = output("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts)
    assert re.search(r"Tagged:\s+yes", output("pdfinfo", str(path)))
