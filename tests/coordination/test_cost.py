"""What the views cost as records grow: at most linear, each by itself and all together. `nox -s bench` goes on to 10,000 records."""

import pytest

from tests.coordination.generated import seconds_of_views

SMALL, LARGE = 1_000, 4_000
CHEAP = 0.1
"""Seconds below which a view is not looked at by itself: there the clock is coarser than the growth."""


def least_seconds(number: int, runs: int) -> dict[str, float]:
    """The least that each view took in several runs: what else the computer does can only add to it."""
    found = [seconds_of_views(number) for _ in range(runs)]
    return {url: min(each[url] for each in found) for url in found[0]}


@pytest.mark.requirement("R32")
def test_views_cost_at_most_linear_time_in_records():
    seconds_of_views(100)  # imports, templates and tables of names are paid once
    small, large = least_seconds(SMALL, 3), least_seconds(LARGE, 2)
    assert sum(large.values()) / LARGE <= 1.5 * sum(small.values()) / SMALL
    for url, last in large.items():
        if last > CHEAP:
            assert last / LARGE <= 2.5 * max(small[url], CHEAP / 4) / SMALL, url
