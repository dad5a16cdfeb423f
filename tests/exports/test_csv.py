from decimal import Decimal

import pytest

from clearinghouse.exports.csv import cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("Zambia", "Zambia"), (["ZM", "NO"], "ZM; NO"), (True, "true"), (0, "0"), (Decimal("480000.50"), "480000.50"),
        ({"amount": 5}, '{"amount": 5}'), ([{"a": "é"}], '[{"a": "é"}]'), ("2006-01-18", "2006-01-18"), (-5, "-5"),
    ],
)  # fmt: skip
def test_a_value_is_one_cell_and_what_is_not_known_is_empty(value, text):
    assert cell(value) == text


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1"])
def test_a_text_is_never_a_formula(formula):
    assert cell(formula) == f"'{formula}"
