"""Diagnostics as text with an excerpt of the file, as compilers print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from clearinghouse.core.diagnostic import Diagnostic, Fix, Related, Severity, Span
from clearinghouse.core.source import Source

if TYPE_CHECKING:
    from clearinghouse.publish.publishing import Outcome

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MAX_EXCERPT_WIDTH = 160


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], *, site: str = "", colour: bool = False
) -> str:
    """Return the diagnostics one below the other, each with the line that it is about; `site` starts the address of help."""
    out = StringIO()
    console = Console(
        file=out, force_terminal=colour, color_system="standard" if colour else None, width=10_000,
        highlight=False, markup=False, emoji=False, soft_wrap=True,
    )  # fmt: skip
    for diagnostic in diagnostics:
        for line in _Page(diagnostic, sources, site).lines():
            if colour or "\t" in line.plain:
                console.print(line)
            else:
                out.write(f"{line.plain}\n")  # what the console would print, without its work
        out.write("\n")
    return out.getvalue()


class _Page:
    """The lines of one diagnostic."""

    def __init__(self, diagnostic: Diagnostic, sources: Mapping[str, Source], site: str) -> None:
        self.diagnostic = diagnostic
        self.sources = sources
        self.site = site
        spans = [diagnostic.span, *(each.span for each in diagnostic.related)]
        self.gutter = len(str(max(span.start.line for span in spans)))

    @cached_property
    def style(self) -> str:
        """The colour of the severity."""
        return _STYLES[self.diagnostic.severity]

    def lines(self) -> Iterator[Text]:
        """Yield the lines from the message down to the address of the rule."""
        each = self.diagnostic
        yield Text.assemble((f"{each.severity}[{each.code}]", self.style), ": ", (each.message, "bold"))
        yield from self._excerpt("-->", each.file, each.span, "")
        for related in each.related:
            yield from self._related(related)
        for fix in each.fixes:
            if line := self._fixed(fix):
                yield self._remark("try", line)
        if each.help:
            yield self._remark("help", each.help)
        yield self._remark("see", f"{self.site}{each.url}")

    def _related(self, related: Related) -> Iterator[Text]:
        yield from self._excerpt(":::", related.file, related.span, related.message)

    def _excerpt(self, arrow: str, file: str, span: Span, remark: str) -> Iterator[Text]:
        pad = " " * self.gutter
        yield Text.assemble((f"{pad}{arrow} ", "blue"), f"{file}:{span.start.line}:{span.start.column}")
        content = self._line(file, span.start.line)
        if content is None:
            return
        shown, left = _window(content, span)
        start = span.start.column - 1 - left
        end = span.end.column - 1 - left if span.end.line == span.start.line else len(shown)
        marked = shown[start : max(end, start + 1)]
        carets = "^" * max(cell_len(marked), 1)
        yield Text(f"{pad} |", "blue")
        yield Text.assemble((f"{span.start.line:>{self.gutter}} | ", "blue"), shown)
        yield Text.assemble(
            (f"{pad} | ", "blue"), " " * cell_len(shown[:start]), (f"{carets} {remark}".rstrip(), self.style)
        )

    def _line(self, file: str, number: int) -> str | None:
        source = self.sources.get(file)
        lines = source.text.split("\n") if source and source.text else []
        return lines[number - 1].replace("\t", " ") if number <= len(lines) else None

    def _fixed(self, fix: Fix) -> str:
        """The line as it would be with the fix; only where one line becomes one line."""
        content = self._line(self.diagnostic.file, fix.span.start.line)
        if content is None or fix.span.start.line != fix.span.end.line or "\n" in fix.replacement:
            return ""
        return (content[: fix.span.start.column - 1] + fix.replacement + content[fix.span.end.column - 1 :]).strip()

    def _remark(self, kind: str, text: str) -> Text:
        return Text.assemble((" " * self.gutter + " = ", "blue"), (f"{kind}: ", "bold"), text)


def _window(content: str, span: Span) -> tuple[str, int]:
    """The part of a long line around a span, and how many characters were cut off on its left."""
    if len(content) <= _MAX_EXCERPT_WIDTH:
        return content, 0
    left = max(0, min(span.start.column - 1 - _MAX_EXCERPT_WIDTH // 4, len(content) - _MAX_EXCERPT_WIDTH))
    return content[left : left + _MAX_EXCERPT_WIDTH], left


def summary_line(diagnostics: Iterable[Diagnostic], checked: int) -> str:
    """Return the closing line: how many records were read and what was found."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    found = [
        f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count
    ]  # fmt: skip
    return f"{checked} record{'' if checked == 1 else 's'} checked: {', '.join(found) or 'no problem found'}."


def advice_line(severities: Iterable[Severity]) -> str:
    """Return a line on what the rules of coordination found below an error; empty where they found nothing."""
    counts = Counter(severities)
    found = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in (Severity.WARNING, Severity.NOTE)
        if counts[severity]
    ]
    return f"Rules of coordination: {' and '.join(found)}. See them with: clearinghouse check --notes" if found else ""


def built_line(outcome: Outcome, seconds: float) -> str:
    """Say in one line what was built, how long it took, and how much of it did not have to be made."""
    made = outcome.products - outcome.unchanged - outcome.from_cache
    files = f"{outcome.pages:,} pages and {outcome.files - outcome.pages:,} other files in {seconds:.1f} seconds"
    return (
        f"Built {files}: {made:,} parts made, {outcome.from_cache:,} from the cache, {outcome.unchanged:,} unchanged."
    )
