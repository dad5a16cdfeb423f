"""What differs is told whatever shape the data has, and in a time that nobody has to wait for."""

import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.__main__ import main
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.forge.difference import Comparer, Telling, text_change
from clearinghouse.project import Project, read_types
from clearinghouse.views.wording import Wording

ROOT = Path(__file__).parents[2]
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(ROOT / "tests/small/mkdocs.yml"))
TELLING = Telling(catalogue_of([], SCHEMAS, CODE_LISTS), Wording("en", CODE_LISTS))
PROJECT = SCHEMAS["projects"]

ANY = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=2), st.text(max_size=5), st.just("2003-13")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "body", "role", "amount", "x"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
DATA = st.dictionaries(st.sampled_from([*PROJECT.names, "unknown"]), ANY, max_size=5)


@given(DATA, DATA)
def test_data_of_any_shape_is_compared_and_equal_data_differs_in_nothing(old, new):
    comparer = Comparer(TELLING, TELLING)
    changes = list(comparer.fields(PROJECT, old, new))
    assert all(isinstance(each.old, str) and isinstance(each.new, str) for each in changes)
    assert list(comparer.fields(PROJECT, new, new)) == []
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    titles = {field.name: field.title for field in PROJECT.fields}
    assert {each.labels[0] for each in changes} == {titles.get(name, name) for name in differing}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"lessons": list(map(str, range(20_000)))}, {"lessons": list(map(str, range(10_000, 30_000)))}),
        ({"steps": [{"id": f"a{n}"} for n in range(3_000)]}, {"steps": [{"id": f"b{n}"} for n in range(3_000)]}),
    ],
)
def test_long_lists_are_compared_soon(old, new):
    start = time.process_time()
    changes = list(Comparer(TELLING, TELLING).fields(PROJECT, old, new))
    assert len(changes) in (20_000, 6_000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n\n" * 400, "a\n\nb\n\n" * 200),
        ("\n\n".join(map(str, range(400))), "\n\n".join(map(str, range(399, -1, -1)))),
        ("a b\n\n" * 60_000, "b a c\n\n" * 60_000),
    ],
)
def test_long_texts_are_compared_soon(old, new):
    start = time.process_time()
    assert text_change(old, new) is not None
    assert time.process_time() - start < 2


def test_of_a_text_it_is_told_what_came_and_what_went():
    change = text_change("One.\n\nTwo here.\n\nThree.", "One.\n\nTwo there.\n\n\nThree.\n\nFour.")
    assert (change.added, change.removed) == (("Two there.", "Four."), ("Two here.",))
    assert (change.words_added, change.words_removed) == (2, 1)
    assert text_change("One.\n\nTwo.", "One.\n\n\n\nTwo.\n") is None


@pytest.fixture
def training(tmp_path):
    return shutil.copytree(
        ROOT / "examples/training", tmp_path / "examples/training", ignore=shutil.ignore_patterns(".cache", "site")
    )


@pytest.mark.parametrize(
    ("replaced", "by", "views"),
    [
        ("\n---\n", "\n---\n\nOne more sentence.\n", set()),
        ("countries: [XA]", "countries: [XA, XB]", {"Countries and themes", "World map"}),
    ],
)
def test_only_views_that_come_out_differently_are_named(training, replaced, by, views):
    shutil.copytree(ROOT / "schemas", training.parents[1] / "schemas")
    record = training / "content/initiatives/xa-lab.md"
    text = record.read_text()
    assert replaced in text
    record.write_text(text.replace(replaced, by, 1) if not views else text.replace(replaced, by))
    arguments = [
        "compare",
        str(ROOT / "examples/training"),
        "--config",
        str(training / "mkdocs.yml"),
        "--today",
        "2026-06-30",
    ]
    said = CliRunner().invoke(main, arguments).output
    line = next((each for each in said.split("\n") if each.startswith("- Views whose")), "")
    assert all(view in line for view in views)
    assert bool(line) == bool(views)
