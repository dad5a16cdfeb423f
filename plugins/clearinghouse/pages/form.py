"""The form on the site for each kind of record, made from its schema, and the page on which a kind is chosen.

The page carries what the schema says of every field, the labels of the code lists that it uses and the words of the script, as
JSON; the script (client/form/) makes the fields from it. Without script the page shows the least that a record needs, to copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from clearinghouse.core.dates import EARLIEST, LATEST
from clearinghouse.core.diagnostic import Severity
from clearinghouse.core.links import links_from
from clearinghouse.core.record import BODY, MAX_ID_LENGTH, Key
from clearinghouse.core.schema import Field, JsonSchema, Schema
from clearinghouse.pages.examples import least_example
from clearinghouse.pages.form_data import FOLDER
from clearinghouse.pages.form_lists import MAX_NEAR, NAMED_BY_BROWSERS, in_words, labels_text, unless
from clearinghouse.pages.form_words import form_words
from clearinghouse.pages.guide import GUIDE, fields_url
from clearinghouse.pages.page import Page, Press, Settings, compact_json_for_html

FORMS = "contribute/new/index.html"
"""Where the kind of a new record is chosen. All forms fill the frame of this page."""

MAX_ADDRESS = 6000
"""Characters of an address that forges and browsers surely take; longer records are downloaded or copied instead."""

_LONG = 300
"""A text that may have more characters than this gets several lines to be written in."""

_LIMITS = {
    "minLength": "min", "maxLength": "max", "pattern": "pattern", "minimum": "low", "maximum": "high",
    "exclusiveMinimum": "above", "exclusiveMaximum": "below", "minProperties": "parts",
}  # fmt: skip
"""The limits of one value that the script checks, by the keyword of JSON Schema, as the script calls them."""

_SAID_KINDS = ("number", "integer", "boolean", "uri")
"""The kinds of fields that the script does not know from something else, such as the code list that they name."""

_LIMITS_OF_LISTS = {"minItems": "fewest", "maxItems": "most", "uniqueItems": "unique"}
_GITHUB = re.compile(r"(https://github\.com/[^/]+/[^/]+)/edit/(.+)\Z")


def form_pages(press: Press) -> Iterator[Page]:
    """Yield the page on which the kind of a new record is chosen, and the form of each kind."""
    say = press.wording.translate
    title, about = say("Add a record"), say("Choose what you want to add; a form then asks for it, field by field.")
    content = press.render("forms.html", FORMS, title=title, about=about, schemas=press.catalogue.schemas.values())
    yield Page(FORMS, title, content, FORMS, about)
    for schema in press.catalogue.schemas.values():
        yield _form_page(schema, press)


def form_url(collection: str) -> str:
    """The page with the form of a collection."""
    return f"contribute/new/{collection}.html"


def change_url(key: Key) -> str:
    """The address at which the form is filled with a record, so that a change of it can be made."""
    return f"{form_url(key.collection)}?record={key.id}"


def _form_page(schema: Schema, press: Press) -> Page:
    url = form_url(schema.collection.name)
    to = links_from(url)
    title = press.wording.translate("Add a record: {kind}").format(kind=press.wording.translate(schema.title))
    about = press.wording.translate(schema.description)
    content = press.render(
        "form.html", url, title=title, schema=schema, about=about, guide=GUIDE, fields_url=fields_url(schema.collection.name),
        example=least_example(schema, press).text, spec=Markup(compact_json_for_html(form_spec(schema, press))),  # noqa: S704 - it escapes
    )  # fmt: skip
    head = Markup('<link rel="stylesheet" href="{}">\n<script src="{}" defer></script>\n').format(
        to("assets/clearinghouse-form.css"), to("assets/clearinghouse-form.js")
    )
    return Page(url, title, content, FORMS, about, head)


def form_spec(schema: Schema, press: Press) -> Mapping[str, Any]:
    """What the script is told of a kind of record; `client/form/spec.js` describes it from the other side."""
    say, name = press.wording.translate, schema.collection.name
    fields = [_field(field, press) for field in schema.fields if _can_be_asked(field)]
    lists = [press.catalogue.code_lists[each] for each in dict.fromkeys(field.code_list for field in schema.coded)]
    settings = press.settings
    return {
        "collection": name,
        "title": say(schema.title),
        "fields": fields,
        "lists": {each.name: labels_text(each, press.wording) for each in lists if len(each.concepts) <= MAX_NEAR},
        "named": {
            each.name: NAMED_BY_BROWSERS[each.labels_from] for each in lists if each.labels_from in NAMED_BY_BROWSERS
        },
        "collections": {each: say(other.collection.title) for each, other in press.catalogue.schemas.items()},
        "idsFrom": _ids_from(schema, press),
        "rules": list(_rules(schema, press)),
        "body": BODY,
        "maxId": MAX_ID_LENGTH,
        "years": [EARLIEST, LATEST],
        "data": links_from(form_url(name))(FOLDER) + "/",
        "newAddress": new_address(settings),
        "editAddress": settings.edit_address,
        "maxAddress": MAX_ADDRESS,
        "words": form_words(press),
    }


def new_address(settings: Settings) -> str:
    """The page of the forge on which a new file is proposed, with places for `{file}` and `{text}`; empty where it is not known.

    That of GitHub follows from the address at which files are edited there.
    """
    if settings.new_address:
        return settings.new_address
    found = _GITHUB.match(settings.edit_address)
    return f"{found[1]}/new/{found[2]}?filename={{file}}&value={{text}}" if found else ""


def _ids_from(schema: Schema, press: Press) -> str:
    """The code list whose concepts the records of a collection describe: its ids are theirs, in lower case."""
    named = (each.name for each in press.catalogue.code_lists.values() if each.page == schema.collection.name)
    return next(named, "")


def _rules(schema: Schema, press: Press) -> Iterator[Mapping[str, Any]]:
    """Yield the rules of coordination without which a record is an error, as far as the script can follow them."""
    say = press.wording.translate
    for rule in press.desk.rules:
        if rule.collection != schema.collection.name or rule.rule.severity is not Severity.ERROR or rule.must is None:
            continue
        when, must = (each.validator.schema if each else {} for each in (rule.when, rule.must))
        if _can_be_followed(when) and _can_be_followed(must):
            yield {
                "path": list(rule.path), "when": when, "must": must, "field": rule.field,
                "message": _sentence(say(rule.message)) + " " + say(rule.help).replace("`", ""),
            }  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _can_be_followed(schema: Any) -> bool:
    """Whether the script knows every keyword of a schema; those that it does not know are left to the check."""
    if not isinstance(schema, Mapping):
        return isinstance(schema, bool)
    parts = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *schema.get("allOf", ())]
    parts += [schema[name] for name in ("not", "contains") if name in schema]
    return schema.keys() <= _FOLLOWED and all(map(_can_be_followed, parts))


_FOLLOWED = {
    "required", "properties", "enum", "const", "not", "anyOf", "allOf", "contains", "minContains", "minItems", "minLength", "pattern",
}  # fmt: skip
"""The keywords of JSON Schema that `client/form/rules.js` knows."""


def _can_be_asked(field: Field) -> bool:
    """Whether the script has a control for the field: a value, a group, or a list of them. Others are kept as they are."""
    value = _value_schema(field)
    return value.get("type") in ("string", "number", "integer", "boolean", "object") and all(
        _can_be_asked(part) for part in field.fields
    )


def _value_schema(field: Field) -> JsonSchema:
    found: JsonSchema = field.schema["items"] if field.many else field.schema
    return found


def _field(field: Field, press: Press) -> dict[str, Any]:
    """What the script is told of a field; what does not apply is left out."""
    say, value = press.wording.translate, _value_schema(field)
    is_chosen = bool(field.code_list or field.reference or field.names_property or "enum" in value)
    told = {
        "name": field.name,
        "title": unless(say(field.title), in_words(field.name)),
        "about": say(field.description),
        "example": _example(field) if not is_chosen else "",
        "kind": field.kind if field.kind in _SAID_KINDS else "",
        "many": int(field.many),
        "required": int(field.required),
        "expected": int(field.expected),
        "list": field.code_list,
        "to": field.reference.collection if field.reference else "",
        "values": [str(each) for each in value.get("enum", ())] if field.kind == "text" else [],
        "format": value.get("format", "") if field.kind == "date" else "",
        "after": field.not_before,
        "names": field.names_property,
        "long": int(_is_long(field, value)),
        "fields": [_field(part, press) for part in field.fields],
    }
    limits = {ours: value[theirs] for theirs, ours in _LIMITS.items() if theirs in value and not is_chosen}
    if field.kind in ("date", "uri"):  # what these kinds are, says more than a pattern and a length beside them
        limits = {name: each for name, each in limits.items() if name == "max" and field.kind == "uri"}
    of_list = {
        ours: field.schema[theirs] for theirs, ours in _LIMITS_OF_LISTS.items() if field.many and theirs in field.schema
    }
    return {name: each for name, each in told.items() if each} | limits | of_list


def _is_long(field: Field, value: JsonSchema) -> bool:
    """Whether a text may have several lines."""
    is_free = field.kind == "text" and not {"enum", "pattern"} & value.keys() and not field.names_property
    return is_free and int(value.get("maxLength", _LONG + 1)) > _LONG


def _example(field: Field) -> str:
    """The first example of a value that is written; empty where the page says how it is written, and for groups, whose parts have their own."""
    one = field.example_of_one
    return "" if one is None or field.kind in ("group", "boolean", "date") else str(one)
