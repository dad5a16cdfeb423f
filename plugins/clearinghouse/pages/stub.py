"""Stubs: short pages in a part of a clearinghouse, each at the address of something that is left out of it.

They say what it is and where it is to be found, so that no link leads nowhere. They are in no list, no number and no index.
"""

from __future__ import annotations

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Record
from clearinghouse.core.schema import values_at
from clearinghouse.pages.page import Page, Press
from clearinghouse.views.wording import Wording


def record_stub(record: Record, press: Press) -> Page:
    """Return the short page of a record that is left out: title, kind, countries, summary, address on the full site."""
    schema = press.catalogue.schemas[record.key.collection]
    return _stub(
        press, record.url, record.title, press.wording.translate(schema.collection.title), record.summary,
        countries_in_words(record, press), record,
    )  # fmt: skip


def concept_stub(code_list: CodeList, concept: str, press: Press) -> Page:
    """Return the short page of a concept, such as a country, that no record of this part names."""
    url = f"{code_list.page}/{concept.lower()}.html"
    label = press.wording.label(code_list.name, concept)
    return _stub(press, url, label, press.wording.translate(code_list.title), "", "")


def countries_in_words(record: Record, press: Press) -> str:
    """The countries that a record names, whatever its type; empty where it names none."""
    wording: Wording = press.wording
    coded = press.catalogue.schemas[record.key.collection].coded
    codes = [
        str(code) for each in coded if each.code_list == "countries" for _, code in values_at(record.data, each.path)
    ]
    return ", ".join(wording.label("countries", code) for code in dict.fromkeys(codes))


def _stub(
    press: Press, url: str, title: str, kind: str, summary: str, countries: str, record: Record | None = None
) -> Page:
    shell = f"{url.partition('/')[0]}/index.html"
    content = press.render(
        "stub.html", url, title=title, kind=kind, summary=summary, countries=countries, index=shell,
        language=record.language if record else press.wording.language, direction=record.direction if record else "",
    )  # fmt: skip
    return Page(url, title, content, shell, summary)
