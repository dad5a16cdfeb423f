"""The frame of a page: cut from what the theme rendered, and filled."""

import pytest
from markupsafe import Markup

from clearinghouse.pages.page import Page, Settings
from clearinghouse.pages.shell import SLOTS, Shell

RENDERED = f"<head>\n    <title>{SLOTS['title']}</title>\n  </head>\n\n  <p>A\n     word</p>{SLOTS['content']}\n"


def test_a_frame_is_filled_without_the_indentation_of_its_template():
    shell = Shell.from_html(RENDERED)
    page = Page("a/b.html", "Fish & <chips>", Markup("<pre>\n   kept\n</pre>"), "a/index.html")
    assert shell.fill(page, Settings("Site")) == (
        "<head>\n<title>Fish &amp; &lt;chips&gt; – Site</title>\n</head>\n<p>A\nword</p><pre>\n   kept\n</pre>\n"
    )


def test_what_looks_like_a_slot_in_a_title_is_text():
    page = Page("a/b.html", SLOTS["content"], Markup("the content"), "a/index.html")
    assert Shell.from_html(RENDERED).fill(page, Settings("Site")).count("the content") == 1


def test_equal_frames_are_known_as_equal():
    assert Shell.from_html(RENDERED).fingerprint == Shell.from_html(RENDERED).fingerprint
    assert Shell.from_html(RENDERED).fingerprint != Shell.from_html(RENDERED.replace("word", "sword")).fingerprint


def test_a_theme_without_a_place_for_content_is_refused():
    with pytest.raises(ValueError, match="place for the content"):
        Shell.from_html("<p>no slot</p>")
