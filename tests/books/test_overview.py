"""What a book shows of all records together: which views, how much of each, and nothing left out in silence."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

import clearinghouse
from clearinghouse.books.drawings import DENSE, STYLE, WIDE, as_pictures, drawn_for_books
from clearinghouse.books.handbook import handbook_of
from clearinghouse.books.markup import to_xhtml, tree_of
from clearinghouse.books.overview import (
    CARD_COLUMNS,
    MOST_LINES,
    MOST_NUMBER_ROWS,
    MOST_ROWS,
    OVERVIEW,
    anchor_of_view,
    overview_of,
    sheet_of,
)  # fmt: skip
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.figures import timeline_html
from clearinghouse.pages.page import Press, Settings
from clearinghouse.views.view import Bar, Cell, Chart, Column, Lane, Link, Row, Table, TileMap, Timeline, View
from clearinghouse.views.wording import Wording
from tests.books.conftest import Copy
from tests.coordination.conftest import TODAY, catalogue_from

WORDS = Wording("en", {})


def view_of(*blocks) -> View:
    return View("door/view.html", "A view", "What it is about.", "How it is read.", tuple(blocks))


def table(rows: int, columns: int = 2, **more) -> Table:
    heads = tuple(Column(f"c{each}", f"Column {each}", "count" if each else "text") for each in range(columns))
    cells = [tuple(Cell(f"{row}/{each}", row * 1000 + each) for each in range(columns)) for row in range(rows)]
    return Table("t", "A table", heads, tuple(map(Row, cells)), **more)


def shown(block):
    sheet = sheet_of(view_of(block), WORDS)
    return sheet.blocks


def test_every_table_of_every_view_is_shown_or_named(training_press):
    overview = overview_of(training_press)
    sheets = {sheet.view.url: sheet for sheet in overview.sheets}
    only_on_the_site = {view.url for view in overview.elsewhere}
    for view in all_views(training_press):
        filled = {each.id for each in view.tables if each.rows}
        if view.url in sheets:
            sheet = sheets[view.url]
            here = {each.id for each in sheet.blocks if isinstance(each, Table)}
            left = {each.id for each in sheet.elsewhere}
            assert here | left == filled
            assert not here & left
        else:
            assert (view.url in only_on_the_site) == bool(filled)
    assert not sheets.keys() & only_on_the_site


def test_figures_counts_gaps_overlaps_and_dates_are_at_the_front_and_lists_are_not(training_press):
    overview = overview_of(training_press)
    here = {(sheet.view.url, block.id) for sheet in overview.sheets for block in sheet.blocks}
    assert {
        ("who-does-what/country-theme.html", "country-theme"), ("who-does-what/timeline.html", "by-country"),
        ("who-does-what/map.html", "map"), ("coordination/money.html", "donors"), ("coordination/needs.html", "without-answer"),
        ("coordination/overlap.html", "overlap"), ("coordination/calendar.html", "overdue"),
    } <= here  # fmt: skip
    elsewhere = {view.url for view in overview.elsewhere}
    assert {"lessons/lessons.html", "coordination/changes.html"} <= elsewhere


def test_the_book_names_what_is_only_on_the_site(training):
    book = handbook_of(training, "epub")
    overview = book.chapters[0]
    opening = "".join(overview.opening.content.itertext())
    assert re.search(r"Views that are only on the site, .*: .*Lessons learned; ", opening, re.DOTALL)
    money = next(each for each in overview.parts if each.anchor == "book.overview--coordination--money")
    text = " ".join("".join(money.content.itertext()).split())
    assert "Only on the site: By donor, year and country (25); By country (10); " in text


def test_a_clearinghouse_without_views_has_no_such_chapter(tmp_path):
    catalogue = catalogue_from({})
    press = Press(catalogue, Wording("en", catalogue.code_lists), Settings("Test"), Desk(Situation(catalogue, TODAY)))
    assert overview_of(press).sheets == ()
    book = handbook_of(Copy(tmp_path, press), "epub")
    assert OVERVIEW not in [chapter.opening.anchor for chapter in book.chapters]
    assert "First comes" not in to_xhtml(book.front.content)


@pytest.mark.parametrize(("matrix", "most"), [(False, MOST_ROWS), (True, MOST_NUMBER_ROWS)])
def test_a_long_table_is_cut_and_says_so(matrix, most):
    (cut,) = shown(table(200, matrix=matrix, about="About it.", limit=7))
    assert len(cut.rows) == most
    assert cut.about == f"About it. The first {most} of 200 rows are shown here; the site has all."
    assert cut.limit == 0
    (whole,) = shown(table(most, matrix=matrix))
    assert (len(whole.rows), whole.about) == (most, "")


def test_a_table_that_counts_nothing_is_left_to_the_site_unless_it_says_that_it_comes_first():
    words = Table("t", "Words", (Column("a", "A"), Column("b", "B")), (Row((Cell("a"), Cell("b"))),))
    sheet = sheet_of(view_of(words), WORDS)
    assert (sheet.blocks, sheet.elsewhere) == ((), (words,))
    assert shown(replace(words, first=True)) == (replace(words, first=True),)


def test_a_matrix_of_noughts_is_no_sheet():
    full = table(3, 4, matrix=True)
    noughts = replace(full, rows=tuple(Row((row.cells[0], *[Cell("0", 0, tone="gap")] * 3)) for row in full.rows))
    sheet = sheet_of(view_of(noughts), WORDS)
    assert (sheet.blocks, sheet.elsewhere) == ((), (noughts,))


def test_what_is_empty_is_not_spoken_of():
    empty = (
        table(0), Timeline("l", "Line", (Lane("none", ()),), (), -1), Chart("c", "Chart", ()), TileMap("m", "Map", (("r", ()),)),
    )  # fmt: skip
    sheet = sheet_of(view_of(*empty), WORDS)
    assert (sheet.blocks, sheet.elsewhere) == ((), ())


def test_a_matrix_that_is_wide_and_short_is_turned_with_every_number_in_its_place():
    (turned,) = shown(table(7, 20, matrix=True))
    assert (len(turned.rows), len(turned.columns)) == (19, 8)
    for place, row in enumerate(turned.rows, 1):
        assert row.cells[0].text == f"Column {place}"
        assert [cell.value for cell in row.cells[1:]] == [number * 1000 + place for number in range(7)]
    assert [each.title for each in turned.columns[1:]] == [f"{number}/0" for number in range(7)]
    (tall,) = shown(table(60, 20, matrix=True))
    assert len(tall.columns) == 20
    anchored = table(7, 20, matrix=True)
    anchored = replace(anchored, rows=tuple(Row(row.cells, f"row-{place}") for place, row in enumerate(anchored.rows)))
    assert len(shown(anchored)[0].columns) == 20  # something may lead to a row


def test_cards_become_a_table_that_names_what_else_the_site_tells():
    (narrow,) = shown(table(3, CARD_COLUMNS + 2, cards=True, first=True, about="Pairs: 3."))
    assert not narrow.cards
    assert [len(row.cells) for row in narrow.rows] == [CARD_COLUMNS] * 3
    assert narrow.about == "Pairs: 3. The site also tells of each: Column 5; Column 6."


@pytest.mark.parametrize("bars", [[1] * 60, [60], [30, 5, 25], [MOST_LINES - 1], [MOST_LINES]])
def test_a_long_timeline_is_continued_and_no_bar_is_lost(bars):
    lanes = tuple(
        Lane("twin", tuple(Bar(f"{lane}-{bar}", "", 0, 1, "2006") for bar in range(number)))
        for lane, number in enumerate(bars)
    )
    pieces = shown(Timeline("line", "A line", lanes, (), -1, "About it."))
    assert all(sum(1 + len(lane.bars) for lane in each.lanes) <= MOST_LINES for each in pieces)
    drawn = [bar for each in pieces for lane in each.lanes for bar in lane.bars]
    assert drawn == [bar for lane in lanes for bar in lane.bars]
    assert [each.title for each in pieces] == ["A line", *["A line, continued"] * (len(pieces) - 1)]
    assert [each.about for each in pieces] == ["About it.", *[""] * (len(pieces) - 1)]
    assert len({each.id for each in pieces}) == len(pieces)


def test_two_views_never_have_one_anchor():
    urls = ["a/b.html", "a-b.html", "a/b/c.html", "a.b.html", "a_b.html"]
    assert len({anchor_of_view(each) for each in urls}) == len(urls)


def picture_of(lanes: tuple[Lane, ...]) -> str:
    timeline = Timeline("line", "A <line>", lanes, (("2006", 0.5),), 0.7)
    return f'<section id="x"><h2 id="title-line">A &lt;line&gt;</h2>{timeline_html(timeline, str)}</section>'


def test_a_figure_is_svg_that_stands_on_its_own():
    lanes = (Lane("العربية & <b>", (Bar('Eine "Spur" <i>', "a.html", 0.1, 0.5, "2006"),)),)
    tree = tree_of(picture_of(lanes))
    drawn_for_books(tree)
    read = fromstring(f"<div>{to_xhtml(tree)}</div>")  # noqa: S314 - ours
    svg = next(read.iter("{http://www.w3.org/2000/svg}svg"))
    assert svg.get("viewBox")
    assert svg.get("direction") == "ltr"
    assert 'Eine "Spur" <i>: 2006' in "".join(svg.itertext())


def test_in_a_pdf_a_figure_is_a_picture_with_its_words_and_its_style():
    lanes = (Lane("One", (Bar("First", "a.html", 0, 1, "2006"), Bar("Second", "b.html", 0, 1, "2007"))),)
    tree = tree_of(picture_of(lanes))
    drawn_for_books(tree)
    as_pictures(tree)
    assert list(tree.iter("svg")) == []
    (picture,) = tree.iter("img")
    assert picture.get("alt") == "A <line>: First: 2006; Second: 2007"
    assert picture.get("src").startswith("data:image/svg+xml;base64,")


def test_a_link_of_a_figure_that_leads_nowhere_stays_svg(training_press, tmp_path):
    """Of what is not in the book; `span` is no element of SVG."""
    bare = Copy(tmp_path, training_press)
    book = handbook_of(bare, "epub")
    for part in book.chapters[0].parts:
        for svg in part.content.iter("svg"):
            assert {each.tag for each in svg.iter()} <= {"svg", "g", "a", "title", "text", "line", "rect"}
            assert all(each.get("href") for each in svg.iter("a"))


def test_wide_tables_lie_on_their_side_and_dense_ones_have_small_letters():
    def classes(columns: int) -> tuple[str, str]:
        row = "<td></td>" * columns
        tree = tree_of(f'<section class="ch-view"><table class="ch-table"><tr>{row}</tr></table></section>')
        drawn_for_books(tree)
        return tree[0].get("class"), next(tree.iter("table")).get("class")

    assert classes(DENSE) == ("ch-view", "ch-table")
    assert classes(WIDE) == ("ch-view", "ch-table ch-dense")
    assert classes(WIDE + 1) == ("ch-view ch-wide", "ch-table ch-dense")


def test_signs_say_their_words_and_nothing_is_there_that_only_a_style_hides(training):
    for part in handbook_of(training, "epub").chapters[0].parts:
        assert "ch-hidden" not in to_xhtml(part.content)
        hidden = [each for each in part.content.iter() if each.get("aria-hidden")]
        assert not any("".join(each.itertext()).strip() for each in hidden)  # the colours of a legend have no words
    tree = tree_of(
        '<p><span class="ch-gap"><span aria-hidden="true">·</span><span class="ch-hidden">0</span></span></p>'
    )
    drawn_for_books(tree)
    assert to_xhtml(tree) == '<p><span class="ch-gap" role="img" aria-label="0"><span>·</span></span></p>'


def test_a_number_leads_to_its_row_where_that_is_in_the_book(training):
    book = handbook_of(training, "epub")
    ids = {each.attrib["id"] for part in book.parts for each in part.content.iter() if "id" in each.attrib}
    inner = [
        each.get("href")
        for part in book.chapters[0].parts
        for each in part.content.iter("a")
        if each.get("href")[0] == "#"
    ]
    assert len(inner) > 100
    assert {each[1:] for each in inner} <= ids
    spans = [each for part in book.parts for each in part.content.iter("span") if "ch-behind" in each.get("class", "")]
    assert not any(each.get("aria-label") for each in spans)


def test_links_of_cells_are_text_where_there_is_no_site(tmp_path, training_press):
    bare = handbook_of(Copy(tmp_path, training_press), "epub")
    there = replace(training_press, settings=Settings("T", "https://site.example"))
    full = handbook_of(Copy(tmp_path, there), "epub")

    def outer(book):
        return {each.get("href") for part in book.chapters[0].parts for each in part.content.iter("a")}

    assert not any("site.example" in each for each in outer(bare))
    assert "https://site.example/coordination/money.html" in outer(full)


def test_a_book_in_arabic_reads_from_the_right(tmp_path, training_press):
    words = Wording("ar", training_press.catalogue.code_lists)
    book = handbook_of(Copy(tmp_path, replace(training_press, wording=words)), "epub")
    overview = book.chapters[0]
    assert {(each.language, each.direction) for each in (overview.opening, *overview.parts)} == {("ar", "rtl")}
    assert {svg.get("direction") for each in overview.parts for svg in each.content.iter("svg")} == {"ltr"}


def test_the_colours_of_figures_are_those_of_the_site_when_it_is_light():
    style = STYLE.read_text("utf-8")
    site = (Path(clearinghouse.__file__).parent / "theme" / "assets" / "clearinghouse.css").read_text("utf-8")
    light = site.partition("@media")[0]
    colours = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]+);", light))
    for selector, name, variable in (
        ("ch-bar", "fill", "--md-primary-fg-color--light"), ("ch-line", "stroke", "--md-primary-fg-color--light"),
        ("ch-dot", "fill", "--md-primary-fg-color--light"), ("ch-today", "stroke", "--md-accent-fg-color"),
        ("ch-tick line", "stroke", "--ch-line"),
    ):  # fmt: skip
        assert re.search(rf"\.{selector} {{[^}}]*{name}: {colours[variable]};", style), selector
    assert "var(" not in style


def test_the_heading_of_a_row_with_several_links_becomes_the_title_of_its_column():
    rows = (Row((Cell(links=(Link("One", "a.html"), Link("Two", "b.html"))), *(Cell("1", 1) for _ in range(15)))),)
    heads = (Column("a", "A"), *(Column(f"n{each}", f"N {each}", "count") for each in range(15)))
    (turned,) = shown(Table("t", "Both", heads, rows, matrix=True))
    assert [each.title for each in turned.columns] == ["Both", "One; Two"]


def test_a_book_of_a_part_lists_no_gaps_and_says_that_it_is_one():
    view = view_of(table(3, gaps=True), table(3))
    assert [each.gaps for each in sheet_of(view, WORDS).blocks] == [True, False]
    of_a_part = sheet_of(view, WORDS, is_part=True)
    assert [each.gaps for each in of_a_part.blocks] == [False]
    assert [each.gaps for each in of_a_part.elsewhere] == [True]
