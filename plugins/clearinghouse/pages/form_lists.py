"""Code lists as forms offer them: short ones stand in the page, long ones in files that are loaded when somebody chooses from them."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.core.codelist import CodeList, Concept
from clearinghouse.pages.form_data import FOLDER, script
from clearinghouse.pages.page import Press
from clearinghouse.views.wording import Wording

MAX_NEAR = 15
"""Concepts of a list that stands in the page, since they are offered without a search; `MAX_SELECT` of the script."""

NAMED_BY_BROWSERS = {"cldr-territories": "region", "cldr-currencies": "currency", "cldr-languages": "language"}
"""What browsers call the parts of CLDR that code lists take their labels from."""


def list_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each long code list that a field is filled from. No collection has a name that starts with an underscore.

    Such a list is searched, so it has the other names of its concepts too.
    """
    used = {field.code_list for schema in press.catalogue.schemas.values() for field in schema.coded}
    for name in sorted(used):
        code_list = press.catalogue.code_lists[name]
        if len(code_list.concepts) > MAX_NEAR:
            yield script(
                f"lists/{name}", f"{FOLDER}/_lists/{name}.js", labels_text(code_list, press.wording, with_others=True)
            )


def labels_text(code_list: CodeList, wording: Wording, *, with_others: bool = False) -> str:
    """A line for each concept of a code list: its id, then after a tab its label; `with_others`, its other names after further tabs.

    Names of countries, currencies and languages are left out where they come from Unicode's CLDR, which browsers have too. So
    are labels that are the id in words.
    """
    return "\n".join(_line(each, code_list, wording, with_others=with_others) for each in code_list.concepts.values())


def _line(concept: Concept, code_list: CodeList, wording: Wording, *, with_others: bool) -> str:
    is_known = code_list.labels_from in NAMED_BY_BROWSERS and not concept.labels
    label = "" if is_known else unless(wording.label(code_list.name, concept.id), in_words(concept.id))
    others = (" ".join(each.split()) for each in concept.also) if with_others else ()
    return "\t".join([concept.id, label, *others]).rstrip("\t")


def in_words(name: str) -> str:
    """The title that the script gives to a field or concept of this name where the page says none."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def unless(text: str, known: str) -> str:
    """A text, or nothing where the script knows it."""
    return "" if text == known else text
