"""Strategies: whether the address that others cite still leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import STRATEGIES
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Key, url_of


def permanent_addresses(situation: Situation) -> Iterator[Finding]:
    """R45: the address by which others cite a strategy leads to it: its own, or one that it had before."""
    for record in situation.records(STRATEGIES):
        address = record.data.get("permalink", "")
        own = [url_of(Key(STRATEGIES, each)) for each in (record.key.id, *record.aliases)]
        if address and address not in own:
            message = f"the permanent address {quoted(address)} does not lead to this record"
            help_text = f"Write {' or '.join(own)}; or, if the record was renamed, list its old id under aliases."
            yield found(record, message, ("permalink",), help_text=help_text)


CHECKS: Mapping[str, Check] = {"permanent-addresses": permanent_addresses}
