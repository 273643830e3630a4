"""Web, stream and workers are killed while they send: what `make bench` does with 200 publishes, with a few."""

from __future__ import annotations

import pytest

from tests.benchmarks.webhooks import RECEIVERS, measured_apart

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.engine]


def test_nothing_is_lost_or_out_of_order_and_duplicates_carry_the_same_id():
    found = measured_apart(publishes=4, kills=1)
    assert found["expected"] == 4 * RECEIVERS
    assert (found["lost"], found["disordered"], found["ids"]) == (0, 0, 1)
    assert (found["backwards"], found["differing"]) == (0, 0)
    assert found["received"] >= found["expected"] + found["kills"]
