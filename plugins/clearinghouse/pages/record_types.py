"""Pages for whoever writes a record: what each type is made of, with examples, and the codes of every list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clearinghouse.core.as_written import yaml_text
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import Rule, Severity
from clearinghouse.core.schema import EACH, Field, Schema
from clearinghouse.pages.concept import concept_url
from clearinghouse.pages.examples import least_example, whole_example
from clearinghouse.pages.guide import CODE_LISTS, GUIDE, fields_url
from clearinghouse.pages.limits import limits_of
from clearinghouse.pages.page import Page, Press

MOST_CODES = 12
"""Codes that stand with their labels beside a field; longer lists have only their page."""


def type_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of all record types, and a page of fields for each."""
    title = press.wording.translate("Record types and their fields")
    content = press.render("record-types.html", GUIDE, title=title, schemas=press.catalogue.schemas.values())
    yield Page(GUIDE, title, content, GUIDE, press.wording.translate("What can be written in each kind of record."))
    for schema in press.catalogue.schemas.values():
        yield _type_page(schema, press)


def _type_page(schema: Schema, press: Press) -> Page:
    url = fields_url(schema.collection.name)
    name = press.wording.translate(schema.title)
    content = press.render(
        "fields.html", url, schema=schema, title=name, least=least_example(schema, press), whole=whole_example(schema, press),
        asked=asked_for(schema, press), most_codes=MOST_CODES,
        example_name="my-first-record.md", limits=lambda field: limits_of(field, schema, press.wording),
        written=_written, anchor=anchor_of, list_url=list_url,
    )  # fmt: skip
    title = press.wording.translate("{name}: fields and examples").format(name=name)
    return Page(url, title, content, GUIDE, press.wording.translate(schema.description))


def _written(field: Field) -> str:
    """The first example of a field, as it is written."""
    return yaml_text({field.name: field.example}, [field]).rstrip() if field.examples else ""


def anchor_of(field: Field) -> str:
    """The id of the section that explains a field."""
    return f"field-{'.'.join(part for part in field.path if part != EACH)}"


def asked_for(schema: Schema, press: Press) -> Mapping[str, list[Rule]]:
    """The rules that ask for a field of the type where it is missing, by its name; what only could be added does not count."""
    found: dict[str, list[Rule]] = {}
    for each in press.desk.rules:
        if each.collection == schema.collection.name and not each.path and each.rule.severity is not Severity.NOTE:
            found.setdefault(each.field, []).append(each.rule)
    return found


def list_url(name: str) -> str:
    """The page of a code list."""
    return f"contribute/list-{name}.html"


@dataclass(frozen=True, slots=True)
class Use:
    """A field whose values come from a code list."""

    field: Field
    schema: Schema
    url: str


def list_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of all code lists that records use, and a page for each with all its codes."""
    uses = _uses(press)
    lists = [each for name, each in sorted(press.catalogue.code_lists.items()) if name in uses]
    lists.sort(key=lambda each: press.wording.sort_key(press.wording.translate(each.title)))
    title = press.wording.translate("Code lists")
    content = press.render("code-lists.html", CODE_LISTS, title=title, lists=lists, uses=uses, list_url=list_url)
    yield Page(CODE_LISTS, title, content, CODE_LISTS, press.wording.translate("The codes that records use."))
    for code_list in lists:
        yield _list_page(code_list, uses[code_list.name], press)


def _list_page(code_list: CodeList, uses: list[Use], press: Press) -> Page:
    url = list_url(code_list.name)
    title = press.wording.translate(code_list.title)
    named = press.catalogue.with_page(code_list.name) if code_list.page else {}
    pages = {concept: concept_url(code_list, concept) for concept in named}
    above = press.catalogue.code_lists.get(code_list.broader_list or code_list.name)
    content = press.render(
        "code-list.html", url, code_list=code_list, title=title, uses=uses, pages=pages, above=above,
        described=any(each.descriptions for each in code_list.concepts.values()),
        nested=any(above and each.broader in above.concepts for each in code_list.concepts.values()),
    )  # fmt: skip
    about = press.wording.translate("The codes of the list “{name}”.").format(name=title)
    return Page(url, title, content, CODE_LISTS, about)


def _uses(press: Press) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for schema in press.catalogue.schemas.values():
        for field in schema.coded:
            use = Use(field, schema, f"{fields_url(schema.collection.name)}#{anchor_of(field)}")
            found.setdefault(field.code_list, []).append(use)
    return found
