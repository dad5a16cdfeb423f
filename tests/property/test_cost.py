"""Files made to be dear: each is read, checked, told of and rendered within a second of processor time."""

import time
from pathlib import Path

import pytest

from clearinghouse.core.body import render_body
from clearinghouse.core.checked import MOST_TOLD, check_among_others, check_by_itself
from clearinghouse.core.record import Key
from clearinghouse.core.reference import Titles
from clearinghouse.core.source import read_source
from clearinghouse.project import Project, read_types
from clearinghouse.reports.text import render_text

SMALL = Path(__file__).parents[1] / "small"
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(SMALL / "mkdocs.yml"))
FIELDS = "---\ntitle: A broken project\nsummary: Dear.\nstatus: ongoing\nsources: [{id: s, title: Note}]\n"
IN_HEAD, IN_BODY = 60_000, 250_000
TITLES = Titles({Key("bodies", f"body-{number}"): f"Body number {number} of the world" for number in range(4000)})

HEADS = {
    "keys": "a: 1\n", "keys in keys": "a: ", "brackets": "[", "hyphens": "- ", "tabs": "\ta: 1\n", "questions": "? ",
    "comments": "# x\n", "spaces": " ", "hidden escapes": '- "\\x01"\n', "anchors": "&a ",
}  # fmt: skip
LISTS = {
    "codes": ("countries", "XX, "), "twice": ("countries", "ZM, "), "differently read": ("lessons", "yes, "), "curly": ("lessons", "“a”, "),
    "nothing": ("steps", "{}, "), "references": ("partners", "{body: norad, role: x}, "), "deep": ("lessons", "[[[[[[a]]]]]], "),
}  # fmt: skip
BODIES = [
    "<b>",
    "[a](b.md) ",
    "![a](http://x/y)",
    "[a](javascript:x) ",
    "*a_",
    "`",
    "[",
    "![[[",
    "<",
    "> ",
    "|a|b|\n|-|-|\n",
    "[a]: b\n",
    "1. ",
    "- a\n",
    "**a *b ",
]


@pytest.mark.parametrize("text", HEADS.values(), ids=HEADS)
def test_front_matter_made_to_be_dear(text):
    assert_cheap(f"{FIELDS}{text * (IN_HEAD // len(text))}\n---\n")


@pytest.mark.parametrize(("field", "item"), LISTS.values(), ids=LISTS)
def test_a_list_made_to_be_dear(field, item):
    assert_cheap(f"{FIELDS}{field}: [{item * min(IN_HEAD // len(item), 1600)}]\n---\n")


@pytest.mark.parametrize("text", BODIES)
def test_a_body_made_to_be_dear(text):
    assert_cheap(f"{FIELDS}---\n{text * (IN_BODY // len(text))}")


def assert_cheap(text):
    """Do all that is done with a file of a record, and look at the clock of the processor."""
    start = time.process_time()
    source = read_source(text.encode(), "content/projects/x.md")
    schema = SCHEMAS["projects"]
    checked = check_by_itself(Key("projects", "x"), source, schema, CODE_LISTS)
    found = [*checked.faults, *check_among_others(checked, schema, TITLES, {key: key for key in TITLES}, {"index.md"})]
    render_text(found, {source.file: checked.source})
    if not any(each.code == "CH405" for each in checked.faults):  # then there is no page
        render_body(source.body, lambda address: address)
    assert time.process_time() - start < 1
    assert len(checked.faults) <= MOST_TOLD


def test_who_has_more_mistakes_is_told_so_and_errors_come_first():
    tags = "<b> " * (MOST_TOLD + 50)
    source = read_source(f"{FIELDS}start: soon\n---\n{tags}".encode(), "content/projects/x.md")
    found = check_by_itself(Key("projects", "x"), source, SCHEMAS["projects"], CODE_LISTS).faults
    assert len(found) == MOST_TOLD
    assert found[0].code == "CH230"
    assert "More is wrong" in found[-1].help
