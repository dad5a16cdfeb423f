"""Values, listings and the sections of a record as HTML."""

from types import SimpleNamespace

import pytest
from tests.views.test_facts import CATALOGUE, FIRST, facts

from clearinghouse.core.links import links_from
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.html import external_link, link_html, text_html
from clearinghouse.pages.sections import fact_section, panel_html, relations_html, source_list
from clearinghouse.pages.values import (
    MOST_IN_CELL,
    ListingRows,
    language_of,
    parts_html,
    record_link,
    source_marks,
    value_html,
    values_html,
)
from clearinghouse.views.facts import Fact, SourceEntry, Value, source_entries
from clearinghouse.views.relations import relations_of

EVIL = "<b>\"Law\" & 'order'</b>"
SAFE = "&lt;b&gt;&#34;Law&#34; &amp; &#39;order&#39;&lt;/b&gt;"
WORDING = facts().wording


def to(target: str) -> str:
    return f"../{target}"


def fact(*values: Value, title: str = "Title", sources: tuple[int, ...] = (), **field: object) -> Fact:
    kind = {"name": "name", "kind": "text", "many": False, "fields": (), **field}
    return Fact(SimpleNamespace(**kind), title, values, sources)


def record(**data: object) -> Record:
    return Record(Key("things", "one"), {"title": "One", **data}, "", "content/things/one.md")


def test_text_is_escaped_between_tags_and_in_attributes():
    assert text_html(EVIL) == SAFE
    assert text_html("Plain") == "Plain"
    assert link_html('a.html?"', EVIL, to) == f'<a href="../a.html?&#34;">{SAFE}</a>'
    assert external_link('https://x.example/?a&b"', EVIL) == (
        f'<a href="https://x.example/?a&amp;b&#34;" class="ch-external" rel="external">{SAFE}</a>'
    )


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (Value(EVIL), SAFE),
        (Value("Zambia", url="countries/zm.html"), '<a href="../countries/zm.html">Zambia</a>'),
        (
            Value("Report", address="https://x.example", note=EVIL),
            f'<a href="https://x.example" class="ch-external" rel="external">Report</a> <span class="ch-note">{SAFE}</span>',
        ),
        (
            Value(parts=(fact(Value("1"), title="A & B"),)),
            '<dl class="ch-parts"><div><dt>A &amp; B</dt><dd>1</dd></div></dl>',
        ),
    ],
)
def test_a_value_is_a_link_where_it_leads_somewhere_and_a_list_where_it_has_parts(value, html):
    assert value_html(value, to) == html


def test_several_values_are_a_list_one_is_not_and_none_is_nothing():
    assert values_html(fact(Value("a")), to) == "a"
    assert values_html(fact(Value("a"), Value("<")), to) == '<ul class="ch-values"><li>a</li><li>&lt;</li></ul>'
    assert values_html(fact(), to) == ""
    assert parts_html(Value(), to) == '<dl class="ch-parts"></dl>'


def test_a_mark_leads_to_its_source_and_says_its_number():
    sources = (SourceEntry(1, "a", {}), SourceEntry(2, "b", {}))
    assert source_marks((2,), sources, WORDING) == ('<a class="ch-source" href="#source-b" aria-label="Source 2">2</a>')
    assert source_marks((), sources, WORDING) == ""


def test_a_title_says_its_language_only_where_it_is_not_that_of_the_site():
    assert language_of(record(), WORDING) == ""
    assert language_of(record(language="ar"), WORDING) == ' lang="ar" dir="rtl"'
    assert record_link(record(title=EVIL, language="fr"), to, WORDING) == (
        f'<a data-record="things/one" href="../things/one.html" lang="fr" dir="ltr">{SAFE}</a>'
    )


def test_the_rows_of_a_listing_link_from_the_folder_of_their_page():
    rows, records = ListingRows(facts()), CATALOGUE.collection("projects")
    at_home = rows.html(records, "projects/index.html")
    elsewhere = rows.html(records, "countries/zm.html")
    assert at_home.count("<tr>") == elsewhere.count("<tr>") == len(records)
    assert 'href="first.html"' in at_home
    assert 'href="../projects/first.html"' in elsewhere
    assert rows.html(records, "countries/no.html") == elsewhere
    assert rows.html(records, "projects/_2.html") == at_home
    assert rows.html((), "projects/index.html") == ""


def test_a_row_says_what_is_not_known_and_how_many_values_are_left_out():
    short = Record(Key("projects", "new"), {"title": "New"}, "", "content/projects/new.md")
    assert '<span class="ch-hidden">not known</span>' in ListingRows(facts()).html([short], "projects/index.html")
    many = Record(
        Key("projects", "long"), {"title": "Long", "countries": ["ZM"] * (MOST_IN_CELL + 3)}, "", "content/projects/long.md"
    )  # fmt: skip
    row = ListingRows(facts()).html([many], "projects/index.html")
    assert row.count("Zambia") == MOST_IN_CELL
    assert "and 3 more" in row


def test_the_panel_has_each_fact_with_the_marks_of_its_sources():
    html = panel_html(facts().panel(FIRST), source_entries(FIRST), links_from(FIRST.url), WORDING)
    assert html.count("<dt>") == len(facts().panel(FIRST))
    assert "<div><dt>Start</dt><dd>May 2003 <a class=" in html
    assert "<div><dt>Pooled</dt><dd>no </dd></div>\n" in html


def test_a_section_is_a_paragraph_a_list_a_table_or_cards():
    sources = (SourceEntry(1, "a", {}),)
    assert fact_section(fact(Value(EVIL), sources=(1,)), sources, to, WORDING) == (
        '<section class="ch-section" aria-labelledby="name">\n'
        '<h2 id="name">Title <a class="ch-source" href="#source-a" aria-label="Source 1">1</a></h2>\n'
        f"<p>{SAFE}</p></section>"
    )
    assert "<ul><li>a</li><li>b</li></ul>\n</section>" in fact_section(
        fact(Value("a"), Value("b"), many=True), (), to, WORDING
    )
    parts = tuple(SimpleNamespace(name=name, title=name.upper(), fields=()) for name in "ab")
    one = Fact(parts[0], "A", (Value("1"),))
    groups = {"kind": "group", "many": True, "fields": parts}
    table = fact_section(fact(Value(parts=(one,), anchor="name-x"), **groups), (), to, WORDING)
    assert '<tr id="name-x"><td>1</td></tr>\n' in table
    assert '<th scope="col">A</th></tr>' in table
    cards = fact_section(fact(Value("all"), Value(parts=(one,), anchor="name-x"), kind="group"), (), to, WORDING)
    assert '<div class="ch-card"><p>all</p></div>\n' in cards
    assert '<div class="ch-card" id="name-x"><dl' in cards
    assert '<a class="ch-anchor" href="#name-x" aria-label="Link to this item">#</a>' in cards


def test_relations_stand_under_their_headings_with_what_each_record_is():
    norad = CATALOGUE.by_key[Key("bodies", "norad")]
    html = relations_html(relations_of(norad, facts()), (), links_from(norad.url), facts())
    assert html.startswith('<h3 class="ch-relation ch-incoming">Takes part in </h3>\n<ul class="ch-related">\n<li>')
    assert '<a href="../projects/first.html">' in html
    assert '<span class="ch-chip">Funder</span><span class="ch-brief">' in html


def test_a_source_tells_what_is_known_of_it_and_no_more():
    full = {"title": EVIL, "url": "https://x.example", "publisher": "A & B", "symbol": "DOC/1", "date": "2006-01"}
    html = source_list([SourceEntry(1, "a", full), SourceEntry(2, "b", {"title": "Bare"})], WORDING)
    assert html == (
        f'<li id="source-a"><a href="https://x.example" class="ch-external" rel="external">{SAFE}</a>, A &amp; B, '
        '<span class="ch-symbol">DOC/1</span>, January 2006</li>\n<li id="source-b">Bare</li>\n'
    )
