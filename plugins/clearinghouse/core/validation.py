"""A source against its schema: every mistake, once, with its place, its reason and its cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from clearinghouse.core import rules
from clearinghouse.core.amounts import check_amounts, pieces_of
from clearinghouse.core.closest import closest, closest_by_words
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.dates import is_before, is_date, is_partial_date, likely_partial_dates
from clearinghouse.core.diagnostic import Diagnostic, Fix, Pointer, Related, Rule, Span, quoted
from clearinghouse.core.edits import inline_yaml, insertion, removal
from clearinghouse.core.record import BODY
from clearinghouse.core.schema import Field, Schema, values_at
from clearinghouse.core.source import Source

_MAX_SUGGESTED_VALUES = 12
_MAX_SUGGESTED_FIELDS = 20
_PAGE_OF_FIELDS = "contribute/record-types.html"
_PAGE_OF_CODES = "contribute/code-lists.html"
_MOST_OF_A_KIND = 200
"""Mistakes that one kind of check looks for in a record: far more than anybody makes, and few enough to be placed quickly."""


def check_source(source: Source, schema: Schema, code_lists: Mapping[str, CodeList]) -> Iterator[Diagnostic]:
    """Yield every mistake of one record that can be seen without looking at other records; one for each cause.

    A value that the reader of the front matter already found fault with is not found fault with again.
    """
    if source.data is None:
        return
    told = {each.pointer for each in source.diagnostics if each.rule is rules.CURLY_QUOTES}
    empty = set(_empty_within(source.data, ())) if _has_empty(source.data) else set()
    is_good = schema.verdict.is_good(source.data)
    errors = [] if is_good else sorted(schema.validator.iter_errors(source.data), key=_weight)
    amounts = list(check_amounts(source, schema))
    told.update(piece for each in amounts for piece in pieces_of(source, each))
    for check in (
        partial(iter, amounts),
        partial(_empty_values, source, schema, empty),
        partial(_structure, source, schema, errors),
        partial(_code_lists, source, schema, code_lists),
        partial(_order_of_dates, source, schema),
        partial(_names_of_properties, source, schema),
        partial(_ids_of_items, source, schema),
    ):
        if found := [
            each
            for each in islice(check(), _MOST_OF_A_KIND)
            if each.pointer not in told and each.pointer[:-1] not in empty
        ]:
            yield from found
            told.update(each.pointer for each in found)


def _empty_values(source: Source, schema: Schema, empty: set[Pointer]) -> Iterator[Diagnostic]:
    """An empty list, group or text says nothing, and would pass for an answer. Some editors write them for what is not known."""
    for pointer in empty:
        is_text = isinstance(_at(source.data, pointer), str)
        span = source.key_span(pointer) if is_text else source.value_span(pointer)
        message = f"{_about(schema.field(pointer))} has no value" if is_text else "the brackets hold nothing"
        yield Diagnostic(
            rules.EMPTY_VALUE, source.file, span, message,
            help="Leave the line out, or give the value.", pointer=pointer, fixes=_filled_or_left_out(source, schema, pointer),
        )  # fmt: skip


def _filled_or_left_out(source: Source, schema: Schema, pointer: Pointer) -> tuple[Fix, ...]:
    """What mends a value that says nothing: out it goes, or, where the field is needed, an example takes its place."""
    field = schema.field(pointer)
    if field is None or isinstance(pointer[-1], int) or not field.required:
        fix = removal(source, pointer)
        return (fix,) if fix else ()
    if not field.examples or pointer not in source.places:
        return ()
    place = source.places[pointer]
    return (Fix(Span(place.key.end, max(place.value.end, place.key.end)), f": {inline_yaml(field.example)}"),)


def _has_empty(value: dict[str, Any] | list[Any]) -> bool:
    """Whether there is an empty list, group or text at any depth; hardly a record has one, and then nobody needs to know where."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, str):
            if not part or part.isspace():
                return True
        elif isinstance(part, dict | list) and (not part or _has_empty(part)):
            return True
    return False


def _empty_within(value: dict[str, Any] | list[Any], pointer: Pointer) -> Iterator[Pointer]:
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, dict | list):
            if part:
                yield from _empty_within(part, (*pointer, name))
            else:
                yield (*pointer, name)
        elif isinstance(part, str) and not part.strip():
            yield (*pointer, name)


# --- what JSON Schema finds -----------------------------------------------------------------------

# Of several faults of one value the first of these is its cause: text where a number belongs also has the wrong form.
_ORDER = ("additionalProperties", "required", "type", "format", "enum", "const", "pattern")


def _weight(error: Any) -> tuple[list[str], int]:
    order = _ORDER.index(error.validator) if error.validator in _ORDER else len(_ORDER)
    return [str(part) for part in error.absolute_path], order


def _structure(source: Source, schema: Schema, errors: list[Any]) -> Iterator[Diagnostic]:
    explained: set[Pointer] = set()
    missing = [error for error in errors if error.validator == "required"]
    renamed: set[tuple[Pointer, str]] = set()
    for error in errors:
        if error.validator == "additionalProperties":
            yield from _unknown_fields(source, error, missing, renamed)
    for error in errors:
        pointer: Pointer = tuple(error.absolute_path)
        if error.validator == "required":
            yield from _missing_fields(source, schema, error, renamed)
        elif error.validator != "additionalProperties" and pointer not in explained:
            explained.add(pointer)
            yield from _explanation(error)(source, schema, error)


def _unknown_fields(
    source: Source, error: Any, missing: list[Any], renamed: set[tuple[Pointer, str]]
) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    known = list(error.schema["properties"])
    absent = [name for name in known if name not in error.instance]
    # A field that is wanted and missing is what a misspelt name most likely means.
    wanted = [each for fault in missing if tuple(fault.absolute_path) == pointer for each in _names_missing(fault)]
    labels = {_label(each, error.schema): each for each in reversed(absent)}
    meant = {
        name: closest(str(name), wanted, 70) or closest(str(name), absent, 75) or _field_called(str(name), labels)
        for name in error.instance
        if name not in known
    }
    renamed.update((pointer, each) for each in meant.values() if each)
    for name, likely in meant.items():
        span = source.key_span((*pointer, name))
        is_clear = list(meant.values()).count(likely) == 1
        yield Diagnostic(
            rules.UNKNOWN_FIELD, source.file, span, f"there is no field {quoted(name)} here",
            help=_meant_by_name(likely, known, is_clear=is_clear), pointer=(*pointer, name),
            fixes=(Fix(span, likely),) if likely and is_clear else (),
        )  # fmt: skip


def _label(name: str, schema: Mapping[str, Any]) -> str:
    described = schema["properties"][name]
    return str(described.get("x-label") or described.get("title") or name).casefold()


def _field_called(name: str, labels: Mapping[str, str]) -> str:
    """The field whose title is most like a name, such as `end` for “End date”; nothing where two are as like it."""
    words = name.replace("_", " ").casefold()
    return labels.get(closest(words, labels, 80, fold=False) or closest_by_words(words, labels, fold=False), "")


def _meant_by_name(likely: str, known: list[str], *, is_clear: bool) -> str:
    """Say what a name that is no field's could mean. Where another means the same, one of the two has to go first."""
    if not likely:
        more = f", … ({len(known)} in all, see {_PAGE_OF_FIELDS})" if len(known) > _MAX_SUGGESTED_FIELDS else ""
        return f"The fields here are: {', '.join(known[:_MAX_SUGGESTED_FIELDS])}{more}."
    if not is_clear:
        return f"Did you mean {quoted(likely)}? Another field here seems to mean it too: keep one of them."
    return f"Did you mean {quoted(likely)}?"


def _names_missing(error: Any) -> list[str]:
    return [name for name in error.validator_value if name not in error.instance]


def _missing_fields(
    source: Source, schema: Schema, error: Any, renamed: set[tuple[Pointer, str]]
) -> Iterator[Diagnostic]:
    """Report the one field that this error is about; jsonschema yields one error for each."""
    pointer: Pointer = tuple(error.absolute_path)
    found = re.match(r"'(.*)' is a required property", error.message)
    name = found.group(1) if found else str(_names_missing(error)[0])
    if (pointer, name) in renamed:
        return
    field = schema.field((*pointer, name))
    title = field.title if field else name
    line = f"{name}: {inline_yaml(field.example)}" if field and field.examples else ""
    fix = insertion(source, pointer, line, list(error.schema.get("properties", ()))) if line else None
    yield Diagnostic(
        rules.MISSING_FIELD, source.file, source.key_span(pointer), f"the field {quoted(name)} ({title}) is missing",
        help=field.description if field else "", pointer=(*pointer, name), fixes=(fix,) if fix else (),
    )  # fmt: skip


_Explanation = Callable[[Source, Schema, Any], Iterator[Diagnostic]]


def _explanation(error: Any) -> _Explanation:
    if error.validator == "type":
        return _wrong_type
    if error.validator == "format" or (error.validator == "pattern" and error.schema.get("format") == "partial-date"):
        return _wrong_format
    if error.validator in ("enum", "const"):
        return _not_allowed
    if error.validator == "uniqueItems":
        return _value_twice
    return _wrong_form


def _wrong_type(source: Source, schema: Schema, error: Any) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    span, value, wanted = source.value_span(pointer), error.instance, error.validator_value
    field = schema.field(pointer)
    about = _about(field)
    if value is None:
        yield Diagnostic(
            rules.EMPTY_VALUE, source.file, source.key_span(pointer), f"{about} has no value",
            help="Leave the line out, or give the value.", pointer=pointer, fixes=_filled_or_left_out(source, schema, pointer),
        )  # fmt: skip
        return
    if wanted == "array":
        is_of_groups = field is not None and field.kind == "group" and not isinstance(value, dict)
        yield Diagnostic(
            rules.LIST_WANTED, source.file, span,
            f"{about} is a list of groups of fields" if is_of_groups else f"{about} is a list, even where it holds one value",
            help=_as_in_example(field, pointer) if is_of_groups else "Put the value into square brackets.", pointer=pointer,
            fixes=_as_list(source, field, pointer, value),
        )  # fmt: skip
    elif wanted in ("number", "integer") and isinstance(value, str):
        number = _number_in(value)
        yield Diagnostic(
            rules.NUMBER_AS_TEXT, source.file, span, f"{quoted(value)} is text; {about} is a number",
            help="Write digits only, with a point before decimals.", pointer=pointer,
            fixes=(Fix(span, number),) if number else (),
        )  # fmt: skip
    elif wanted == "string" and not isinstance(value, str | dict | list):
        yield from _not_text(source, schema, error, source.text_of(span) or str(value))
    else:
        meant = _MEANS_YES_OR_NO.get(value.casefold(), "") if wanted == "boolean" and isinstance(value, str) else ""
        yield Diagnostic(
            rules.WRONG_TYPE, source.file, span, f"{about} is {_KINDS[wanted]}, not {_kind_of(value)}",
            help=" ".join(filter(None, (field.description if field else "", _as_in_example(field, pointer)))), pointer=pointer,
            fixes=(Fix(span, meant, safe=True),) if meant else _as_group(field, span, value),
        )  # fmt: skip


def _not_text(source: Source, schema: Schema, error: Any, written: str) -> Iterator[Diagnostic]:
    """A number or a yes or no where text belongs: quotation marks make it one, but no date or address."""
    pointer: Pointer = tuple(error.absolute_path)
    span, value, field = source.value_span(pointer), error.instance, schema.field(pointer)
    if error.schema.get("format") in ("date", "partial-date"):
        yield _wrong_date(source, pointer, written, error.schema["format"])
        return
    fits = schema.validator.evolve(schema=error.schema).is_valid(written)
    yield Diagnostic(
        rules.WRONG_TYPE, source.file, span, f"{quoted(written)} is {_kind_of(value)}; {_about(field)} is text",
        help="Put it into straight quotation marks." if fits else field.description if field else "", pointer=pointer,
        fixes=(Fix(span, f'"{written}"', safe=True),) if fits else (),
    )  # fmt: skip


def _as_in_example(field: Field | None, pointer: Pointer) -> str:
    """Show how a group, or a list of groups, is written; empty for what is neither."""
    if field is None or field.kind != "group" or not field.examples:
        return ""
    if isinstance(pointer[-1], int):
        return f"For example: {inline_yaml(one)}" if (one := field.example_of_one) else ""
    return f"For example: {field.name}: {inline_yaml(field.example)}"


def _as_group(field: Field | None, span: Span, value: object) -> tuple[Fix, ...]:
    """The group that a text was meant for, where the one field that such a group needs is a text."""
    needed = [part for part in field.fields if part.required] if field else []
    if not isinstance(value, str) or len(needed) != 1 or needed[0].kind != "text" or needed[0].many:
        return ()
    if not re.search(needed[0].schema.get("pattern", ""), value):
        return ()
    return (Fix(span, inline_yaml({needed[0].name: value})),)


_MEANS_YES_OR_NO = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


def _as_list(source: Source, field: Field | None, pointer: Pointer, value: object) -> tuple[Fix, ...]:
    """The list that a single value was meant for; several codes or ids with commas between them were meant for several."""
    span = source.value_span(pointer)
    if field and field.kind == "group" and not isinstance(value, dict):
        return tuple(replace(fix, replacement=f"[{fix.replacement}]") for fix in _as_group(field, span, value))
    if isinstance(value, str) and "," in value and field and (field.code_list or field.reference):
        return (Fix(span, f"[{', '.join(inline_yaml(each.strip()) for each in value.split(',') if each.strip())}]"),)
    if isinstance(value, dict) and (field is None or field.kind != "group"):
        return ()
    text = inline_yaml(value) if isinstance(value, str) else source.text_of(span)
    return (Fix(span, f"[{text}]", safe=True),) if text and source.text_of(span) else ()


_KINDS = {
    "array": "a list", "object": "a group of fields", "string": "text", "number": "a number",
    "integer": "a whole number", "boolean": "yes or no (true or false)", "null": "nothing",
}  # fmt: skip


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, dict):
        return "a group of fields"
    return "a list" if isinstance(value, list) else "a number"


def _number_in(text: str) -> str:
    """The number that a text with separators or a currency sign clearly means, or nothing where it is not clear."""
    digits = re.sub(r"[\s\u00a0'’_]|[A-Z]{3}|[$€£]", "", text)
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", digits):
        return digits.replace(",", "")
    return digits if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits) else ""


def _wrong_format(source: Source, _schema: Schema, error: Any) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    span, value = source.value_span(pointer), error.instance
    if error.schema.get("format") == "uri":
        fix = (Fix(span, f"https://{value}"),) if re.match(r"www\.[\w.-]+\.\w+(/\S*)?\Z", value) else ()
        yield Diagnostic(
            rules.WRONG_ADDRESS, source.file, span, f"{quoted(value)} is not a web address",
            help="A web address starts with https:// or http:// and has no spaces.", pointer=pointer, fixes=fix,
        )  # fmt: skip
        return
    yield _wrong_date(source, pointer, value, "date" if error.schema.get("format") == "date" else "partial-date")


def _wrong_date(source: Source, pointer: Pointer, value: str, wanted: str) -> Diagnostic:
    span = source.value_span(pointer)
    likely = [each for each in likely_partial_dates(value) if wanted == "partial-date" or is_date(each)]
    form = "2006-01-18" if wanted == "date" else "2006, 2006-01 or 2006-01-18"
    means = " or ".join(likely)
    return Diagnostic(
        rules.WRONG_DATE, source.file, span, f"{quoted(value)} is not a date",
        help=f"Write it year-month-day, as in {form}." + (f" Did you mean {means}?" if means else ""),
        pointer=pointer, fixes=(Fix(span, inline_yaml(likely[0])),) if len(likely) == 1 else (),
    )  # fmt: skip


def _not_allowed(source: Source, schema: Schema, error: Any) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    allowed = [str(each) for each in error.schema.get("enum", [error.schema.get("const")])]
    span = source.value_span(pointer)
    value = str(error.instance)
    meant = closest(value, allowed, 60) or next(
        (each for each in allowed if re.match(rf"{re.escape(each)}[-_]", value)), ""
    )
    yield Diagnostic(
        rules.NOT_IN_CODE_LIST, source.file, span,
        f"{quoted(error.instance)} is not a value of {_about(schema.field(pointer))}",
        help=f"The values are: {', '.join(allowed[:_MAX_SUGGESTED_VALUES])}.", pointer=pointer,
        fixes=(Fix(span, inline_yaml(meant)),) if meant else (),
    )  # fmt: skip


def _value_twice(source: Source, _schema: Schema, error: Any) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    seen: list[Any] = []
    for index, value in enumerate(error.instance):
        if value in seen:
            first = source.value_span((*pointer, seen.index(value)))
            fix = removal(source, (*pointer, index))
            yield Diagnostic(
                rules.VALUE_TWICE, source.file, source.value_span((*pointer, index)),
                f"{quoted(value)} stands twice in this list", help="Delete one of the two.", pointer=(*pointer, index),
                fixes=(fix,) if fix else (), related=(Related(source.file, first, "stands first here"),),
            )  # fmt: skip
        seen.append(value)


def _wrong_form(source: Source, schema: Schema, error: Any) -> Iterator[Diagnostic]:
    pointer: Pointer = tuple(error.absolute_path)
    field = schema.field(pointer)
    limit = error.validator_value
    size = len(error.instance) if isinstance(error.instance, str | list | dict) else error.instance
    characters = f"{size} character{'' if size == 1 else 's'}"
    values = f"{size} value{'' if size == 1 else 's'}"
    message = {
        "maxLength": f"{_about(field)} has {characters}; at most {limit} fit",
        "minLength": f"{_about(field)} has only {characters}; at least {limit} {_is_or_are(limit)} needed",
        "maxItems": f"{_about(field)} has {values}; at most {limit} fit",
        "minItems": f"{_about(field)} has {values}; at least {limit} {_is_or_are(limit)} needed",
        "minimum": f"{quoted(size)} is less than {limit}",
        "maximum": f"{quoted(size)} is more than {limit}",
    }.get(str(error.validator), f"{quoted(error.instance)} does not have the form of {_about(field)}")
    example = f" For example: {inline_yaml(field.example)}" if field and field.examples else ""
    span, meant = source.value_span(pointer), _as_pattern_wants(error)
    yield Diagnostic(
        rules.WRONG_FORM, source.file, span, message, help=f"{field.description if field else ''}{example}".strip(),
        pointer=pointer, fixes=(Fix(span, inline_yaml(meant)),) if meant else (),
    )  # fmt: skip


def _is_or_are(count: object) -> str:
    return "is" if count == 1 else "are"


def _as_pattern_wants(error: Any) -> str:
    """The value in the form of an id, where the pattern of the field takes that; nothing where it does not."""
    if error.validator != "pattern" or not isinstance(error.instance, str):
        return ""
    likely = re.sub(r"[^a-z0-9]+", "-", error.instance.casefold()).strip("-")
    return likely if likely and re.search(error.validator_value, likely) else ""


# --- what our own keywords find -------------------------------------------------------------------


def _code_lists(source: Source, schema: Schema, code_lists: Mapping[str, CodeList]) -> Iterator[Diagnostic]:
    for field in schema.coded:
        codes = code_lists[field.code_list]
        for pointer, value in values_at(source.data, field.path):
            if isinstance(value, str) and value not in codes.concepts:
                yield _not_in_code_list(source, codes, pointer, value)


def _not_in_code_list(source: Source, codes: CodeList, pointer: Pointer, value: str) -> Diagnostic:
    span = source.value_span(pointer)
    named = _code_named(value, codes)
    if named:
        rule, meant = rules.NAME_FOR_CODE, named
        help_text = f"{codes.hint or 'Write the code, not the name.'} {codes.label(named)} is {named}."
    else:
        rule, meant = rules.NOT_IN_CODE_LIST, _code_meant(value, codes)
        suggestion = f" Did you mean {quoted(meant)} ({codes.label(meant)})?" if meant else ""
        listed = ", ".join(list(codes.concepts)[:_MAX_SUGGESTED_VALUES])
        more = (
            f", … ({len(codes.concepts)} in all, see {_PAGE_OF_CODES})"
            if len(codes.concepts) > _MAX_SUGGESTED_VALUES
            else ""
        )
        help_text = f"The codes are: {listed}{more}.{suggestion}"
    return Diagnostic(
        rule, source.file, span, f"{quoted(value)} is not a {codes.noun}",
        help=help_text, pointer=pointer, fixes=(Fix(span, inline_yaml(meant), safe=bool(named)),) if meant else (),
    )  # fmt: skip


def _code_named(value: str, codes: CodeList) -> str:
    """The code that has a text for its name, in any language of the United Nations, or differs only in capitals."""
    folded = value.strip().casefold()
    by_id = {each.casefold(): each for each in codes.concepts}
    return codes.ids_by_label.get(folded) or by_id.get(folded) or codes.ids_by_foreign_label.get(folded, "")


_LETTERS_OF_A_NAME = 4
"""What is shorter is a code, not a misspelt name: of so few letters any name is made."""


def _code_meant(value: str, codes: CodeList) -> str:
    """The code that a misspelt code or name most likely means; nothing where two are as likely."""
    by_id = closest(value, codes.concepts, 60)
    if by_id or len(value) < _LETTERS_OF_A_NAME:
        return by_id
    labels = codes.ids_by_label
    return labels.get(closest(value, labels, 80) or closest_by_words(value, labels), "")


def _order_of_dates(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    for field in schema.with_order:
        for pointer, end in values_at(source.data, field.path):
            start_pointer = (*pointer[:-1], field.not_before)
            start = next((value for _, value in values_at(_at(source.data, pointer[:-1]), (field.not_before,))), None)
            known = isinstance(start, str) and isinstance(end, str) and is_partial_date(start) and is_partial_date(end)
            if known and is_before(str(end), str(start)):
                yield Diagnostic(
                    rules.END_BEFORE_START, source.file, source.value_span(pointer),
                    f"{quoted(end)} is before {quoted(start)}", help="One of the two dates is wrong.", pointer=pointer,
                    related=(Related(source.file, source.value_span(start_pointer), "the earlier date"),),
                )  # fmt: skip


def _names_of_properties(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    names = schema.names
    present = [*(source.data or {}), BODY]
    for field in schema.naming:
        for pointer, value in values_at(source.data, field.path):
            if not isinstance(value, str):
                continue
            if field.names_property == "present" and value not in present:
                reason = "has no value in this record" if value in names else "is not a field of this kind of record"
                yield _wrong_name(source, pointer, rules.UNKNOWN_PROPERTY_NAME, value, reason, present)
            elif field.names_property == "absent" and (value not in names or value in present):
                reason = "has a value in this record" if value in names else "is not a field of this kind of record"
                allowed = [] if value in names else [name for name in names if name not in present]
                yield _wrong_name(source, pointer, rules.KNOWN_AFTER_ALL, value, reason, allowed)


def _wrong_name(
    source: Source, pointer: Pointer, rule: Rule, value: str, reason: str, allowed: list[str]
) -> Diagnostic:
    span = source.value_span(pointer)
    meant = closest(value, allowed, 70)
    return Diagnostic(
        rule, source.file, span, f"{quoted(value)} {reason}",
        help=f"Did you mean {quoted(meant)}?" if meant
        else f"What can stand here: {', '.join(allowed)}." if allowed
        else f"Take {quoted(value)} out of the list, or delete the field.",
        pointer=pointer, fixes=_named_or_left_out(source, pointer, meant),
    )  # fmt: skip


def _named_or_left_out(source: Source, pointer: Pointer, meant: str) -> tuple[Fix, ...]:
    fix = Fix(source.value_span(pointer), meant) if meant else removal(source, pointer)
    return (replace(fix, safe=False),) if fix else ()


def _ids_of_items(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    for field in schema.item_ids:
        seen: dict[tuple[Pointer, str], Pointer] = {}
        for pointer, value in values_at(source.data, field.path):
            where = (pointer[:-2], str(value))
            if where in seen:
                yield Diagnostic(
                    rules.DUPLICATE_ITEM_ID, source.file, source.value_span(pointer),
                    f"the id {quoted(value)} stands twice in this list", help="Give each item an id of its own.",
                    pointer=pointer,
                    related=(Related(source.file, source.value_span(seen[where]), "stands first here"),),
                )  # fmt: skip
            seen.setdefault(where, pointer)


# --- wording --------------------------------------------------------------------------------------


def _about(field: Field | None) -> str:
    return f"the field {quoted(field.name)}" if field else "this value"


def _at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data
