"""What the schema asks of a value beyond its kind, in words: how long, how many, how large, in which form."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.core.schema import Field, JsonSchema, Schema
from clearinghouse.views.wording import Wording

_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"


def limits_of(field: Field, schema: Schema, wording: Wording) -> list[str]:
    """What is asked of the values of a field, each as a few words; empty where its kind says it all."""
    value = field.schema["items"] if field.many else field.schema
    found = [*_of_text(field, value, wording), *_of_number(value, wording)]
    if field.many:
        found += _of_list(field.schema, wording)
    if value.get("minProperties"):
        found.append(wording.translate("at least {least} of its fields").format(least=value["minProperties"]))
    start = schema.beside(field, field.not_before) if field.not_before else None
    if start:
        found.append(wording.translate("not before “{field}”").format(field=wording.translate(start.title)))
    return found


def _of_text(field: Field, value: JsonSchema, wording: Wording) -> Iterator[str]:
    if field.kind != "text" or "enum" in value or field.names_property:
        return  # codes, ids and names are as long as they are
    say = wording.translate
    least, most = value.get("minLength"), value.get("maxLength")
    numbers = {"least": wording.number(least or 0), "most": wording.number(most or 0)}
    if least is not None and most is not None:
        yield say("{least} to {most} characters").format(**numbers)
    elif most is not None:
        yield say("at most {most} characters").format(**numbers)
    elif least is not None:
        yield say("at least {least} characters").format(**numbers)
    if value.get("pattern") == _ID:
        yield say("lower-case letters, digits and hyphens")
    elif "pattern" in value:
        yield say("in this form: {pattern}").format(pattern=value["pattern"])


def _of_number(value: JsonSchema, wording: Wording) -> Iterator[str]:
    say = wording.translate
    least, most = value.get("minimum"), value.get("maximum")  # as they are written: some are years
    if least is not None and most is not None:
        yield say("{least} to {most}").format(least=least, most=most)
    elif most is not None:
        yield say("{most} or less").format(most=most)
    elif least is not None:
        yield say("{least} or more").format(least=least)
    if "exclusiveMinimum" in value:
        yield say("more than {least}").format(least=value["exclusiveMinimum"])
    if "exclusiveMaximum" in value:
        yield say("less than {most}").format(most=value["exclusiveMaximum"])


def _of_list(schema: JsonSchema, wording: Wording) -> Iterator[str]:
    say = wording.translate
    if schema.get("minItems"):
        yield say("at least {least} in the list").format(least=schema["minItems"])
    if "maxItems" in schema:
        yield say("at most {most} in the list").format(most=schema["maxItems"])
    if schema.get("uniqueItems"):
        yield say("each only once")
