"""What every page of a record ends with, and what it says to programs."""

import json
from dataclasses import replace

import pytest
from tests.coordination.conftest import TODAY
from tests.pages.test_values import EVIL, SAFE
from tests.views.test_facts import CATALOGUE, FIRST

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.foot import foot_html
from clearinghouse.pages.page import Press, Settings, json_for_html
from clearinghouse.pages.site import page_of_record
from clearinghouse.views.wording import Wording

PRESS = Press(CATALOGUE, Wording("en", CATALOGUE.code_lists), Settings("Test"), Desk(Situation(CATALOGUE, TODAY)))
FULL = replace(PRESS, settings=Settings("A & B", "https://x.example", "https://forge.example/edit", "https://forge.example/new"))  # fmt: skip


def test_a_record_can_be_edited_reported_and_cited_where_the_addresses_are_known():
    html = foot_html(FIRST, FULL)
    assert '<a href="https://forge.example/edit/content/projects/first.md">Edit this record</a>' in html
    assert '<a href="https://forge.example/new?title=content/projects/first.md">Report a mistake</a>' in html
    assert "A &amp; B, projects/first. https://x.example/projects/first.html</p>" in html


def test_without_addresses_the_foot_says_where_the_file_is():
    html = foot_html(FIRST, PRESS)
    assert (
        '<li><a href="../contribute/index.html">Edit this record</a> (<code>content/projects/first.md</code>)</li>'
        in html
    )
    assert '<a href="../contribute/new/projects.html?record=first">Suggest a change</a>' in html
    assert "Report a mistake" not in html
    assert '<a href="../api/v1/projects/first.json">This record as data (JSON)</a>' in html
    assert "https:" not in html.partition("ch-cite")[2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Compiled from the sources above; not yet confirmed by an organisation concerned."),
        ({"title": EVIL}, f"<p>{SAFE}. Test, projects/first</p>"),
    ],
)
def test_the_foot_says_who_stands_behind_the_record(data, words):
    record = Record(FIRST.key, {"title": "First", **data}, "", FIRST.file)
    assert words in foot_html(record, PRESS)


def test_the_head_of_a_page_has_data_that_cannot_end_its_script():
    record = Record(Key("projects", "first"), {**FIRST.data, "title": "</script><b>&\u2028"}, "", FIRST.file)
    head = str(page_of_record(record, PRESS).head)
    script = head.partition('<script type="application/ld+json">')[2].removesuffix("</script>")
    assert "<" not in script
    assert json.loads(script)["name"] == record.title
    assert 'href="../api/v1/projects/first.json"' in head


def test_json_for_html_is_json_in_a_fixed_order():
    assert json_for_html({"b": "é<>&\u2029", "a": 1}) == '{"a": 1, "b": "é\\u003c\\u003e\\u0026\\u2029"}'
