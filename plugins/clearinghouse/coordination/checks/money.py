"""Money: what was paid out against what was promised, what it was for, and what donors say of their policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import STRATEGIES
from clearinghouse.coordination.money import Ledger
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, ORGANISATIONS, Situation, is_not_known
from clearinghouse.core.diagnostic import quoted


def disbursed_over_committed(situation: Situation) -> Iterator[Finding]:
    """R59: a donor did not pay out more for an initiative than it promised, in the same currency."""
    for each in Ledger(situation).overdrafts:
        donor = situation.record(ORGANISATIONS, each.donor)
        if donor:
            message = f"{quoted(donor.title)} paid out {each.disbursed:,} {each.currency}, but promised {each.committed:,} {each.currency}"
            yield found(each.initiative.record, message, ("finance",))


def unknown_plan_items(situation: Situation) -> Iterator[Finding]:
    """R59: money for an item of a strategy names a target that the strategy has."""
    for record in situation.records(INITIATIVES):
        for index, entry in enumerate(record.data.get("finance", ())):
            item, plan = entry.get("plan_item", ""), entry.get("plan", "")
            named = [plan] if plan else record.data.get("follows_strategies", ())
            plans = [one for one in (situation.record(STRATEGIES, each) for each in named) if one]
            targets = {target["id"] for one in plans for target in one.data.get("targets", ())}
            if item and item not in targets and (plans or not named):
                where = f"{quoted(plans[0].title)} has no target" if plans else "no strategy is named that has a target"
                yield found(record, f"{where} {quoted(item)}", ("finance", index, "plan_item"))


def donors_without_policy(situation: Situation) -> Iterator[Finding]:
    """R19: a donor says what its policy of assistance is."""
    for organisation in situation.records(ORGANISATIONS):
        known = "assistance_policy" in organisation.data or is_not_known(organisation, "assistance_policy")
        if not known and situation.is_donor(organisation):
            yield found(
                organisation,
                f"{quoted(organisation.title)} pays for initiatives here and does not tell its policy of assistance",
            )


CHECKS: Mapping[str, Check] = {
    "disbursed-over-committed": disbursed_over_committed,
    "unknown-plan-items": unknown_plan_items,
    "donors-without-policy": donors_without_policy,
}
