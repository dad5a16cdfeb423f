"""Code lists as forms offer them: short ones stand in the page, long ones in files that are loaded when somebody chooses from them."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.core.codelist import CodeList
from clearinghouse.pages.form_data import FOLDER, script
from clearinghouse.pages.page import Press
from clearinghouse.views.wording import Wording

MAX_NEAR = 15
"""Concepts of a list that stands in the page, since they are offered without a search; `MAX_SELECT` of the script."""

NAMED_BY_BROWSERS = {"cldr-territories": "region", "cldr-currencies": "currency", "cldr-languages": "language"}
"""What browsers call the parts of CLDR that code lists take their labels from."""


def list_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each long code list that a field is filled from. No collection has a name that starts with an underscore."""
    used = {field.code_list for schema in press.catalogue.schemas.values() for field in schema.coded}
    for name in sorted(used):
        code_list = press.catalogue.code_lists[name]
        if len(code_list.concepts) > MAX_NEAR:
            yield script(f"lists/{name}", f"{FOLDER}/_lists/{name}.js", labels_text(code_list, press.wording))


def labels_text(code_list: CodeList, wording: Wording) -> str:
    """A line for each concept of a code list: its id and, after a tab, its label.

    Names of countries, currencies and languages are left out where they come from Unicode's CLDR, which browsers have too. So
    are labels that are the id in words.
    """
    known = code_list.labels_from in NAMED_BY_BROWSERS
    lines = (
        (
            each.id,
            "" if known and not each.labels else unless(wording.label(code_list.name, each.id), in_words(each.id)),
        )
        for each in code_list.concepts.values()
    )
    return "\n".join("\t".join(each).rstrip("\t") for each in lines)


def in_words(name: str) -> str:
    """The title that the script gives to a field or concept of this name where the page says none."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def unless(text: str, known: str) -> str:
    """A text, or nothing where the script knows it."""
    return "" if text == known else text
