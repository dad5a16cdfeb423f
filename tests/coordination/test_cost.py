"""What the views cost as records grow: at most linear, each by itself and all together."""

import gc
import time
from collections import defaultdict

import pytest

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.pages.coordination.doors import doors
from tests.coordination.conftest import TODAY, press_of
from tests.coordination.generated import generated

SIZES = (1_000, 4_000, 10_000)
CHEAP = 0.05
"""Seconds below which a view is not looked at by itself: there the clock is coarser than the growth."""


def seconds(number: int) -> dict[str, float]:
    """Processor seconds of each view over a generated catalogue, its indexes included under the first that needs them."""
    catalogue = generated(number)
    situation = Situation(catalogue, TODAY)
    press = press_of(catalogue, Desk(situation))
    found: dict[str, float] = {}
    gc.collect()
    gc.disable()
    for door in doors(press):
        for maker in door.makers:
            started = time.process_time()
            view = maker.make(press)
            found[view.url] = time.process_time() - started
    gc.enable()
    return found


@pytest.mark.requirement("R32")
def test_views_cost_at_most_linear_time_in_records(capsys):
    measured = {size: seconds(size) for size in SIZES}
    small, _, large = SIZES
    growth = defaultdict(float)
    for url, last in measured[large].items():
        if last > CHEAP * 4:
            growth[url] = last / large / (max(measured[small][url], CHEAP / 4) / small)
    total = {size: sum(found.values()) / size for size, found in measured.items()}
    with capsys.disabled():
        rows = ", ".join(f"{size:,}: {1000 * each:.2f} ms a record" for size, each in total.items())
        print(f"\nviews: {rows}; worst growth {max(growth.items(), key=lambda pair: pair[1], default=('none', 0))}")
    assert total[large] / total[small] <= 1.5
    assert {url: round(each, 2) for url, each in growth.items() if each > 2.5} == {}
