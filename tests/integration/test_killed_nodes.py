"""All processes of two nodes are killed while they publish and send: what `make bench` does for minutes, for seconds."""

from __future__ import annotations

import pytest

from tests.benchmarks.killed_nodes import NAMES, measured_apart

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.engine]


def test_nothing_is_lost_mixed_or_out_of_order_while_both_nodes_are_killed(typescript_library):
    found = measured_apart(publishes=4, kills=2, library=typescript_library)
    assert {name: found[name] for name in NAMES} == dict.fromkeys(NAMES, 0)
    assert found["confirmed"] >= 4
    assert found["received"] >= 3 * found["releases"]
    assert found["copies"] > 0
