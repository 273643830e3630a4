"""Each engine answers the judged queries well enough; the table of all engines stands at the end of the test run."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.elasticsearch_server import MISSING
from tests.relevance.engines import Engine, engines
from tests.relevance.evaluation import below, evaluate
from tests.relevance.judged import judged_queries
from tests.relevance.reporting import MEASURED

pytestmark = pytest.mark.engine


def measured(engine: Engine):
    marks = [pytest.mark.elasticsearch] if engine.elasticsearch else []
    return pytest.param(engine, id=engine.name, marks=[pytest.mark.slow, *marks])


@pytest.mark.parametrize("engine", [measured(engine) for engine in engines()])
def test_each_engine_stays_above_its_floors(engine, hub, record_property):
    if engine.elasticsearch and "ELASTICSEARCH_URL" not in hub.environment:
        pytest.skip(MISSING)
    with engine.opened(hub) as search:
        report = evaluate(engine.name_beside(hub), search, judged_queries())
    record_property(MEASURED, asdict(report))
    assert below(engine.floors, report) == []
