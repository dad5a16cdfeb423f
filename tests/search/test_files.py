"""The files of the search: bounded, safe as scripts, the same for the same documents, and changed only by what changed."""

import gzip
import json
from dataclasses import replace

import pytest
from tests.search.made_up import made_up_documents

from clearinghouse.search.documents import SearchDocument, plain_text
from clearinghouse.search.facets import Facet, FacetValue
from clearinghouse.search.files import FOLDER, search_files, searchable
from clearinghouse.search.packing import unpack

LONGEST_SHARD = 5_000


def document(number: int, **fields: str) -> SearchDocument:
    values = {"type": "projects", "kind": "Projects", "title": "", "summary": "", "names": "", "text": "", **fields}
    return SearchDocument(f"p/{number}.html", **values)


def files_of(documents, **known) -> dict[str, bytes]:
    return contents(search_files(searchable(documents, **known)))


def contents(files) -> dict[str, bytes]:
    return {file.path: file.content() for file in files}


def data(files: dict[str, bytes], name: str):
    call = files[f"{FOLDER}/{name}.js"].decode()
    return json.loads(call[call.index(",", call.index(",") + 1) + 1 : call.rindex(")")])


@pytest.fixture(scope="module")
def many():
    return made_up_documents(1000, 2)


@pytest.fixture(scope="module")
def built(many):
    return files_of(many)


def test_no_file_is_longer_than_five_kilobytes_as_it_is_sent(built):
    sizes = {path: len(gzip.compress(content)) for path, content in built.items()}
    assert sum("/terms/" in path for path in sizes) >= 12
    assert {path: size for path, size in sizes.items() if size > LONGEST_SHARD} == {}


def test_a_term_that_every_document_has_is_cut_into_ranges_of_documents():
    common = "seed " * 60
    files = files_of([document(number, text=common[: 5 * (number % 60 + 1)]) for number in range(9000)])
    pieces = [path for path in files if "/terms/73656564-" in path]
    assert len(pieces) > 1
    assert data(
        files, "terms/" + next(path for path in files if "/terms/" in path and path not in pieces).split("/")[-1][:-3]
    )
    assert all(len(gzip.compress(files[path])) < LONGEST_SHARD for path in pieces)


def test_the_manifest_stays_small(built):
    assert len(gzip.compress(built[f"{FOLDER}/manifest.js"])) < 4000


def test_the_same_documents_in_any_order_give_the_same_bytes(many, built):
    assert files_of(list(reversed(many))) == built


def test_an_edit_of_one_text_changes_only_the_shards_of_the_words_that_changed(many, built):
    edited = replace(many[17], text=many[17].text + " zebra")
    files = files_of([*many[:17], edited, *many[18:]])
    changed = {path.removeprefix(f"{FOLDER}/") for path in files if files[path] != built.get(path)}
    shards = {path for path in changed if path.startswith("terms/")}
    assert len(shards) == 1
    lengths = {path for path in changed if path.startswith("lengths/text-")}
    assert len(lengths) == 1
    assert changed - shards - lengths <= {"words/7a.js", "words/_65.js"}


def test_no_content_can_end_the_string_that_it_stands_in():
    hostile = '</script><script>alert(1)</script> \u2028 <!-- ]]> \\ "'
    facet = Facet("country", hostile, (), (FacetValue(hostile, hostile, "", 0),), {"p/0.html": (hostile,)})
    files = files_of([document(0, title=hostile, summary=hostile, text=hostile, kind=hostile)], facets=[facet])
    for content in files.values():
        assert content.startswith(b'clearinghouse.receive("')
        assert "\u2028" not in content.decode()
        assert content.count(b"\n") == 1
    assert data(files, "documents/0")[0][2] == hostile


def test_facets_dates_and_titles_are_columns_of_their_own():
    facet = Facet("country", "Country", (), (FacetValue("ZM", "Zambia", "", 0), FacetValue("NA", "Namibia", "", 1)), {"p/1.html": ("ZM", "NA"), "p/2.html": ("ZM",)})  # fmt: skip
    known = [("b", "2006-01"), ("C", ""), ("a", "2004")]
    documents = [document(number, title=title, date=day) for number, (title, day) in enumerate(known)]
    files = files_of(documents, facets=[facet])
    assert [[value, label, list(unpack(packed))] for value, label, _, packed in data(files, "facets/country")] == [
        ["ZM", "Zambia", [1, 0]], ["NA", "Namibia", [1]],
    ]  # fmt: skip
    assert list(unpack(data(files, "orders/date"))) == [2, 0, 1]
    assert list(unpack(data(files, "orders/title"))) == [1, 2, 0]
    assert data(files, "documents/0")[0][-1] == "2006-01"


def test_html_becomes_words():
    assert plain_text("<p>One&nbsp;&amp; <b>two</b></p>") == "One & two"
