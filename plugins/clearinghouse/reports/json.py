"""Diagnostics as JSON, for other programs; the names are a promise (DESIGN, section 6)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from clearinghouse.core.diagnostic import Diagnostic, Fix, Related, Span, json_pointer


def render_json(diagnostics: Iterable[Diagnostic], checked: int) -> str:
    """Return `{"diagnostics": […], "checked": n}`; lines and columns count from 1, columns in code points."""
    found = {"diagnostics": [_diagnostic(each) for each in diagnostics], "checked": checked}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(each: Diagnostic) -> dict[str, Any]:
    return {
        "code": each.code,
        "severity": each.severity.value,
        "file": each.file,
        **_span(each.span),
        "pointer": json_pointer(each.pointer),
        "message": each.message,
        "help": each.help,
        "fixes": [_fix(fix) for fix in each.fixes],
        "related": [_related(related) for related in each.related],
        "url": each.url,
    }


def _span(span: Span) -> dict[str, int]:
    return {
        "line": span.start.line, "column": span.start.column,
        "end_line": span.end.line, "end_column": span.end.column,
    }  # fmt: skip


def _fix(fix: Fix) -> dict[str, Any]:
    return {**_span(fix.span), "replacement": fix.replacement, "safe": fix.safe}


def _related(related: Related) -> dict[str, Any]:
    return {"file": related.file, **_span(related.span), "message": related.message}
