"""Money in words is exact."""

from decimal import Decimal

import pytest

from clearinghouse.views.wording import Wording


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("0.1"), "USD 0.10"),
        (Decimal("500000.00"), "USD 500,000"),
        (300000, "USD 300,000"),
        (Decimal("12.345"), "USD 12.345"),
        (Decimal("100000000000000000000000000000.015"), "USD 100,000,000,000,000,000,000,000,000,000.015"),
    ],
)
def test_an_amount_is_shown_with_all_its_decimals_and_at_least_those_of_its_currency(amount, text):
    assert Wording("en", {}).money(amount, "USD") == text
