"""From the text of a cell to the value of a field. What can mean two things is a question, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from babel import Locale
from rapidfuzz import fuzz, process

from clearinghouse.core.closest import closest_by_words
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.dates import is_partial_date
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.edits import inline_yaml
from clearinghouse.core.naming import id_from_title, without_accents
from clearinghouse.core.record import LANGUAGES, Key
from clearinghouse.importing.cells import Cell
from clearinghouse.importing.mapping import ColumnUse, ImportMapping

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
POINT, COMMA = "point", "comma"
_MOST_CHOICES = 6


@dataclass(frozen=True)
class Question:
    """What a person has to say before a cell means something.

    `about` is dates, decimals or values; `choices` are answers with what each means. Of values, any other value is an answer too.
    """

    about: str
    heading: str
    """The heading as the mapping has it."""
    text: str
    choices: tuple[tuple[str, str], ...]
    collection: str = ""
    """Where the value is a record: its collection. That record may have to be written first."""

    @property
    def what(self) -> tuple[str, str, str]:
        """What makes it the same as another question: how dates are written is asked once for all of them."""
        return (self.about, self.heading, self.text) if self.about == "values" else (self.about, "", "")


@dataclass(frozen=True)
class Trouble:
    """Why a cell, or a row where `column` is empty, cannot be taken over."""

    column: str
    message: str
    question: Question | None = None


@dataclass(frozen=True)
class Meaning:
    """What a text in a cell means: a value; nothing, where that is None; or what is `kept` since no field can hold it."""

    value: Any = None
    kept: bool = False


class Unclear(Exception):
    """A text cannot be taken over; says why, and which question would have to be answered."""

    def __init__(self, message: str, question: Question | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.question = question


@dataclass(frozen=True)
class Known:
    """What a cell can name: concepts of code lists, and records by their ids (old ones too) and titles."""

    code_lists: Mapping[str, CodeList]
    titles: Mapping[Key, str]
    current: Mapping[Key, Key]

    @cached_property
    def _ids_by_title(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for key, title in self.titles.items():
            found.setdefault((key.collection, title.casefold()), set()).add(key.id)
        return found

    def ids_for(self, collection: str, text: str) -> set[str]:
        """The ids of the records that a text names exactly: by id, by old id, or by title in whatever case."""
        for key in (Key(collection, text), Key(collection, text.casefold())):
            if key in self.current:
                return {self.current[key].id}
        return self._ids_by_title.get((collection, text.casefold()), set())

    @cached_property
    def _labelled(self) -> dict[str, dict[str, list[str]]]:
        return {}

    def labelled(self, name: str) -> Mapping[str, list[str]]:
        """The concepts of a code list by every label, in lower case; a label may be that of several.

        Labels are those that the check knows: of CLDR only the English ones, since “Congo” is another country in Spanish.
        """
        if name not in self._labelled:
            codes, found = self.code_lists[name], dict[str, list[str]]()
            for concept in codes.concepts.values():
                for label in {
                    each.casefold() for each in (codes.label(concept.id), *concept.labels.values(), *concept.also)
                }:
                    found.setdefault(label, []).append(concept.id)
            self._labelled[name] = found
        return self._labelled[name]

    @cached_property
    def _coded(self) -> dict[str, dict[str, list[str]]]:
        return {}

    def coded(self, name: str) -> Mapping[str, list[str]]:
        """The concepts of a code list by their other codes in letters, such as ISO 3166 alpha-3, in capitals as they are."""
        if name not in self._coded:
            found: dict[str, list[str]] = {}
            for concept in self.code_lists[name].concepts.values():
                for code in concept.codes.values():
                    if isinstance(code, str) and code.isalpha():
                        found.setdefault(code, []).append(concept.id)
            self._coded[name] = found
        return self._coded[name]

    @cached_property
    def _near_concepts(self) -> dict[tuple[str, str], list[str]]:
        """What was found near so far: the same wrong name stands in many rows, and each is compared with all that there is."""
        return {}

    @cached_property
    def _near_records(self) -> dict[tuple[str, str], list[str]]:
        """The same of records."""
        return {}

    def near_concepts(self, name: str, text: str) -> list[str]:
        """The concepts of a code list that a text may mean: what has it in a name, what shares words with it, what is spelt much like it."""
        if (name, text) not in self._near_concepts:
            names, folded = self.labelled(name), text.casefold()
            by_id = [each for each in self.code_lists[name].concepts if each.casefold() == folded]
            holding = [each for each in names if re.search(rf"\b{re.escape(folded)}\b", each)]
            near = process.extract(folded, list(names), scorer=fuzz.ratio, score_cutoff=70, limit=_MOST_CHOICES)
            like = [*holding, closest_by_words(folded, names, fold=False), *(str(each[0]) for each in near)]
            found = dict.fromkeys([*by_id, *(each for label in like for each in names.get(label, ()))])
            self._near_concepts[name, text] = list(found)[:_MOST_CHOICES]
        return self._near_concepts[name, text]

    def near_records(self, collection: str, text: str) -> list[str]:
        """The ids of the records whose titles have much the same words as a text, the nearest first."""
        if (collection, text) not in self._near_records:
            folded = {each: title.casefold() for each, title in self.titles_in(collection).items()}
            near = process.extract(
                text.casefold(), folded, scorer=fuzz.token_sort_ratio, score_cutoff=70, limit=_MOST_CHOICES
            )
            self._near_records[collection, text] = [str(each[2]) for each in near]
        return self._near_records[collection, text]

    def titles_in(self, collection: str) -> dict[str, str]:
        """The titles of a collection by id."""
        return self._by_collection.get(collection, {})

    @cached_property
    def _by_collection(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for key, title in self.titles.items():
            found.setdefault(key.collection, {})[key.id] = title
        return found


def meaning_of(cell: Cell, text: str, use: ColumnUse, mapping: ImportMapping, known: Known) -> Meaning:
    """Say what one text of a cell means in its field. Raises Unclear where that is not certain."""
    if cell.kind == "error":
        raise Unclear(f"{quoted(text)} stands here in place of a value. Mend the formula in the workbook.")
    if text in use.values:
        return Meaning(use.values[text])
    if text.casefold() in mapping.empty:
        return Meaning()
    if use.pattern:
        found = use.pattern.search(text)
        if not found:
            return Meaning(kept=True)
        text = found.group(1)
    text = use.prefix + text
    field = use.field
    if field is None:
        return Meaning(text)
    try:
        return Meaning(_READERS.get(field.kind, _text)(cell, text, use, mapping, known))
    except Unclear:
        if use.keeps_unknown:
            return Meaning(kept=True)
        raise


def _text(_cell: Cell, text: str, _use: ColumnUse, _mapping: ImportMapping, _known: Known) -> Any:
    return text


# --- yes and no -----------------------------------------------------------------------------------


def _boolean(_cell: Cell, text: str, use: ColumnUse, _mapping: ImportMapping, _known: Known) -> Any:
    found = {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold())
    if found is None:
        choices = (("true", "yes"), ("false", "no"))
        question = Question("values", use.heading, text, choices)
        raise Unclear(f"{quoted(text)} is neither yes nor no. {_put(use, text, 'true')}", question)
    return found


# --- numbers --------------------------------------------------------------------------------------

_GAPS = "[ \u00a0\u2009\u202f'’]"
_DIGITS = 30
"""A number of more digits is none."""


def number_readings(text: str) -> dict[str, Decimal]:
    """The numbers that a text can mean, by the decimal sign that would make it so; "" where it does not matter."""
    bare = (
        re.sub(_GAPS, "", text)
        if re.match(rf"[-+]?\d{{1,3}}(?:{_GAPS}\d{{3}})+(?:[.,]\d+)?\Z", text, re.ASCII)
        else text
    )
    if len(bare) > _DIGITS:
        return {}
    if re.fullmatch(r"[-+]?\d+", bare, re.ASCII):
        return {"": Decimal(bare)}
    readings = {}
    for sign, point, group in ((POINT, ".", ","), (COMMA, ",", ".")):
        whole = rf"[-+]?\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?|[-+]?\d*\{point}\d+"
        if re.fullmatch(whole, bare, re.ASCII) and not re.match(rf"[-+]?0\{group}", bare):
            readings[sign] = Decimal(bare.replace(group, "").replace(point, "."))
    return readings


def _number(cell: Cell, text: str, use: ColumnUse, mapping: ImportMapping, _known: Known) -> Any:
    if cell.kind in ("date", "boolean"):
        raise Unclear(f"the cell holds a {cell.kind}, {quoted(text)}, where a number belongs.")
    readings = {"": Decimal(text)} if cell.kind == "number" else number_readings(text)
    if not readings:
        raise Unclear(
            f"{quoted(text)} is not a number. Write digits only: no currency, no words, a point before decimals."
        )
    fitting = {sign: each for sign, each in readings.items() if sign in ("", mapping.decimals) or not mapping.decimals}
    if not fitting:
        raise Unclear(f"{quoted(text)} is no number where the mapping says `decimals: {mapping.decimals}`.")
    if len(set(fitting.values())) > 1:
        choices = tuple((sign, format(each, "f")) for sign, each in fitting.items())
        means = " or ".join(shown for _, shown in choices)
        raise Unclear(
            f"{quoted(text)} can mean {means}. Say in the mapping `decimals: point` or `decimals: comma`.",
            Question("decimals", use.heading, text, choices),
        )
    number = next(iter(fitting.values()))
    return int(number) if number == number.to_integral_value() and "." not in format(number, "f") else number


# --- dates ----------------------------------------------------------------------------------------


@cache
def _months() -> Mapping[str, int]:
    """The number of each month by its names in the languages of records."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).months["format"][width].items():
                found.setdefault(str(name).casefold().rstrip("."), number)
    return {**found, "sept": 9}


def date_readings(text: str) -> dict[str, str]:
    """The partial dates that a text can mean, by the order that would make it so; "" where the order does not matter."""
    text = re.sub(r"(\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)?\Z", r"\1", text.strip())
    if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}Z?", text, re.ASCII):
        readings = {"": text.rstrip("Z")}
    elif found := re.fullmatch(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", text, re.ASCII):
        readings = {"": _iso(*found.groups())}
    elif found := re.fullmatch(r"(\d{1,2})[./-](\d{4})", text, re.ASCII):
        readings = {"": _iso(found[2], found[1])}
    elif found := re.fullmatch(r"(\d{1,2})[./ -] ?(\d{1,2})[./ -] ?(\d{4})", text, re.ASCII):
        one, other, year = found.groups()
        readings = {DAY_FIRST: _iso(year, other, one), MONTH_FIRST: _iso(year, one, other)}
        if one == other:
            readings = {"": readings[DAY_FIRST]}
    else:
        readings = {"": _with_name_of_month(text)}
    return {order: day for order, day in readings.items() if day and is_partial_date(day)}


def _with_name_of_month(text: str) -> str:
    """“18 January 2006”, “January 18, 2006” and “Jan. 2006”; empty for what is none of these."""
    words = re.findall(r"\d+|[^\W\d_]+", text)
    names = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    month = _months().get(names[0].casefold()) if len(names) == 1 else None
    shape = [("d" if word.isdecimal() else "m") for word in words]
    if not month or shape not in (["d", "m", "d"], ["m", "d", "d"], ["m", "d"]) or len(numbers[-1]) != 4:
        return ""
    if any(len(number) > 2 for number in numbers[:-1]):  # no day; of thousands of digits Python makes no number
        return ""
    return _iso(numbers[-1], str(month), *numbers[:-1])


def _iso(year: str, *parts: str) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in parts)])


def _date(cell: Cell, text: str, use: ColumnUse, mapping: ImportMapping, _known: Known) -> Any:
    if cell.kind == "boolean":
        raise Unclear(f"the cell holds yes or no, {quoted(text)}, where a date belongs.")
    readings = date_readings(text)
    if not readings:
        raise Unclear(f"{quoted(text)} is not a date. Write it year-month-day, as in 2006-01-18.")
    fitting = {order: day for order, day in readings.items() if order in ("", mapping.dates) or not mapping.dates}
    if not fitting:
        raise Unclear(f"{quoted(text)} is no date where the mapping says `dates: {mapping.dates}`.")
    if len(set(fitting.values())) > 1:
        means = " or ".join(fitting.values())
        raise Unclear(
            f"{quoted(text)} can mean {means}. Say in the mapping `dates: day-first` or `dates: month-first`.",
            Question("dates", use.heading, text, tuple(fitting.items())),
        )
    return next(iter(fitting.values()))


# --- codes and records ----------------------------------------------------------------------------


def _code(_cell: Cell, text: str, use: ColumnUse, _mapping: ImportMapping, known: Known) -> Any:
    assert use.field is not None
    codes = known.code_lists[use.field.code_list]
    found = _concepts_of_standard(codes, use.codes, text) if use.codes else _concepts_named(codes, text, known)
    if len(found) == 1:
        return found[0]
    choices = tuple((each, codes.label(each)) for each in (found or known.near_concepts(codes.name, text)))
    one = choices[0][0] if len(choices) == 1 else "…"
    if found:
        reason = f"{quoted(text)} can mean {_listed(choices)}."
    else:
        reason = f"{quoted(text)} is not a {codes.noun}." + (f" Perhaps {_listed(choices)}?" if choices else "")
    raise Unclear(f"{reason} {_put(use, text, one)}", Question("values", use.heading, text, choices))


def _concepts_of_standard(codes: CodeList, standard: str, text: str) -> list[str]:
    return [each.id for each in codes.concepts.values() if str(each.codes.get(standard, "")) == text]


_SHORT = 3
"""Characters of codes that may be words as well: NO, IN and AND are countries, “no”, “in” and “and” are not."""


def _concepts_named(codes: CodeList, text: str, known: Known) -> list[str]:
    """The concepts that a text names exactly, by id or label. Short codes count as they are written: “No” is not Norway."""
    folded = text.casefold()
    if text in codes.concepts:
        return [text]
    by_id = [each for each in codes.concepts if each.casefold() == folded and len(each) > _SHORT]
    return by_id or known.coded(codes.name).get(text) or known.labelled(codes.name).get(folded, [])


def _reference(_cell: Cell, text: str, use: ColumnUse, mapping: ImportMapping, known: Known) -> Any:
    assert use.field is not None
    assert use.field.reference is not None
    collection = use.field.reference.collection
    wanted = id_from([text], mapping) if use.as_id else text
    found = sorted(known.ids_for(collection, wanted))
    if len(found) == 1:
        return found[0]
    titles = known.titles_in(collection)
    if found:
        choices = tuple((each, titles[each]) for each in found)
        reason = f"{quoted(text)} is the title of several records of {collection}: {', '.join(found)}."
    else:
        choices = tuple((each, titles[each]) for each in known.near_records(collection, text))
        reason = f"{quoted(text)} is not a record of {collection}." + (
            f" Perhaps {_listed(choices)}?" if choices else ""
        )
    one = choices[0][0] if len(choices) == 1 else "…"
    question = Question("values", use.heading, text, choices, collection)
    raise Unclear(f"{reason} {_put(use, text, one)}", question)


def _listed(choices: Iterable[tuple[str, str]]) -> str:
    return " or ".join(f"{value} ({meaning})" for value, meaning in choices)


def _put(use: ColumnUse, text: str, value: str) -> str:
    """What to write into the mapping so that a text means something."""
    return f"Say in the mapping, at {quoted(use.heading)}: values: {{{inline_yaml(text[:60])}: {inline_yaml(value)}}}"


_READERS = {
    "boolean": _boolean, "code": _code, "date": _date, "integer": _number, "number": _number, "reference": _reference,
}  # fmt: skip


# --- ids ------------------------------------------------------------------------------------------


def id_from(texts: Iterable[str], mapping: ImportMapping) -> str:
    """The id that cells make. Raises Unclear where they hold letters that ids cannot have: leaving them out would be a guess."""
    rule = mapping.id_rule
    parts = [slug_of(text.removeprefix(rule.remove)) for text in texts]
    return f"{rule.prefix.rstrip('-')}-{'-'.join(parts)}" if rule.prefix else "-".join(parts)


_LONGEST_OF_AN_ID = 1_000
"""Characters of a text from which an id is made. Ids are far shorter, but much may stand between their letters."""


def slug_of(text: str) -> str:
    """A text as an id: lower-case letters without accents, digits, and hyphens for the rest. Raises Unclear as `id_from` does."""
    bare = without_accents(text)
    if len(bare) > _LONGEST_OF_AN_ID:
        raise Unclear(f"{quoted(text)} is too long for an id. Give the row an id in a column of its own.")
    if any(each.isalnum() and not each.isascii() for each in bare):
        raise Unclear(f"{quoted(text)} has letters that an id cannot have. Give the row an id in a column of its own.")
    slug = id_from_title(bare, len(bare))  # all of it: two rows must not become one
    if not slug:
        raise Unclear(f"{quoted(text)} has nothing that an id can be made from.")
    return slug
