"""Books of a selection: `clearinghouse pack` with the name of a book."""

import re
import zipfile

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.books.handbook import handbook_of
from clearinghouse.packs.selection import Selection
from tests.books import tools
from tests.packs.building import build_pack
from tests.packs.conftest import training as training_config  # noqa: F401 - a fixture


@pytest.fixture
def pack(training_config):  # noqa: F811 - the fixture
    return build_pack(training_config, Selection(countries=("XC",)))


def test_a_book_of_a_selection_has_its_records_says_what_it_leaves_out_and_names_the_others(pack):
    book, catalogue = handbook_of(pack, "epub"), pack.press.catalogue
    text = "".join("".join(part.content.itertext()) for part in book.parts)
    assert len([each for chapter in book.chapters[1:-1] for each in chapter.parts]) == len(catalogue.records)
    assert f"This is a selection. Records that it leaves out: {len(catalogue.left_out)};" in text
    along = len(catalogue.neighbours)
    assert (
        f"Of them {len(catalogue.records) - along} were chosen; {along} are here since a chosen one refers to them."
        in text
    )
    outside = {each.title for each in catalogue.left_out if each.key.collection != "countries"}  # the index has those
    links = {"".join(each.itertext()) for part in book.parts for each in part.content.iter("a")}
    named = {"".join(each.itertext()) for part in book.parts for each in part.content.iter("span")}
    assert not outside & links  # there is no address of the full site, so nothing to link to
    assert outside & named


def test_what_all_records_show_together_is_of_those_of_the_pack(pack):
    overview = handbook_of(pack, "epub").chapters[0]
    rows = [[" ".join(cell.itertext()) for cell in row] for row in overview.opening.content.iter("tr")][1:]
    assert sum(int(number) for _, number in rows) == len(pack.press.catalogue.records) == 25
    matrix = next(each for each in overview.parts if each.title == "Countries and themes").content
    *_, last = matrix.iter("tr")
    total = len(pack.press.desk.situation.by_country["XC"])
    assert str(total) in ["".join(each.itertext()).strip() for each in last]


@pytest.mark.parametrize("form", ["epub", "zim"])
def test_the_end_of_the_name_says_the_form(form, training_config, tmp_path):  # noqa: F811 - the fixture
    if form == "zim":
        tools.library("libzim")
    out = tmp_path / f"pack.{form}"
    asked = ["pack", str(out), "--country", "XC", "--config", str(training_config)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert re.search(rf"pack\.{form}: .*, [\d.]+ kB\.", done.output)
    if form == "epub":
        with zipfile.ZipFile(out) as archive:
            assert "Countries: Corvanta" in archive.read("EPUB/package.opf").decode()
    else:
        from libzim.reader import Archive

        read = Archive(out)
        assert read.get_metadata("Name") == b"training-clearinghouse-invented_en_countries-corvanta"
        assert not read.has_entry_by_path("START-HERE.html")
        assert read.has_entry_by_path("index.html")
