"""The folder of a site: it becomes the new site, and only what differs is written."""

import os

import pytest

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint
from clearinghouse.publish.product import Made, Product, files
from clearinghouse.publish.publishing import TakenPlaces, publish
from clearinghouse.publish.site_folder import SiteFolder, staging_of


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache.sqlite")


def product(name: str, *made: tuple[str, bytes], key: bytes | None = None) -> Product:
    own = fingerprint(*(part for each in made for part in each)) if key is None else key
    return Product(name, own, files(lambda: iter(made)))


def build(place, cache, *products, engine=()):
    """Build as the engine does: its own files lie in staging before the products are made."""
    folder = SiteFolder(place, staging_of(place), cache)
    folder.abandon()
    for path, content in engine:
        target = folder.staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    folder.staging.mkdir(exist_ok=True)
    return publish(products, folder, cache)


def content_of(place):
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


A, B = product("a", ("a/one.html", b"1"), ("a/two.html", b"2")), product("b", ("b.json", b"{}"))


def test_the_first_build_gives_all_files(place, cache):
    outcome = build(place, cache, A, B, engine=[("style.css", b"x")])
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2", "b.json": b"{}", "style.css": b"x"}
    assert (outcome.pages, outcome.files, outcome.unchanged) == (2, 4, 0)
    assert not staging_of(place).exists()


def test_what_has_not_changed_is_neither_made_nor_written(place, cache):
    build(place, cache, A, B, engine=[("style.css", b"x")])
    before = {path: path.stat().st_ctime_ns for path in place.rglob("*") if path.is_file()}

    def never(_kept):
        raise AssertionError("made again")

    again = Product("a", A.key, never)
    assert build(place, cache, again, B, engine=[("style.css", b"x")]).unchanged == 2
    assert {path: path.stat().st_ctime_ns for path in place.rglob("*") if path.is_file()} == before


def told(key: bytes, detail: bytes, content: bytes, making: list[bytes]) -> Product:
    """A product of which it can be told what goes into it in fact; it notes when it is made."""

    def make(kept: bytes) -> Made:
        making.append(kept)
        return Made([("a.html", content)], detail=detail)

    return Product("a", key, make, detail=lambda: detail)


def test_what_goes_into_a_product_in_fact_has_not_changed_so_it_is_not_made(place, cache, monkeypatch):
    monkeypatch.setenv("CLEARINGHOUSE_CORES", "1")
    making = []
    build(place, cache, told(b"k1", b"d1", b"1", making))
    assert build(place, cache, told(b"k2", b"d1", b"another", making)).unchanged == 1
    assert build(place, cache, told(b"k2", b"d1", b"another", making)).unchanged == 1
    assert (making, content_of(place)) == ([b""], {"a.html": b"1"})
    assert build(place, cache, told(b"k3", b"d2", b"2", making)).unchanged == 0
    (place / "a.html").write_bytes(b"of somebody else")
    build(place, cache, told(b"k4", b"d2", b"2", making))
    assert (making, content_of(place)) == ([b""] * 3, {"a.html": b"2"})


def test_a_file_that_is_made_anew_but_equal_is_not_written(place, cache):
    build(place, cache, A)
    before = (place / "a/one.html").stat()
    build(place, cache, product("a", ("a/one.html", b"1"), ("a/two.html", b"changed")))
    after = (place / "a/one.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert content_of(place)["a/two.html"] == b"changed"


def test_what_is_no_more_goes_with_its_folder_and_what_hides_stays(place, cache):
    build(place, cache, A, B)
    (place / ".git").mkdir()
    (place / ".git" / "config").write_bytes(b"mine")
    (place / "stray.html").write_bytes(b"left by somebody")
    build(place, cache, B)
    assert content_of(place) == {"b.json": b"{}", ".git/config": b"mine"}
    assert not (place / "a").exists()


@pytest.mark.parametrize("harm", ["altered", "deleted", "same times", "a folder", "a link"])
def test_a_file_that_somebody_else_touched_is_made_again(place, cache, harm, tmp_path):
    build(place, cache, A, B)
    target, elsewhere = place / "a/one.html", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"1")
    left = target.stat()
    target.unlink()
    if harm in ("altered", "same times"):
        target.write_bytes(b"!")
    if harm == "same times":
        os.utime(target, ns=(left.st_atime_ns, left.st_mtime_ns))
    if harm == "a folder":
        (target / "inside").mkdir(parents=True)
        (target / "inside" / "file").write_bytes(b"")
    if harm == "a link":
        target.symlink_to(elsewhere)
    build(place, cache, A, B)
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2", "b.json": b"{}"}
    assert not target.is_symlink()
    assert elsewhere.read_bytes() == b"1"


def test_nothing_is_written_through_a_folder_that_is_a_link(place, cache, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    place.mkdir()
    (place / "a").symlink_to(outside)
    build(place, cache, A)
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2"}
    assert not list(outside.iterdir())


def test_a_file_may_become_a_folder(place, cache):
    build(place, cache, product("x", ("a", b"file")))
    build(place, cache, A)
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2"}


def test_without_a_cache_everything_is_made_and_equal_files_stay(place):
    build(place, Cache(), A, B)
    assert build(place, Cache(), A, B).unchanged == 0
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2", "b.json": b"{}"}


def test_a_fault_while_making_leaves_the_site_as_it_was(place, cache):
    build(place, cache, A)

    def fails(_kept):
        raise ValueError("no page")

    with pytest.raises(ValueError, match="no page"):
        build(place, cache, B, Product("c", b"c", fails))
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2"}
    build(place, cache, A, B)
    assert "b.json" in content_of(place)


def test_a_file_of_the_engine_may_not_lie_where_a_product_makes_one(place, cache):
    build(place, cache, A)
    with pytest.raises(TakenPlaces, match=r"b\.json"):
        build(place, cache, A, B, engine=[("b.json", b"EVIL")])
    assert content_of(place) == {"a/one.html": b"1", "a/two.html": b"2"}


def test_two_products_may_not_make_the_same_file(place, cache):
    with pytest.raises(ValueError, match=r"a/one\.html"):
        build(place, cache, A, product("b", ("a/one.html", b"other")))
