"""Mending: what is sure is mended, the rest stays to the byte, nothing gets worse, and a second time changes nothing."""

import codecs
import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.cache import Cache
from clearinghouse.core import rules
from clearinghouse.core.diagnostic import Diagnostic, Fix, Position, Span
from clearinghouse.editing.fixing import Examined, mend
from clearinghouse.editing.other_records import read_other_records
from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"
OTHERS, FILES = read_other_records(Project(SMALL, SMALL / "content", SMALL / "schemas"), Cache())
KEY = next(file.key for file in FILES if file.file.endswith("projects/first.md"))._replace(id="broken")
EXAMINE = OTHERS.examiner(KEY, "content/projects/broken.md")
CASES = sorted((ROOT / "tests" / "cases").glob("*/content/projects/broken.md"))
every_case = pytest.mark.parametrize("path", CASES, ids=lambda path: path.parts[-4])
GOOD = "---\ntitle: Course\nsummary: A course.\nstatus: ongoing\nsources:\n  - {id: s, title: T}\n---\n"


# --- all cases of the check -----------------------------------------------------------------------


@every_case
@pytest.mark.parametrize("likely", [False, True])
def test_mending_twice_is_mending_once_and_never_makes_more_errors(path, likely):
    before = path.read_bytes()
    once = mend(before, EXAMINE, likely=likely)
    assert mend(once.content, EXAMINE, likely=likely).content == once.content
    was = EXAMINE(before)
    assert once.left == EXAMINE(once.content)
    assert once.left.errors <= was.errors or (was.data is None and once.left.data is not None)
    assert bool(once.mended) == (once.content != before)


@every_case
def test_nothing_that_is_sure_is_left(path):
    left = mend(path.read_bytes(), EXAMINE).left
    assert not [fix for each in left.diagnostics for fix in each.fixes if fix.safe]


@every_case
def test_only_lines_that_a_message_is_about_change(path):
    before = path.read_bytes()
    after = mend(before, EXAMINE)
    if any(each.rule in (rules.NOT_UTF_8, rules.TEXT_BEFORE_FRONT_MATTER) for each in after.mended):
        return  # the whole file is in another encoding, or lines were taken out
    told = sum(len(lines_of(fix)) for each in after.mended for fix in each.fixes[:1])
    old, new = (text.decode("utf-8-sig", "replace").split("\n") for text in (before, after.content))
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    assert sum(end - start for kind, start, end, _, _ in changes if kind != "equal") <= told


@pytest.mark.parametrize("likely", [False, True])
def test_of_a_field_that_is_given_twice_neither_value_is_touched(likely):
    path = ROOT / "tests/cases/fields-with-mistakes-are-given-twice/content/projects/broken.md"
    assert mend(path.read_bytes(), EXAMINE, likely=likely).content == path.read_bytes()
    twice = GOOD.replace(
        "status:", "countries: Zambia\ncountries: Norway\nwebsite: “https://example.org/”\nstatus:"
    ).encode()
    mended = mend(twice, EXAMINE, likely=likely)
    assert mended.content == twice.replace("“https://example.org/”".encode(), b'"https://example.org/"')


def lines_of(fix):
    return range(fix.span.start.line, fix.span.end.line + (fix.span.end.column > 1 or fix.span.start == fix.span.end))


@every_case
def test_windows_line_ends_stay_and_change_nothing_else(path):
    content = path.read_bytes()
    if b"\r" in content or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        pytest.skip("has other line ends of its own")
    windows = content.replace(b"\n", b"\r\n")
    assert mend(windows, EXAMINE).content == mend(content, EXAMINE).content.replace(b"\n", b"\r\n")


# --- what is kept ---------------------------------------------------------------------------------


def test_trailing_spaces_comments_odd_quotation_marks_and_the_body_stay():
    before = (
        b"---\r\ntitle:   'Course'   # a course\r\nsummary: \"A course.\"  \r\nstatus: ongoing\r\ncountries: [ZM,   NO] # both\r\n\r\n"
        b"sources:\r\n- id: s\r\n  title: T\r\n---  \r\n\r\nBody  \nwith: NO\r\n"
    )
    assert mend(before, EXAMINE).content == before.replace(b"NO]", b'"NO"]')


def test_several_mistakes_of_yaml_hidden_behind_each_other_are_all_mended():
    before = GOOD.replace("Course", "Course: one").replace(
        "status: ongoing", "status:ongoing\ncountries: NO\nstart: “2003”"
    )
    result = mend(before.encode(), EXAMINE)
    assert result.content.decode() == GOOD.replace("Course", '"Course: one"').replace(
        "status: ongoing", 'status: ongoing\ncountries: ["NO"]\nstart: "2003"'
    )
    assert not result.left.diagnostics
    assert {each.code for each in result.mended} == {"CH124", "CH125", "CH222", "CH122"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_a_file_of_notepad_is_written_in_utf_8(encoding):
    mark = {"utf-16": b"", "utf-16-be": codecs.BOM_UTF16_BE, "utf-16-le": codecs.BOM_UTF16_LE}[encoding]
    assert mend(mark + GOOD.encode(encoding), EXAMINE).content == GOOD.encode()


def test_bytes_that_do_not_say_what_they_mean_are_left_alone():
    content = GOOD.replace("Course", "Café").encode("latin-1")
    assert mend(content, EXAMINE).content == content


def test_what_is_only_likely_waits_to_be_asked_for():
    content = GOOD.replace("ongoing", "ongoin").encode()
    assert mend(content, EXAMINE).content == content
    assert mend(content, EXAMINE, likely=True).content == GOOD.encode()


@pytest.mark.parametrize("text", [GOOD.replace("summary: A course.\n", ""), GOOD.replace("A course.", "")])
def test_what_is_missing_is_never_made_up(text):
    assert mend(text.encode(), EXAMINE, likely=True).content == text.encode()


def test_a_value_that_stands_twice_is_taken_out_once():
    text = GOOD.replace("sources:", "countries: [ZM, KE, ZM]\nsources:")
    assert mend(text.encode(), EXAMINE).content.decode() == text.replace(", ZM]", "]")


# --- fixes that collide or do harm ----------------------------------------------------------------


def told(fix, pointer=("title",), rule=rules.CURLY_QUOTES):
    return Diagnostic(rule, "x.md", fix.span, "…", pointer=pointer, fixes=(fix,))


def on_line(line, start, end, replacement):
    return Fix(Span(Position(line, start), Position(line, end)), replacement, safe=True)


def test_of_two_fixes_of_one_stretch_each_gets_a_round_of_its_own():
    rounds = []

    def examine(content):
        rounds.append(content)
        faults = []
        if b"aa" in content:
            faults += [told(on_line(1, 1, 3, "b")), told(on_line(1, 2, 4, "cc"))]
        return Examined({}, tuple(faults))

    assert mend(b"aaa\n", examine).content == b"ba\n"
    assert rounds == [b"aaa\n", b"ba\n"]


def test_a_fix_that_makes_more_errors_is_taken_back_and_the_others_are_applied():
    def examine(content):
        faults = []
        if content.startswith(b"a"):
            faults.append(told(on_line(1, 1, 2, "b"), ("one",)))
        if content.startswith(b"b"):
            faults += [told(Fix(Span(Position(1, 1), Position(1, 1)), ""), ("new", n)) for n in range(3)]
        if b"\nx" in content:
            faults.append(told(on_line(2, 1, 2, "y"), ("two",)))
        return Examined({"one": content.decode()[:1], "two": content.decode()[2:3]}, tuple(faults))

    assert mend(b"a\nx\n", examine).content == b"a\ny\n"


def test_a_fix_that_changes_another_field_is_taken_back():
    def examine(content):
        faults = (told(on_line(1, 1, 2, "b"), ("title",)),) if content.startswith(b"a") else ()
        return Examined({"title": "t", "summary": content.decode()}, faults)

    assert mend(b"a\n", examine).content == b"a\n"


def test_fixes_that_undo_each_other_come_to_an_end():
    def examine(content):
        other = "b" if content.startswith(b"a") else "a"
        return Examined({"title": content.decode()}, (told(on_line(1, 1, 2, other)),))

    assert mend(b"a\n", examine).content in (b"a\n", b"b\n")


# --- any text -------------------------------------------------------------------------------------

LINES = st.sampled_from([
    "---", "", "title: Course", "title: Course: one", "title: “Course”", "\ttitle: x", "status:ongoing", "status: Ongoing", "countries: NO",
    "countries: [Norway, ZM]", "start: 2003-05", "start: 31/01/2003", "sources:", "  - {id: s, title: T}", "  - id:\u00a0s", "\t- x", "summary: @x",
    "summary: 2006", "budget: {amount: 0150, currency: USD}", "part_of: frist", "- x", "lessons: [a", "title: 'x", "Text.", "# comment", "x: &a", "pooled: yes",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, max_size=10), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]), st.binary(max_size=3))
def test_whatever_stands_in_a_file_mending_comes_to_an_end_and_a_second_time_changes_nothing(lines, likely, end, more):
    content = end.join(["---", *lines, "---", ""]).encode() + more
    once = mend(content, EXAMINE, likely=likely)
    assert mend(once.content, EXAMINE, likely=likely).content == once.content
