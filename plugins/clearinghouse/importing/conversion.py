"""From a row to what a record would say: its id, its fields, its text; and what became of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from clearinghouse.core.diagnostic import Pointer, quoted
from clearinghouse.core.record import MAX_ID_LENGTH, is_id
from clearinghouse.core.schema import EACH
from clearinghouse.importing.cells import Cell, Row
from clearinghouse.importing.mapping import ColumnUse, ImportMapping, not_known_field
from clearinghouse.importing.values import Known, Trouble, Unclear, id_from, meaning_of


class Fate(StrEnum):
    """What becomes of a cell: in the record, beside it in imports/<batch>.jsonl, or in neither."""

    MAPPED = "mapped"
    KEPT = "kept"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Proposal:
    """What a row would become. Where there are troubles, nothing becomes of it, and all its cells are rejected."""

    row: Row
    id: str
    data: Mapping[str, Any]
    body: str
    columns: Mapping[Pointer, str]
    """Which column each value came from."""
    fates: Mapping[str, Fate]
    """What becomes of each cell, by column, if the row is taken over."""
    troubles: tuple[Trouble, ...] = ()

    def column_of(self, pointer: Pointer, mapping: ImportMapping) -> str:
        """The column that a value came from, or would have come from; empty where it came from none."""
        at = pointer
        while at:
            if at in self.columns:
                return self.columns[at]
            inside = [column for place, column in self.columns.items() if place[: len(at)] == at]
            if inside:
                return inside[0]
            at = at[:-1]
        path = tuple(part for part in pointer if isinstance(part, str))
        meant = (use.heading for use in mapping.columns if use.name == ".".join(path) and "#" not in use.heading)
        return next(meant, "")


def propose(row: Row, mapping: ImportMapping, known: Known) -> Proposal:
    """Turn a row into a record, as far as its cells are clear."""
    filling = _Filling(mapping)
    fates = dict(_fates_by_mapping(row, mapping))
    troubles = list(_unnamed_errors(row, fates))
    for use, heading, numbers in mapping.uses_in(row.cells):
        fate, found = _take(filling, use, heading, numbers, row.cells[heading], known)
        fates[heading] = fate
        troubles.extend(found)
    record_id = ""
    try:
        record_id = _id_of(row, mapping)
    except Unclear as unclear:
        troubles.append(Trouble(mapping.id_rule.columns[0], unclear.message))
    fates.update((heading, Fate.MAPPED) for heading in mapping.id_rule.columns if heading in row.cells)
    troubles.extend(filling.uneven())
    data, columns, left_out = filling.finished()
    fates.update((heading, Fate.KEPT) for heading in left_out)
    return Proposal(row, record_id, _in_order(data, mapping), filling.body, columns, fates, tuple(troubles))


def _in_order(data: dict[str, Any], mapping: ImportMapping) -> dict[str, Any]:
    return {name: data[name] for name in mapping.schema.names if name in data}


def _fates_by_mapping(row: Row, mapping: ImportMapping) -> Iterator[tuple[str, Fate]]:
    for heading in row.cells:
        is_kept = not mapping.reason_against(heading) and mapping.keeps(heading)
        yield heading, Fate.KEPT if is_kept else Fate.REJECTED


def _unnamed_errors(row: Row, fates: Mapping[str, Fate]) -> Iterator[Trouble]:
    """A formula without a value in a kept column is no value to keep."""
    for heading, cell in row.cells.items():
        if cell.kind == "error" and fates[heading] is Fate.KEPT:
            yield Trouble(
                heading, f"{quoted(cell.text)} stands here in place of a value. Mend the formula in the workbook."
            )


def _id_of(row: Row, mapping: ImportMapping) -> str:
    missing = [heading for heading in mapping.id_rule.columns if heading not in row.cells]
    if missing:
        raise Unclear(f"the cell is empty, and the id of the record is made from it ({', '.join(missing)}).")
    record_id = id_from((row.cells[heading].text for heading in mapping.id_rule.columns), mapping)
    if not is_id(record_id):
        raise Unclear(
            f"the id would be {quoted(record_id)}; an id has at most {MAX_ID_LENGTH} characters and is not “index”."
        )
    return record_id


def _take(
    filling: _Filling, use: ColumnUse, heading: str, numbers: str, cell: Cell, known: Known
) -> tuple[Fate, list[Trouble]]:
    """Put what a cell means where it belongs; say what became of the cell, and why not."""
    mapping = filling.mapping
    if use.fallback and filling.has(use):
        return Fate.KEPT, []
    texts = use.texts_in(cell.text)
    troubles, meanings = [], []
    for text in texts:
        try:
            meanings.append(meaning_of(cell, text, use, mapping, known))
        except Unclear as unclear:
            troubles.append(Trouble(heading, unclear.message, unclear.question))
    if troubles:
        return Fate.REJECTED, troubles
    for place, meaning in enumerate(meanings):
        if meaning.value is not None and (fault := filling.put(use, heading, numbers, place, meaning.value)):
            return Fate.REJECTED, [Trouble(heading, fault)]
    is_kept = bool(meanings) and all(meaning.kept for meaning in meanings)
    return (Fate.KEPT if is_kept else Fate.MAPPED), []


@dataclass
class _Item:
    """An item of a list of groups while it is being filled; `columns` by the way to each value in it."""

    list_path: tuple[str, ...]
    data: dict[str, Any] = field(default_factory=dict)
    columns: dict[Pointer, str] = field(default_factory=dict)
    needed: set[tuple[str, ...]] = field(default_factory=set)


class _Filling:
    """A record while it is being filled."""

    def __init__(self, mapping: ImportMapping) -> None:
        self.mapping = mapping
        self.data: dict[str, Any] = {}
        self.columns: dict[Pointer, str] = {}
        self.body = ""
        self.items: dict[tuple[tuple[str, ...], str, int], _Item] = {}
        self.counts: dict[tuple[tuple[str, ...], str], dict[str, int]] = {}

    def has(self, use: ColumnUse) -> bool:
        """Whether a column would add to what another has given."""
        if use.field is None:
            return bool(self.body)
        if use.list_path:
            return any(item.list_path == use.list_path for item in self.items.values())
        return _get(self.data, use.field.path) is not None

    def put(self, use: ColumnUse, heading: str, numbers: str, place: int, value: Any) -> str:
        """Put a value where it belongs. The answer says why that cannot be; empty where it can."""
        if use.field is None:
            self.body = f"{self.body}\n\n{value}".strip()
            self.columns[("body",)] = heading
            return ""
        if not use.list_path:
            return _set(self.data, use.field.path, value, use.field.many, heading, self.columns)
        label = f"{use.item}\n{numbers}" if use.item else f"\t{heading}"
        counts = self.counts.setdefault((use.list_path, label), {})
        counts[heading] = max(counts.get(heading, 0), place + 1)
        item = self.items.setdefault((use.list_path, label, place), _Item(use.list_path))
        for name, beside in use.beside.items():
            item.data.setdefault(name, beside)
        inner = use.field.path[len(use.list_path) + 1 :]
        return _set(item.data, inner, value, use.field.many, heading, item.columns)

    def uneven(self) -> Iterator[Trouble]:
        """Columns that fill the same items have the same number of values; else it would be a guess which belong together."""
        for counts in self.counts.values():
            if len(set(counts.values())) > 1:
                told = ", ".join(f"{quoted(heading)} has {count}" for heading, count in counts.items())
                yield Trouble(next(iter(counts)), f"these cells belong together, but {told} values.")

    def finished(self) -> tuple[dict[str, Any], dict[Pointer, str], list[str]]:
        """The fields, the columns that they came from, and the columns of items that were left out since they lack what is needed."""
        left_out: list[str] = []
        needed = {
            (use.list_path, use.item): use.field.path[len(use.list_path) + 1 :]
            for use in self.mapping.columns if use.needed and use.field
        }  # fmt: skip
        for (list_path, label, _), item in self.items.items():
            wanted = needed.get((list_path, label.partition("\n")[0]))
            if wanted and _get(item.data, wanted) is None:
                left_out.extend(item.columns.values())
                continue
            items = _list_at(self.data, list_path)
            pointer: Pointer = (*list_path, len(items))
            items.append(item.data)
            self.columns.update(((*pointer, *inner), heading) for inner, heading in item.columns.items())
        self._complete()
        return self.data, self.columns, left_out

    def _complete(self) -> None:
        """Add what the mapping says of every record."""
        backed = [*self.data, *(["body"] if self.body else [])]
        for name, value in self.mapping.constants.items():
            own = self.data.get(name)
            own = own if isinstance(own, list) else []
            self.data[name] = [*own, *(each for each in value if each not in own)] if isinstance(value, list) else value
        for name, value in self.mapping.defaults.items():
            self.data.setdefault(name, value)
        name_of_unknown = not_known_field(self.mapping.schema)
        lacking = [name for name in self.mapping.not_known if name not in self.data]
        if name_of_unknown and lacking:
            said = self.data.get(name_of_unknown, [])
            self.data[name_of_unknown] = [*said, *(name for name in lacking if name not in said)]
        if self.mapping.source and backed:
            source = {
                **self.mapping.source,
                "supports": [name for name in (*self.mapping.schema.names, "body") if name in backed],
            }
            self.data["sources"] = [*self.data.get("sources", []), source]


def _get(data: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _list_at(data: dict[str, Any], path: tuple[str, ...]) -> list[Any]:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    found: list[Any] = data.setdefault(path[-1], [])
    return found


def _set(
    data: dict[str, Any], path: tuple[str, ...], value: Any, many: bool, heading: str, columns: dict[Pointer, str]
) -> str:
    assert EACH not in path
    at = data
    for name in path[:-1]:
        at = at.setdefault(name, {})
    last = path[-1]
    if many:
        values = at.setdefault(last, [])
        if value not in values:  # “Kenya; Kenya” names it once
            columns[*path, len(values)] = heading
            values.append(value)
        return ""
    if last in at and at[last] != value:
        return f"{quoted(value)} and {quoted(at[last])} both become {'.'.join(path)}, which holds one value."
    at[last] = value
    columns[path] = heading
    return ""
