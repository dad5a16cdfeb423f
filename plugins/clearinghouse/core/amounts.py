"""Numbers that separators of thousands have made into something else: `1,500,000` in braces, and `672.000`.

YAML reads the first as three fields and the second as 672. Neither may be written in another form before a person has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from clearinghouse.core import rules
from clearinghouse.core.diagnostic import Diagnostic, Fix, Pointer, Span, quoted
from clearinghouse.core.schema import Field, Schema, values_at
from clearinghouse.core.source import Source

_PIECE = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,\s*[0-9]{3})+(?:\.[0-9]{1,2})?\Z")
_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}\Z")


def check_amounts(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every number that was most likely written with a separator of thousands."""
    for field in schema.numbers:
        for pointer, value in values_at(source.data, field.path):
            if isinstance(value, int | Decimal) and (pointer and isinstance(pointer[-1], str)):
                yield from _cut_apart(source, pointer)
            if isinstance(value, Decimal) and _is_of_money(field, schema):
                yield from _thousand_or_one(source, pointer)


def _cut_apart(source: Source, pointer: Pointer) -> Iterator[Diagnostic]:
    """A number in braces whose commas made fields of its groups of three digits: `{amount: 1,500,000}`."""
    group: Any = source.data
    for part in pointer[:-1]:
        group = group[part]
    pieces = [name for name, value in group.items() if value is None and _PIECE.fullmatch(name)]
    if not pieces:
        return
    start = source.value_span(pointer).start
    for end in sorted({source.key_span((*pointer[:-1], each)).end for each in pieces}, reverse=True):
        span = Span(start, end)
        written = source.text_of(span)
        if _THOUSANDS.match(written):
            number = re.sub(r"[,\s]", "", written)
            yield Diagnostic(
                rules.NUMBER_AS_TEXT, source.file, span, f"{quoted(written)} is not a number: commas part fields here",
                help="Write digits only, without separators of thousands.", pointer=pointer, fixes=(Fix(span, number),),
            )  # fmt: skip
            return


def pieces_of(source: Source, told: Diagnostic) -> set[Pointer]:
    """The fields that are pieces of a number which was cut apart: nothing needs to be told of them."""
    written = source.text_of(told.span) if told.code == rules.NUMBER_AS_TEXT.code else ""
    pieces = written.split(",")[1:] if _THOUSANDS.match(written) else []
    return {(*told.pointer[:-1], each.strip()) for each in pieces}


def _is_of_money(field: Field, schema: Schema) -> bool:
    """Whether a currency stands beside a number."""
    currency = schema.beside(field, "currency")
    return currency is not None and bool(currency.code_list)


def _thousand_or_one(source: Source, pointer: Pointer) -> Iterator[Diagnostic]:
    span = source.value_span(pointer)
    written = source.text_of(span)
    if _THREE_DECIMALS.match(written):
        whole, _, thousandths = written.partition(".")
        yield Diagnostic(
            rules.THREE_DECIMALS, source.file, span, f"{quoted(written)} is {whole} and a fraction, not {whole},{thousandths}",
            help=f"If thousands are meant, write {whole}{thousandths}; otherwise write it with two decimals, as in {whole}.{thousandths[:2]}.",
            pointer=pointer, fixes=(Fix(span, f"{whole}{thousandths}"),),
        )  # fmt: skip
