"""Overlaps and gaps: what is done twice in a country, what nobody does there, and which overlaps nothing coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearinghouse.coordination.checks.terms import NEEDS, country_key, country_name, listed, named_countries
from clearinghouse.coordination.overlap import Kind, overlaps
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import INITIATIVES, Situation
from clearinghouse.core.diagnostic import quoted


def overlaps_and_gaps(situation: Situation) -> Iterator[Finding]:
    """R32: in a country no work is done twice, and none is left undone that its needs assessment asks for."""
    if not situation.has(INITIATIVES, "countries", "themes"):
        return
    by_country = overlaps(situation).by_country
    for country in situation.countries:
        pairs = [one for one in by_country.get(country, ()) if one.kind is Kind.OVERLAP and country in one.countries]
        gaps = _gaps(situation, country)
        said = []
        if pairs:
            said.append(
                f"{len(pairs)} pair{'s' if len(pairs) > 1 else ''} of initiatives overlap{'' if len(pairs) > 1 else 's'}"
            )
        if gaps:
            said.append(f"no initiative works on {listed(gaps)}, which is needed")
        if said:
            yield found(country_key(country), f"{country_name(situation, country)}: {listed(said)}")


def overlaps_without_measure(situation: Situation) -> Iterator[Finding]:
    """R66: donors whose initiatives overlap consult each other. Told at the first of the two by id."""
    if not situation.has(INITIATIVES, "countries", "themes"):
        return
    for pair in overlaps(situation).without_joint_measure:
        where = named_countries(situation, pair.countries[:3])
        message = f"{quoted(pair.other.record.title)} does the same in {where} with other funders, and nothing says that the two are coordinated"
        yield found(pair.one.record, message)


def _gaps(situation: Situation, country: str) -> list[str]:
    """The themes of assessed needs on which no initiative that was not cancelled works in the country."""
    labels = situation.catalogue.code_lists["themes"]
    wanted = {need["theme"] for record in situation.of_country(NEEDS, country) for need in record.data.get("needs", ())}
    return [
        f"“{labels.label(theme)}”"
        for theme in labels.concepts
        if theme in wanted
        and all(one.status == "cancelled" for one in situation.by_country_theme.get((country, theme), ()))
    ]


CHECKS: Mapping[str, Check] = {
    "overlaps-and-gaps": overlaps_and_gaps,
    "overlaps-without-measure": overlaps_without_measure,
}
