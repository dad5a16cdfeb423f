"""What is kept from one build to the next changes no byte: after any change the files are those of a build without it."""

import random
from dataclasses import replace

import pytest
from tests.search.made_up import english_words, made_up_documents

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint
from clearinghouse.search import blocks
from clearinghouse.search.documents import SearchDocument
from clearinghouse.search.facets import Facet, FacetValue
from clearinghouse.search.files import FOLDER, Searchable, in_order, search_files, searchable
from clearinghouse.search.stamped import Stamped

CHANGES = 40
FOREIGN = "قدرة المختبرات 实验室能力建设 лаборатория évaluation des risques 𝒳 naïve l'évaluation"


def site(documents: dict[str, SearchDocument]) -> Searchable:
    """Everything with a facet that some documents have."""
    having = {url: (each.title[:1],) for url, each in documents.items() if each.title}
    values = tuple(
        FacetValue(letter, letter, "", place) for place, letter in enumerate(sorted({v for (v,) in having.values()}))
    )
    return searchable(documents.values(), [Facet("letter", "Letter", (), values, having)])


def contents(known: Searchable, cache: Cache | None = None) -> dict[str, bytes]:
    return {file.path: file.content() for file in search_files(known, cache)}


def change(documents: dict[str, SearchDocument], source: random.Random) -> None:
    """Change, add or remove a document, or several of them at once."""
    for _ in range(source.choice([1, 1, 1, 5])):
        url = source.choice(list(documents))
        words = " ".join(source.choices([*english_words()[:900], *FOREIGN.split()], k=6))
        field = source.choice(["text", "text", "title", "names", "codes", "summary"])
        match source.randrange(6):
            case 0:
                del documents[url]
            case 1:
                added = f"records/{source.randrange(10_000)}-{source.randrange(10)}.html"
                documents[added] = replace(documents[url], url=added, title=words)
            case 2:
                documents[url] = replace(documents[url], **{field: ""})
            case 3:
                documents[url] = replace(documents[url], language=source.choice(["fr", "ar", "zh", "ru", "en", "xx"]))
            case _:
                documents[url] = replace(documents[url], **{field: f"{getattr(documents[url], field)} {words}"})


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_the_files_are_those_of_a_clean_build(tmp_path, seed, monkeypatch):
    monkeypatch.setattr(blocks, "USUAL", 16)  # so that there are several blocks, and some are cut for being long
    monkeypatch.setattr(blocks, "MOST", 24)
    source = random.Random(seed)
    documents = {each.url: each for each in made_up_documents(150, seed)}
    before: dict[str, bytes] = {}
    before_stamps: dict[str, bytes] = {}
    for _ in range(CHANGES):
        known = site(documents)
        cache = Cache(tmp_path / "kept.sqlite")
        files = list(search_files(known, cache))
        cache.close()
        built = {file.path: file.content() for file in files}
        assert built == contents(known)
        assert len(built) == len(files)
        for file in files:  # whoever has the file with this fingerprint already need not ask for its content
            if before_stamps.get(file.path) == file.fingerprint:
                assert before[file.path] == built[file.path], file.path
        before, before_stamps = built, {file.path: file.fingerprint for file in files}
        change(documents, source)


def test_very_frequent_terms_are_cut_the_same_after_an_edit(tmp_path):
    source = random.Random(7)
    documents = [
        SearchDocument(f"p/{number:04}.html", "p", "P", "seed seed", "seed", "", "seed " * source.randrange(1, 90))
        for number in range(7000)
    ]
    cache = Cache(tmp_path / "kept.sqlite")
    assert contents(searchable(documents), cache) == (first := contents(searchable(documents)))
    assert sum("/terms/73656564-" in path for path in first) > 1
    documents[5000] = replace(documents[5000], text="other words")
    edited = contents(searchable(documents), cache)
    assert edited == contents(searchable(documents))
    assert [path.count("/terms/73656564-") for path in edited if edited[path] != first.get(path)].count(1) == 1


def stamped(documents, read: list[str]) -> Searchable:
    """Documents that note when they are read."""

    def make(document: SearchDocument) -> SearchDocument:
        read.append(document.url)
        return document

    return Searchable(
        in_order({each.url: Stamped(fingerprint(repr(each)), lambda each=each: make(each)) for each in documents})
    )


def test_after_an_edit_one_block_is_read_and_its_words_alone_get_other_files(tmp_path):
    documents, read = made_up_documents(1500, 3), []
    path = tmp_path / "kept.sqlite"
    before = {file.path: file.fingerprint for file in search_files(stamped(documents, read), Cache(path))}
    assert sorted(read) == sorted(each.url for each in documents)
    read.clear()
    assert {file.path: file.fingerprint for file in search_files(stamped(documents, read), Cache(path))} == before
    assert read == []
    documents[700] = replace(documents[700], text=f"{documents[700].text} zebra")
    after = {file.path: file.fingerprint for file in search_files(stamped(documents, read), Cache(path))}
    assert documents[700].url in read
    assert len(read) <= blocks.MOST
    changed = {path.removeprefix(f"{FOLDER}/") for path, stamp in after.items() if before.get(path) != stamp}
    shards = {path for path in changed if path.startswith("terms/")}
    assert len(shards) == 1
    lengths = {path for path in changed if path.startswith("lengths/text-")}
    assert len(lengths) == 1
    assert changed - shards - lengths <= {"words/7a.js", "words/_65.js"}


def test_an_added_document_leaves_most_blocks_as_they_are(tmp_path):
    documents, read = made_up_documents(1500, 3), []
    path = tmp_path / "kept.sqlite"
    list(search_files(stamped(documents, read), Cache(path)))
    read.clear()
    documents.append(replace(documents[0], url="records/700-added.html"))
    list(search_files(stamped(documents, read), Cache(path)))
    assert 0 < len(read) < 4 * blocks.MOST


def test_blocks_may_be_read_in_any_order(tmp_path):
    documents = made_up_documents(1500, 3)

    def backwards(work, parts):
        return [work(part) for part in reversed(parts)]

    files = search_files(searchable(documents), Cache(tmp_path / "kept.sqlite"), backwards)
    assert {file.path: file.content() for file in files} == contents(searchable(documents))
