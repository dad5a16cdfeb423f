"""What is known of each country that initiatives work in: its records, its mechanism, the order of its process, its budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import (
    COUNTRIES,
    NEEDS,
    STRATEGIES,
    country_key,
    country_name,
    listed,
    national_mechanisms,
)
from clearinghouse.coordination.progress import of_head
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.dates import is_before


def countries_without_record(situation: Situation) -> Iterator[Finding]:
    """R31: a country that any record names has a record of its own."""
    if not situation.has(COUNTRIES, "country"):
        return
    for country in situation.countries:
        if not situation.of_country(COUNTRIES, country):
            yield found(
                country_key(country),
                f"other records name {country_name(situation, country)}, which has no record of its own",
            )


def heads_of_progress(situation: Situation) -> Iterator[Finding]:
    """R07: progress is seen under four heads; which of them is empty for a country that initiatives work in."""
    practices = {
        country
        for record in of_head("best-practices", situation)
        for field in ("provider_countries", "receiver_countries")
        for country in record.data.get(field, ())
    }
    for country in _assisted(situation):
        empty = [
            head
            for head, is_there in (
                ("needs assessments", situation.of_country(NEEDS, country)),
                ("strategies", situation.of_country(STRATEGIES, country)),
                ("South-South cooperation", country in practices),
            )
            if not is_there
        ]
        if empty:
            number = len(situation.by_country[country])
            said = f"{number} initiative{'s' if number > 1 else ''} in {country_name(situation, country)}"
            yield found(country_key(country), f"{said}, and nothing is recorded under {listed(empty)}")


def countries_without_mainstreaming(situation: Situation) -> Iterator[Finding]:
    """R17: biosafety is part of the policy of a country that initiatives work in."""
    for country in _assisted(situation):
        records = (*situation.of_country(COUNTRIES, country), *situation.of_country(STRATEGIES, country))
        if not any(record.data.get("mainstreaming") for record in records):
            yield found(
                country_key(country),
                f"no policy or plan of {country_name(situation, country)} is recorded that names biosafety",
            )


def countries_without_mechanism(situation: Situation) -> Iterator[Finding]:
    """R28: each Government sets up a mechanism that coordinates assistance."""
    for country in _assisted(situation):
        if not national_mechanisms(situation, country):
            yield found(
                country_key(country),
                f"no national coordination mechanism of {country_name(situation, country)} is recorded",
            )


def missing_budget_years(situation: Situation) -> Iterator[Finding]:
    """R18: between the first and the last year of a country's own budget no year is missing."""
    for record in situation.records(COUNTRIES):
        years = {entry["year"] for entry in record.data.get("domestic_budget", ())}
        missing = [str(year) for year in range(min(years), max(years)) if year not in years] if years else []
        if missing:
            yield found(
                record,
                f"the budget of {listed(missing)} is missing between {min(years)} and {max(years)}",
                ("domestic_budget",),
            )


def steps_out_of_order(situation: Situation) -> Iterator[Finding]:
    """R40: no later step of the country process is dated before an earlier one."""
    steps = situation.catalogue.code_lists.get("process-steps")
    if not steps:
        return
    order = {step: index for index, step in enumerate(steps.concepts)}
    for record in situation.records(COUNTRIES):
        dated = [
            (order[each["step"]], index, each)
            for index, each in enumerate(record.data.get("process_steps", ()))
            if "date" in each
        ]
        for rank, index, later in dated:
            earlier = [each for other, _, each in dated if other < rank and is_before(later["date"], each["date"])]
            if earlier:
                last = max(earlier, key=lambda each: each["date"])
                said = f"“{steps.label(later['step'])}” ({later['date']}) comes after “{steps.label(last['step'])}”"
                yield found(
                    record, f"{said} in the process, but is dated before it ({last['date']})", ("process_steps", index)
                )


def _assisted(situation: Situation) -> Iterator[str]:
    """The countries that initiatives work in, in the order of their list; a donor country is none by that."""
    return (country for country in situation.countries if country in situation.by_country)


CHECKS: Mapping[str, Check] = {
    "countries-without-record": countries_without_record,
    "heads-of-progress": heads_of_progress,
    "countries-without-mainstreaming": countries_without_mainstreaming,
    "countries-without-mechanism": countries_without_mechanism,
    "missing-budget-years": missing_budget_years,
    "steps-out-of-order": steps_out_of_order,
}
