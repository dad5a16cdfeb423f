"""What the views cost as records grow: at most linear, each by itself and all together. `nox -s bench` goes on to 10,000 records."""

import pytest

from tests.coordination.generated import seconds_of_views

SMALL, LARGE = 1_000, 4_000
CHEAP = 0.1
"""Seconds below which a view is not looked at by itself: there the clock is coarser than the growth."""


@pytest.mark.requirement("R32")
def test_views_cost_at_most_linear_time_in_records():
    seconds_of_views(100)  # imports, templates and tables of names are paid once
    small, large = seconds_of_views(SMALL), seconds_of_views(LARGE)
    growth = sum(large.values()) / LARGE / (sum(small.values()) / SMALL)
    assert growth <= 1.5
    for url, last in large.items():
        if last > CHEAP:
            assert last / LARGE <= 2.5 * max(small[url], CHEAP / 4) / SMALL, url
