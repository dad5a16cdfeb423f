"""The code lists of the clearinghouse: names that people write for a code lead to it, and to no other."""

from pathlib import Path

import pytest

from clearinghouse.core.closest import closest
from clearinghouse.project import Project, read_types

ROOT = Path(__file__).parents[2]
COUNTRIES = read_types(Project.from_config(ROOT / "mkdocs.yml"))[1]["countries"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("UK", "GB"), ("Great Britain", "GB"), ("Swaziland", "SZ"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("Czech Republic", "CZ"),
     ("DRC", "CD"), ("United Republic of Tanzania", "TZ"), ("Viet Nam", "VN"), ("Turkey", "TR"), ("USA", "US")],
)  # fmt: skip
def test_common_and_former_names_lead_to_the_code(name, code):
    assert COUNTRIES.ids_by_label[name.casefold()] == code


def test_no_name_is_that_of_two_countries():
    named = {}
    for concept in COUNTRIES.concepts.values():
        for name in {each.casefold() for each in (COUNTRIES.label(concept.id), concept.codes["alpha3"], *concept.also)}:
            assert named.setdefault(name, concept.id) == concept.id, name


def test_a_name_that_is_as_near_to_two_is_neither():
    assert closest("zam", ["za", "zm"], 60) == ""
    assert closest("statuss", ["status", "start"], 60) == "status"
