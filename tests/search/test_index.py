"""The index as lunr.js will read it: its stemmer is the one of lunr.js, and punctuation is no part of a word."""

import pytest
from lunr.index import Index
from lunr.token import Token

from clearinghouse.search.index import SearchDocument, _stem, build_index, plain_text, search_files


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("survey", "survey"),
        ("day", "day"),
        ("money", "money"),
        ("key", "key"),
        ("try", "tri"),
        ("policy", "polici"),
        ("laboratories", "laboratori"),
    ],
)
def test_words_are_stemmed_as_lunr_js_does(word, stem):
    assert str(_stem(Token(word, {}))) == stem


def document(number: int, **fields: str) -> SearchDocument:
    values = {"kind": "Projects", "title": "", "summary": "", "facts": "", "body": "", **fields}
    return SearchDocument(f"p/{number}.html", **values)


def test_a_title_counts_more_than_a_body_and_punctuation_is_cut_away():
    serialized = build_index([document(0, body="A “laboratory”, (built)."), document(1, title="Laboratory")])
    index = Index.load(serialized)
    assert [hit["ref"] for hit in index.search("laboratory")] == ["1", "0"]
    assert [hit["ref"] for hit in index.search("built")] == ["0"]


def test_the_file_is_one_call_that_cannot_end_a_script():
    ((path, content),) = search_files([document(0, title="</script><script>alert(1)")])
    assert path == "assets/search/index.js"
    assert content.startswith(b"clearinghouse.receiveIndex({")
    assert b"</script" not in content


def test_html_becomes_words():
    assert plain_text("<p>One&nbsp;&amp; <b>two</b></p>") == "One & two"
