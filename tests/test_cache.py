"""The cache: it gives back what was kept, and nothing that is wrong with its file is a fault."""

import sqlite3

import pytest

from clearinghouse.cache import CHECKSUM, Cache


@pytest.fixture
def file(tmp_path):
    return tmp_path / "folder" / "cache.sqlite"


def test_what_was_kept_is_found_by_the_next(file):
    first = Cache(file)
    first.keep({b"a": b"1", b"b": b"2"})
    first.close()
    assert Cache(file).find([b"a", b"c", b"a"]) == {b"a": b"1"}


def test_it_takes_more_keys_than_sqlite_takes_at_once(file):
    cache = Cache(file)
    values = {str(number).encode(): b"x" for number in range(2000)}
    cache.keep(values)
    assert cache.find(values) == values


def test_without_a_file_it_keeps_nothing():
    cache = Cache()
    cache.keep({b"a": b"1"})
    assert cache.find([b"a"]) == {}


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00" + b"\xff" * 200, b""])
def test_a_broken_file_is_made_anew(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    cache = Cache(file)
    assert cache.find([b"a"]) == {}
    cache.keep({b"a": b"1"})
    cache.close()
    assert Cache(file).find([b"a"]) == {b"a": b"1"}


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path):
    (tmp_path / "folder").write_bytes(b"a file stands where the folder should be")
    cache = Cache(tmp_path / "folder" / "cache.sqlite")
    cache.keep({b"a": b"1"})
    assert cache.find([b"a"]) == {}
    cache.close()


def test_beyond_its_limit_the_values_go_that_were_not_used_for_longest(file, monkeypatch):
    monkeypatch.setattr("clearinghouse.cache._day", lambda: 100)
    old = Cache(file)
    old.keep({b"old": b"x" * 600, b"used": b"x" * 600})
    old.close()
    monkeypatch.setattr("clearinghouse.cache._day", lambda: 101)
    cache = Cache(file, limit=1300)
    assert set(cache.find([b"used"])) == {b"used"}
    cache.keep({b"new": b"x" * 600})
    cache.close()
    assert set(Cache(file).find([b"old", b"used", b"new"])) == {b"used", b"new"}


def test_two_at_once_do_each_other_no_harm(file):
    one, other = Cache(file), Cache(file)
    one.keep({b"a": b"1"})
    other.keep({b"b": b"2"})
    assert one.find([b"b"]) == {b"b": b"2"}
    assert other.find([b"a"]) == {b"a": b"1"}


def test_nothing_in_it_is_code(file):
    cache = Cache(file)
    cache.keep({b"a": b"text"})
    cache.close()
    ((kept,),) = sqlite3.connect(file).execute("SELECT value FROM kept").fetchall()
    assert kept[CHECKSUM:] == b"text"


@pytest.mark.parametrize("damaged", [b"", b"short", b"\x00" * 12, "a text", 7])
def test_a_damaged_value_counts_as_not_kept(file, damaged):
    cache = Cache(file)
    cache.keep({b"a": b"text", b"b": b"whole"})
    cache.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (damaged, b"a"))
    assert Cache(file).find([b"a", b"b"]) == {b"b": b"whole"}
