"""Built packs: their pages and numbers, over random selections of the training clearinghouse; and their ZIP files."""

import hashlib
import json
import os
import random
import re
import shutil
import sys
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from lxml import html

from clearinghouse.__main__ import main
from clearinghouse.books import zim
from clearinghouse.core.portable_names import faults_in_names
from clearinghouse.engines import packing
from clearinghouse.packs import archive
from clearinghouse.packs.contents import contents_of
from clearinghouse.packs.selection import Selection
from clearinghouse.packs.start_here import made_with
from clearinghouse.pages.extract_first import EXTRACT_FIRST, notice
from clearinghouse.project import ProjectFault
from tests.books.tools import library
from tests.packs.building import build_pack
from tests.packs.soundness import faults, read_all

SEED = None if not os.environ.get("CI") else 7
CHOICE = random.Random(SEED)
COUNTRIES, REGIONS, THEMES = (
    ["XA", "XB", "XC", "XD"],
    ["XR1", "XR2"],
    ["information-exchange", "institutions-people", "liability-redress"],
)
COLLECTIONS = ["initiatives", "meetings", "organisations", "recommendations", "case-studies", "decisions", "needs"]


def random_selections() -> list[Selection]:
    """One of each kind of criterion that is likely to leave out what other records name; another one at every run."""
    return [
        Selection(countries=tuple(CHOICE.sample(COUNTRIES, CHOICE.choice((1, 2))))),
        Selection(themes=(CHOICE.choice(THEMES),)),
        Selection(regions=(CHOICE.choice(REGIONS),), collections=tuple(CHOICE.sample(COLLECTIONS, 2))),
        Selection(collections=tuple(CHOICE.sample(COLLECTIONS, 1))),
    ]


def is_stub(page: Path) -> bool:
    return 'class="ch-stub"' in page.read_text("utf-8")


@pytest.mark.parametrize("number", range(4))
def test_a_pack_has_its_records_and_stubs_every_link_leads_somewhere_and_its_numbers_are_its_own(training, number):
    selection = random_selections()[number]
    with suppress(NothingChosen):
        is_whole_in_itself(packed(training, selection), selection)


class NothingChosen(Exception):
    """This region has no record of these collections."""


def packed(training, selection):
    try:
        return build_pack(training, selection)
    except ProjectFault as fault:
        raise (NothingChosen if "No record matches" in str(fault) else fault) from fault


def is_whole_in_itself(pack, selection):
    site, catalogue, read = pack.site, pack.press.catalogue, read_all(pack.site)
    assert faults(site, read) == [], selection
    inside = {record.url for record in catalogue.records}
    stubs = {path for path in read if path.endswith(".html") and is_stub(site / path)}
    assert inside <= read.keys()
    assert stubs.isdisjoint(inside)
    for stub in stubs:
        assert any(stub in page.links for name, page in read.items() if name != stub), (
            f"nothing links to {stub}: {selection}"
        )
    for record in catalogue.left_out:
        assert record.url not in read or record.url in stubs or record.url in concept_urls(catalogue), record.url
    numbers_are_its_own(pack)


def concept_urls(catalogue) -> set[str]:
    return {f"{each.page}/{concept.lower()}.html" for each, concept in catalogue.concept_pages()}


def numbers_are_its_own(pack):
    """The catalogue, the home page, the API and the search have the pack's records and no others."""
    site, catalogue = pack.site, pack.press.catalogue
    told = {
        each["name"]: each["count"] for each in json.loads((site / "api/v1/catalogue.json").read_text())["collections"]
    }
    assert told == {name: len(catalogue.collection(name)) for name in catalogue.schemas}
    for name in catalogue.schemas:
        ids = {record.key.id for record in catalogue.collection(name)}
        assert {each["id"] for each in json.loads((site / f"api/v1/{name}.json").read_text())["records"]} == ids
        assert {path.stem for path in (site / "api/v1" / name).glob("*.json")} == ids
    home = " ".join(
        html.fromstring((site / "index.html").read_bytes())
        .xpath("//section[@class='ch-part']")[0]
        .text_content()
        .split()
    )
    chosen = len(catalogue.records) - len(catalogue.neighbours)
    assert pack.criteria in home
    assert re.search(rf"\b{chosen} records? (is|are) chosen", home)
    assert re.search(rf"\b{len(catalogue.neighbours)} more (is|are) here", home)
    assert re.search(rf"\b{len(catalogue.left_out)} records? (is|are) left out", home)
    found = "".join(path.read_text("utf-8") for path in sorted((site / "assets/search/documents").rglob("*.js")))
    assert all(record.url in found for record in catalogue.records)
    pages_of_concepts = concept_urls(catalogue)
    assert not any(f'"{record.url}"' in found for record in catalogue.left_out if record.url not in pages_of_concepts)


def test_every_page_of_a_part_says_so_and_a_stub_says_what_is_not_there(training):
    pack = build_pack(training, Selection(themes=("liability-redress",)))
    pages = [
        path for path in sorted(pack.site.rglob("*.html")) if 'http-equiv="refresh"' not in path.read_text("utf-8")
    ]
    assert all(
        "This copy has only a part of the clearinghouse" in path.read_text("utf-8")
        for path in pages
        if path.name != "404.html"
    )
    stub = next(path for path in pages if is_stub(path))
    record = next(each for each in pack.press.catalogue.left_out if each.url == stub.relative_to(pack.site).as_posix())
    text = stub.read_text("utf-8")
    assert record.title in text
    assert html.fromstring(text).xpath("//p[@class='ch-summary']")[0].text_content() == record.summary
    assert pack.press.wording.translate(pack.press.catalogue.schema_of(record).collection.title) in text


def test_what_changes_in_a_record_changes_the_pack_as_a_clean_build_would(training):
    selection = Selection(countries=("XB",))
    build_pack(training, selection)
    pack = build_pack(training, selection)
    stub = next(each for each in pack.press.catalogue.left_out if is_file_stub(pack.site / each.url))
    file = training.parent / stub.file
    before = file.read_bytes()
    try:
        file.write_bytes(before.replace(f"title: {stub.title}".encode(), b"title: Another name for it"))
        assert file.read_bytes() != before
        incremental = build_pack(training, selection)
        as_built = {path: path.read_bytes() for path in sorted(incremental.site.rglob("*")) if path.is_file()}
        assert b"Another name for it" in as_built[incremental.site / stub.url]
        shutil.rmtree(incremental.site)
        build_pack(training, selection, cache=False)
        clean = {path: path.read_bytes() for path in sorted(incremental.site.rglob("*")) if path.is_file()}
        assert [str(path) for path in as_built.keys() | clean.keys() if as_built.get(path) != clean.get(path)] == []
    finally:
        file.write_bytes(before)


def is_file_stub(page: Path) -> bool:
    return page.is_file() and is_stub(page)


# --- the ZIP file ---------------------------------------------------------------------------------


def test_a_zip_is_the_same_bit_for_bit_sorted_and_listed_in_its_manifest(training, whole, tmp_path):
    again = tmp_path / "again.zip"
    pack = build_pack(training)
    archive.write(pack, again)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(whole.read_bytes()).digest()
    with zipfile.ZipFile(again) as opened:
        names = opened.namelist()
        manifest = json.loads(opened.read("manifest.json"))
        assert {each.date_time for each in opened.infolist()} == {pack.moment.timetuple()[:6]}
        assert {each.external_attr >> 16 for each in opened.infolist()} == {0o100644}
        assert names == ["START-HERE.html", *sorted(names[1:])]
        assert set(manifest["files"]) == set(names) - {"manifest.json", "SHA256SUMS"}
        for path, listed in manifest["files"].items():
            assert hashlib.sha256(opened.read(path)).hexdigest() == listed["sha256"]
        assert manifest["counts"] == {
            name: len(pack.press.catalogue.collection(name)) for name in sorted(pack.press.catalogue.schemas)
        }
    assert list(faults_in_names(names)) == []
    assert "site/404.html" not in names


def test_the_moment_of_a_zip_is_that_of_the_epoch(training, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    archive.write(build_pack(training, Selection(countries=("XD",))), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert {each.date_time for each in opened.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_a_pack_with_such_a_name_is_not_written(training, tmp_path):
    pack = build_pack(training, Selection(countries=("XD",)))
    (pack.site / "con.html").write_text("x", encoding="utf-8")
    try:
        with pytest.raises(ProjectFault, match=r"site/con\.html"):
            archive.write(pack, tmp_path / "x.zip")
    finally:
        (pack.site / "con.html").unlink()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there no file can have such a name")
@pytest.mark.parametrize("name", [b"a\x7f.html", b"a\xff.html", b"link.html", b"closed"])
def test_what_cannot_be_in_a_copy_is_told(training, tmp_path, name):
    pack = build_pack(training, Selection(countries=("XD",)))
    file = pack.site / os.fsdecode(name)
    if name == b"link.html":
        file.symlink_to(pack.site / "index.html")
    elif name == b"closed":
        pack = replace(pack, site=tmp_path / "none")
    else:
        file.write_bytes(b"x")
    try:
        with pytest.raises(ProjectFault, match=r"cannot be seen|not text in UTF-8|is a link|cannot be read"):
            archive.write(pack, tmp_path / "x.zip")
    finally:
        file.unlink(missing_ok=True)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_is_told(training, tmp_path):
    project = shutil.copytree(training.parent, tmp_path / "project", ignore=shutil.ignore_patterns(".cache"))
    (project / ".cache").write_text("no folder", encoding="utf-8")
    done = CliRunner().invoke(main, ["pack", str(tmp_path / "x.zip"), "--config", str(project / "mkdocs.yml")])
    assert (done.exit_code, ".cache" in done.output) == (2, True), done.output


def test_start_here_is_one_file_without_script_and_says_in_six_languages_to_extract(training):
    pack = build_pack(training, Selection(countries=("XA",)))
    page = contents_of(pack).made["START-HERE.html"].decode()
    root = html.fromstring(page)
    assert root.xpath("//script") == []
    assert [each.get("lang") for each in root.xpath("//div[@id='extract']/section")] == list(EXTRACT_FIRST)
    assert set(EXTRACT_FIRST) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert all(words[0] in page for words in EXTRACT_FIRST.values())
    for link in root.xpath("//@href[starts-with(., 'site/')]"):
        path = link.partition("#")[0].removeprefix("site/")
        assert (pack.site / path).is_file() or path.startswith("assets/start-here"), link
    told = made_with(page)
    assert told is not None
    assert (told.today, told.selection) == ("2026-06-30", Selection(countries=("XA",)))


def test_every_page_of_a_copy_says_to_extract_once_at_its_top_and_no_search_finds_it(whole):
    with zipfile.ZipFile(whole) as opened:
        for name in opened.namelist():
            content = opened.read(name).decode("utf-8", "replace")
            if not name.startswith("site/") or not name.endswith(".html"):
                assert name == "START-HERE.html" or EXTRACT_FIRST["fr"][0] not in content, name
            elif 'http-equiv="refresh"' not in content:  # that goes on at once, before anybody could read
                assert re.search(r"<body[^>]*>(.*?)</div></div>", content)[1] + "</div></div>" == notice(), name
                assert content.count(notice()) == 1, name
    assert len(notice().encode()) < 700


# --- the command ----------------------------------------------------------------------------------


def test_the_command_writes_a_pack_and_takes_no_file_of_somebody_else(training, tmp_path):
    out, mine = tmp_path / "out.zip", tmp_path / "mine.zip"
    mine.write_bytes(b"my own")
    run = CliRunner().invoke
    records = list[int]()
    for countries in (["--country", "Almara", "--country", "XB"], ["--country", "XB"]):
        done = run(main, ["pack", str(out), "--config", str(training), *countries])
        assert done.exit_code == 0, done.output
        told = re.search(r"(\d+) records \(\d+ chosen, \d+ that they refer to\) in (\d+) files, ", done.output)
        with zipfile.ZipFile(out) as opened:
            manifest = json.loads(opened.read("manifest.json"))
        assert (int(told[1]), int(told[2])) == (sum(manifest["counts"].values()), len(manifest["files"]))
        records.append(int(told[1]))
    assert records[0] > records[1]  # of several countries a record has one
    refused = run(main, ["pack", str(mine), "--config", str(training), "--country", "XB"])
    assert refused.exit_code == 2
    assert mine.read_bytes() == b"my own"
    wrong = run(main, ["pack", str(out), "--config", str(training), "--country", "Atlantis"])
    assert wrong.exit_code == 2
    assert "Atlantis" in wrong.output
    assert run(main, ["pack", str(tmp_path / "out.rar"), "--config", str(training)]).exit_code == 2


# --- two at once ----------------------------------------------------------------------------------


def test_while_a_pack_is_written_nobody_builds_it_anew_and_who_waits_is_told(training, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(packing, "SILENT_SECONDS", 0.05)
    selection, done = Selection(countries=("XD",)), list[str]()

    def again() -> None:
        with packing.built_pack(training, selection):
            done.append("built anew")

    with packing.built_pack(training, selection) as pack:
        other = Thread(target=again)
        other.start()
        other.join(0.5)
        archive.write(pack, tmp_path / "x.zip")
        done.append("written")
    other.join(60)
    assert done == ["written", "built anew"]
    assert "is being made by another command" in capfd.readouterr().err


@pytest.mark.parametrize("writer", [archive, zim])
def test_a_file_that_cannot_be_read_is_not_told_as_one_that_cannot_be_written(training, tmp_path, monkeypatch, writer):
    if writer is zim:
        library("libzim")
    pack = build_pack(training, Selection(countries=("XD",)))
    file = max(pack.site.glob("countries/*.html"))
    if writer is archive:
        listed = contents_of(pack)
        monkeypatch.setattr(archive, "contents_of", lambda _: listed)
    else:
        paths = list(zim.packed_paths(pack.site))
        monkeypatch.setattr(zim, "packed_paths", lambda _: paths)
    before = file.read_bytes()
    file.unlink()
    try:
        with pytest.raises(ProjectFault, match=rf"^[^:]*countries/{file.name}[^:]* cannot be read: No such file"):
            writer.write(pack, tmp_path / "x.out")
    finally:
        file.write_bytes(before)
    assert list(tmp_path.iterdir()) == []
