"""Coverage: how much is recorded where, when and with whose money, and where nothing is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from clearinghouse.coordination.situation import INITIATIVES, Initiative, Situation, grouped
from clearinghouse.core.record import Key, Record

PERIOD_YEARS = 5

NO_REGION = ""
"""Where a country stands that lies in no region."""


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Calendar years from one to another, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class Coverage:
    """What is recorded of one country. `records` holds what names it, by collection; `is_named` whether anything does."""

    country: str
    region: str
    records: Mapping[str, tuple[Record, ...]]

    @property
    def is_named(self) -> bool:
        """Whether any record names the country."""
        return bool(self.records)

    def count(self, collection: str) -> int:
        """How many records of a collection name the country."""
        return len(self.records.get(collection, ()))


@dataclass(frozen=True)
class FundersOfRegion:
    """Who pays in the countries of one sub-region. `countries` are those that any record names, in the order of their list.

    `counts` holds the initiatives by funder and country; the funder is empty where it is not known.
    """

    region: str
    countries: tuple[str, ...]
    counts: Mapping[tuple[str, str], tuple[Initiative, ...]]

    @property
    def funders(self) -> tuple[str, ...]:
        """The ids of those who pay here, without the unknown."""
        return tuple(sorted(funder for funder in self.totals if funder))

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many initiatives each funder pays for here, each counted once."""
        keys: dict[str, set[Key]] = defaultdict(set)
        for (funder, _), initiatives in self.counts.items():
            keys[funder].update(each.key for each in initiatives)
        return {funder: len(those) for funder, those in keys.items()}


def region_of(situation: Situation, country: str) -> str:
    """The smallest region that holds a country; none where only the whole world does, as with Antarctica."""
    around, regions = situation.regions_of(country), situation.catalogue.code_lists["regions"]
    return around[0] if around and around[0] != regions.whole else NO_REGION


def countries_by_region(situation: Situation) -> Mapping[str, tuple[str, ...]]:
    """All countries of the code list by their sub-region, in the order of both lists; regions without one are left out.

    What lies in no region but the whole world comes last, under `NO_REGION`.
    """
    listed, regions = situation.catalogue.code_lists["countries"], situation.catalogue.code_lists["regions"]
    found = grouped(listed.concepts, lambda code: [region_of(situation, code)])
    return {region: found[region] for region in [*regions.concepts, NO_REGION] if region in found}


def coverage_of(situation: Situation, countries: Iterable[str]) -> tuple[Coverage, ...]:
    """What is recorded of each of these countries, in their order."""
    named = situation.catalogue.named("countries")
    return tuple(
        Coverage(
            country, region_of(situation, country), grouped(named.get(country, ()), lambda each: [each.key.collection])
        )
        for country in countries
    )


def funders_by_region(situation: Situation) -> tuple[FundersOfRegion, ...]:
    """Who pays in which country, sub-region by sub-region; those without any initiative are left out."""
    counts: dict[str, dict[tuple[str, str], list[Initiative]]] = defaultdict(lambda: defaultdict(list))
    for initiative in situation.initiatives:
        for country in initiative.countries:
            for funder in initiative.funders or ("",):
                counts[region_of(situation, country)][funder, country].append(initiative)
    named = set(situation.countries)
    return tuple(
        FundersOfRegion(
            region, tuple(code for code in countries if code in named),
            {pair: tuple(those) for pair, those in counts[region].items()},
        )
        for region, countries in countries_by_region(situation).items()
        if region in counts
    )  # fmt: skip


@lru_cache(maxsize=4)  # the page of every theme asks for the same
def periods(situation: Situation) -> tuple[YearSpan, ...]:
    """Stretches of five years (2001 to 2005, …) from the first year that an initiative touches to the last, or today's."""
    years = [year for each in situation.initiatives for year in _ends(each.period.years(situation.today))]
    if not years:
        return ()
    last = max(*years, situation.today.year)
    return tuple(
        YearSpan(first, first + PERIOD_YEARS - 1) for first in range(_period_of(min(years)), last + 1, PERIOD_YEARS)
    )


def by_period(
    situation: Situation, initiatives: Iterable[Initiative]
) -> Mapping[YearSpan | None, tuple[Initiative, ...]]:
    """Initiatives by every stretch of five years that they touch; those without dates under None."""
    return grouped(initiatives, lambda each: _touched(each.period.years(situation.today)))


def _ends(years: range) -> tuple[int, ...]:
    return (years[0], years[-1]) if years else ()


def _touched(years: range) -> tuple[YearSpan | None, ...]:
    if not years:
        return (None,)
    firsts = range(_period_of(years[0]), years[-1] + 1, PERIOD_YEARS)
    return tuple(YearSpan(first, first + PERIOD_YEARS - 1) for first in firsts)


def _period_of(year: int) -> int:
    """The first year of the stretch that a year lies in."""
    return year - (year - 1) % PERIOD_YEARS


def naming_no_country(situation: Situation) -> tuple[Initiative, ...]:
    """The initiatives for a region or the whole world, which name no country."""
    return tuple(each for each in situation.initiatives if not each.countries)


def records_of(named: Mapping[str, tuple[Record, ...]], concept: str, collection: str) -> tuple[Record, ...]:
    """The records of a collection among those that name a concept."""
    return tuple(record for record in named.get(concept, ()) if record.key.collection == collection)


def initiatives_naming(situation: Situation, country: str) -> tuple[Record, ...]:
    """The records of the initiatives that name a country anywhere, as a participant of a programme too."""
    return records_of(situation.catalogue.named("countries"), country, INITIATIVES)
