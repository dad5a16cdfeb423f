"""What people write for a country, a region or a theme, and what they are offered where that is in no list."""

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.core.codelist import CodeList, Concept
from clearinghouse.packs.concept_input import as_offered, concept_named, concepts_near
from clearinghouse.project import Project, read_types
from tests.packs.conftest import ROOT

LISTS = read_types(Project.from_config(ROOT / "mkdocs.yml"))[1]


@pytest.mark.parametrize(
    ("name", "text", "near"),
    [
        ("countries", "Congo", {"CD", "CG"}), ("countries", "Kenia", {"KE"}), ("countries", "Allemagne", {"DE"}),
        ("countries", "korea", {"KR", "KP"}), ("regions", "Afrique", {"002"}), ("themes", "Liability", {"liability-redress"}),
        ("countries", "???", set()), ("countries", "", set()),
    ],
)  # fmt: skip
def test_what_is_near_is_offered_as_the_list_spells_it(name, text, near):
    assert concept_named(text, LISTS[name]) == ""
    assert set(concepts_near(text, LISTS[name])) == near


def test_a_name_with_a_comma_is_one_name():
    listed = CodeList(
        "countries", "Countries", {"XC": Concept("XC", {"en": "Islands, Far"}), "XD": Concept("XD", {"en": "Dunmar"})}
    )
    assert (concept_named("islands,  far", listed), concept_named("xd", listed)) == ("XC", "XD")
    assert [as_offered(each, listed) for each in concepts_near("Dunmarr", listed)] == ["Dunmar (XD)"]


def test_the_command_prints_a_list():
    done = CliRunner().invoke(main, ["pack", "--list", "countries", "--config", str(ROOT / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    assert "KE  Kenya" in done.output.splitlines()
