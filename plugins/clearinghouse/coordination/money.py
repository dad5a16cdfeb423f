"""Money: what was promised, paid out and spent, by donor, year and country, and against the items of a strategy.

**Which kinds of finance mean what** (`schemas/code-lists/finance-kinds.yaml`):

- *Committed*: `commitment`, `grant` and `co-financing`. All three are promises: a commitment by its name, a grant because
  it is awarded before it is paid (IATI reports it as a commitment), co-financing because those who add it pledge it
  beside the main funding (Annex I, paragraph 7). Each stands under its own donor.
- *Disbursed*: `disbursement`, money that left the donor. It is part of what was committed, so never added to it.
- *Spent*: `expenditure`, money that those who do the work paid for goods and services; again never added.
- `budget` is a total that contains all of these. It is listed and added to nothing; so is the root field `budget`.

**What is never done.** Currencies are not added together. What nobody states is None, not nought. The money of an
initiative in several countries is not divided: it stands whole under all of them together, once. Sums of a part that its
programme already holds (`Sum.within`) are not counted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from clearinghouse.coordination.situation import ORGANISATIONS, Initiative, Situation, grouped
from clearinghouse.core.record import Key, Record

STRATEGIES = "strategies"
NOT_NAMED = ""
"""Stands for the donor of a sum of which no source tells whose money it is."""

Kind = TypeVar("Kind")

EXACT = Context(prec=400)
"""Enough digits that no amount which a record can hold is ever rounded."""


class Use(StrEnum):
    """What has become of the money of a sum."""

    COMMITTED = "committed"
    DISBURSED = "disbursed"
    SPENT = "spent"
    BUDGET = "budget"


USE_OF_KIND: Mapping[str, Use] = {
    "commitment": Use.COMMITTED,
    "grant": Use.COMMITTED,
    "co-financing": Use.COMMITTED,
    "disbursement": Use.DISBURSED,
    "expenditure": Use.SPENT,
    "budget": Use.BUDGET,
}
"""A kind that is not here is listed like a budget, and added to nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that a record states: one unit of the sum's currency was `rate` units of `to` on `date` (a partial date)."""

    to: str
    rate: Decimal
    date: str
    source: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where money goes that cannot be divided: all countries of an initiative (sorted codes); without any, its regions."""

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum that a record states.

    `donor`, `plan` and `plan_item` are ids in use now, empty where not stated; `year` is None where no date is.
    `within` is the id of the programme that holds the same money; empty where the sum counts by itself.
    """

    initiative: Initiative
    kind: str
    use: Use
    donor: str
    date: str
    amount: Decimal
    currency: str
    rate: Rate | None = None
    plan: str = ""
    plan_item: str = ""
    within: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may be added to others."""
        return not self.within and self.use is not Use.BUDGET

    @property
    def year(self) -> int | None:
        """The year of its date."""
        return int(self.date[:4]) if self.date else None

    @property
    def place(self) -> Place:
        """Where its money goes."""
        return place_of(self.initiative)

    @property
    def converted(self) -> Decimal | None:
        """The amount at the rate that the record states, exact; None without one."""
        return EXACT.multiply(self.amount, self.rate.rate) if self.rate else None


@dataclass(frozen=True, slots=True)
class Balance:
    """What sums in one currency come to. None is “nobody said”, which is not nought.

    `initiatives` are those whose sums are in it, by id. `share` is the part of the promises that was paid out (1 is all),
    over the initiatives and programmes of which both are stated in this currency by the same donor; None without any.
    """

    currency: str
    committed: Decimal | None
    disbursed: Decimal | None
    spent: Decimal | None
    share: Decimal | None
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class Overdraft:
    """More was paid out than promised: the same initiative, donor and currency."""

    initiative: Initiative
    donor: str
    currency: str
    committed: Decimal
    disbursed: Decimal


@dataclass(frozen=True, slots=True)
class ItemMoney:
    """The money for one item of a strategy.

    `target` is the item as the strategy gives it; None where the money names no item (`item` is empty) or one that the
    strategy does not have. `sums` are all that name it, budgets among them; without any, it is a gap. A part's sum counts
    here although its programme holds it, unless the programme names the same item: an item asks what is for it alone.
    """

    strategy: Record
    item: str
    target: Mapping[str, Any] | None
    sums: tuple[Sum, ...]
    balances: tuple[Balance, ...]


@dataclass(frozen=True, slots=True)
class DomesticYear:
    """What a country itself has budgeted for biosafety in a year; no amount where it is not known."""

    year: int
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, eq=False)  # looked up by identity: reckoned once for a situation
class Ledger:
    """All sums of all initiatives of a situation."""

    situation: Situation

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Every sum, by initiative and in the order of its record."""
        return tuple(self._placed(stated) for own in self._stated.values() for stated in own)

    @cached_property
    def _stated(self) -> Mapping[str, tuple[Sum, ...]]:
        return {each.key.id: tuple(self._of(each)) for each in self.situation.initiatives}

    @cached_property
    def counted(self) -> tuple[Sum, ...]:
        """The sums that may be added: no budgets, and nothing that a programme already holds."""
        return tuple(each for each in self.sums if each.counts)

    @cached_property
    def by_initiative(self) -> Mapping[str, tuple[Sum, ...]]:
        """All sums of each initiative that states any."""
        return grouped(self.sums, lambda each: [each.initiative.key.id])

    @cached_property
    def by_donor(self) -> Mapping[str, tuple[Sum, ...]]:
        """All sums of each donor; under `NOT_NAMED` those of which no source tells whose money it is."""
        return grouped(self.sums, lambda each: [each.donor])

    @cached_property
    def by_plan(self) -> Mapping[str, tuple[Sum, ...]]:
        """The sums for each strategy."""
        return grouped((each for each in self.sums if each.plan), lambda each: [each.plan])

    @cached_property
    def unstated(self) -> tuple[Initiative, ...]:
        """The initiatives of which no sum is stated, apart from budgets."""
        stated = {each.initiative.key for each in self.sums if each.use is not Use.BUDGET}
        return tuple(each for each in self.situation.initiatives if each.key not in stated)

    @cached_property
    def unstated_keys(self) -> frozenset[Key]:
        """The keys of the initiatives of which no sum is stated."""
        return frozenset(each.key for each in self.unstated)

    @cached_property
    def overdrafts(self) -> tuple[Overdraft, ...]:
        """Where more was paid out than promised. What a part says of itself counts here, as it is compared with itself."""
        pairs = grouped(self.sums, lambda each: [(each.initiative.key.id, each.donor, each.currency)])
        found = []
        for (_, donor, currency), sums in pairs.items():
            committed, disbursed = total(sums, Use.COMMITTED), total(sums, Use.DISBURSED)
            if committed is not None and disbursed is not None and disbursed > committed:
                found.append(Overdraft(sums[0].initiative, donor, currency, committed, disbursed))
        return tuple(found)

    def unstated_of(self, donor: str) -> tuple[Initiative, ...]:
        """The initiatives that a donor pays for without a word on how much."""
        stated = {each.initiative.key for each in self.by_donor.get(donor, ()) if each.use is not Use.BUDGET}
        return tuple(each for each in self.situation.by_funder.get(donor, ()) if each.key not in stated)

    def balances(self, sums: Iterable[Sum]) -> tuple[Balance, ...]:
        """Add up sums, a balance for each currency, by its code. What must not be added is left out."""
        by_currency = grouped((each for each in sums if each.counts), lambda each: [each.currency])
        return tuple(self._balance(currency, by_currency[currency]) for currency in sorted(by_currency))

    def _balance(self, currency: str, sums: tuple[Sum, ...]) -> Balance:
        initiatives = {each.initiative.key: each.initiative for each in sums}
        return Balance(
            currency, total(sums, Use.COMMITTED), total(sums, Use.DISBURSED), total(sums, Use.SPENT), self._share(sums),
            tuple(initiatives[key] for key in sorted(initiatives)),
        )  # fmt: skip

    def _share(self, sums: tuple[Sum, ...]) -> Decimal | None:
        """Over pairs of promise and payment: a programme and its parts are one, since one may state what others leave out."""
        pairs = grouped(sums, lambda each: [(self._whole(each.initiative), each.donor)])
        committed = disbursed = Decimal(0)
        for those in pairs.values():
            promise, payment = total(those, Use.COMMITTED), total(those, Use.DISBURSED)
            if promise is not None and payment is not None:
                committed, disbursed = EXACT.add(committed, promise), EXACT.add(disbursed, payment)
        return disbursed / committed if committed else None

    def balances_by(self, sums: Iterable[Sum], key: Callable[[Sum], Kind]) -> dict[Kind, tuple[Balance, ...]]:
        """Add up sums apart for each key, in the order in which the keys come up; a key without a balance is left out."""
        apart = grouped((each for each in sums if each.counts), lambda each: [key(each)])
        return {kind: self.balances(those) for kind, those in apart.items()}

    def programmes_of(self, initiative: Initiative) -> tuple[str, ...]:
        """The ids of the programme that it is part of, of the one that that is part of, and so on.

        One that is in the end part of itself, by mistake, is part of nothing here, so that no money is lost.
        """
        found: list[str] = []
        above = self._above(initiative)
        while above and above.key.id not in found:
            if above.key == initiative.key:
                return ()
            found.append(above.key.id)
            above = self._above(above)
        return tuple(found)

    def _whole(self, initiative: Initiative) -> str:
        """The id of the uppermost programme that it is part of, or its own."""
        return (initiative.key.id, *self.programmes_of(initiative))[-1]

    def _above(self, initiative: Initiative) -> Initiative | None:
        record = self.situation.record("initiatives", str(initiative.record.data.get("part_of", "")))
        return self.situation.initiative_by_id.get(record.key.id) if record else None

    def _of(self, initiative: Initiative) -> Iterator[Sum]:
        """Yield the sums of one initiative, as it states them."""
        for entry in initiative.record.data.get("finance", ()):
            item = str(entry.get("plan_item", ""))
            rate = entry.get("rate")
            yield Sum(
                initiative, entry["kind"], USE_OF_KIND.get(entry["kind"], Use.BUDGET),
                self.situation.current_id(ORGANISATIONS, entry.get("donor", "")), str(entry.get("date", "")), Decimal(entry["amount"]),
                entry["currency"], _rate(rate) if rate else None, self._plan(initiative, entry.get("plan", ""), item), item,
            )  # fmt: skip

    def _plan(self, initiative: Initiative, plan: str, item: str) -> str:
        """The strategy that a sum serves: the one that it names, else the only followed one that has such an item."""
        if plan:
            return self.situation.current_id(STRATEGIES, plan)
        followed = (
            self.situation.current_id(STRATEGIES, each) for each in initiative.record.data.get("follows_strategies", ())
        )
        having = {each for each in followed if item and item in self._items.get(each, ())}
        return having.pop() if len(having) == 1 else ""

    @cached_property
    def _items(self) -> Mapping[str, frozenset[str]]:
        return {
            strategy.key.id: frozenset(target["id"] for target in strategy.data.get("targets", ()))
            for strategy in self.situation.records(STRATEGIES)
        }

    @cached_property
    def _held(self) -> Mapping[str, frozenset[tuple[Use, str, str]]]:
        return {name: frozenset(_purse(each) for each in sums) for name, sums in self._stated.items()}

    def _placed(self, stated: Sum) -> Sum:
        """The same sum, with the nearest programme above that states money of the same use, donor and currency."""
        if stated.use is Use.BUDGET:
            return stated
        holders = (name for name in self.programmes_of(stated.initiative) if _purse(stated) in self._held.get(name, ()))
        return replace(stated, within=next(holders, ""))

    def items_of(self, strategy: Record) -> tuple[ItemMoney, ...]:
        """The money for each item of a strategy, in its order; then what names no item, or one that it does not have."""
        by_item = grouped(map(self._for_item, self.by_plan.get(strategy.key.id, ())), lambda each: [each.plan_item])
        targets = {target["id"]: target for target in strategy.data.get("targets", ())}
        others = sorted(item for item in by_item if item not in targets)
        return tuple(
            ItemMoney(strategy, item, targets.get(item), by_item.get(item, ()), self.balances(by_item.get(item, ())))
            for item in (*targets, *others)
        )

    def _for_item(self, stated: Sum) -> Sum:
        """The same sum as it counts for its item: what a part gives to an item is not held by money that names another."""
        if not stated.within:
            return stated
        above = (each for name in self.programmes_of(stated.initiative) for each in self.by_initiative.get(name, ()))
        same = (each.initiative.key.id for each in above if _earmark(each) == _earmark(stated))
        return replace(stated, within=next(same, ""))

    @cached_property
    def astray(self) -> tuple[Sum, ...]:
        """The sums that name an item of a plan of which it is not clear which plan it is."""
        return tuple(each for each in self.sums if each.plan_item and not each.plan)


def total(sums: Iterable[Sum], use: Use) -> Decimal | None:
    """Add amounts of one use in one currency, exactly; None where there is none."""
    found = None
    for each in sums:
        if each.use is use:
            found = EXACT.add(found or Decimal(0), each.amount)
    return found


def place_of(initiative: Initiative) -> Place:
    """Where the money of an initiative goes: one country, or several that nobody can divide it among."""
    if initiative.countries:
        return Place(countries=tuple(sorted(set(initiative.countries))))
    return Place(regions=tuple(sorted(set(initiative.regions))))


def domestic_budget(country: Record, today: date) -> tuple[DomesticYear, ...]:
    """What a country budgets itself, year by year from the first that is stated to this one; missing years without amount.

    A year with sums in several currencies comes several times. Without any stated year there is nothing to tell.
    """
    stated = grouped(country.data.get("domestic_budget", ()), lambda each: [int(each["year"])])
    if not stated:
        return ()
    years = range(min(stated), max(today.year, *stated) + 1)
    found: list[DomesticYear] = []
    for year in years:
        entries = stated.get(year, ())
        found += [DomesticYear(year, Decimal(each["amount"]), each["currency"]) for each in entries] or [
            DomesticYear(year)
        ]
    return tuple(found)


def missing_budget_years(country: Record, today: date) -> tuple[int, ...]:
    """The years since the first stated one, this one among them, of which no domestic budget is known."""
    return tuple(each.year for each in domestic_budget(country, today) if each.amount is None)


def _purse(stated: Sum) -> tuple[Use, str, str]:
    """What two sums have to share so that one can hold the other; two of which nobody names the donor share that."""
    return stated.use, stated.donor, stated.currency


def _earmark(stated: Sum) -> tuple[object, ...]:
    """What two sums for the same item of a strategy have to share so that one can hold the other."""
    return (*_purse(stated), stated.plan, stated.plan_item)


def _rate(entry: Mapping[str, Any]) -> Rate:
    return Rate(entry["to"], Decimal(entry["rate"]), str(entry["date"]), str(entry.get("source", "")))
