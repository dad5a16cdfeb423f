"""Diagnostics a line each, as editors look for them: `file:line:column: severity CODE: message`."""

from __future__ import annotations

from clearinghouse.core.diagnostic import visible
from clearinghouse.reports.report import Report


def render_concise(report: Report) -> str:
    """Return a line for each diagnostic; files are relative to the folder of mkdocs.yml."""
    return "".join(
        f"{visible(each.file)}:{each.span.start.line}:{each.span.start.column}: {each.severity} {each.code}: {visible(each.message)}\n"
        for each in report.diagnostics
    )
