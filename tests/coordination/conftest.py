"""Situations to test views on: the training clearinghouse, and small ones written into the test itself."""

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import with_years_as_text
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project, read_types
from clearinghouse.views.wording import Wording

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "examples" / "training" / "mkdocs.yml"
TODAY = date(2026, 6, 30)


@functools.cache
def real_types():
    schemas, code_lists, faults = read_types(Project.from_config(ROOT / "mkdocs.yml"))
    assert faults == []
    return schemas, code_lists


def catalogue_from(records: dict[str, str]) -> Catalogue:
    """Build a catalogue with the real schemas; `{"initiatives/a": "countries: [ZM]"}`. Title and sources are filled in."""
    schemas, code_lists = real_types()
    made = []
    for name, text in records.items():
        collection, _, rest = name.partition("/")
        data = read_front_matter(text, name, 1)
        assert data.diagnostics == [], data.diagnostics
        full = {
            "title": rest if len(rest) > 2 else f"The {rest}",
            "summary": f"{rest} is invented for a test.",
            "sources": [{"id": "s", "title": "Invented for a test"}],
            **(data.data or {}),
        }
        full = with_years_as_text(full, schemas[collection])
        errors = [error.message for error in schemas[collection].validator.iter_errors(full)]
        assert errors == [], (name, errors)
        made.append(Record(Key(collection, rest), full, "", f"content/{name}.md"))
    return catalogue_of(made, schemas, code_lists)


def press_of(catalogue: Catalogue, desk: Desk) -> Press:
    return Press(catalogue, Wording("en", catalogue.code_lists), Settings("Test"), desk)


@pytest.fixture(scope="session")
def situation_of() -> Callable[..., Situation]:
    """A situation on 30 June 2026 from records written as YAML; see `catalogue_from`."""

    def make(records: dict[str, str], today: date = TODAY) -> Situation:
        return Situation(catalogue_from(records), today)

    return make


@pytest.fixture(scope="session")
def press_from(situation_of) -> Callable[..., Press]:
    """A press over such a situation."""

    def make(records: dict[str, str], today: date = TODAY) -> Press:
        situation = situation_of(records, today)
        return press_of(situation.catalogue, Desk(situation))

    return make


@pytest.fixture(scope="session")
def training() -> Reading:
    """The training clearinghouse, read."""
    return read_project(Project.from_config(TRAINING))


@pytest.fixture(scope="session")
def training_press(training: Reading) -> Press:
    """A press over the training clearinghouse."""
    return press_of(training.catalogue, training.desk)
