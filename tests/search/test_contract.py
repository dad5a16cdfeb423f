"""Our search finds what lunr finds: hits and scores are those of lunr.js on the whole index, and that is lunr.py's too."""

import json

import pytest
from tests.search.contract import contract, terms_of
from tests.search.lunr_format import index_in, serialized, whole_index
from tests.search.made_up import made_up_documents

from clearinghouse.search.blocks import FIELDS
from clearinghouse.search.files import search_files, searchable

DOCUMENTS = 1000
QUERIES = 1200


@pytest.fixture(scope="module")
def documents():
    return made_up_documents(DOCUMENTS, 1)


@pytest.fixture(scope="module")
def told(documents, tmp_path_factory):
    return contract(tmp_path_factory.mktemp("contract"), documents, QUERIES, 1)


@pytest.fixture(scope="module")
def by_lunr_py(documents):
    return json.loads(json.dumps(whole_index(FIELDS, terms_of(documents))))


def test_hits_and_scores_are_those_of_lunr_js_on_the_whole_index(told):
    assert told["queries"] == QUERIES
    assert told["hits"] > 50 * QUERIES  # queries that find nothing would show nothing
    assert len(told["kinds"]) == 12
    assert told["differences"] == []


def test_the_whole_index_by_lunr_py_is_the_one_by_lunr_js(told, by_lunr_py):
    assert told["index"] | {"pipeline": []} == by_lunr_py  # only the query's words still go through a pipeline


def test_our_index_in_the_format_of_lunr_is_the_same_byte_for_byte(documents, by_lunr_py):
    files = {file.path: file.content() for file in search_files(searchable(documents))}
    assert json.dumps(serialized(index_in(files), terms_of(documents))) == json.dumps(by_lunr_py)
