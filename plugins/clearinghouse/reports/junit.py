"""Diagnostics as the XML of JUnit, which most servers that run checks can show: a test case for each record file.

A file with errors is a failed test; what is less than an error is its output. The form is that of Jenkins (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from clearinghouse.core.diagnostic import Diagnostic, Severity
from clearinghouse.reports.report import Report
from clearinghouse.reports.text import render_text

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""


def render_junit(report: Report) -> str:
    """Return the document; `tests` counts files, `failures` those that have an error."""
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in report.files}
    for each in report.diagnostics:
        by_file.setdefault(each.file, []).append(each)
    cases = [_case(file, found, report) for file, found in by_file.items()]
    counts = {
        "tests": str(len(cases)), "failures": str(sum(case.find("failure") is not None for case in cases)), "errors": "0",
    }  # fmt: skip
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": "clearinghouse check", **counts, "skipped": "0"})
    suite.extend(cases)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(file: str, found: Sequence[Diagnostic], report: Report) -> ET.Element:
    folder, _, name = report.in_repository(file).rpartition("/")
    case = ET.Element("testcase", {"classname": _legal(folder or "."), "name": _legal(name)})
    by_kind: dict[bool, list[Diagnostic]] = defaultdict(list)
    for each in found:
        by_kind[each.severity is Severity.ERROR].append(each)
    if errors := by_kind[True]:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        failure = {"type": errors[0].code, "message": _legal(errors[0].message + more)}
        ET.SubElement(case, "failure", failure).text = _text(errors, report)
    if others := by_kind[False]:
        ET.SubElement(case, "system-out").text = _text(others, report)
    return case


def _text(found: Sequence[Diagnostic], report: Report) -> str:
    return _legal("\n" + render_text(found, report.sources, site=report.site).rstrip("\n") + "\n")


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
