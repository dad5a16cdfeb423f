"""What a handbook holds, whatever form it is then written in."""

import io
import struct
from dataclasses import replace
from pathlib import Path
from time import process_time
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.books.handbook import Book, _Links, handbook_of
from clearinghouse.books.long_tables import MOST_CELLS
from clearinghouse.books.markup import MOST_LEVELS, id_of, to_xhtml, tree_of, web_address
from clearinghouse.books.picture_sizes import pixels_of
from clearinghouse.books.pictures import read_picture
from clearinghouse.core.body import render_body
from clearinghouse.core.catalogue import catalogue_of
from tests.books.conftest import ADDRESS, Copy, png, small_in


def ids(book: Book) -> list[str]:
    return [each.attrib["id"] for part in book.parts for each in part.content.iter() if "id" in each.attrib]


def links(book: Book) -> list[str]:
    return [each.attrib["href"] for part in book.parts for each in part.content.iter("a")]


def html(book: Book, anchor: str) -> str:
    return next(to_xhtml(part.content) for part in book.parts if part.anchor == anchor)


def test_every_record_is_in_it_once_kind_after_kind_in_the_order_of_the_site(training):
    book, catalogue = handbook_of(training, "epub"), training.press.catalogue
    overview, *of_kinds, _ = book.chapters
    assert overview.opening.title == "At a glance"
    anchors = [part.anchor for chapter in of_kinds for part in chapter.parts]
    assert sorted(anchors) == sorted(id_of(*record.key) for record in catalogue.records)
    kinds = [chapter.opening.anchor for chapter in book.chapters[1:]]
    assert kinds == [name for name in catalogue.schemas if catalogue.collection(name)] + ["book.index"]
    for chapter in (overview, *of_kinds):
        assert all(part.anchor.startswith(f"{chapter.opening.anchor}--") for part in chapter.parts)


def test_no_id_stands_twice_and_every_link_leads_somewhere(training, small):
    for edition in (training, small):
        book = handbook_of(edition, "epub")
        found = ids(book)
        assert len(found) == len(set(found))
        inner = [each.removeprefix("#") for each in links(book) if each.startswith("#")]
        assert len(inner) > len(edition.press.catalogue.records)
        assert set(inner) <= set(found)
        outer = [each for each in links(book) if not each.startswith("#")]
        assert all(each.startswith(("https://", "mailto:")) for each in outer)


def test_a_reference_to_an_item_of_another_record_leads_to_that_item(training):
    own = html(handbook_of(training, "pdf"), "needs--xa-needs")
    assert 'id="needs--xa-needs--needs-detect"' in own


def test_what_is_not_in_the_book_is_linked_on_the_full_site_or_only_named(small):
    page = html(handbook_of(small, "epub"), "initiatives--project")
    known = small.press.settings.address == ADDRESS
    assert (f'<a href="{ADDRESS}/about/index.html">a page</a>' if known else "<span>a page</span>") in page
    assert "<span>another</span>" in page  # which is no web address
    assert '<a href="https://example.org/a?b=c&amp;d=%25zz%7Ce">a site</a>' in page


def test_links_of_a_text_lead_to_records_and_themes_in_the_book(small):
    page = html(handbook_of(small, "epub"), "initiatives--project")
    for address, words in {
        "#needs--national": "the need", "#initiatives--course": "the course", "#initiatives--project": "itself",
        "#book.index--themes--risk-assessment": "a theme",
    }.items():  # fmt: skip
        assert f'<a href="{address}">{words}</a>' in page


def test_only_pictures_that_are_what_they_say_are_carried(small):
    book = handbook_of(small, "epub")
    assert list(book.pictures) == ["initiatives/pictures/plan.png"]
    page = html(book, "initiatives--project")
    assert "<em>no picture</em> <em>a lie</em>" in page
    assert 'alt="a picture"' in page


def test_what_strangers_write_stays_text(small):
    book = handbook_of(small, "epub")
    everything = "".join(to_xhtml(part.content) for part in book.parts)
    assert "<script" not in everything
    assert "A course &amp; &lt;b&gt;more&lt;/b&gt;" in everything
    assert "\x0b" not in everything + "".join(part.title for part in book.parts)


def test_language_and_direction_are_those_of_the_record(small):
    book = handbook_of(small, "epub")
    arabic = next(part for part in book.parts if part.anchor == "initiatives--in-ar")
    assert (arabic.language, arabic.direction) == ("ar", "rtl")
    assert '<a lang="ar" dir="rtl" href="#initiatives--in-ar"' in html(book, "initiatives")
    # What the package itself says in the record is in the language of the book.
    assert '<p class="ch-confirmed" lang="en" dir="ltr"' in html(book, "initiatives--in-ar")


def test_the_index_names_each_record_under_what_it_names(training):
    book = handbook_of(training, "epub")
    countries = next(part.content for part in book.parts if part.anchor == "book.index--countries")
    catalogue = training.press.catalogue
    listed = {each.get("id") for each in countries.iter("h2")}
    assert listed == {f"book.index--countries--{each.lower()}" for each in catalogue.named("countries")}
    assert len(list(countries.iter("li"))) == sum(map(len, catalogue.named("countries").values()))
    labels = ["".join(each.itertext()) for each in countries.iter("h2")]
    assert labels == sorted(labels, key=training.press.wording.sort_key)


def test_the_front_says_what_is_in_it_and_of_when(small):
    front = html(handbook_of(small, "epub"), "book.front")
    assert "Records in this handbook: 6, as they stood on 30 June 2026." in front
    assert "Countries: Zambia" in front
    assert ("The newest state is at" in front) == bool(small.press.settings.address)


def test_the_identity_is_that_of_the_selection_and_the_form_not_of_the_moment(small):
    identity = handbook_of(small, "epub").identity
    later = Copy(small.site, small.press, small.moment.replace(year=2030), criteria=small.criteria)
    assert handbook_of(later, "epub").identity == identity
    assert handbook_of(Copy(small.site, small.press), "epub").identity != identity
    assert handbook_of(small, "pdf").identity != identity


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/hostname", "link.png", "folder.png", "plan.txt", "none.png", ""]
)
def test_no_picture_comes_from_outside_the_site(tmp_path, path):
    site = tmp_path / "site"
    (site / "folder.png").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(png())
    (site / "plan.txt").write_bytes(png())
    (site / "link.png").symlink_to(tmp_path / "secret.png")
    assert read_picture(site, path) is None


def test_a_picture_of_the_site_is_read(tmp_path):
    (tmp_path / "plan.PNG").write_bytes(png())
    found = read_picture(Path(tmp_path), "plan.PNG")
    assert found is not None
    assert (found.media_type, found.content) == ("image/png", png())


def header(width, height):
    """A PNG that says how large it is, and has few bytes."""
    return png()[:16] + struct.pack(">II", width, height) + png()[24:]


@pytest.mark.parametrize(
    ("width", "height", "is_carried"), [(6000, 5000, True), (6000, 5001, False), (13300, 13300, False), (0, 9, False)]
)
def test_a_picture_of_few_bytes_that_would_fill_the_memory_is_not_carried(tmp_path, width, height, is_carried):
    (tmp_path / "plan.png").write_bytes(header(width, height))
    assert (read_picture(tmp_path, "plan.png") is not None) == is_carried


@pytest.mark.parametrize("form", ["PNG", "GIF", "JPEG"])
@pytest.mark.parametrize("size", [(1, 1), (300, 7), (4001, 3)])
def test_the_size_of_a_picture_is_read_as_a_library_reads_it(form, size):
    image = pytest.importorskip("PIL.Image", reason="comes with what lays out PDFs")
    written = io.BytesIO()
    image.new("RGB", size, (9, 200, 30)).save(written, form, comment=b"c" * 700)
    assert pixels_of(written.getvalue()) == size[0] * size[1]


def test_an_image_of_a_gif_that_is_larger_than_the_whole_is_seen():
    whole = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + b"\x21\xfe\x02ab\x00"
    assert pixels_of(whole + b"\x2c" + struct.pack("<HHHHB", 1, 0, 60_000, 50_000, 0)) == 60_001 * 50_000


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"BM"]), st.binary(max_size=80))
def test_a_picture_that_is_broken_off_has_no_size_and_does_no_harm(beginning, rest):
    assert pixels_of(beginning + rest) >= 0
    assert pixels_of(beginning) == 0


def test_of_a_table_that_is_too_long_a_book_has_the_first_rows_and_says_so(small):
    rows, columns = 700, 4
    row = "|" + " x |" * columns + "\n"
    body = f"Before\n\n{row}|{'--|' * columns}\n{row * rows}\nBetween\n\n{row}|{'--|' * columns}\n{row * rows}\nAfter\n"
    catalogue = small.press.catalogue
    records = [replace(each, body=body if each.key.id == "in-ar" else each.body) for each in catalogue.records]
    press = replace(small.press, catalogue=catalogue_of(records, catalogue.schemas, catalogue.code_lists))
    book = handbook_of(replace(small, press=press), "epub")
    tree = next(part.content for part in book.parts if part.anchor == "initiatives--in-ar")
    page = to_xhtml(tree)
    assert sum(1 for each in tree.iter() if each.tag in ("td", "th")) == MOST_CELLS
    assert 'lang="en"' in page
    assert "The first 499 of 700 rows are shown here; the site has all." in page
    assert "The first 0 of 700 rows are shown here; the site has all." in page
    assert page.index("Before") < page.index("The first 499") < page.index("Between") < page.index("After")
    assert not any(each.tag in ("table", "tbody") and not len(each) for each in tree.iter())


def test_a_tree_is_what_the_html_says():
    html = '<p lang="ar">a &amp; b&nbsp;c<br>d<img src="x" alt></p>\x00'
    assert (
        tostring(tree_of(html), "unicode")
        == '<div><p lang="ar">a &amp; b\xa0c<br />d<img src="x" alt="alt" /></p></div>'
    )
    assert to_xhtml(tree_of(html)).startswith('<p lang="ar" xml:lang="ar">')
    for broken in ("<p>", "</p>", "<b><i></b></i>"):
        with pytest.raises(ValueError, match="an element"):
            tree_of(broken)


def test_what_is_nested_too_deep_for_a_reader_keeps_its_words():
    deep = render_body(f"{'>' * 3000} the words of it\n\nand more", lambda _address: None)
    assert deep.count("<blockquote>") > 500
    tree = tree_of(deep)
    assert "".join(tree.itertext()).split() == ["the", "words", "of", "it", "and", "more"]
    assert to_xhtml(tree).count("<blockquote>") == MOST_LEVELS - 1
    assert tree[-1].tag == "p"


def test_ids_are_fit_for_xml_and_differ_where_their_parts_do():
    assert id_of("initiatives", "a-b") == "initiatives--a-b"
    parts = ["ä", "_e4_", "e4", "a.b", "a b", "ab", "²"]
    assert len({id_of(each) for each in parts}) == len(parts)
    assert all(each.isascii() for each in map(id_of, parts))


@pytest.mark.parametrize(
    ("address", "written"),
    [("https://a.example/ü?q=%C3%BC", "https://a.example/%C3%BC?q=%C3%BC"), ("https://a.example/100%", "https://a.example/100%25")],
)  # fmt: skip
def test_addresses_are_written_as_urls_have_them(address, written):
    assert web_address(address) == written


def test_the_same_content_gives_the_same_book(tmp_path):
    one, two = (handbook_of(small_in(tmp_path / name), "epub") for name in ("one", "two"))
    assert [to_xhtml(part.content) for part in one.parts] == [to_xhtml(part.content) for part in two.parts]


def test_links_in_drawings_are_told_apart_in_a_time_that_grows_with_their_number(small):
    many = 6000
    link = '<a href="site:no.html">x</a>'
    tree = tree_of(f"<div><svg>{link * many}</svg>{link * many}</div>")
    edition = replace(small, press=replace(small.press, settings=replace(small.press.settings, address="")))
    began = process_time()
    _Links(edition, set()).settle(tree)
    assert process_time() - began < 1
    assert [sum(1 for _ in tree.iter(tag)) for tag in ("g", "span", "a")] == [many, many, 0]
