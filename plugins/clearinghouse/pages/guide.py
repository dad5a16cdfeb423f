"""Pages that explain the clearinghouse to contributors: every kind of mistake, every field of every record type."""

from __future__ import annotations

from collections.abc import Iterator

import frontmatter

from clearinghouse.core.rules import RULES
from clearinghouse.core.schema import Field
from clearinghouse.pages.page import Page, Press

GUIDE = "contribute/record-types.html"
ERRORS = "contribute/errors.html"


def errors_page(press: Press) -> Page:
    """Return the page with a section for each kind of diagnostic; the address of every message leads here."""
    url = ERRORS
    title = press.wording.translate("Messages and how to mend what they are about")
    content = press.render(
        "errors.html", url, title=title, rules=[*RULES.values(), *(each.rule for each in press.desk.rules)],
        requirements=press.desk.requirement_by_rule,
    )  # fmt: skip
    return Page(url, title, content, url, press.wording.translate("What each message of the check means."))


def type_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of all record types, and a page of fields for each."""
    title = press.wording.translate("Record types and their fields")
    content = press.render("record-types.html", GUIDE, title=title, schemas=press.catalogue.schemas.values())
    yield Page(GUIDE, title, content, GUIDE, press.wording.translate("What can be written in each kind of record."))
    for schema in press.catalogue.schemas.values():
        url = fields_url(schema.collection.name)
        name = press.wording.translate(schema.title)
        content = press.render("fields.html", url, schema=schema, title=name, example=example_of(schema.fields))
        yield Page(url, name, content, GUIDE, press.wording.translate(schema.description))


def fields_url(collection: str) -> str:
    """The page that explains the fields of a collection."""
    return f"contribute/{collection}.html"


def example_of(fields: tuple[Field, ...]) -> str:
    """A record to start from: the required fields with the first example of each."""
    data = {field.name: field.examples[0] for field in fields if field.required and field.examples}
    return str(frontmatter.dumps(frontmatter.Post("", **data), sort_keys=False)).strip()
