"""Requirements: what those who asked for the clearinghouse asked for, and what answers each ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Requirement:
    """One ask, in our own words, with the paragraph that it comes from.

    `pages` are addresses from the root of the site, `fields` are “collection.field”, `rules` codes of diagnostics,
    `files` data that is published. `proofs` are the names of the tests that show it, as sentences; without one it does
    not count as answered.
    """

    id: str
    paragraph: str
    actor: str
    ask: str
    answer: str
    pages: tuple[str, ...]
    fields: tuple[str, ...]
    rules: tuple[str, ...]
    files: tuple[str, ...]
    proofs: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Whether a test shows that it is answered."""
        return bool(self.proofs)


def requirements_from(asks: Mapping[str, Any], proofs: Mapping[str, list[str]]) -> tuple[Requirement, ...]:
    """Build the requirements from the data of their two files.

    Raises KeyError where an entry is not complete.
    """
    return tuple(
        Requirement(
            entry["id"], entry["paragraph"], entry["actor"], entry["ask"], entry["answer"], tuple(entry.get("pages", ())),
            tuple(entry.get("fields", ())), tuple(entry.get("rules", ())), tuple(entry.get("files", ())),
            tuple(proofs.get(entry["id"], ())),
        )
        for entry in asks["requirements"]
    )  # fmt: skip
