"""The coordination desk: the situation with what the rules find in it, and the asks that all of it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clearinghouse.coordination.checks import CHECKS
from clearinghouse.coordination.requirement import Requirement
from clearinghouse.coordination.rule import CoordinationRule, Finding, run_rules
from clearinghouse.coordination.situation import Situation, countries_of, grouped
from clearinghouse.core.diagnostic import Severity
from clearinghouse.core.record import Key


def desk_of(
    situation: Situation, rules: tuple[CoordinationRule, ...] = (), requirements: tuple[Requirement, ...] = ()
) -> Desk:
    """Apply the rules that find errors and warnings."""
    pressing = (each for each in rules if each.rule.severity is not Severity.NOTE)
    return Desk(situation, rules, tuple(run_rules(pressing, CHECKS, situation)), requirements)


@dataclass(frozen=True)
class Desk:
    """Everything that the pages of coordination are made from.

    `pressing` are the errors and warnings. Notes say what is due and what could be added: only pages and people who ask
    for them need them, and they cost more to find; so they are found when first asked for.
    """

    situation: Situation
    rules: tuple[CoordinationRule, ...] = ()
    pressing: tuple[Finding, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that the rules find: errors, warnings and notes."""
        notes = (each for each in self.rules if each.rule.severity is Severity.NOTE)
        return (*self.pressing, *run_rules(notes, CHECKS, self.situation))

    @cached_property
    def findings_by_record(self) -> Mapping[Key, tuple[Finding, ...]]:
        """What was found of each record."""
        return grouped(self.findings, lambda finding: [finding.key])

    @cached_property
    def findings_by_country(self) -> Mapping[str, tuple[Finding, ...]]:
        """What was found of each country: of its own record, and of every record about it."""
        return grouped(self.findings, self._countries)

    def _countries(self, finding: Finding) -> tuple[str, ...]:
        if finding.country:
            return (finding.country,)
        if finding.key.collection == "countries":
            return (finding.key.id.upper(),)
        record = self.situation.catalogue.by_key.get(finding.key)
        return countries_of(record) if record else ()

    @cached_property
    def requirement_by_rule(self) -> Mapping[str, str]:
        """The ask that each rule serves, by its code."""
        return {each.code: each.requirement for each in self.rules}
