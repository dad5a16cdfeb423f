"""Code lists: fixed lists of concepts, so that records can be found and counted together (SKOS calls them schemes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from clearinghouse.core.record import LANGUAGES

_CLDR = {"cldr-territories": "territories", "cldr-currencies": "currencies", "cldr-languages": "languages"}


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a code list. `labels` is by language; `broader` is the id of the concept above it."""

    id: str
    labels: Mapping[str, str]
    source: str = ""
    broader: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    """Other names that people write for it: common, official and former ones. They are never shown as its label."""

    @property
    def slug(self) -> str:
        """The id as it stands in an address."""
        return self.id.lower()


@dataclass(frozen=True)
class CodeList:
    """A named list of concepts, in the order in which they are shown.

    `page` is the folder of the site in which each used concept has a page of its own; empty for most lists.
    `labels_from` names a part of Unicode's CLDR that gives the labels, such as `cldr-territories`.
    """

    name: str
    title: str
    concepts: Mapping[str, Concept]
    description: str = ""
    source: str = ""
    page: str = ""
    labels_from: str = ""
    broader_list: str = ""
    noun: str = ""
    """What one of its ids is called in a message, such as “country code”."""
    hint: str = ""
    """How its ids are written, as a sentence."""

    def label(self, concept_id: str, language: str = "en") -> str:
        """The label in a language, else in English, else the id itself."""
        if concept_id not in self.concepts:
            return concept_id
        labels = self.concepts[concept_id].labels
        own = labels.get(language) or labels.get("en")
        return own or self._from_cldr(concept_id, language) or concept_id

    def _from_cldr(self, concept_id: str, language: str) -> str:
        return _cldr_names(self.labels_from, language).get(concept_id, "") if self.labels_from in _CLDR else ""

    @property
    def has_levels(self) -> bool:
        """Whether concepts of this list hold others of it."""
        return not self.broader_list and any(each.broader in self.concepts for each in self.concepts.values())

    @cached_property
    def whole(self) -> str:
        """The one concept that holds all others, such as the world among regions; empty where there is no such one."""
        tops = [] if self.broader_list else [each.id for each in self.concepts.values() if not each.broader]
        return tops[0] if len(tops) == 1 < len(self.concepts) else ""

    def above(self, concept_id: str) -> tuple[str, ...]:
        """The concepts of this list that hold one of its concepts, the nearest first; none where another list holds them."""
        found: list[str] = []
        at = self.concepts.get(concept_id)
        while at and at.broader in self.concepts and at.broader not in (concept_id, *found) and not self.broader_list:
            found.append(at.broader)
            at = self.concepts[at.broader]
        return tuple(found)

    @cached_property
    def ids_by_label(self) -> dict[str, str]:
        """Every label that a contributor might write instead of the id, in lower case, with the id."""
        labels: dict[str, str] = {}
        for concept in self.concepts.values():
            other_codes = (code for code in concept.codes.values() if isinstance(code, str) and code.isalpha())
            for label in (self.label(concept.id), *concept.labels.values(), *concept.also, *other_codes):
                labels.setdefault(label.casefold(), concept.id)
        return labels

    def names(self, concept_id: str, language: str = "en") -> tuple[str, ...]:
        """What people call a concept in a language: its label, then other and former names."""
        also = self.concepts[concept_id].also if concept_id in self.concepts else ()
        return tuple(dict.fromkeys((self.label(concept_id, language), *also)))

    def foreign_labels(self, concept_id: str) -> tuple[str, ...]:
        """What CLDR calls a concept in each language of records; none where it does not give the labels of this list."""
        labels = (self._from_cldr(concept_id, each) for each in LANGUAGES)
        return tuple(dict.fromkeys(each for each in labels if each))

    @cached_property
    def ids_by_foreign_label(self) -> dict[str, str]:
        """The labels that CLDR has in the other languages of records, in lower case, with the id: “Norvège” is NO."""
        found: dict[str, str] = {}
        for language in LANGUAGES if self.labels_from in _CLDR else ():
            for concept_id in self.concepts:
                found.setdefault(self._from_cldr(concept_id, language).casefold(), concept_id)
        found.pop("", None)
        return found


@lru_cache(maxsize=64)
def _cldr_names(part: str, language: str) -> Mapping[str, str]:
    """The names of all codes in a part of CLDR; Babel resolves each anew every time that it is asked."""
    from babel import Locale  # noqa: PLC0415 - it takes long to import, and a check of good records asks for no name

    return {str(code): str(name) for code, name in getattr(Locale.parse(language), _CLDR[part]).items()}


def code_list_from(name: str, data: Mapping[str, Any]) -> CodeList:
    """Build a code list from the data of its file.

    Raises KeyError where `title` or `concepts` is missing or a concept has no `id`.
    """
    concepts = {
        entry["id"]: Concept(
            entry["id"], entry.get("label", {}), str(entry.get("source", "")), str(entry.get("broader", "")),
            entry.get("description", {}), entry.get("codes", {}), tuple(map(str, entry.get("also", ()))),
        )
        for entry in data["concepts"]
    }  # fmt: skip
    return CodeList(
        name, data["title"], concepts, data.get("description", ""), str(data.get("source", "")),
        data.get("page", ""), data.get("labels", ""), data.get("broader_list", ""),
        data.get("noun", f"code of the list “{data['title']}”"), data.get("hint", ""),
    )  # fmt: skip
