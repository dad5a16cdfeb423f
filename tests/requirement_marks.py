"""Prints which tests are marked as showing which ask; a plugin for a collection run of its own (see test_requirements)."""

import json
from pathlib import Path

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    found: dict[str, set[str]] = {}
    for item in session.items:
        for mark in item.iter_markers("requirement"):
            sentence = item.originalname.removeprefix("test_").replace("_", " ")
            case = getattr(item, "callspec", None)
            if case and case.id.startswith("CH"):  # a folder whose name is a sentence too
                sentence = f"{case.id.partition('-')[0]}: {case.id.partition('-')[2].replace('-', ' ')}"
            found.setdefault(mark.args[0], set()).add(sentence)
    text = json.dumps({name: sorted(sentences) for name, sentences in sorted(found.items())})
    Path(session.config.getoption("marks_file")).write_text(text, encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--marks-file", dest="marks_file", required=True)
