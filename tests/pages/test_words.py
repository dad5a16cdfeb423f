"""Every word that the package prints goes through the message catalogue, and the committed catalogue has them all."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from clearinghouse.views.absence import IN_A_PART

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugins" / "clearinghouse"
TEMPLATES = sorted((PACKAGE / "pages" / "templates").glob("*.html"))
NAMES = {"CSV", "JSON", "lang", "dir"}  # names of formats and of attributes


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_word_outside_the_message_catalogue(template):
    text = template.read_text()
    text = re.sub(r"<(style|code)>.*?</\1>", "", text, flags=re.DOTALL)  # a style sheet, a command
    text = re.sub(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    for attribute in re.findall(r'\s(?:aria-label|title|placeholder|alt)="([^"]*)"', text):
        assert not re.search(r"[A-Za-z]{2}", attribute), attribute
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", text)))
    assert words <= NAMES


def printed() -> list[tuple[str, ...]]:
    """Every message of the package; of one that counts, both forms."""
    methods = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
    options = {"**/templates/**.html": {"trimmed": "true"}}
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "translate": None, "say": None}
    found = extract_from_dir(PACKAGE, methods, options, keywords=keywords)
    return [(message,) if isinstance(message, str) else message for _, _, message, _, _ in found]


def test_the_message_catalogue_is_complete():
    messages = {forms[0] for forms in printed()}
    with (PACKAGE / "locale" / "clearinghouse.pot").open("rb") as opened:
        known = {each.id if isinstance(each.id, str) else each.id[0] for each in read_po(opened)}
    missing = messages - known
    assert not missing, "run: nox -s words"


def test_what_a_part_says_otherwise_is_said_somewhere():
    """A text that is changed where it is printed would else be said of a part too."""
    messages = {form for forms in printed() for form in forms if form}
    assert IN_A_PART.keys() - messages == set()
    assert set(IN_A_PART.values()) - messages == set()
