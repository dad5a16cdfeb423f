"""Regions: their countries, what is recorded of them, and which of them nobody names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearinghouse.coordination.coverage import Coverage, coverage_of, region_of
from clearinghouse.coordination.situation import Initiative, Situation, grouped
from clearinghouse.core.record import Record


@dataclass(frozen=True)
class Surrounding:
    """A region above or below another, with what names it itself, by collection."""

    region: str
    is_wider: bool
    records: Mapping[str, tuple[Record, ...]]


@dataclass(frozen=True)
class RegionCoverage:
    """What is known of a region through its countries. `countries` are those that a record names, `unnamed` the others."""

    region: str
    countries: tuple[Coverage, ...]
    unnamed: Mapping[str, tuple[str, ...]]
    """The countries that no record names, by the smallest region that holds them."""
    surroundings: tuple[Surrounding, ...]
    by_country_theme: Mapping[tuple[str, str], tuple[Initiative, ...]]


def countries_of_region(situation: Situation, region: str) -> tuple[str, ...]:
    """The countries of a region and of all regions in it, in the order of their list."""
    countries, regions = situation.catalogue.code_lists["countries"], situation.catalogue.code_lists["regions"]
    inside = {region, *(each for each in regions.concepts if region in regions.above(each))}
    return tuple(code for code, concept in countries.concepts.items() if concept.broader in inside)


def region_coverage(situation: Situation, region: str) -> RegionCoverage:
    """Return what is recorded of a region; its size depends on the number of countries, not on that of records."""
    countries = coverage_of(situation, countries_of_region(situation, region))
    unnamed = [each.country for each in countries if not each.is_named]
    named = tuple(each for each in countries if each.is_named)
    codes, themes = (each.country for each in named), situation.catalogue.code_lists["themes"].concepts
    pairs = [(code, theme) for code in codes for theme in themes if (code, theme) in situation.by_country_theme]
    return RegionCoverage(
        region, named, grouped(unnamed, lambda code: [region_of(situation, code)]), _surroundings(situation, region),
        {pair: situation.by_country_theme[pair] for pair in pairs},
    )  # fmt: skip


def _surroundings(situation: Situation, region: str) -> tuple[Surrounding, ...]:
    """The regions above and below that records name themselves: what is for all Africa is for Eastern Africa as well."""
    regions, named = situation.catalogue.code_lists["regions"], situation.catalogue.named("regions")
    above = regions.above(region)
    near = [each for each in regions.concepts if each in named and (each in above or region in regions.above(each))]
    return tuple(
        Surrounding(each, each in above, grouped(named[each], lambda record: [record.key.collection])) for each in near
    )
