"""Records in the words of the Biosafety Clearing-House: the common format of a capacity-building initiative, field by field.

The names are those of the BCH's form. Codes of the BCH that are known stand beside our own; what the BCH has no field
for (needs, strategies followed, measures, money paid) is not in this file: it is what this clearinghouse adds.
A strategy, for which the BCH has no form, is given as a resource of its virtual library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.record import Key, Record

INITIATIVES_PATH = "downloads/initiatives-bch.json"
STRATEGIES_PATH = "downloads/strategies-bch.json"

_ENCODER = msgspec.json.Encoder(decimal_format="number")

_ORGANISATIONS = {
    "funding": "coreFundingSources",
    "co-funding": "coFinancingSources",
    "implementing-agency": "implementingAgencies",
    "executing": "executingAgencies",
    "partner": "collaboratingPartners",
}
"""Which field of the form each role belongs to; the form has none for an accountable body."""


def bch_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield the initiatives and the strategies for submission, where this clearinghouse has such records."""
    for collection, path, form in (
        ("initiatives", INITIATIVES_PATH, initiative_form),
        ("strategies", STRATEGIES_PATH, strategy_form),
    ):
        if collection in catalogue.schemas:
            yield path, _file(catalogue, collection, form)


def _file(catalogue: Catalogue, collection: str, form: Callable[[Record, Catalogue], Mapping[str, Any]]) -> bytes:
    found = {"records": [form(record, catalogue) for record in catalogue.collection(collection)]}
    return msgspec.json.format(_ENCODER.encode(found), indent=1) + b"\n"


def initiative_form(record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """An initiative as the common format has it (schema `capacityBuildingInitiative`); what is not known is left out."""
    data = record.data
    budget = data.get("budget")
    return _known(
        {
            "header": {
                "identifier": record.key.id,
                "schema": "capacityBuildingInitiative",
                "languages": [record.language],
            },
            "uniqueIdentifier": data.get("bch_uid"),
            "title": {record.language: record.title},
            "description": {record.language: record.summary},
            "projectNumber": data.get("number"),
            "status": _coded(catalogue, "statuses", data.get("status")),
            "startDate": data.get("start"),
            "endDate": data.get("end"),
            "durationText": data.get("duration"),
            "geographicScope": _coded(catalogue, "scopes", data.get("scope")),
            "countryRegions": [*data.get("countries", ()), *data.get("regions", ())],
            "activityScope": _coded(catalogue, "initiative-types", data.get("type")),
            "isProjectProgramme": "part_of" in data or data.get("type") == "programme",
            "broaderProjects": [data["part_of"]] if "part_of" in data else [],
            "contacts": data.get("contacts", ()),
            **_organisations(record, catalogue),
            "categories": _all_coded(catalogue, "activity-categories", data.get("categories", ())),
            "targetGroups": _all_coded(catalogue, "target-groups", data.get("target_groups", ())),
            "cpbThematicAreas": _all_coded(catalogue, "themes", data.get("themes", ())),
            "gbfTargets": data.get("gbf_targets", ()),
            "cbdSubjects": data.get("cbd_marker"),
            "fundingSourceTypes": _all_coded(catalogue, "funding-types", data.get("funding_types", ())),
            "totalBudget": f"{budget['currency']} {budget['amount']}" if budget else None,
            "resultsAchievements": " ".join(data.get("outcomes", ())),
            "resultsOutputs": _links(data.get("outputs", ())),
            "bestPractices": " ".join(data.get("lessons", ())),
            "projectDocument": [{"url": each} for each in data.get("websites", ())],
            "relevantDocuments": _links(data.get("documents", ())),
            "relevantInformation": data.get("notes"),
        }
    )


def strategy_form(record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """A strategy as a resource of the virtual library (schema `resource`)."""
    data = record.data
    documents = data.get("documents", ())
    owner = catalogue.known(Key("organisations", data.get("organisation", "")))
    return _known(
        {
            "header": {
                "identifier": record.key.id,
                "schema": "resource",
                "languages": list(data.get("languages", [record.language])),
            },
            "uniqueIdentifier": data.get("bch_uid"),
            "title": {record.language: record.title},
            "summary": {record.language: record.summary},
            "resourceTypes": [{"label": "Strategies and action plans"}],
            "organizations": [owner.title] if owner else [],
            "countryRegions": [data["country"]] if "country" in data else [],
            "publicationDate": data.get("adopted"),
            "resourceLinks": _links(documents),
            "cpbThematicAreas": _all_coded(catalogue, "themes", data.get("themes", ())),
            "cbdSubjects": "Biosafety",
        }
    )


def _organisations(record: Record, catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in record.data.get("organisations", ()):
        field = _ORGANISATIONS.get(each["role"])
        other = catalogue.known(Key("organisations", each["organisation"]))
        if field and other:
            found.setdefault(field, []).append(other.title)
    return found


def _coded(catalogue: Catalogue, code_list: str, concept: str | None) -> dict[str, str] | None:
    """A concept by its label, with the identifier that the BCH has for it where that is known."""
    if not concept:
        return None
    listed = catalogue.code_lists[code_list]
    found = listed.concepts.get(concept)
    identifier = str(found.codes.get("bch", "")) if found else ""
    return {**({"identifier": identifier} if identifier else {}), "label": listed.label(concept)}


def _all_coded(catalogue: Catalogue, code_list: str, concepts: Any) -> list[dict[str, str]]:
    return [coded for each in concepts if (coded := _coded(catalogue, code_list, each))]


def _links(documents: Any) -> list[dict[str, str]]:
    return [{"name": each["title"], "url": each["url"]} for each in documents if "url" in each]


def _known(form: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in form.items() if value not in (None, "", [], ())}
