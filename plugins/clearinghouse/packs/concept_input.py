"""What people write for a concept of a code list: its code, its name, or something that is near to that."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.core.codelist import CodeList

MOST_NEAR = 5
"""Concepts that are offered in place of what is not there."""


def concept_named(text: str, code_list: CodeList) -> str:
    """The id of the concept that a text names by its id or a label; empty where there is none."""
    ids = {each.casefold(): each for each in code_list.concepts}
    folded = " ".join(text.split()).casefold()
    return ids.get(folded) or code_list.ids_by_label.get(folded) or ""


def concepts_near(text: str, code_list: CodeList) -> list[str]:
    """The ids of concepts that a text may mean, the likeliest first: by a name in another language, in part, or misspelt."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - a right name does not wait for it

    folded = " ".join(text.split()).casefold()
    names = list(_names(code_list))
    spelt = [name for name, _ in names]
    found = [code_list.ids_by_foreign_label.get(folded, "")]
    for scorer, cutoff in ((fuzz.token_set_ratio, 100), (fuzz.ratio, 70)):  # all its words, or nearly all its letters
        near = process.extract(
            folded, spelt, scorer=scorer, score_cutoff=cutoff, processor=str.casefold, limit=3 * MOST_NEAR
        )
        found += [names[place][1] for _, _, place in near]
    return [each for each in dict.fromkeys(found) if each][:MOST_NEAR]


def _names(code_list: CodeList) -> Iterator[tuple[str, str]]:
    """Yield every name and code of every concept, with its id."""
    for concept in code_list.concepts.values():
        for name in (code_list.label(concept.id), *concept.labels.values(), *concept.also, concept.id):
            yield name, concept.id


def as_offered(concept_id: str, code_list: CodeList) -> str:
    """A concept as it is offered: its name as the list spells it, with its code."""
    return f"{code_list.label(concept_id)} ({concept_id})"
