"""Pages that explain the clearinghouse to contributors: every kind of mistake, every field of every record type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frontmatter

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.record import Key, Record
from clearinghouse.core.rules import RULES
from clearinghouse.core.schema import Schema
from clearinghouse.pages.page import Page, Press

GUIDE = "contribute/record-types.html"
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


def type_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of all record types, and a page of fields for each."""
    title = press.wording.translate("Record types and their fields")
    content = press.render("record-types.html", GUIDE, title=title, schemas=press.catalogue.schemas.values())
    yield Page(GUIDE, title, content, GUIDE, press.wording.translate("What can be written in each kind of record."))
    for schema in press.catalogue.schemas.values():
        url = fields_url(schema.collection.name)
        name = press.wording.translate(schema.title)
        content = press.render("fields.html", url, schema=schema, title=name, example=example_of(schema, press))
        yield Page(url, name, content, GUIDE, press.wording.translate(schema.description))


def fields_url(collection: str) -> str:
    """The page that explains the fields of a collection."""
    return f"contribute/{collection}.html"


def example_of(schema: Schema, press: Press) -> str:
    """A record to start from: the required fields with the first example of each, and `not_known` where a rule asks for more."""
    data = {field.name: field.examples[0] for field in schema.fields if field.required and field.examples}
    wanted = _wanted(schema, data, press)
    if wanted:
        data["not_known"] = wanted
    return str(frontmatter.dumps(frontmatter.Post("", **data), sort_keys=False)).strip()


def _wanted(schema: Schema, data: dict[str, Any], press: Press) -> list[str]:
    """The fields without which the record would be an error by the rules of coordination."""
    catalogue = press.catalogue
    record = Record(Key(schema.collection.name, "example"), data, "", "")
    situation = Situation(catalogue_of([record], catalogue.schemas, catalogue.code_lists), press.desk.situation.today)
    found = {each.rule.code for each in Desk(situation, press.desk.rules).broken}
    return [each.field for each in press.desk.rules if each.code in found and each.field]
