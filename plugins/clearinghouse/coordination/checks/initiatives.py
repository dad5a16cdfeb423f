"""What an initiative says of strategies, of leadership in the country, of its results, and of updates that are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import (
    MECHANISMS,
    STRATEGIES,
    country_name,
    is_under_way,
    listed,
    named_countries,
    national_mechanisms,
    titles,
)
from clearinghouse.coordination.principles import owners
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, ORGANISATIONS, Initiative, Situation, is_not_known
from clearinghouse.core.dates import first_day, is_before, last_day, later_by_months
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Key, Record

_RESULTS = ("activities", "outcomes", "lessons")


def updates_overdue(situation: Situation) -> Iterator[Finding]:
    """R04: a written update that was due has come."""
    for record in situation.records(INITIATIVES):
        for index, update in enumerate(record.data.get("updates", ())):
            if _is_overdue(situation, update):
                due = update["due"]
                yield found(record, f"the update that was due on {due} is not recorded", ("updates", index), due=due)


def next_update_overdue(situation: Situation) -> Iterator[Finding]:
    """R08: what agreed to report at an interval has been heard of within it. A named update that is late is R04."""
    for each in situation.initiatives:
        data = each.record.data
        duty = data.get("reporting_duty", {})
        months = duty.get("every_months") if duty.get("agreed") else None
        if (
            not months
            or each.status != "ongoing"
            or any(_is_overdue(situation, one) for one in data.get("updates", ()))
        ):
            continue
        heard = [
            data.get("confirmed_on", ""),
            each.period.start,
            *(one.get("date", "") for one in data.get("updates", ())),
        ]
        days = [last_day(text) for text in heard if text]
        if days and situation.is_past(due := later_by_months(max(days), months)):
            message = f"it reports every {months} months, and was last heard of on {max(days)}"
            yield found(each.record, message, ("reporting_duty",), due=due.isoformat())


def strategies_passed_over(situation: Situation) -> Iterator[Finding]:
    """R09: an initiative follows the strategies that its countries had when it began, or says why not."""
    for each in situation.initiatives:
        said = "strategy_reason" in each.record.data or is_not_known(each.record, "follows_strategies")
        if said or not each.period.start or each.status == "cancelled":
            continue
        followed = set(each.record.data.get("follows_strategies", ()))
        for country in each.countries:
            there = [
                one for one in situation.of_country(STRATEGIES, country) if _held(situation, one, each.period.start)
            ]
            if there and followed.isdisjoint(name for one in there for name in (one.key.id, *one.aliases)):
                message = (
                    f"the initiative began ({each.period.start}) under {titles(there)} of {country_name(situation, country)}, "
                    "and does not say whether it follows that"
                )
                yield found(each.record, message, _at(each, "follows_strategies"))


def trainers_from_elsewhere(situation: Situation) -> Iterator[Finding]:
    """R22: who leads an activity comes from a country that it is for."""
    for each in situation.initiatives:
        for index, activity in enumerate(each.record.data.get("activities", ()) if each.countries else ()):
            leader = situation.record(ORGANISATIONS, activity.get("led_by", ""))
            country = leader.data.get("country", "") if leader else ""
            if leader and country and country not in each.countries:
                message = f"{quoted(activity['title'])} is led by {quoted(leader.title)}, which is not of a country that it is for"
                yield found(each.record, message, ("activities", index, "led_by"))


def obligations_overdue(situation: Situation) -> Iterator[Finding]:
    """R26: the countries of a programme have filed what they are obliged to."""
    for record in situation.records(INITIATIVES):
        for index, one in enumerate(record.data.get("participants", ())):
            due = one.get("obligation_due", "")
            if situation.has_passed(due) and one.get("met") is not True:
                what = quoted(one["obligation"]) if "obligation" in one else "what it is obliged to file"
                message = (
                    f"{country_name(situation, one['country'])}: {what} was due by {due} and is not recorded as filed"
                )
                yield found(record, message, ("participants", index), due=due, country=one["country"])


def results_of_completed(situation: Situation) -> Iterator[Finding]:
    """R27: a completed initiative says what it did, what came of it and what was learned."""
    for each in situation.initiatives:
        if each.status == "completed" and (missing := _missing_results(each)):
            yield found(each.record, f"the initiative is completed and does not tell its {listed(missing)}")


def results_of_ongoing(situation: Situation) -> Iterator[Finding]:
    """R27: after a year an initiative has something to tell."""
    for each in situation.initiatives:
        if each.status != "ongoing" or not each.period.start or not (missing := _missing_results(each)):
            continue
        if situation.is_past(later_by_months(last_day(each.period.start), 12)):
            message = f"the initiative has run since {each.period.start} and does not tell its {listed(missing)} so far"
            yield found(each.record, message)


def parts_in_a_circle(situation: Situation) -> Iterator[Finding]:
    """R30: nothing is part of itself. Told once for each circle, at its first initiative by id."""
    seen: set[str] = set()
    for each in situation.initiatives:
        way: list[Record] = []
        record: Record | None = each.record
        while record and record.key.id not in seen:
            seen.add(record.key.id)
            way.append(record)
            record = situation.record(INITIATIVES, record.data.get("part_of", ""))
        names = [one.key.id for one in way]
        if record and record.key.id in names:
            circle = names[names.index(record.key.id) :]
            first = circle.index(min(circle))
            around = [*circle[first:], *circle[: first + 1]]
            yield found(
                Key(INITIATIVES, around[0]),
                f"the initiatives are parts of each other in a circle: {' → '.join(around)}",
                ("part_of",),
            )


def nobody_accountable(situation: Situation) -> Iterator[Finding]:
    """R33: while it can still be arranged, a body of a beneficiary country answers for the initiative."""
    for each in situation.initiatives:
        if not each.countries or not is_under_way(each) or is_not_known(each.record, "organisations"):
            continue
        if not owners(situation, each):
            message = f"no body of {named_countries(situation, each.countries[:3])} answers for the initiative"
            yield found(each.record, message, _at(each, "organisations"))


def not_consulted(situation: Situation) -> Iterator[Finding]:
    """R36: an initiative was agreed with the mechanism of its country, if that was there before the end."""
    for each, mechanisms in _with_mechanisms(situation):
        if is_not_known(each.record, "consulted"):
            continue
        consulted = set(each.record.data.get("consulted", ()))
        there = [
            one for one in mechanisms
            if not (each.period.end and is_before(each.period.end, one.data.get("established", each.period.end)))
            and consulted.isdisjoint((one.key.id, *one.aliases))
        ]  # fmt: skip
        if there:
            message = f"it is not said whether the initiative was agreed with {titles(there)}"
            yield found(each.record, message, _at(each, "consulted"))


def not_confirmed_by_mechanism(situation: Situation) -> Iterator[Finding]:
    """R53: the mechanism of a country is the reference point for what goes on there, so it confirms the record."""
    for each, mechanisms in _with_mechanisms(situation):
        bodies = {one.data[role] for one in mechanisms for role in ("body", "lead") if role in one.data}
        if each.record.data.get("confirmed_by") not in bodies:
            yield found(each.record, f"{titles(mechanisms)} has not confirmed the record", _at(each, "confirmed_by"))


def not_notified(situation: Situation) -> Iterator[Finding]:
    """R64: where a contact point notifies the BCH, it was told of every initiative in the country."""
    notified = {country for one in situation.records(MECHANISMS) for country in one.data.get("notifier_for", ())}
    for each in situation.initiatives:
        countries = [country for country in each.countries if country in notified]
        if countries and each.record.data.keys().isdisjoint(("notified_on", "bch_uid")):
            message = (
                f"{named_countries(situation, countries)}: the Biosafety Clearing-House was not told of the initiative"
            )
            yield found(each.record, message)


def _with_mechanisms(situation: Situation) -> Iterator[tuple[Initiative, list[Record]]]:
    """The initiatives that were not cancelled, in countries with a mechanism of their Government."""
    for each in situation.initiatives:
        if each.status != "cancelled":
            mechanisms = {one.key: one for country in each.countries for one in national_mechanisms(situation, country)}
            if mechanisms:
                yield each, [mechanisms[key] for key in sorted(mechanisms)]


def _held(situation: Situation, strategy: Record, start: str) -> bool:
    """Whether a strategy was certainly in force when something began."""
    data = strategy.data
    began = data.get("start") or data.get("adopted", "")
    if not began or data.get("status") == "draft" or last_day(began) > first_day(start):
        return False
    if "end" in data:
        return first_day(data["end"]) >= last_day(start)
    if data.get("status") in ("replaced", "ended") or is_not_known(strategy, "end"):
        return False
    newer = (one.source for one in situation.catalogue.backlinks(strategy) if one.field.path == ("replaces",))
    return not any(_began_by(situation, key.id, start) for key in newer)


def _began_by(situation: Situation, strategy_id: str, start: str) -> bool:
    strategy = situation.record(STRATEGIES, strategy_id)
    began = (strategy.data.get("start") or strategy.data.get("adopted", "")) if strategy else ""
    return not began or first_day(began) <= last_day(start)


def _missing_results(each: Initiative) -> list[str]:
    return [name for name in _RESULTS if name not in each.record.data and not is_not_known(each.record, name)]


def _is_overdue(situation: Situation, update: Mapping[str, str]) -> bool:
    return "date" not in update and situation.has_passed(update.get("due", ""))


def _at(each: Initiative, field: str) -> tuple[str, ...]:
    return (field,) if field in each.record.data else ()


CHECKS: Mapping[str, Check] = {
    "updates-overdue": updates_overdue,
    "next-update-overdue": next_update_overdue,
    "strategies-passed-over": strategies_passed_over,
    "trainers-from-elsewhere": trainers_from_elsewhere,
    "obligations-overdue": obligations_overdue,
    "results-of-completed": results_of_completed,
    "results-of-ongoing": results_of_ongoing,
    "parts-in-a-circle": parts_in_a_circle,
    "nobody-accountable": nobody_accountable,
    "not-consulted": not_consulted,
    "not-confirmed-by-mechanism": not_confirmed_by_mechanism,
    "not-notified": not_notified,
}
