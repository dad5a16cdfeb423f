"""Progress: reports that are due, countries of which none came, indicators that did not reach their target, open challenges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import (
    PROGRESS_REPORTS,
    STRATEGIES,
    country_key,
    country_name,
    titles,
)
from clearinghouse.coordination.country import published_on
from clearinghouse.coordination.indicators import is_open, last_value
from clearinghouse.coordination.progress import is_of_country, last_of_each
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, Situation
from clearinghouse.core.dates import first_day, last_day, later_by_months
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Record

REPORTING_MONTHS = 24
"""A country with a strategy in force is expected to report in this time."""


def project_reports_overdue(situation: Situation) -> Iterator[Finding]:
    """R60: after a report on an initiative the next one came when it was due."""
    for report, due in _overdue(situation):
        initiative = situation.record(INITIATIVES, report.data.get("initiative", ""))
        if initiative:
            message = f"the next report on {quoted(initiative.title)} was due by {due}, and none is recorded"
            yield found(report, message, ("next_due",), due=due)


def country_reports_overdue(situation: Situation) -> Iterator[Finding]:
    """R69: after a report of a country the next one came when it was due. Reports on single initiatives are R60."""
    for report, due in _overdue(situation):
        if is_of_country(report):
            name = country_name(situation, report.data["country"])
            message = f"the next report of {name} was due by {due}, and none is recorded"
            yield found(report, message, ("next_due",), due=due)


def countries_without_report(situation: Situation) -> Iterator[Finding]:
    """R62: a country with a strategy in force has reported in the last two years. A report that is announced is R69."""
    for country in situation.countries:
        strategies = [one for one in situation.of_country(STRATEGIES, country) if _is_in_force(situation, one)]
        reports = [one for one in situation.of_country(PROGRESS_REPORTS, country) if is_of_country(one)]
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
            if situation.has_passed(due) and is_open(indicator):
                last = last_value(indicator)
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


def _overdue(situation: Situation) -> Iterator[tuple[Record, str]]:
    """Yield the last report of each initiative and country whose date for the next has passed, with that date."""
    for report in last_of_each(situation.records(PROGRESS_REPORTS), situation):
        due = report.data.get("next_due", "")
        if situation.has_passed(due):
            yield report, due


def _is_recent(situation: Situation, report: Record) -> bool:
    day = published_on(report)
    return bool(day) and not situation.is_past(later_by_months(last_day(day), REPORTING_MONTHS))


def _is_in_force(situation: Situation, strategy: Record) -> bool:
    """Whether a strategy is known to hold on the day: it says so, or has begun and not ended."""
    data = strategy.data
    if situation.has_passed(data.get("end", "")) or data.get("status") in ("draft", "replaced", "ended"):
        return False
    began = data.get("start") or data.get("adopted", "")
    holds = data.get("status") in ("in-force", "interim", "under-review") or "end" in data
    return holds and bool(began) and first_day(began) <= situation.today


CHECKS: Mapping[str, Check] = {
    "project-reports-overdue": project_reports_overdue,
    "country-reports-overdue": country_reports_overdue,
    "countries-without-report": countries_without_report,
    "targets-missed": targets_missed,
    "challenges-without-response": challenges_without_response,
}
