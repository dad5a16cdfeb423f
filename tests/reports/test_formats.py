"""The answers of a check in every format: whole, in order, and harmless whatever a record or its name holds."""

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from clearinghouse.core.diagnostic import Diagnostic, Fix, Position, Related, Severity, Span
from clearinghouse.core.inert import code
from clearinghouse.core.rules import RULES
from clearinghouse.core.source import read_source
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.reports import sarif
from clearinghouse.reports.concise import render_concise
from clearinghouse.reports.github import render_github
from clearinghouse.reports.json import render_json
from clearinghouse.reports.junit import render_junit
from clearinghouse.reports.markdown import render_markdown
from clearinghouse.reports.report import Report
from clearinghouse.reports.sarif import render_sarif
from clearinghouse.reports.text import render_text

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
SEVERAL = ("several-things-are-wrong-at-once", "a-reference-uses-an-old-id", "a-value-stands-twice-in-a-list")
HOSTILE = (
    "x%0A::error::y]]>\n</failure>```\n# h\x1b[2J<img src=x onerror=alert(1)>@team\r\n::set-output name=a::b,c:d\ud800"
)


@pytest.fixture
def report(small, monkeypatch):
    """What a check of a project finds in which several records are wrong, in errors and warnings."""
    for number, name in enumerate(SEVERAL):
        shutil.copy(CASES / name / "content/projects/broken.md", small / f"content/projects/broken-{number}.md")
    reading = read_project(Project.from_config(small / "mkdocs.yml"))
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    return Report(reading.diagnostics, reading.sources, list(reading.sources), (), "https://example.org/", "sub")


@pytest.fixture
def hostile():
    """A report in which everything that a stranger can choose is chosen to do harm."""
    file = f"content/projects/{HOSTILE}.md"
    source = read_source(f"---\ntitle: {HOSTILE}\n---\n".encode(errors="replace"), file)
    span = Span(Position(2, 1), Position(2, 4))
    told = Diagnostic(
        RULES["CH210"], file, span, HOSTILE, HOSTILE, ("a",), (Fix(span, HOSTILE),), (Related(file, span, HOSTILE),)
    )
    return Report([told], {file: source}, [file], list(RULES.values()), "https://example.org/")


RENDERERS = {
    "concise.txt": render_concise,
    "github.txt": render_github,
    "junit.xml": render_junit,
    "sarif.json": render_sarif,
    "summary.md": render_markdown,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_several_faults_are_told_in_every_format(name, report, golden):
    golden(HERE / "expected" / name, RENDERERS[name](report))


@pytest.mark.parametrize("name", RENDERERS)
def test_every_fault_is_in_every_format(name, report):
    text = RENDERERS[name](report)
    for each in report.diagnostics:
        assert each.code in text
    assert len(report.diagnostics) == 9


@pytest.mark.parametrize("name", RENDERERS)
def test_a_report_of_nothing_is_whole(name):
    text = RENDERERS[name](Report([], {}, ["content/projects/a.md"]))
    assert text.count("CH") == 0
    if name == "junit.xml":
        assert etree.fromstring(text.encode()).get("tests") == "1"
    if name == "sarif.json":
        assert json.loads(text)["runs"][0]["results"] == []


# --- harmless -------------------------------------------------------------------------------------


def test_no_line_for_github_is_anything_but_one_of_our_commands(hostile):
    text = render_github(hostile)
    assert text.count("\n") == 1
    assert re.fullmatch(r"::error file=[^,:\n]*,line=2,endLine=2,col=1,endColumn=4,title=[^,:\n]*::[^\n\r]*\n", text)
    data = text.split("::", 2)[2]
    assert "%250A" in data  # what was written as %0A stays what it was
    assert "\x1b" not in text.split("::", 2)[1]


def test_what_is_escaped_for_github_is_what_was_said():
    span = Span(Position(1, 1), Position(2, 1))
    told = Diagnostic(RULES["CH210"], "a,b:c%.md", span, "100 % of: this, that\nand more")
    line = render_github(Report([told], {}, []))
    title = RULES["CH210"].title
    assert (
        line
        == f"::error file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=CH210 {title}::100 %25 of: this, that%0Aand more\n"
    )


def test_junit_is_read_as_it_was_meant(hostile):
    root = etree.fromstring(render_junit(hostile).encode())
    (case,) = root.iter("testcase")
    assert [each.tag for each in case] == ["failure"]
    assert "]]>" in case.find("failure").text
    assert "\x1b" not in case.find("failure").get("message")
    assert root.get("failures") == root.find("testsuite").get("failures") == "1"


def test_a_file_is_one_failed_test_however_many_errors_it_has(report):
    root = etree.fromstring(render_junit(report).encode())
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert len(cases) == int(root.get("tests")) == len(report.files)
    assert [name for name, case in cases.items() if case.find("failure") is not None] == ["broken-0.md", "broken-2.md"]
    assert "(and 6 more)" in cases["broken-0.md"].find("failure").get("message")
    assert "CH304" in cases["broken-1.md"].find("system-out").text


def test_sarif_names_rules_and_places_that_there_are(report, hostile):
    for each in (report, hostile):
        (run,) = json.loads(render_sarif(each))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result, told in zip(run["results"], each.diagnostics, strict=True):
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == told.code
            place = result["locations"][0]["physicalLocation"]
            assert place["region"] == {"startLine": told.span.start.line, "startColumn": told.span.start.column,
                                       "endLine": told.span.end.line, "endColumn": told.span.end.column}  # fmt: skip
            assert not re.search(r"[\s<>`:]", place["artifactLocation"]["uri"])
        assert all(rule["help"]["markdown"] and rule["helpUri"].endswith(rule["id"]) for rule in rules)


def test_a_summary_cannot_be_broken_out_of(hostile):
    import pyromark

    text = render_markdown(hostile)
    kinds = [str(event) for event in pyromark.Markdown(options=pyromark.Options.ENABLE_GFM).events(text)]
    assert not any("Html" in kind or "Image" in kind for kind in kinds)
    assert sum("'Heading'" in kind and "Start" in kind for kind in kinds) == 2
    outside = re.sub(r"(?s)(`{3,})text\n.*?\n\1\n", "", text)
    assert "@team" not in re.sub(r"(`+).*?\1", "", outside)


def test_code_may_hold_any_backticks():
    assert code("a`b") == "``a`b``"
    assert code("`a``") == "``` `a`` ```"


def test_a_summary_fits_and_says_what_did_not(report):
    span = Span(Position(1, 1), Position(1, 2))
    many = [Diagnostic(RULES["CH210"], f"content/projects/p{n}.md", span, "wrong") for n in range(500)]
    text = render_markdown(Report(many, {}, []), 10_000)
    told = text.count("error[CH210]")
    assert len(text.encode()) <= 10_000
    assert 0 < told < 500
    assert f"… and {500 - told} more." in text
    assert render_markdown(Report(many, {}, [])).count("error[CH210]") == 500


def test_errors_come_first_where_only_some_are_shown(report):
    told = [line.partition(" ")[0] for line in render_github(report).splitlines()]
    assert told == sorted(told, key=["::error", "::warning", "::notice"].index)
    assert {each.severity for each in report.diagnostics} == {Severity.ERROR, Severity.WARNING}


def test_a_line_for_editors_is_one_line_whatever_the_file_is_called(hostile, report):
    assert render_concise(hostile).count("\n") == 1
    form = re.compile(r"(.+):(\d+):(\d+): (error|warning|note) (CH\d+): (.*)")
    assert all(form.fullmatch(line) for line in render_concise(report).splitlines())


def test_a_terminal_obeys_nothing_that_a_record_says(hostile):
    text = render_text(hostile.diagnostics, hostile.sources)
    excerpt = [line for line in text.splitlines() if line.startswith((" -->", " :::", "2 |", "  = try"))]
    assert len(excerpt) >= 3
    assert not any(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", line) for line in excerpt)
    coloured = render_text(hostile.diagnostics, hostile.sources, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text


def test_json_can_be_read(report):
    told = json.loads(render_json(report.diagnostics, len(report.files)))
    assert told["checked"] == 7
    assert [each["code"] for each in told["diagnostics"]] == [each.code for each in report.diagnostics]
