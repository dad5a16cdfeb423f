"""The whole story of an import on one screen: rows → proposals → drafts → checked among all others → what to write.

Nothing is written here and nothing is asked: the outcome says what would be written, and what is not clear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clearinghouse.calling import as_called
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.canonical import record_text
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.checked import CheckedSource, check_among_others, check_by_itself
from clearinghouse.core.diagnostic import Diagnostic, Severity, quoted
from clearinghouse.core.record import BODY, Key, Record
from clearinghouse.core.reference import Titles
from clearinghouse.core.schema import with_years_as_text
from clearinghouse.core.source import Source, read_source
from clearinghouse.importing.cells import Table
from clearinghouse.importing.conversion import Fate, Proposal, propose
from clearinghouse.importing.dependents import lacking_after, needing_of, trouble_of_lacking
from clearinghouse.importing.destination import Destination
from clearinghouse.importing.mapping import ImportMapping, fitting
from clearinghouse.importing.merge import Conflict, merge
from clearinghouse.importing.provenance import Origin, later_of, sha256_of, text_of_origins
from clearinghouse.importing.values import Known, Question, Trouble
from clearinghouse.importing.writing import edited_text

Progress = Callable[[int, int], None]


class State(StrEnum):
    """What an import does to a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Draft:
    """A record as the import would write it, with where it came from and the fields that a person changed differently."""

    proposal: Proposal
    key: Key
    state: State
    text: str
    origin: Origin
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What an import comes to. `blocking` says why nothing may be written at all; `rejected` has the troubles of rows by number."""

    table: Table
    mapping: ImportMapping
    drafts: tuple[Draft, ...]
    rejected: Mapping[int, tuple[Trouble, ...]]
    cells: Mapping[Fate, int]
    left_out: int
    """How many of the rejected cells are in columns that the mapping leaves out."""
    blocking: tuple[str, ...]
    sidecar: bytes
    no_longer: int
    """How many records of earlier imports this file does not have. They stay as they are."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a person would have to answer, each once."""
        once: dict[tuple[str, str, str], Question] = {}
        for troubles in self.rejected.values():
            for question in (trouble.question for trouble in troubles if trouble.question):
                once.setdefault(question.what, question)
        return tuple(once.values())

    @property
    def conflicts(self) -> Iterator[tuple[Draft, Conflict]]:
        """Fields that were changed both by hand and in the imported file."""
        return ((draft, conflict) for draft in self.drafts for conflict in draft.conflicts)

    def in_state(self, state: State) -> list[Draft]:
        """The drafts to which the same is done."""
        return [draft for draft in self.drafts if draft.state is state]


@dataclass(frozen=True)
class Given:
    """The file that is imported: its name without the way to it, its SHA-256, and what was read from it."""

    name: str
    sha256: str
    table: Table


def run(given: Given, mapping: ImportMapping, destination: Destination, progress: Progress | None = None) -> Outcome:
    """Work out what an import comes to."""
    proposals = _proposals(given.table, mapping, destination.known, progress)
    rejected: dict[int, list[Trouble]] = defaultdict(list)
    for number, trouble in [*_own_troubles(proposals), *_ids_twice(proposals, given.table)]:
        rejected[number].append(trouble)
    drafts = []
    for proposal in proposals:
        if proposal.row.number not in rejected:
            drafted = _draft(proposal, given, mapping, destination)
            if isinstance(drafted, Draft):
                drafts.append(drafted)
            else:
                rejected[proposal.row.number].append(drafted)
    drafts = _checked(
        drafts, _rows_not_taken(proposals, rejected, mapping, destination), given.table, mapping, destination, rejected
    )
    blocking = tuple(_unsaid_columns(given.table, mapping))
    return _outcome(given, mapping, destination, proposals, drafts, rejected, blocking)


def _proposals(table: Table, mapping: ImportMapping, known: Known, progress: Progress | None) -> list[Proposal]:
    """Turn every row into a proposal. Rows may refer to each other, so all ids are known before the first reference is read."""
    collection = mapping.schema.collection.name
    if any(
        use.field and use.field.reference and use.field.reference.collection == collection for use in mapping.columns
    ):
        own = [Key(collection, each.id) for each in (propose(row, mapping, known) for row in table.rows) if each.id]
        known = replace(known, current={**{key: key for key in own}, **known.current})
    found = []
    for done, row in enumerate(table.rows, 1):
        found.append(propose(row, mapping, known))
        if progress and done % 50 == 0:
            progress(done, len(table.rows))
    return found


def _own_troubles(proposals: Iterable[Proposal]) -> Iterator[tuple[int, Trouble]]:
    for proposal in proposals:
        yield from ((proposal.row.number, trouble) for trouble in proposal.troubles)


def _ids_twice(proposals: Iterable[Proposal], table: Table) -> Iterator[tuple[int, Trouble]]:
    """Of rows with the same id none is taken: which one is meant would be a guess."""
    rows: dict[str, list[int]] = defaultdict(list)
    for proposal in proposals:
        if proposal.id:
            rows[proposal.id].append(proposal.row.number)
    for proposal in proposals:
        same = [str(number) for number in rows.get(proposal.id, ()) if number != proposal.row.number]
        if same:
            told = ", ".join(same[:5])
            yield (
                proposal.row.number,
                Trouble(
                    "", f"the id {quoted(proposal.id)} is also that of {table.row_word} {told}. Each needs its own."
                ),
            )


# --- a record and what is there already -----------------------------------------------------------


def _draft(proposal: Proposal, given: Given, mapping: ImportMapping, destination: Destination) -> Draft | Trouble:
    """Merge a proposal into the record that is there, if any."""
    first = Key(mapping.schema.collection.name, proposal.id)
    key = destination.known.current.get(first, first)
    own = destination.origins.get(mapping.batch, {})
    base = own.get(key) or own.get(first)
    theirs = dict(proposal.data)
    origin = Origin(
        f"{(base.key if base else key).collection}/{(base.key if base else key).id}", given.name, given.sha256,
        proposal.row.number, _cells_to_keep(proposal), theirs, sha256_of(proposal.body),
    )  # fmt: skip
    source = destination.sources.get(key)
    if source is None:
        if base:
            return Trouble(
                "",
                f"the record {quoted(key.id)} was imported before and has been deleted since, so it is not written again. Take the row out of the file.",
            )
        return Draft(proposal, key, State.NEW, record_text(mapping.schema, theirs, proposal.body), origin)
    if source.data is None:
        return Trouble("", f"{source.file} cannot be read. Run `{as_called('check')}` and mend it first.")
    mine = with_years_as_text(source.data, mapping.schema)
    says_all = (
        all(mine.get(name) == value for name, value in theirs.items()) and source.body.strip() == proposal.body.strip()
    )
    if not base and not says_all and not mapping.completes:
        return Trouble("", _not_ours(key, source, mapping, destination))
    return _merged(proposal, key, source, mine, base, origin, mapping)


def _merged(
    proposal: Proposal, key: Key, source: Source, mine: dict[str, object], base: Origin | None, origin: Origin,
    mapping: ImportMapping,
) -> Draft:  # fmt: skip
    merged = merge(base.written if base else {}, mine, origin.written)
    body, remembered, conflicts = _merged_body(proposal.body, source.body.strip(), base.body if base else "")
    origin = replace(origin, written=merged.base, body=remembered)
    if merged.data == mine and body is None:
        return Draft(proposal, key, State.UNCHANGED, source.text, origin, (*merged.conflicts, *conflicts))
    text = edited_text(replace(source, data=dict(mine)), merged.data, body, mapping.schema)
    return Draft(proposal, key, State.CHANGED, text, origin, (*merged.conflicts, *conflicts))


def _merged_body(theirs: str, mine: str, base: str) -> tuple[str | None, str, tuple[Conflict, ...]]:
    """The new text of a record, or None where it stays; what to remember of it; and the conflict, if there is one."""
    new, own = sha256_of(theirs), sha256_of(mine)
    if new in (own, base):
        return None, new, ()
    if own == base:
        return theirs, new, ()
    return None, base, (Conflict(BODY, None, mine, theirs),)


def _not_ours(key: Key, source: Source, mapping: ImportMapping, destination: Destination) -> str:
    other = destination.batch_of(key, mapping.batch)
    wrote = f"the import {quoted(other)} wrote it" if other else "this import did not write it"
    return (
        f"there is a record {source.file} already, and {wrote}. Choose another `prefix` under `id`; or, if it is the same thing, "
        "say `existing: complete` in the mapping: then fields that it lacks are added."
    )


def _cells_to_keep(proposal: Proposal) -> dict[str, str]:
    """The cells as they stood in the row, but for those that no part of the mapping takes."""
    return {name: cell.text for name, cell in proposal.row.cells.items() if proposal.fates[name] is not Fate.REJECTED}


# --- checked as `clearinghouse check` does ----------------------------------------------------------


def _rows_not_taken(
    proposals: Iterable[Proposal], rejected: Mapping[int, object], mapping: ImportMapping, destination: Destination
) -> dict[Key, int]:
    """The records that are not there and will not come from their row, which is rejected; with its number."""
    collection = mapping.schema.collection.name
    rows = {Key(collection, each.id): each.row.number for each in proposals if each.id and each.row.number in rejected}
    return {key: number for key, number in rows.items() if key not in destination.known.current}


def _checked(
    drafts: list[Draft], gone: Mapping[Key, int], table: Table, mapping: ImportMapping, destination: Destination,
    rejected: dict[int, list[Trouble]],
) -> list[Draft]:  # fmt: skip
    """Drop drafts that the check would find errors in, and those that need one that is `gone` or was dropped."""
    code_lists = destination.known.code_lists
    found = {
        draft.key: check_by_itself(
            draft.key, read_source(draft.text.encode(), destination.file_of(draft.key)), mapping.schema, code_lists
        )
        for draft in drafts if draft.state is not State.UNCHANGED
    }  # fmt: skip
    rows = {**gone, **{draft.key: draft.proposal.row.number for draft in drafts}}
    new = {draft.key for draft in drafts if draft.state is State.NEW}
    needing = needing_of(found)
    wrong = _errors_among(drafts, found, mapping, destination, [*gone, *new])
    dropped: Iterable[Key] = gone
    while True:
        lacking = lacking_after([*dropped, *(key for key in wrong if key in new)], needing, new, wrong)
        for draft in drafts:
            own = rejected[draft.proposal.row.number] if draft.key in wrong or draft.key in lacking else []
            own.extend(_in_words(fault, draft, mapping) for fault in wrong.get(draft.key, ()))
            if needed := lacking.get(draft.key):
                where = f"{table.row_word} {rows[needed]}"
                own.append(trouble_of_lacking(draft.proposal, found[draft.key], needed, where, mapping))
        drafts = [draft for draft in drafts if draft.key not in wrong and draft.key not in lacking]
        wrong, dropped = _broken_rules(drafts, found, destination), ()
        if not wrong:
            return drafts


def _errors_among(
    drafts: list[Draft], found: Mapping[Key, CheckedSource], mapping: ImportMapping, destination: Destination,
    named: Iterable[Key],
) -> dict[Key, list[Diagnostic]]:  # fmt: skip
    """The errors of each draft, as if all records that the rows have `named` were there."""
    keys = dict.fromkeys(named)
    titles = Titles(
        {**destination.known.titles, **{draft.key: str(draft.proposal.data.get("title", "")) for draft in drafts}}
    )
    current = {**destination.known.current, **{key: key for key in keys}}
    files = destination.files | {f"{key.collection}/{key.id}.md" for key in keys}
    wrong = {}
    for key, checked in found.items():
        faults = [*checked.faults, *check_among_others(checked, mapping.schema, titles, current, files)]
        if errors := [each for each in faults if each.severity is Severity.ERROR]:
            wrong[key] = errors
    return wrong


def _broken_rules(
    drafts: list[Draft], found: Mapping[Key, CheckedSource], destination: Destination
) -> dict[Key, list[Diagnostic]]:
    """The errors that rules of coordination find in drafts, looked at together with all other records."""
    changed = [draft for draft in drafts if draft.key in found]
    if not destination.rules or not changed:
        return {}
    from clearinghouse.coordination.rule import diagnostic_of  # noqa: PLC0415 - only where there is something to look at

    records = dict(destination.reading.catalogue.by_key)
    for draft in changed:
        source = found[draft.key].source
        records[draft.key] = Record(draft.key, source.data or {}, source.body, source.file)
    catalogue = catalogue_of(records.values(), destination.reading.catalogue.schemas, destination.known.code_lists)
    wrong: dict[Key, list[Diagnostic]] = defaultdict(list)
    for finding in Desk(Situation(catalogue, destination.project.today), destination.rules).broken:
        if finding.key in found:
            source = found[finding.key].source
            wrong[finding.key].append(diagnostic_of(finding, source.file, source))
    return dict(wrong)


def _in_words(fault: Diagnostic, draft: Draft, mapping: ImportMapping) -> Trouble:
    """What the check says of a record, said of the row that it would come from."""
    column = draft.proposal.column_of(fault.pointer, mapping)
    return Trouble(column, f"{fault.message}. {fault.help}".strip())


# --- what it comes to -----------------------------------------------------------------------------


def _unsaid_columns(table: Table, mapping: ImportMapping) -> Iterator[str]:
    """Columns of the file that the mapping does not speak of, and columns that it speaks of and the file does not have."""
    said = {heading for _, heading, _ in mapping.uses_in(table.columns)} | set(mapping.id_rule.columns)
    for heading in table.columns:
        if heading not in said and not mapping.keeps(heading) and not mapping.reason_against(heading):
            yield f"The mapping does not say what becomes of the column {quoted(heading)}: name it under `columns`, `keep` or `ignore`."
    wanted = [*mapping.id_rule.columns]
    if table.form != "iati":  # of an activity every element may be missing
        wanted += [use.heading for use in mapping.columns if not use.optional]
    for pattern in dict.fromkeys(wanted):
        if not any(fitting(pattern, heading) is not None for heading in table.columns):
            names = ", ".join(map(quoted, table.columns[:30]))
            yield f"The file has no column {quoted(pattern)}, which the mapping names. Its columns are: {names}."


def _outcome(
    given: Given, mapping: ImportMapping, destination: Destination, proposals: list[Proposal], drafts: list[Draft],
    rejected: Mapping[int, list[Trouble]], blocking: tuple[str, ...],
) -> Outcome:  # fmt: skip
    cells: Counter[Fate] = Counter(dict.fromkeys(Fate, 0))
    left_out = 0
    for proposal in proposals:
        for name in proposal.row.cells:
            fate = Fate.REJECTED if proposal.row.number in rejected else proposal.fates[name]
            cells[fate] += 1
            left_out += fate is Fate.REJECTED and proposal.row.number not in rejected
    old = destination.origins.get(mapping.batch, {})
    origins = {**old, **{draft.origin.key: later_of(old.get(draft.origin.key), draft.origin) for draft in drafts}}
    named = {Key(mapping.schema.collection.name, proposal.id) for proposal in proposals}
    named |= {destination.known.current.get(key, key) for key in named}
    return Outcome(
        given.table, mapping, tuple(drafts), {number: tuple(each) for number, each in sorted(rejected.items())}, cells,
        left_out, blocking, text_of_origins(origins.values()), len(set(old) - named),
    )  # fmt: skip
