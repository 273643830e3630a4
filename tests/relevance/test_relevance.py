"""Each engine answers the judged queries well enough; the table of all engines stands at the end of the test run."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.relevance.engines import engines
from tests.relevance.evaluation import below, evaluate
from tests.relevance.judged import judged_queries
from tests.relevance.reporting import MEASURED


@pytest.mark.parametrize("engine", engines(), ids=lambda engine: engine.name)
def test_each_engine_stays_above_its_floors(engine, record_property):
    with engine.opened() as search:
        report = evaluate(engine.name, search, judged_queries())
    record_property(MEASURED, asdict(report))
    assert below(engine.floors, report) == []
