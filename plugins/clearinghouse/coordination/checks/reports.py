"""Progress: reports that are due, countries of which none came, indicators that did not reach their target, open challenges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clearinghouse.coordination.checks.terms import (
    PROGRESS_REPORTS,
    STRATEGIES,
    country_key,
    country_name,
    titles,
)
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, Situation, countries_of, grouped
from clearinghouse.core.dates import first_day, last_day, later_by_months
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Record

REPORTING_MONTHS = 24
"""A country with a strategy in force is expected to report in this time."""


def project_reports_overdue(situation: Situation) -> Iterator[Finding]:
    """R60: after a report on an initiative the next one came when it was due."""

    def initiatives(report: Record) -> list[str]:
        initiative = situation.record(INITIATIVES, report.data.get("initiative", ""))
        return [initiative.key.id] if initiative else []

    for initiative, report, due in _overdue(situation, initiatives):
        title = quoted(situation.initiative_by_id[initiative].record.title)
        yield found(
            report, f"the next report on {title} was due by {due}, and none is recorded", ("next_due",), due=due
        )


def country_reports_overdue(situation: Situation) -> Iterator[Finding]:
    """R69: after a report of a country the next one came when it was due. Reports on single initiatives are R60."""

    def countries(report: Record) -> tuple[str, ...]:
        return () if "initiative" in report.data else countries_of(report)

    for country, report, due in _overdue(situation, countries):
        name = country_name(situation, country)
        yield found(report, f"the next report of {name} was due by {due}, and none is recorded", ("next_due",), due=due)


def countries_without_report(situation: Situation) -> Iterator[Finding]:
    """R62: a country with a strategy in force has reported in the last two years. A report that is announced is R69."""
    for country in situation.countries:
        strategies = [one for one in situation.of_country(STRATEGIES, country) if _is_in_force(situation, one)]
        reports = [one for one in situation.of_country(PROGRESS_REPORTS, country) if "initiative" not in one.data]
        announced = any(situation.has_passed(one.data.get("next_due", "")) for one in reports)
        if strategies and not announced and not any(_is_recent(situation, one) for one in reports):
            message = f"{country_name(situation, country)} has not reported for two years on {titles(strategies)}"
            yield found(country_key(country), message)


def targets_missed(situation: Situation) -> Iterator[Finding]:
    """R68: an indicator reached its target by the date that was set."""
    for record in situation.records("monitoring-frameworks"):
        for index, indicator in enumerate(record.data.get("indicators", ())):
            target = indicator.get("target", {})
            due = target.get("due", "")
            if situation.has_passed(due) and not _is_reached(indicator):
                last = _last_value(indicator)
                said = f"the last value is {last['value']} ({last['date']})" if last else "no value is recorded"
                message = f"{quoted(indicator['title'])} was to reach {target['value']} by {due}, and {said}"
                yield found(record, message, ("indicators", index), due=due)


def challenges_without_response(situation: Situation) -> Iterator[Finding]:
    """R13: a challenge says how it was met, or that it is still open."""
    for collection in ("case-studies", INITIATIVES, PROGRESS_REPORTS):
        for record in situation.records(collection):
            for index, each in enumerate(record.data.get("challenges", ())):
                if "response" not in each and each.get("open") is not True:
                    message = f"the challenge {quoted(each['challenge'])} has no response and is not said to be open"
                    yield found(record, message, ("challenges", index))


def _overdue(situation: Situation, subjects: Callable[[Record], Any]) -> Iterator[tuple[str, Record, str]]:
    """Yield each subject whose last report names a date for the next that has passed: subject, that report, the date."""
    for subject, reports in grouped(situation.records(PROGRESS_REPORTS), subjects).items():
        last = max(reports, key=lambda one: (_reaches(one), one.key))
        due = last.data.get("next_due", "")
        if situation.has_passed(due):
            yield str(subject), last, due


def _reaches(report: Record) -> str:
    """The date up to which a report tells: the end of its period, else when it came out."""
    return str(report.data.get("period", {}).get("end") or report.data.get("published") or "")


def _is_recent(situation: Situation, report: Record) -> bool:
    day = report.data.get("published") or _reaches(report)
    return bool(day) and not situation.is_past(later_by_months(last_day(day), REPORTING_MONTHS))


def _is_in_force(situation: Situation, strategy: Record) -> bool:
    """Whether a strategy is known to hold on the day: it says so, or has begun and not ended."""
    data = strategy.data
    if situation.has_passed(data.get("end", "")) or data.get("status") in ("draft", "replaced", "ended"):
        return False
    began = data.get("start") or data.get("adopted", "")
    holds = data.get("status") in ("in-force", "interim", "under-review") or "end" in data
    return holds and bool(began) and first_day(began) <= situation.today


def _last_value(indicator: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return max(indicator.get("values", ()), key=lambda each: str(each["date"]), default=None)


def _is_reached(indicator: Mapping[str, Any]) -> bool:
    """Whether the last value is on the far side of the target, seen from the baseline; without one, more is better."""
    last = _last_value(indicator)
    if not last:
        return False
    wanted, value = indicator["target"]["value"], last["value"]
    falls = "baseline" in indicator and indicator["baseline"]["value"] > wanted
    return bool(value <= wanted if falls else value >= wanted)


CHECKS: Mapping[str, Check] = {
    "project-reports-overdue": project_reports_overdue,
    "country-reports-overdue": country_reports_overdue,
    "countries-without-report": countries_without_report,
    "targets-missed": targets_missed,
    "challenges-without-response": challenges_without_response,
}
