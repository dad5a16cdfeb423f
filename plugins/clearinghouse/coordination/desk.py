"""The coordination desk: the situation with what the rules find in it, and the asks that all of it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clearinghouse.coordination.requirement import Requirement
from clearinghouse.coordination.rule import CoordinationRule, Finding, run_rules
from clearinghouse.coordination.situation import Situation, countries_of, grouped
from clearinghouse.core.diagnostic import Severity
from clearinghouse.core.record import Key


@dataclass(frozen=True)
class Desk:
    """Everything that the pages of coordination are made from.

    What the rules find is found when first asked for: errors by every check and build, warnings and notes, which cost more,
    only for people and pages that tell of them.
    """

    situation: Situation
    rules: tuple[CoordinationRule, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    whole: Desk | None = None
    """Where the situation is of a part of a catalogue: the desk of the whole. Rules look at that, since what a part lacks is not lacking."""

    @cached_property
    def broken(self) -> tuple[Finding, ...]:
        """The errors: what must be mended before a site is built."""
        return self._of(Severity.ERROR)

    @cached_property
    def pressing(self) -> tuple[Finding, ...]:
        """The errors and warnings, rule by rule."""
        return self._of(Severity.ERROR, Severity.WARNING)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that the rules find: errors and warnings, then notes, which say what is due and what could be added."""
        return (*self.pressing, *self._of(Severity.NOTE))

    @cached_property
    def found_in_texts(self) -> tuple[Finding, ...]:
        """What those rules find that look at the text of a record, not only at its fields."""
        return tuple(finding for each in self.rules if each.reads_body for finding in self._found_by(each))

    def _of(self, *severities: Severity) -> tuple[Finding, ...]:
        rules = (each for each in self.rules if each.rule.severity in severities)
        return tuple(finding for each in rules for finding in self._found_by(each))

    def _found_by(self, rule: CoordinationRule) -> tuple[Finding, ...]:
        if self.whole:
            return tuple(each for each in self.whole._found_by(rule) if self._is_of_here(each))
        if rule.code not in self._found:
            from clearinghouse.coordination.checks import CHECKS  # noqa: PLC0415 - many modules, for those who have rules

            self._found[rule.code] = tuple(run_rules([rule], CHECKS, self.situation))
        return self._found[rule.code]

    def _is_of_here(self, finding: Finding) -> bool:
        """Whether a finding of the whole is about a record of this part, or about a country that has a page in it and no record at all."""
        catalogue, (collection, name) = self.situation.catalogue, finding.key
        if finding.key in catalogue.by_key:
            return True
        return (
            finding.key not in catalogue.outside and collection == "countries" and name.upper() in self._countries_here
        )

    @cached_property
    def _countries_here(self) -> frozenset[str]:
        return frozenset(self.situation.countries)

    @cached_property
    def _found(self) -> dict[str, tuple[Finding, ...]]:
        """What each rule found that was asked for, by its code."""
        return {}

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
