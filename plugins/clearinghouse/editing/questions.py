"""Asking a person for the fields that a record needs, one by one; each answer is checked as `check` would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from clearinghouse.core.diagnostic import Diagnostic, Pointer
from clearinghouse.core.record import Key
from clearinghouse.core.schema import Field, Schema
from clearinghouse.editing.answers import value_of, value_of_yes_or_no
from clearinghouse.editing.formatting import form_of
from clearinghouse.editing.other_records import OtherRecords

_ALL_SHOWN = 20
"""So many codes or records are listed at once; of longer lists, what is like the answer."""
_OFFERED = 6
_LIKE = 60


class Person(Protocol):
    """Somebody at a terminal."""

    def tell(self, text: str) -> None:
        """Show a line."""

    def ask(self, question: str, proposal: str = "") -> str:
        """Return what is typed; nothing typed means the proposal."""


@dataclass
class Questions:
    """The questions about one record that is to be; `data` holds the answers so far."""

    person: Person
    schema: Schema
    others: OtherRecords
    data: dict[str, Any] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """The fields that were asked for: one that was left open is not asked for again."""

    def ask_all(self) -> dict[str, Any]:
        """Ask for every field that is needed and has no value yet, and return all values. What is left open has none."""
        for each in self.schema.fields:
            self.ask_one(each.name)
        return self.data

    def ask_one(self, name: str) -> None:
        """Ask for one field, such as the title, from which more follows."""
        each = self.schema.field((name,))
        if each and each.required and name not in self.data and name not in self.asked:
            self.asked.add(name)
            self._ask_field(each, (name,))

    def _ask_field(self, each: Field, pointer: Pointer) -> None:
        self.person.tell(f"\n{each.title}: {each.description}")
        if not each.many:
            self._ask_value(each, pointer)
            return
        self._put(pointer, [])
        index = 0
        while self._ask_value(each, (*pointer, index)):
            index += 1
            if each.fields and not self._wants_another():
                break
        if not index:
            self._take_back(pointer)

    def _wants_another(self) -> bool:
        while (meant := value_of_yes_or_no(self.person.ask("Add another? (yes or no)", "no"))) is None:
            self.person.tell("Type yes or no.")
        return meant

    def _ask_value(self, each: Field, pointer: Pointer) -> bool:
        """Ask for one value; False where none was given. A group has been given, even where its parts are left open."""
        if not each.fields:
            return self._ask_single(each, pointer)
        self._put(pointer, {})
        for part in each.fields:
            if part.required:
                self._ask_field(part, (*pointer, part.name))
        return True

    def _ask_single(self, each: Field, pointer: Pointer) -> bool:
        is_further = isinstance(pointer[-1], int) and pointer[-1] > 0
        choices = self._choices(each)
        question = each.title
        if choices and len(choices) <= _ALL_SHOWN:
            self._list(choices)
        elif choices:
            question += f" (id or name; {len(choices)} to choose from)"
        elif each.examples and not each.many:
            self.person.tell(f"For example: {each.example}")
        if is_further:
            question += " (another, or nothing)"
        while True:
            answer = self.person.ask(question).strip()
            if not answer:
                if not is_further:
                    self.person.tell("Left open: fill it in later, in the file.")
                return False
            value = value_of(each, self._meant(answer, choices) if choices else answer)
            self._put(pointer, value)
            faults = self.faults_at(pointer)
            if not faults:
                return True
            for fault in faults:
                self.person.tell(f"{fault.message}. {fault.help}".strip())
            self._take_back(pointer)

    def faults_at(self, pointer: Pointer) -> list[Diagnostic]:
        """What the check says of a value, among the other answers so far."""
        text = f"---\n{form_of(self.data, '', self.schema)}---\n"
        name = self.schema.collection.name
        found = self.others.examine(Key(name, "new-record"), f"content/{name}/new-record.md", text.encode())
        return [each for each in found.diagnostics if each.pointer[: len(pointer)] == pointer]

    def _choices(self, each: Field) -> Mapping[str, str]:
        """The ids that a field can have, each with its name."""
        if each.code_list:
            codes = self.others.code_lists[each.code_list]
            return {code: codes.label(code) for code in codes.concepts}
        if each.reference:
            return self.others.titles.by_collection[each.reference.collection]
        value = each.schema["items"] if each.many else each.schema
        return {str(word): "" for word in value.get("enum", ())}

    def _meant(self, answer: str, choices: Mapping[str, str]) -> str:
        """The id that an answer means; where it is not clear, the person chooses among those that are like it."""
        while answer and answer not in choices:
            same = [name for name, label in choices.items() if label.casefold() == answer.casefold()]
            numbered = list(choices) if len(choices) <= _ALL_SHOWN else []
            if same or (answer.isdecimal() and 0 < int(answer) <= len(numbered)):
                return same[0] if same else numbered[int(answer) - 1]
            like = dict(_like(answer, choices))
            if not like:
                return answer  # the check says what is wrong with it
            self._list(like)
            second = self.person.ask("Which of these? Its number, or other words").strip()
            if second.isdecimal() and 0 < int(second) <= len(like):
                return list(like)[int(second) - 1]
            if second == answer or not second:
                return answer
            answer = second
        return answer

    def _list(self, choices: Mapping[str, str]) -> None:
        width = max(len(name) for name in choices)
        for number, (name, label) in enumerate(choices.items(), 1):
            self.person.tell(f"  {number:>2}  {name:<{width}}  {label}".rstrip())

    def _put(self, pointer: Pointer, value: Any) -> None:
        """Set a value; where it stands in a list, it comes at its end."""
        inside = self._inside(pointer)
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[pointer[-1]] = value

    def _take_back(self, pointer: Pointer) -> None:
        del self._inside(pointer)[pointer[-1]]

    def _inside(self, pointer: Pointer) -> Any:
        inside: Any = self.data
        for part in pointer[:-1]:
            inside = inside[part]
        return inside


def _like(answer: str, choices: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the choices whose id or name is like an answer, the likest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for answers that are not clear

    known = {name: f"{name} {label}" for name, label in choices.items()}
    found = process.extract(
        answer, known, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_OFFERED, processor=str.casefold
    )
    for _, _, name in found:
        yield name, choices[name]
