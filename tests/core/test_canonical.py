"""The text of a record's file is made in one place, whoever writes the record."""

from pathlib import Path

import pytest

from clearinghouse.core.canonical import record_text
from clearinghouse.core.schema import Schema
from clearinghouse.project import Project, read_types

SMALL = Path(__file__).parents[1] / "small" / "mkdocs.yml"


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The type of projects in the small clearinghouse."""
    return read_types(Project.from_config(SMALL))[0]["projects"]


@pytest.mark.parametrize(
    ("data", "body", "text"),
    [
        ({"summary": "Two.", "title": "One"}, "Text", "---\ntitle: One\nsummary: Two.\n---\n\nText\n"),
        ({"title": "One"}, "\n\nText\n\nmore\n\n", "---\ntitle: One\n---\n\nText\n\nmore\n"),
        ({"title": "One"}, "\n", "---\ntitle: One\n---\n"),
        ({}, "Text", "---\n---\n\nText\n"),
        ({}, "", "---\n---\n"),
    ],
)
def test_the_text_of_a_record(schema, data, body, text):
    assert record_text(schema, data, body) == text
