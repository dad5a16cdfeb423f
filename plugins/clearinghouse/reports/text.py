"""Diagnostics as text with an excerpt of the file, as compilers print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from clearinghouse.calling import as_called
from clearinghouse.core.diagnostic import Diagnostic, Fix, Severity, Span, visible
from clearinghouse.core.source import Source

if TYPE_CHECKING:
    from clearinghouse.publish.publishing import Outcome

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_MAX_EXCERPT_WIDTH = 160

_Paint = Callable[..., str]
"""Gives a text the colour `fg` and the weight `bold` that `click.style` knows; or leaves it as it is."""


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], *, site: str = "", colour: bool = False
) -> str:
    """Return the diagnostics one below the other, each with the line that it is about; `site` starts the address of help."""
    paint = click.style if colour else _as_it_is
    pages = (_Page(each, sources, site, paint, more) for each, more in _together(diagnostics))
    return "".join(f"{line}\n" for page in pages for line in (*page.lines(), ""))


def _together(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, list[int]]]:
    """Yield each diagnostic with the lines of those behind it that say the same of the same file and are mended by a command."""
    for _, same in groupby(diagnostics, key=_what_is_said):
        found = list(same)
        if all(any(fix.safe for fix in each.fixes) for each in found):
            yield found[0], [each.span.start.line for each in found[1:]]
        else:
            yield from ((each, []) for each in found)


def _what_is_said(each: Diagnostic) -> tuple[str, str, str, str]:
    return each.file, each.code, each.message, each.help


def _as_it_is(text: str, **_style: object) -> str:
    return text


class _Page:
    """The lines of one diagnostic."""

    def __init__(
        self, diagnostic: Diagnostic, sources: Mapping[str, Source], site: str, paint: _Paint, more: Sequence[int] = ()
    ) -> None:
        self.diagnostic = diagnostic
        self.more = more
        self.sources = sources
        self.site = site
        self.paint = paint
        last = max(diagnostic.span.start.line, *(each.span.start.line for each in diagnostic.related), 1)
        self.pad = " " * len(str(last))

    def lines(self) -> Iterator[str]:
        """Yield the lines from the message down to the address of the rule."""
        each, paint = self.diagnostic, self.paint
        kind = paint(f"{each.severity}[{each.code}]", fg=_COLOURS[each.severity], bold=True)
        yield f"{kind}: {paint(visible(each.message), bold=True)}"
        yield from self._excerpt("-->", each.file, each.span, "")
        for related in each.related:
            yield from self._excerpt(":::", related.file, related.span, related.message)
        for fix in each.fixes:
            kind, text = attempt(fix, self.sources.get(each.file))
            if text:
                yield self._remark(kind, text)
        if self.more:
            yield self._remark("also", f"in line{'' if len(self.more) == 1 else 's'} {', '.join(map(str, self.more))}")
        if each.help:
            yield self._remark("help", visible(each.help))
        yield self._remark("see", f"{self.site}{each.url}")

    def _excerpt(self, arrow: str, file: str, span: Span, remark: str) -> Iterator[str]:
        pad, paint = self.pad, self.paint
        number = span.start.line
        yield f"{paint(f'{pad}{arrow} ', fg='blue')}{visible(file)}:{number}:{span.start.column}"
        content = line_of(self.sources.get(file), number)
        if content is None:
            return
        shown, gap, carets = marked(content, span)
        bar = paint(f"{pad} |", fg="blue")
        yield bar
        yield f"{paint(f'{number:>{len(pad)}} | ', fg='blue')}{shown}"
        yield f"{bar} {gap}{paint(f'{carets} {visible(remark)}'.rstrip(), fg=_COLOURS[self.diagnostic.severity], bold=True)}"

    def _remark(self, kind: str, text: str) -> str:
        return f"{self.paint(f'{self.pad} = ', fg='blue')}{self.paint(f'{kind}: ', bold=True)}{text}"


def line_of(source: Source | None, number: int) -> str | None:
    """Return a line of a source; None where there is nothing to show."""
    lines = source.lines if source and (source.head or source.body) else []
    return lines[number - 1] if number <= len(lines) else None


def marked(content: str, span: Span) -> tuple[str, str, str]:
    """Return what is shown of a line, and what stands below it to mark a span: the gap, and the carets."""
    part, left = _window(content, span)
    shown = visible(part)
    start = span.start.column - 1 - left
    end = span.end.column - 1 - left if span.end.line == span.start.line else len(shown)
    return shown, " " * _width(shown[:start]), "^" * max(_width(shown[start : max(end, start + 1)]), 1)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: signs of East Asia take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most lines have no need of it

    return cell_len(text)


def _window(content: str, span: Span) -> tuple[str, int]:
    """The part of a long line around a span, and how many characters were cut off on its left."""
    if len(content) <= _MAX_EXCERPT_WIDTH:
        return content, 0
    left = max(0, min(span.start.column - 1 - _MAX_EXCERPT_WIDTH // 4, len(content) - _MAX_EXCERPT_WIDTH))
    return content[left : left + _MAX_EXCERPT_WIDTH], left


def attempt(fix: Fix, source: Source | None) -> tuple[str, str]:
    """Say in a line what to try, with the name of such a line: the line as it would be, a new line, or lines to delete.

    The text is empty where the edit cannot be said in a line.
    """
    (first, column), (last, end) = fix.span
    if column == end == 1 and not fix.replacement and last > first:
        return "try", f"delete line {first}" if last == first + 1 else f"delete lines {first} to {last - 1}"
    if first == last and column == end == 1 and fix.replacement.find("\n") == len(fix.replacement) - 1:
        return f"try, as a new line {first}{_behind(fix.replacement)}", visible(fix.replacement.strip())
    content = line_of(source, first)
    if content is None or first != last or "\n" in fix.replacement:
        return "try", ""
    before, after = content[: column - 1], content[end - 1 :]
    kind = f"try{_behind(before + fix.replacement)}"
    if len(before) > _MAX_EXCERPT_WIDTH * 2:
        before = "…" + before[-_MAX_EXCERPT_WIDTH:]
    if len(after) > _MAX_EXCERPT_WIDTH * 2:
        after = after[:_MAX_EXCERPT_WIDTH] + "…"
    return kind, visible(before + fix.replacement + after).strip()


def _behind(line: str) -> str:
    """Say how far a line is indented, which nobody sees in what is shown of it."""
    spaces = len(line) - len(line.lstrip(" "))
    return f", after {spaces} space{'' if spaces == 1 else 's'}" if spaces else ""


def summary_line(diagnostics: Iterable[Diagnostic], checked: int) -> str:
    """Return the closing line: how many records were read and what was found."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    found = [
        f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count
    ]  # fmt: skip
    nothing = "no problem found" if checked else "there is none here"
    return f"{checked} record{'' if checked == 1 else 's'} checked: {', '.join(found) or nothing}."


def cure_line(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a line on how many of the mistakes a command mends without changing what is said; empty where it mends none."""
    count = sum(any(fix.safe for fix in each.fixes) for each in diagnostics)
    return f"Of these, {count} can be mended without asking: {as_called('fix')}" if count else ""


def advice_of(severities: Iterable[Severity]) -> str:
    """Return in words how much the rules of coordination found below an error; empty where they found nothing."""
    counts = Counter(severities)
    found = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in (Severity.WARNING, Severity.NOTE)
        if counts[severity]
    ]
    return " and ".join(found)


def advice_line(advice: str) -> str:
    """Return a line on what `advice_of` counted, with the command that shows it."""
    return f"Rules of coordination: {advice}. See them with: {as_called('check', '--notes')}"


def built_line(outcome: Outcome, seconds: float) -> str:
    """Say in one line what was built, how long it took, and how much of it did not have to be made."""
    made = outcome.products - outcome.unchanged - outcome.from_cache
    files = f"{outcome.pages:,} pages and {outcome.files - outcome.pages:,} other files in {seconds:.1f} seconds"
    return (
        f"Built {files}: {made:,} parts made, {outcome.from_cache:,} from the cache, {outcome.unchanged:,} unchanged."
    )
