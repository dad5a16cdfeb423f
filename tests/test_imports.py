"""Imports go one way: the folders of the package can be put in an order in which each uses only those before it."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import clearinghouse

PACKAGE = Path(clearinghouse.__file__).parent
ONLY_FOR_TYPES = "TYPE_CHECKING"


def imported(code: str) -> Iterator[str]:
    """The parts of the package that a module imports when it is imported itself; those for types alone, or inside functions, are none."""
    waiting: list[ast.stmt] = list(ast.parse(code).body)
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("clearinghouse."):
            yield str(each.module).split(".")[1]
        elif isinstance(each, ast.If) and ONLY_FOR_TYPES not in ast.unparse(each.test):
            waiting += [*each.body, *each.orelse]
        elif isinstance(each, ast.Try):
            waiting += each.body


def uses() -> dict[str, set[str]]:
    """What each part of the package (a folder, or a module at its top) uses of the others."""
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        own = file.relative_to(PACKAGE).with_suffix("").parts[0]
        found.setdefault(own, set()).update({*imported(file.read_text("utf-8"))} - {own})
    return found


def test_no_part_of_the_package_uses_one_that_uses_it():
    order = list(TopologicalSorter(uses()).static_order())
    assert order.index("core") < order.index("pages") < order.index("publish") < order.index("engines")


def test_a_circle_is_seen():
    code = (
        "import os\nfrom clearinghouse.pages import page\nif True:\n    from clearinghouse.engines.mkdocs import log\n"
    )
    assert {*imported(code)} == {"pages", "engines"}
    assert not [*imported(f"if {ONLY_FOR_TYPES}:\n    from clearinghouse.engines import mkdocs\n")]
    with pytest.raises(CycleError):
        list(TopologicalSorter({**uses(), "core": {"engines"}}).static_order())
