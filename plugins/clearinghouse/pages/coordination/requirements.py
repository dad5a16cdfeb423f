"""The page of requirements: what was asked for, what answers it here, and the tests that show that it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearinghouse.coordination.changes import news
from clearinghouse.coordination.requirement import Requirement
from clearinghouse.core.schema import EACH, Schema
from clearinghouse.pages.coordination.brief import feed_url
from clearinghouse.pages.guide import ERRORS, fields_url
from clearinghouse.pages.page import Page, Press

REQUIREMENTS = "about/requirements.html"


@dataclass(frozen=True, slots=True)
class FieldLink:
    """A field that answers an ask: its title, the type of its records, and where it is explained."""

    title: str
    type: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An ask with what answers it, ready to be shown."""

    requirement: Requirement
    pages: tuple[tuple[str, str], ...]
    fields: tuple[FieldLink, ...]
    rules: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def requirements_pages(press: Press, titles: dict[str, str]) -> Iterator[Page]:
    """Yield the page, where this clearinghouse was asked for something; `titles` are those of the pages of the site."""
    requirements = press.desk.requirements
    if not requirements:
        return
    title = press.wording.translate("What was asked for, and what answers it")
    answers = tuple(_answer(each, press, titles) for each in requirements)
    content = press.render(
        "requirements.html", REQUIREMENTS, title=title, answers=answers,
        answered=sum(each.is_answered for each in requirements),
    )  # fmt: skip
    about = press.wording.translate(
        "Every ask of those who wanted this clearinghouse, and the page, field and check that answers it."
    )
    yield Page(REQUIREMENTS, title, content, REQUIREMENTS, about)


def _answer(requirement: Requirement, press: Press, titles: dict[str, str]) -> Answer:
    pages = tuple((titles.get(url, url), url) for url in requirement.pages)
    fields = tuple(_field(name, press) for name in requirement.fields)
    rules = tuple((code, f"{ERRORS}#{code}") for code in requirement.rules)
    # Without news there is no feed; so it is in a part of a clearinghouse whose records have no dates.
    has_news = bool(news(press.desk.situation, most=1)) if feed_url() in requirement.files else True
    files = tuple(each for each in requirement.files if has_news or each != feed_url())
    return Answer(requirement, pages, fields, rules, files)


def _field(name: str, press: Press) -> FieldLink:
    collection, _, path = name.partition(".")
    schema = press.catalogue.schemas[collection]
    return FieldLink(
        press.wording.translate(_title(schema, path)), press.wording.translate(schema.title),
        f"{fields_url(collection)}#field-{path}",
    )  # fmt: skip


def _title(schema: Schema, path: str) -> str:
    """The title of a field by its dotted path.

    Raises KeyError where there is no such field: then the list of requirements is wrong.
    """
    titles = {".".join(part for part in field.path if part != EACH): field.title for field in schema.all_fields}
    return titles[path]
