"""Who is asked to look at a pull request, by what it changes: GitHub's CODEOWNERS, made from `.github/governance.yaml`.

Owners are people or teams of the forge, so they are facts of the repository and cannot be guessed. What has no owner is
listed as such, and nobody is asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PATH = ".github/CODEOWNERS"
GOVERNANCE = ".github/governance.yaml"

_OWNER = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9._-]{1,100})?\Z|[^\s@#]+@[^\s@#]+\.[^\s@#]+\Z")
_PATH = re.compile(r"[A-Za-z0-9._/-]+\Z")
_NOTE = """\
# Made from .github/governance.yaml by `clearinghouse generate`. Do not edit: change that file.
# Of several lines that fit a file, the last one counts.
"""


class GovernanceFault(Exception):
    """The file of owners cannot be used; the message says why."""


@dataclass(frozen=True)
class Governance:
    """Owners by what they look after: everything else, single collections, and other places of the repository."""

    everything: tuple[str, ...]
    collections: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]


def governance_from(data: Mapping[str, Any], collections: Collection[str]) -> Governance:
    """Build it from the data of its file.

    Raises GovernanceFault for a part of another shape, a collection that is none, and what is no owner.
    """
    unknown = set(data) - {"everything", "collections", "places"}
    if unknown:
        raise GovernanceFault(f"there is no {', '.join(sorted(unknown))} in it, but everything, collections and places")
    by_collection = {name: _owners(owners) for name, owners in _by_name(data, "collections").items()}
    for name in by_collection:
        if name not in collections:
            raise GovernanceFault(f"{name} is not a collection")
    places = {place: _owners(owners) for place, owners in _by_name(data, "places").items()}
    for place in places:
        if not _PATH.match(place):
            raise GovernanceFault(f"{place} is not the place of a file or folder")
    return Governance(_owners(data.get("everything")), by_collection, places)


def _by_name(data: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    value = data.get(part)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise GovernanceFault(f"{part} has to give owners by name, as in {part}: {{name: ['@person']}}")
    return {str(name): owners for name, owners in value.items()}


def _owners(value: Any) -> tuple[str, ...]:
    owners = [] if value is None else value if isinstance(value, list) else [value]
    for each in owners:
        if not isinstance(each, str) or not _OWNER.match(each):
            raise GovernanceFault(f"{each} is neither @person, @organisation/team nor an e-mail address of an account")
    return tuple(owners)


def codeowners(governance: Governance, collections: Collection[str], content: str) -> str:
    """Return the text of CODEOWNERS; `content` is the folder of the records in the repository."""
    return _NOTE + "\n".join(_lines(governance, collections, content)) + "\n"


def _lines(governance: Governance, collections: Collection[str], content: str) -> Iterator[str]:
    yield _rule("*", governance.everything)
    for name in sorted(collections):
        yield _rule(f"/{content}/{name}/", governance.collections.get(name, ()))
    for place, owners in governance.places.items():
        yield _rule(f"/{place.removeprefix('/')}", owners)


def _rule(pattern: str, owners: tuple[str, ...]) -> str:
    return " ".join((pattern, *owners)) if owners else f"# {pattern} has no owner yet"
