"""What the rules of coordination ask of a record by itself, so that whoever begins one knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.rule import CoordinationRule
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Schema


def fields_asked_for(
    data: Mapping[str, Any],
    collection: str,
    rules: Iterable[CoordinationRule],
    schemas: Mapping[str, Schema],
    code_lists: Mapping[str, CodeList],
    today: date,
) -> list[str]:
    """Return the fields without which a record of this collection, with this data and no other record, would be an error."""
    record = Record(Key(collection, "example"), data, "", "")
    rules = tuple(rules)
    situation = Situation(catalogue_of([record], schemas, code_lists), today)
    found = {each.rule.code for each in Desk(situation, rules).broken}
    return list(dict.fromkeys(each.field for each in rules if each.code in found and each.field))
