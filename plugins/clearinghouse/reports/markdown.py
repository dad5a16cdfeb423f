"""Diagnostics as Markdown, for places that show it: the summary of a workflow step, a comment on a pull request.

What contributors wrote stands in fences that it cannot close, or is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from clearinghouse.calling import as_called
from clearinghouse.core.diagnostic import Diagnostic
from clearinghouse.core.inert import code, fence_around
from clearinghouse.reports.report import Report
from clearinghouse.reports.text import render_text, summary_line

STEP_SUMMARY_BYTES = 1_000_000
"""A summary of a step with more than a mebibyte is not shown at all."""


def render_markdown(report: Report, limit: int = STEP_SUMMARY_BYTES) -> str:
    """Return the whole list by file, files with errors first, in at most so many bytes; it says how many did not fit."""
    head = f"## {summary_line(report.diagnostics, len(report.files))}\n"
    parts, size, told = [head], len(head.encode()), 0
    for file, found in groupby(_files_in_order(report), key=lambda each: each.file):
        part, count = _section(file, list(found), report, limit - size - 200)
        parts.append(part)
        size += len(part.encode())
        told += count
        if not part:
            break
    left = len(report.diagnostics) - told
    if left:
        parts.append(f"\n… and {left:,} more. See them all with {code(as_called('check', is_shared=True))}.\n")
    return "".join(parts)


def _files_in_order(report: Report) -> Iterator[Diagnostic]:
    """Yield the diagnostics file by file, beginning with the file that has the worst."""
    by_file: dict[str, list[Diagnostic]] = {}
    for each in report.worst_first:
        by_file.setdefault(each.file, []).append(each)
    for found in by_file.values():
        yield from found


def _section(file: str, found: list[Diagnostic], report: Report, room: int) -> tuple[str, int]:
    """The part about one file, as far as there is room for it, and how many diagnostics are in it."""
    texts, size = [], 0
    for each in found:
        text = render_text([each], report.sources, site=report.site)
        size += len(text.encode())
        if size > room:
            break
        texts.append(text)
    if not texts:
        return "", 0
    text = "\n".join(texts).replace("\n\n\n", "\n\n").strip("\n")
    fence = fence_around(text, 3)
    links = _links(found[: len(texts)], report.site)
    return f"\n### {code(report.in_repository(file))}\n\n{fence}text\n{text}\n{fence}\n{links}", len(texts)


def _links(found: Iterable[Diagnostic], site: str) -> str:
    """Links to what explains the codes; none where it is not known where the site is published."""
    if not site.startswith(("https://", "http://")):
        return ""
    urls = {each.code: f"{site}{each.url}" for each in found}
    return "\n" + " · ".join(f"[{name}](<{url}>)" for name, url in sorted(urls.items())) + "\n"
