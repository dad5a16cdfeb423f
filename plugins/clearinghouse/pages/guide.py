"""Pages that explain the clearinghouse to contributors: where they are, and the one with every kind of mistake."""

from __future__ import annotations

from clearinghouse.core.rules import RULES
from clearinghouse.pages.page import Page, Press

GUIDE = "contribute/record-types.html"
CODE_LISTS = "contribute/code-lists.html"
YAML = "contribute/yaml.html"
ERRORS = "contribute/errors.html"


def errors_page(press: Press) -> Page:
    """Return the page with a section for each kind of diagnostic; the address of every message leads here."""
    url = ERRORS
    title = press.wording.translate("Messages and how to mend what they are about")
    content = press.render(
        "errors.html", url, title=title, rules=sorted([*RULES.values(), *(each.rule for each in press.desk.rules)], key=lambda rule: rule.code),
        requirements=press.desk.requirement_by_rule,
    )  # fmt: skip
    return Page(url, title, content, url, press.wording.translate("What each message of the check means."))


def fields_url(collection: str) -> str:
    """The page that explains the fields of a collection."""
    return f"contribute/{collection}.html"
