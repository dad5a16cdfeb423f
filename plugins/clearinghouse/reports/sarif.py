"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors read: places, explanations and edits that mend them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from clearinghouse import __version__
from clearinghouse.core.diagnostic import Diagnostic, Fix, Related, Rule, Severity, Span
from clearinghouse.reports.report import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(report: Report) -> str:
    """Return one run of the check. Columns count code points; paths are relative to the root of the repository."""
    broken = {each.code: each.rule for each in report.diagnostics}
    rules = sorted({**{each.code: each for each in report.rules}, **broken}.values(), key=lambda each: each.code)
    number = {each.code: index for index, each in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "clearinghouse", "version": __version__, "semanticVersion": __version__,
        "rules": [_rule(each, report.site) for each in rules],
    }  # fmt: skip
    if report.site:
        driver["informationUri"] = report.site
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, number[each.code], report) for each in report.diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, site: str) -> dict[str, Any]:
    fence = "~" * 8
    help_text = f"{rule.explanation}\n\nWrong:\n\n{rule.wrong}\n\nRight:\n\n{rule.right}"
    shown = (
        f"{rule.explanation}\n\nWrong:\n\n{fence}\n{rule.wrong}\n{fence}\n\nRight:\n\n{fence}\n{rule.right}\n{fence}\n"
    )
    described: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": _sentence(rule.title)},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": help_text, "markdown": shown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if site:
        described["helpUri"] = f"{site}contribute/errors.html#{rule.code}"
    return described


def _result(each: Diagnostic, rule_index: int, report: Report) -> dict[str, Any]:
    text = "\n".join(part for part in (_sentence(each.message), each.help) if part)
    result: dict[str, Any] = {
        "ruleId": each.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(each.file, each.span, report)}],
    }
    if each.related:
        result["relatedLocations"] = [_related(other, report) for other in each.related]
    if each.fixes:
        result["fixes"] = [_fix(fix, each, report) for fix in each.fixes]
    return result


def _related(other: Related, report: Report) -> dict[str, Any]:
    return {"physicalLocation": _place(other.file, other.span, report), "message": {"text": _sentence(other.message)}}


def _place(file: str, span: Span, report: Report) -> dict[str, Any]:
    return {"artifactLocation": _artifact(file, report), "region": _region(span)}


def _artifact(file: str, report: Report) -> dict[str, str]:
    return {"uri": quote(report.in_repository(file), errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.line, "startColumn": span.start.column,
        "endLine": span.end.line, "endColumn": span.end.column,
    }  # fmt: skip


def _fix(fix: Fix, each: Diagnostic, report: Report) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.replacement}}
    change = {"artifactLocation": _artifact(each.file, report), "replacements": [replacement]}
    return {"description": {"text": "Keeps the meaning." if fix.safe else "A guess."}, "artifactChanges": [change]}


def _sentence(text: str) -> str:
    """A text that begins and ends like a sentence, which readers of SARIF expect of messages."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
