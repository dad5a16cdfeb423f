"""Tables and figures of views as HTML."""

from decimal import Decimal

import pytest
from tests.pages.test_values import EVIL, SAFE, WORDING, record, to

from clearinghouse.pages.blocks import blocks_html
from clearinghouse.pages.figures import chart_html, map_html, timeline_html
from clearinghouse.pages.tables import cards_html, rows_html, table_html
from clearinghouse.views.view import (
    Bar,
    Cell,
    Chart,
    Column,
    Lane,
    Link,
    Point,
    Row,
    Table,
    Tile,
    TileMap,
    Timeline,
    View,
)


def table(*rows: Row, **more: object) -> Table:
    columns = (Column("a", "Name"), Column("b", "Number", "count"))
    return Table("t", "Table", columns, rows, **more)


def cell_html(cell: Cell, kind: str = "text") -> str:
    """What stands in the second cell of a row."""
    found = Table("t", "Table", (Column("a", "A"), Column("b", "B", kind)), (Row((Cell("x"), cell)),))
    return rows_html(found, to, WORDING).removeprefix('<tr><th scope="row">x</th>').removesuffix("</tr>\n")


@pytest.mark.parametrize(
    ("cell", "kind", "html"),
    [
        (Cell(EVIL), "text", f"<td>{SAFE}</td>"),
        (Cell("late", tone="late"), "text", '<td><span class="ch-late">late</span>\n</td>'),
        (Cell("Zambia", "ZM", url="countries/zm.html"), "text", '<td><a href="../countries/zm.html">Zambia</a>\n</td>'),
        (Cell("mail", address="mailto:a@b.example"), "text", '<td><a class="ch-external" rel="external" href="mailto:a@b.example">mail</a>\n</td>'),
        (Cell("3", 3, url="a.html#b"), "count", '<td class="ch-number" data-sort="3"><a class="ch-behind" href="../a.html#b" aria-label="x, B: 3">3</a>\n</td>'),
        (Cell("1.5", Decimal("1.50")), "number", '<td class="ch-number" data-sort="1.50">1.5</td>'),
        (Cell("May 2006", "2006-05"), "date", '<td data-sort="2006-05">May 2006</td>'),
        (Cell("0", 0, tone="gap"), "count", '<td class="ch-number" data-sort="0"><span class="ch-gap"><span aria-hidden="true">·</span><span class="ch-hidden">0</span></span>\n</td>'),
        (Cell(links=(Link("One", "a.html"),)), "text", '<td><a href="../a.html">One</a></td>'),
        (Cell(links=(Link("One", ""), Link("Two", "b.html", EVIL))), "text", f'<td><ul class="ch-values"><li><span class="ch-unknown">One</span></li><li><a href="../b.html">Two</a> <span class="ch-note">{SAFE}</span></li></ul></td>'),
    ],
)  # fmt: skip
def test_a_cell_shows_what_it_holds(cell, kind, html):
    assert cell_html(cell, kind) == html


def test_a_link_to_a_record_says_which_and_in_which_language():
    link = Link("Un", "things/one.html", record=record(language="fr"))
    assert cell_html(Cell(links=(link,))) == (
        '<td><a data-record="things/one" lang="fr" dir="ltr" href="../things/one.html">Un</a></td>'
    )


def test_a_row_has_its_anchor_and_the_number_is_named_by_the_first_link_of_its_heading():
    row = Row((Cell(links=(Link("Of Zambia", "a.html"),)), Cell("3", 3, url="b.html")), 'row"')
    html = rows_html(table(row), to, WORDING)
    assert html.startswith('<tr id="row&#34;"><th scope="row">')
    assert 'aria-label="Of Zambia, Number: 3"' in html


def test_a_table_without_rows_says_so():
    assert table_html(table(), to, WORDING) == '<p class="ch-empty">Nothing is recorded here yet.</p>'
    assert table_html(table(empty=EVIL), to, WORDING) == f'<p class="ch-empty">{SAFE}</p>'


def test_a_long_table_shows_no_more_than_its_limit_and_says_so():
    html = table_html(table(*(Row((Cell(str(each)), Cell("1", 1))) for each in range(5)), limit=2), to, WORDING)
    assert html.count("<tr>") == 3
    assert '<p class="ch-note">The first 2 of 5 rows; the data files have all.</p>\n' in html
    assert '<th scope="col">Name</th><th scope="col" class="ch-number">Number</th>' in html
    assert "ch-matrix" in table_html(table(Row((Cell("a"), Cell("b"))), matrix=True), to, WORDING)


def test_a_card_tells_only_what_is_there():
    found = table(Row((Cell("a"), Cell())), Row((Cell("b"), Cell("1")), "here"), cards=True)
    assert cards_html(found, to, WORDING) == (
        '<div class="ch-card">\n<h3>a</h3>\n<dl class="ch-parts"></dl>\n</div>\n'
        '<div class="ch-card" id="here">\n<h3>b</h3>\n<dl class="ch-parts"><div><dt>Number</dt><dd>1</dd></div></dl>\n</div>\n'
    )
    assert table_html(found, to, WORDING).startswith('<div class="ch-cards">\n<div class="ch-card">')


def test_a_row_that_does_not_fit_its_table_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="zip"):
        rows_html(table(Row((Cell("a"),))), to, WORDING)


def test_each_block_stands_under_its_title_with_its_files():
    files = (Link("CSV", "t.csv"),)
    html = blocks_html([table(about=EVIL, files=files), Chart("c", EVIL, ())], to, WORDING)
    first, second = html.split("</section>\n")[:2]
    assert first.startswith(
        '<section class="ch-section ch-block" id="t" aria-labelledby="title-t">\n<h2 id="title-t">Table</h2>'
    )
    assert f'<p class="ch-about">{SAFE}</p>' in first
    assert first.endswith('<p class="ch-tools"><a href="../t.csv" download>CSV</a>\n</p>')
    assert f'<h2 id="title-c">{SAFE}</h2>' in second
    assert blocks_html([], to, WORDING) == ""


def test_bars_stand_below_the_name_of_their_lane_and_are_never_too_narrow_to_see():
    bars = (Bar("x" * 40, "a.html", 0.0, 0.5, "2006", open=True), Bar("B", "b.html", 1.0, 1.0, "2007", tone="unknown"))
    html = timeline_html(Timeline("t", "Time", (Lane("Zambia", bars),), (("2006", 0.25),), 0.5), to)
    assert 'viewBox="0 0 840 102"' in html  # three lines of 24, and 30 for the scale
    assert (
        '<g class="ch-tick"><line x1="400.0" x2="400.0" y1="18" y2="102"/><text x="400.0" y="12">2006</text></g>'
        in html
    )
    assert '<line class="ch-today" x1="540.0"' in html
    assert f'>{"x" * 36}…</text><rect class="ch-bar ch-bar-open" x="260.0" y="51" width="280.0" height="16"' in html
    assert '<rect class="ch-bar ch-bar-unknown" x="820.0" y="75" width="4" height="16"' in html
    assert "ch-today" not in timeline_html(Timeline("t", "Time", (), (), -1), to)


def test_a_tile_is_a_link_where_its_country_has_a_page():
    tiles = (Tile("ZM", "Zambia", "countries/zm.html", 3, 2), Tile("TZ", "Tanzania", "", 0, 0))
    html = map_html(TileMap("m", "Map", (("Africa", tiles),), unit="initiatives", legend=((2, "a few"),)), to, WORDING)
    assert (
        '<ul class="ch-map-legend" aria-label="Legend"><li><span class="ch-tile ch-level-2" aria-hidden="true"></span> a few</li></ul>'
        in html
    )
    assert (
        '<a class="ch-tile ch-level-2" href="../countries/zm.html" title="Zambia: 3 initiatives"><span aria-hidden="true">ZM</span><b'
        in html
    )
    assert (
        '<li><span class="ch-tile ch-level-0" title="Tanzania: 0 initiatives"><span aria-hidden="true">TZ</span><span class="ch-hidden">'
        in html
    )


def test_a_chart_has_a_dot_for_each_value_and_a_line_for_what_is_aimed_at():
    html = chart_html(Chart("c", "Chart", (Point(0, 0, EVIL), Point(1, 1, "last")), 0.5, scale=("0", "<9")))
    assert '<polyline class="ch-line" points="60,130 410,18 "/>' in html
    assert f'<circle class="ch-dot" cx="60" cy="130" r="4"><title>{SAFE}</title></circle>' in html
    assert '<line class="ch-today" x1="60" x2="410" y1="74.0" y2="74.0"/>' in html
    assert '<text x="54" y="22">&lt;9</text>' in html
    assert "ch-today" not in chart_html(Chart("c", "Chart", ()))


def test_the_blocks_of_a_view_are_made_once_and_only_when_they_are_asked_for():
    made = []

    def make():
        made.append(1)
        return (table(),)

    view = View("v.html", "View", "about", "reading", make)
    assert not made
    assert view.blocks is view.blocks
    assert view.tables == (table(),)
    assert made == [1]
