"""The mapping of an import: which column becomes which field, and what its cells mean. A YAML file that a person writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as part
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import jsonschema

from clearinghouse.core.closest import closest
from clearinghouse.core.diagnostic import Pointer, has_errors, quoted
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.places import places_in
from clearinghouse.core.record import BODY
from clearinghouse.core.scalar import CONTROL
from clearinghouse.core.schema import EACH, Field, Schema

ANSWERS = "answers"
LINES = "lines"
"""How a mapping says that line breaks separate the values of a cell."""


class MappingFault(Exception):
    """A mapping cannot be used; `messages` say why, each with file and line, all at once."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True)
class ColumnUse:
    """What a mapping says of one heading, or of all that fit a heading with `#`. `field` is None for the text of the record."""

    heading: str
    name: str
    field: Field | None
    split: str = ""
    values: Mapping[str, Any] = part(default_factory=dict)
    beside: Mapping[str, Any] = part(default_factory=dict)
    item: str = ""
    needed: bool = False
    fallback: bool = False
    optional: bool = False
    keeps_unknown: bool = False
    codes: str = ""
    prefix: str = ""
    pattern: re.Pattern[str] | None = None
    as_id: bool = False

    @property
    def list_path(self) -> tuple[str, ...]:
        """The way to the list of groups that its field is in; empty where it is in none."""
        path = self.field.path if self.field else ()
        return path[: path.index(EACH)] if EACH in path else ()

    def texts_in(self, text: str) -> list[str]:
        """The texts of the several values in a cell."""
        if not self.split:
            return [text]
        parts = text.splitlines() if self.split == LINES else text.split(self.split)
        return [part.strip() for part in parts if part.strip()]


@dataclass(frozen=True)
class IdRule:
    """What the id of a record is made from."""

    columns: tuple[str, ...]
    prefix: str = ""
    remove: str = ""


@dataclass(frozen=True)
class ImportMapping:
    """A mapping that was found good: all its fields are fields of `schema`."""

    schema: Schema
    batch: str
    id_rule: IdRule
    columns: tuple[ColumnUse, ...]
    constants: Mapping[str, Any] = part(default_factory=dict)
    defaults: Mapping[str, Any] = part(default_factory=dict)
    source: Mapping[str, Any] = part(default_factory=dict)
    not_known: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    ignore: Mapping[str, str] = part(default_factory=dict)
    empty: frozenset[str] = frozenset()
    dates: str = ""
    decimals: str = ""
    completes: bool = False

    def uses_in(self, headings: Iterable[str]) -> list[tuple[ColumnUse, str, str]]:
        """The headings that become fields, in the order of the mapping, each with the numbers that `#` stands for in it."""
        found = [(*use, heading) for heading in headings if (use := self._use_of(heading))]
        found.sort(key=lambda each: each[0])
        return [(self.columns[index], heading, numbers) for index, numbers, heading in found]

    @cached_property
    def _uses(self) -> dict[str, tuple[int, str] | None]:
        """What was found out about headings: files have thousands of rows, and few headings."""
        return {}

    def _use_of(self, heading: str) -> tuple[int, str] | None:
        if heading not in self._uses:
            fits = ((index, fitting(use.heading, heading)) for index, use in enumerate(self.columns))
            self._uses[heading] = next(((index, numbers) for index, numbers in fits if numbers is not None), None)
        return self._uses[heading]

    @cached_property
    def _others(self) -> dict[str, tuple[bool, str]]:
        return {}

    def _other(self, heading: str) -> tuple[bool, str]:
        """Whether a column is kept, and why it is left out."""
        if heading not in self._others:
            is_kept = any(fitting(each, heading) is not None for each in self.keep)
            reasons = (reason for each, reason in self.ignore.items() if fitting(each, heading) is not None)
            self._others[heading] = (is_kept, next(reasons, ""))
        return self._others[heading]

    def keeps(self, heading: str) -> bool:
        """Whether a column is kept beside the records."""
        return self._other(heading)[0]

    def reason_against(self, heading: str) -> str:
        """Why a column is left out; empty where the mapping does not say so."""
        return self._other(heading)[1]

    def with_answers(self, answers: Answers) -> ImportMapping:
        """The mapping as it is once questions were answered."""
        columns = tuple(
            replace(use, values={**use.values, **answers.values.get(use.heading, {})}) for use in self.columns
        )
        return replace(
            self, columns=columns, dates=answers.dates or self.dates, decimals=answers.decimals or self.decimals
        )


@dataclass(frozen=True)
class Answers:
    """What a person said when asked: of dates, of decimal signs, and of values by the heading in the mapping."""

    dates: str = ""
    decimals: str = ""
    values: Mapping[str, Mapping[str, Any]] = part(default_factory=dict)

    def and_then(self, other: Answers) -> Answers:
        """These answers and later ones."""
        headings = dict.fromkeys([*self.values, *other.values])
        values = {each: {**self.values.get(each, {}), **other.values.get(each, {})} for each in headings}
        return Answers(other.dates or self.dates, other.decimals or self.decimals, values)

    def as_data(self) -> dict[str, Any]:
        """What a mapping file says of them."""
        said = {
            "dates": self.dates,
            "decimals": self.decimals,
            "values": {key: dict(each) for key, each in self.values.items()},
        }
        return {name: each for name, each in said.items() if each}


@cache
def _shape(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"([#*])", pattern)
    return re.compile(
        "".join({"#": "([0-9]+)", "*": ".*"}.get(part, re.escape(part)) for part in parts) + r"\Z", re.DOTALL
    )


def fitting(pattern: str, heading: str) -> str | None:
    """The numbers that `#` stands for where a heading fits a pattern, joined by points; None where it does not fit."""
    if pattern == heading:
        return ""
    found = _shape(pattern).match(heading) if "#" in pattern or "*" in pattern else None
    return ".".join(found.groups()) if found else None


@dataclass(frozen=True)
class Written:
    """A mapping file as data that keeps the schema of mappings, with the place of every value."""

    file: str
    text: str
    data: Mapping[str, Any]

    def at(self, pointer: Pointer) -> str:
        """The file and line of a value, as messages begin."""
        places = places_in(self.text, 1)
        while pointer and pointer not in places:
            pointer = pointer[:-1]
        return f"{self.file}:{places[pointer].key.start.line if pointer else 1}"

    @property
    def answers(self) -> Answers:
        """What was answered earlier."""
        return Answers(**self.data.get(ANSWERS, {}))


@cache
def mapping_schema() -> Mapping[str, Any]:
    """The JSON Schema that every mapping keeps."""
    text = (files("clearinghouse.importing") / "mapping.schema.json").read_text(encoding="utf-8")
    schema: Mapping[str, Any] = json.loads(text)
    return schema


def written_mapping(text: str, file: str) -> Written:
    """Read the text of a mapping file. Raises MappingFault with all that its form is wrong in."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if hidden := CONTROL.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise MappingFault(
            [f"{file}:{line}: an invisible character (U+{ord(hidden.group()):04X}) stands here. Delete it."]
        )
    read = read_front_matter(text, file, 1)
    if read.data is None or has_errors(read.diagnostics):
        raise MappingFault(f"{file}:{each.span.start.line}: {each.message}. {each.help}" for each in read.diagnostics)
    written = Written(file, text, read.data)
    validator = jsonschema.Draft202012Validator(mapping_schema())
    errors = sorted(validator.iter_errors(read.data), key=lambda error: [str(part) for part in error.absolute_path])
    if errors:
        raise MappingFault(f"{written.at(tuple(error.absolute_path))}: {_said(error)}" for error in errors)
    return written


def _said(error: Any) -> str:
    """What an error of the schema means, in words."""
    where = ".".join(str(part) for part in error.absolute_path) or "the mapping"
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"{where} lacks {', '.join(missing)}."
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        unknown = [name for name in error.instance if name not in known]
        return " ".join(f"{where} cannot say {quoted(name)}.{_meant(name, known)}" for name in unknown)
    if error.validator == "oneOf":
        inner = [each for each in error.context if each.schema_path[0] == 1] if isinstance(error.instance, dict) else []
        return " ".join(_said(each) for each in inner) or f"{where} is the name of a field, or says `field:` and more."
    if error.validator == "enum":
        return f"{where}: {quoted(error.instance)} is not one of {', '.join(map(repr, error.validator_value))}."
    return f"{where}: {error.message[:200]}. {error.schema.get('description', '')}".strip()


def _meant(name: str, known: Iterable[str]) -> str:
    names = list(known)
    found = closest(name, names, 65)
    return f" Did you mean {quoted(found)}?" if found else f" Known are: {', '.join(names[:40])}."


def import_mapping(written: Written, schemas: Mapping[str, Schema], batch: str) -> ImportMapping:
    """Turn a mapping file into a mapping of this clearinghouse, with the answers in it. Raises MappingFault with all faults."""
    data = written.data
    schema = schemas.get(data["collection"])
    if schema is None:
        raise MappingFault(
            [
                f"{written.at(('collection',))}: there is no collection {quoted(data['collection'])}.{_meant(data['collection'], schemas)}"
            ]
        )
    faults = list(_faults(written, schema))
    if faults:
        raise MappingFault(faults)
    mapping = ImportMapping(
        schema=schema, batch=data.get("batch") or batch,
        id_rule=IdRule(tuple(data["id"]["columns"]), data["id"].get("prefix", ""), data["id"].get("remove", "")),
        columns=tuple(_use(heading, said, schema) for heading, said in data["columns"].items()),
        constants=data.get("constants", {}), defaults=data.get("defaults", {}), source=data.get("source", {}),
        not_known=tuple(data.get("not_known", ())), keep=tuple(data.get("keep", ())), ignore=data.get("ignore", {}),
        empty=frozenset(each.casefold() for each in data.get("empty", ())),
        dates=data.get("dates", ""), decimals=data.get("decimals", ""), completes=data.get("existing") == "complete",
    )  # fmt: skip
    return mapping.with_answers(written.answers)


def fields_by_name(schema: Schema) -> dict[str, Field]:
    """The fields that a cell can become, by the names that mappings call them: with points between groups."""
    return {
        ".".join(part for part in each.path if part != EACH): each for each in schema.all_fields if each.kind != "group"
    }


def not_known_field(schema: Schema) -> str | None:
    """The field of a record that names fields without a value, of which sources do not tell."""
    fields = (each for each in schema.naming if each.names_property == "absent" and len(each.path) == 1)
    return next((each.name for each in fields), None)


def _use(heading: str, said: Any, schema: Schema) -> ColumnUse:
    settings: Mapping[str, Any] = {"field": said} if isinstance(said, str) else said
    name = settings["field"]
    return ColumnUse(
        heading, name, None if name == BODY else fields_by_name(schema)[name], settings.get("split", ""),
        settings.get("values", {}), settings.get("with", {}), settings.get("item", ""), settings.get("needed", False),
        settings.get("fallback", False), settings.get("optional", False), settings.get("unknown") == "keep",
        settings.get("codes", ""), settings.get("prefix", ""),
        re.compile(settings["pattern"]) if "pattern" in settings else None, settings.get("as_id", False),
    )  # fmt: skip


def _faults(written: Written, schema: Schema) -> Iterator[str]:
    filled: dict[str, str] = {}
    for heading, said in written.data["columns"].items():
        settings = {"field": said} if isinstance(said, str) else said
        at = written.at(("columns", heading))
        yield from (f"{at}: {fault}" for fault in _faults_of_column(heading, settings, schema, filled))
        for other in ("keep", "ignore"):
            if heading in written.data.get(other, ()):
                yield f"{at}: {quoted(heading)} becomes a field and stands under `{other}` as well."
    yield from _faults_of_names(written, schema, filled)
    if "not_known" in written.data and not_known_field(schema) is None:
        yield f"{written.at(('not_known',))}: {schema.collection.name} cannot say that something is not known."
    if "source" in written.data and "sources" not in schema.names:
        yield f"{written.at(('source',))}: {schema.collection.name} have no sources."


def _faults_of_names(written: Written, schema: Schema, filled: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the names of fields of the root that are not in columns."""
    single = {field.name for field in schema.fields if not field.many}
    by_root = {name.partition(".")[0]: heading for name, heading in filled.items()}
    for group in ("constants", "defaults", "not_known"):
        for place, name in _named_in(written.data.get(group, ())):
            at = written.at((group, place))
            if name not in schema.names:
                yield f"{at}: {schema.collection.name} have no field {quoted(name)}.{_meant(name, schema.names)}"
            elif group == "constants" and name in by_root and name in single:
                yield f"{at}: {name} is a constant and comes from the column {quoted(by_root[name])} as well."


def _named_in(group: Mapping[str, Any] | Sequence[str]) -> Iterator[tuple[str | int, str]]:
    """The names of fields in a part of a mapping, each with its place there."""
    yield from ((name, name) for name in group) if isinstance(group, Mapping) else enumerate(group)


def _faults_of_column(
    heading: str, settings: Mapping[str, Any], schema: Schema, filled: dict[str, str]
) -> Iterator[str]:
    """What is wrong with what a column says; `filled` has the column of each field, and gets this one."""
    known = fields_by_name(schema)
    name = settings["field"]
    field = known.get(name)
    if name != BODY and field is None:
        yield f"{schema.collection.name} have no field {quoted(name)}.{_meant(name, [*known, BODY])}"
        return
    yield from (f"{quoted(heading)}: {fault}" for fault in _faults_of_settings(settings, field, schema))
    is_single = field is not None and not field.many and EACH not in field.path
    if is_single and name in filled and not settings.get("fallback"):
        yield f"{quoted(filled[name])} already becomes {name}. Add `fallback: true` to the one that counts less."
    filled.setdefault(name, heading)


def _faults_of_settings(settings: Mapping[str, Any], field: Field | None, schema: Schema) -> Iterator[str]:
    lists = field.path.count(EACH) if field else 0
    if lists > 1:
        yield "its field is in a list within a list, which a column cannot fill."
    if "split" in settings and field and not field.many and not lists:
        yield "its field holds one value; leave `split` out."
    if not lists and (word := next((word for word in ("with", "item", "needed") if word in settings), "")):
        yield f"`{word}` is for fields in a list of groups."
    for name in settings.get("with", {}) if field and lists else ():
        if field and schema.beside(field, name) is None:
            yield f"`with`: there is no field {quoted(name)} beside its field."
    if "pattern" in settings:
        try:
            groups = re.compile(settings["pattern"]).groups
        except re.error as fault:
            yield f"`pattern` is no regular expression: {fault}."
        else:
            if groups != 1:
                yield "`pattern` has to have one group: what stands in ( ) is taken."
