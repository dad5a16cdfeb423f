"""What an import comes to, as text for the person at the keyboard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from clearinghouse.calling import as_called
from clearinghouse.core.diagnostic import quoted
from clearinghouse.importing.batch import Outcome, State
from clearinghouse.importing.conversion import Fate
from clearinghouse.importing.rejects import reasons
from clearinghouse.importing.values import Unclear, slug_of

MOST_ROWS = 40
"""Rejected rows that are printed; the file of rejected rows has all."""


def report_lines(outcome: Outcome, name: str) -> Iterator[str]:
    """Yield the lines of the report."""
    table = outcome.table
    yield f"{name}: {' '.join(table.remarks)}"
    yield from _counts(outcome)
    yield from _rejected(outcome)
    yield from _missing_records(outcome)
    yield from _conflicts(outcome)
    if outcome.no_longer:
        yield ""
        yield f"{outcome.no_longer:,} records of earlier imports are not in this file. They stay as they are."
    if outcome.blocking:
        yield ""
        yield "Before anything is written, the mapping has to say:"
        yield from (f"  {each}" for each in outcome.blocking)


def _counts(outcome: Outcome) -> Iterator[str]:
    table, cells = outcome.table, outcome.cells
    states = ", ".join(f"{len(outcome.in_state(state)):,} {state}" for state in State)
    word = "activities" if table.form == "iati" else "rows"
    yield f"{len(table.rows):,} {word}: {len(outcome.drafts):,} records ({states}), {len(outcome.rejected):,} rejected."
    left_out = f", of these {outcome.left_out:,} in columns that the mapping leaves out" if outcome.left_out else ""
    yield (
        f"{table.size:,} cells: {cells[Fate.MAPPED]:,} mapped + {cells[Fate.KEPT]:,} kept + {cells[Fate.REJECTED]:,} rejected{left_out}."
    )


def _rejected(outcome: Outcome) -> Iterator[str]:
    if not outcome.rejected:
        return
    yield ""
    yield "Rejected:"
    for number, troubles in list(outcome.rejected.items())[:MOST_ROWS]:
        yield from (f"  {reason}" for reason in reasons(number, troubles, outcome.table))
    more = len(outcome.rejected) - MOST_ROWS
    if more > 0:
        yield f"  … and {more:,} more; --rejects FILE writes all of them with their reasons."


def _missing_records(outcome: Outcome) -> Iterator[str]:
    """What is referred to and not there, each once: nothing is made up for it."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, troubles in outcome.rejected.items():
        for trouble in troubles:
            if trouble.question and trouble.question.collection:
                rows[trouble.question.collection, trouble.question.text].append(number)
    if not rows:
        return
    yield ""
    yield "Named in the file and not known here. Write the record first, or say in the mapping which record is meant:"
    for (collection, text), numbers in rows.items():
        where = ", ".join(map(str, numbers[:6])) + (", …" if len(numbers) > 6 else "")
        yield f"  {quoted(text)} ({outcome.table.row_word} {where}): {as_called('new', collection, *_id_for(text))}"


def _id_for(text: str) -> tuple[str, ...]:
    try:
        return (slug_of(text)[:80].strip("-"),)
    except Unclear:
        return ()


def _conflicts(outcome: Outcome) -> Iterator[str]:
    conflicts = list(outcome.conflicts)
    if not conflicts:
        return
    yield ""
    yield "Changed by hand since the last import, and differently in this file. The record keeps its own value:"
    for draft, conflict in conflicts:
        row = f"{outcome.table.row_word} {draft.proposal.row.number}"
        yield (
            f"  {draft.key.collection}/{draft.key.id}.md, {conflict.field}: {_shown(conflict.mine)} stays; "
            f"{row} says {_shown(conflict.theirs)}"
        )


def _shown(value: object) -> str:
    return "nothing" if value is None else quoted(value)
