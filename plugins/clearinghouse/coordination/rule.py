"""Rules of coordination: what a record should say so that others can build on it, and what is due on a given day.

A rule is data (`schemas/rules.yaml`). Most say in JSON Schema when they hold and what they want (`when`, `must`); those
that look across records or at the calendar name a check of `clearinghouse.coordination.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs
import msgspec
from msgspec import structs

from clearinghouse.coordination.situation import Situation, is_not_known
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic, Pointer, Rule, Severity, quoted
from clearinghouse.core.record import BODY, Key, Record
from clearinghouse.core.schema import FORMATS, values_at
from clearinghouse.core.source import Source
from clearinghouse.core.verdict import Verdict


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A rule that a record does not keep. `key` may be that of a country without a record; `due` is a partial date.

    `country` is set where it concerns one of the record's countries alone.
    """

    rule: Rule
    key: Key
    pointer: Pointer
    message: str
    help: str = ""
    due: str = ""
    country: str = ""


Check = Callable[[Situation], Iterator[Finding]]
"""A check yields findings without their rule, which it need not know; `run_rules` puts it in."""

NO_RULE = Rule("", Severity.NOTE, "", "", "", "")


def found(
    about: Record | Key, message: str, pointer: Pointer = (), *, due: str = "", help_text: str = "", country: str = ""
) -> Finding:
    """What a check yields: a finding about a record, or about a country by its key. Its rule is put in later."""
    key = about.key if isinstance(about, Record) else about
    return Finding(NO_RULE, key, pointer, message, help_text, due, country)


@dataclass(frozen=True)
class CoordinationRule:
    """A rule with the ask that it serves. It either looks at each record by itself or calls a `check`.

    `path` leads to the items of a list where each item has to keep the rule; empty for the record as a whole.
    `field` is what is told about: a record that lists it under `not_known` keeps the rule.
    """

    rule: Rule
    requirement: str
    collection: str = ""
    path: tuple[str, ...] = ()
    when: Verdict | None = None
    must: Verdict | None = None
    field: str = ""
    message: str = ""
    help: str = ""
    check: str = ""

    @cached_property
    def reads_body(self) -> bool:
        """Whether it asks for the text of a record; the others are spared it, since it is long."""
        return any(f"'{BODY}'" in str(each.schema) for each in (self.when, self.must) if each)

    @property
    def code(self) -> str:
        """The code of its diagnostics, such as CH534."""
        return self.rule.code


def rules_from(data: Mapping[str, Any]) -> tuple[CoordinationRule, ...]:
    """Build the rules from the data of their file.

    Raises KeyError or ValueError where the file breaks its own form.
    """
    return tuple(_rule_from(entry) for entry in data["rules"])


def _rule_from(entry: Mapping[str, Any]) -> CoordinationRule:
    rule = Rule(
        entry["code"], Severity(entry["severity"]), entry["title"], entry["explanation"],
        entry["wrong"].rstrip(), entry["right"].rstrip(),
    )  # fmt: skip
    if bool(entry.get("check")) == bool(entry.get("must")):
        raise ValueError(f"{rule.code} needs either “must” or “check”")
    each = entry.get("each", "")
    return CoordinationRule(
        rule, entry["requirement"], entry.get("collection", ""), tuple(each.split(".")) if each else (),
        _verdict(entry.get("when")), _verdict(entry.get("must")), entry.get("field", ""),
        entry.get("message", ""), entry.get("help", ""), entry.get("check", ""),
    )  # fmt: skip


def _verdict(schema: Mapping[str, Any] | None) -> Verdict | None:
    if schema is None:
        return None
    if not jsonschema_rs.meta.is_valid(dict(schema)):
        raise ValueError(f"not a JSON Schema: {dict(schema)}")
    return Verdict(schema, FORMATS)


def run_rules(
    rules: Iterable[CoordinationRule], checks: Mapping[str, Check], situation: Situation
) -> Iterator[Finding]:
    """Yield what every rule finds. Rules about collections that this clearinghouse does not have find nothing.

    Raises KeyError where a rule names a check that is not there.
    """
    for each in rules:
        if each.check:
            for finding in checks[each.check](situation):
                yield structs.replace(finding, rule=each.rule, help=finding.help or each.help)
        else:
            for record in situation.records(each.collection):
                yield from _by_itself(each, record)


def _by_itself(rule: CoordinationRule, record: Record) -> Iterator[Finding]:
    if is_not_known(record, rule.field):
        return
    data = {**record.data, BODY: record.body} if rule.reads_body and record.body.strip() else dict(record.data)
    places = values_at(data, rule.path) if rule.path else [((), data)]
    for pointer, value in places:
        if rule.when is not None and not rule.when.is_good(value):
            continue
        if rule.must is not None and not rule.must.is_good(value):
            at = pointer if rule.path else ((rule.field,) if rule.field in record.data else ())
            yield Finding(rule.rule, record.key, at, _said(rule.message, value), rule.help)


def _said(message: str, value: Any) -> str:
    """A message about an item of a list; the names in its braces stand for fields of the item."""
    if "{" not in message:
        return message
    return message.format_map({name: quoted(each) for name, each in value.items()})


def diagnostic_of(finding: Finding, file: str, source: Source | None) -> Diagnostic:
    """Say where in its file a finding is; at its start where the file is still to be written."""
    span = source.key_span(finding.pointer) if source else START_OF_FILE
    return Diagnostic(finding.rule, file, span, finding.message, finding.help, finding.pointer)
