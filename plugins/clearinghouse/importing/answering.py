"""Answers to what an import asks: as the import takes them, and as lines at the end of the mapping file."""

from __future__ import annotations

from clearinghouse.core.canonical import canonical
from clearinghouse.core.places import places_in
from clearinghouse.importing.mapping import ANSWERS, Answers, MappingFault
from clearinghouse.importing.values import Question

_SAID = "# What was answered on the terminal. The import writes these lines; they stand last.\n"


def answer_to(question: Question, said: str | None) -> Answers:
    """What the answer to one question says; None means that the text stands for nothing."""
    if question.about == "dates":
        return Answers(dates=said or "")
    if question.about == "decimals":
        return Answers(decimals=said or "")
    value: object = {"true": True, "false": False}.get(said, said) if _is_yes_or_no(question) and said else said
    return Answers(values={question.heading: {question.text: value}})


def _is_yes_or_no(question: Question) -> bool:
    return [value for value, _ in question.choices] == ["true", "false"]


def text_with_answers(text: str, answers: Answers, file: str) -> str:
    """The text of a mapping file with answers at its end, in place of earlier ones; all else stays byte for byte.

    Raises MappingFault where earlier answers do not stand last.
    """
    places = {pointer[0]: place for pointer, place in places_in(text, 1, 1).items() if len(pointer) == 1}
    own = places.pop(ANSWERS, None)
    if own:
        line = own.key.start.line
        if any(place.key.start.line > line for place in places.values()):
            raise MappingFault(
                [f"{file}:{line}: move `{ANSWERS}:` to the end of the file, so that answers can be added."]
            )
        text = "".join(text.splitlines(keepends=True)[: line - 1]).removesuffix(_SAID)
    text = text if text.endswith("\n") or not text else f"{text}\n"
    return text + _SAID + canonical({ANSWERS: answers.as_data()}, ())
