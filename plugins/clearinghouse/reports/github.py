"""Diagnostics as workflow commands, which GitHub Actions shows beside the lines that they are about.

It shows ten errors, ten warnings and ten notices of a step: so the worst come first, and the whole list is for the summary of
the step (`markdown`). Form and escaping: actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

from clearinghouse.core.diagnostic import Diagnostic, Severity, visible
from clearinghouse.reports.report import Report
from clearinghouse.reports.text import attempt

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_github(report: Report) -> str:
    """Return a command a line; whatever a record holds, no line is anything else."""
    return "".join(f"{_command(each, report)}\n" for each in report.worst_first)


def _command(each: Diagnostic, report: Report) -> str:
    start, end = each.span
    properties = {"file": visible(report.in_repository(each.file)), "line": start.line, "endLine": end.line}
    if start.line == end.line:  # columns are refused for what goes over several lines
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"{each.code} {each.rule.title}"
    said = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[each.severity]} {said}::{_text(each, report).translate(_IN_DATA)}"


def _text(each: Diagnostic, report: Report) -> str:
    attempts = (attempt(fix, report.sources.get(each.file)) for fix in each.fixes)
    tried = [f"{kind}: {text}" for kind, text in attempts if text]
    see = [f"{report.site}{each.url}"] if report.site else []
    return "\n".join([each.message, *tried, *([each.help] if each.help else []), *see])
