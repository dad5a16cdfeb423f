"""A comparison as an outline: what a pull request changes, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from clearinghouse.core.diagnostic import Diagnostic, Severity
from clearinghouse.core.source import Source
from clearinghouse.forge.comparison import ADDED, CHANGED, KINDS, RENAMED, Comparison, RecordChange
from clearinghouse.forge.difference import FieldChange, TextChange
from clearinghouse.forge.outline import Line, line, placeholders
from clearinghouse.reports.text import attempt

MAX_RECORDS = 100
MAX_FIELDS = 60
MAX_PARAGRAPHS = 4
MAX_DIAGNOSTICS = 50


def describe(comparison: Comparison) -> Iterator[Line]:
    """Yield what a comparison says, from the counts to what is wrong."""
    yield line("changes")
    if comparison.unreadable:
        yield line(f"no-types-{comparison.unreadable}")
    elif comparison.changes:
        yield line("counts", **{kind: len(comparison.of(kind)) for kind in KINDS})
    else:
        yield line("nothing")
    left = MAX_RECORDS
    for kind in KINDS:
        changes = comparison.of(kind)
        if changes:
            yield line(kind)
            for change in changes[: max(left, 0)]:
                yield from _record(change)
            if len(changes) > max(left, 0):
                yield line("more", count=len(changes) - max(left, 0))
            left -= len(changes)
    yield from _effects(comparison)
    yield from _wrong(comparison)


def _record(change: RecordChange) -> Iterator[Line]:
    if change.kind == RENAMED and change.was:
        was = change.file.replace(f"{change.key.id}.md", f"{change.was.id}.md")
        yield line("record-renamed", label_type=change.type, title=change.title, was=was, file=change.file)
        yield line("address-kept" if change.keeps_address else "address-lost", 1)
    else:
        yield line("record", label_type=change.type, title=change.title, file=change.file)
    if change.unread:
        yield line("unread", 1)
    for each in change.fields[:MAX_FIELDS]:
        yield _field(each)
    if len(change.fields) > MAX_FIELDS:
        yield line("more", 1, count=len(change.fields) - MAX_FIELDS)
    if change.text:
        yield from _text(change.text, is_new=change.kind == ADDED)
    if change.kind == CHANGED and not (change.fields or change.text or change.unread):
        yield line("form-only", 1)


def _field(change: FieldChange) -> Line:
    said = {"label": " › ".join(change.labels), "old": change.old, "new": change.new}
    return line(change.how, 1, **{name: said[name] for name in placeholders(change.how)})


def _text(change: TextChange, *, is_new: bool) -> Iterator[Line]:
    if is_new:
        yield line("text-new", 1, words_added=change.words_added)
        return
    yield line("text", 1, words_added=change.words_added, words_removed=change.words_removed)
    for say, paragraphs in (("paragraph-gone", change.removed), ("paragraph-new", change.added)):
        for each in paragraphs[:MAX_PARAGRAPHS]:
            yield line(say, 2, text=each)
        if len(paragraphs) > MAX_PARAGRAPHS:
            yield line("more", 2, count=len(paragraphs) - MAX_PARAGRAPHS)


def _effects(comparison: Comparison) -> Iterator[Line]:
    effects = comparison.effects
    if not (effects.not_shown or effects.concepts or effects.records or effects.views):
        return
    yield line("effects")
    if effects.not_shown:
        yield line("not-shown", count=effects.not_shown)
    for title, concepts in effects.concepts:
        yield line("pages", label=title, names=concepts)
    for say, names in (("records", effects.records), ("views", effects.views)):
        if names:
            yield line(say, names=names)


def _wrong(comparison: Comparison) -> Iterator[Line]:
    yield line("wrong")
    if comparison.diagnostics:
        counts = {"errors": comparison.count(Severity.ERROR), "warnings": comparison.count(Severity.WARNING)}
        yield line("wrong-counts", **counts)
        yield from diagnostics_told(comparison.diagnostics, comparison.sources)
    else:
        yield line("good", checked=comparison.checked)
    if comparison.known:
        yield line("known", count=comparison.known)


def place_in_file(diagnostic: Diagnostic) -> str:
    """Where a diagnostic is about: the file, the line and the column."""
    return f"{diagnostic.file}:{diagnostic.span.start.line}:{diagnostic.span.start.column}"


def diagnostics_told(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    place_of: Callable[[Diagnostic], str] = place_in_file,
) -> Iterator[Line]:
    """Yield diagnostics as items, errors first, each with the line to try where there is one; those beyond a bound are counted.

    `place_of` says where each is about, in words that whoever reads it knows.
    """
    rank = list(Severity)
    every = sorted(diagnostics, key=lambda each: rank.index(each.severity))
    for each in every[:MAX_DIAGNOSTICS]:
        yield line(str(each.severity), code=each.code, place=place_of(each), message=each.message)
        for fix in each.fixes:
            how, text = attempt(fix, sources.get(each.file))
            if text:
                yield line("try", 1, label_how=how.capitalize(), text=text)
        if each.help:
            yield line("help", 1, text=each.help)
    if len(every) > MAX_DIAGNOSTICS:
        yield line("more", count=len(every) - MAX_DIAGNOSTICS)
