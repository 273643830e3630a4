"""Each engine answers the judged queries and questions well enough; the tables of all engines stand at the end of the test run."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.elasticsearch_server import MISSING
from tests.relevance.answering import asked_all, not_good_enough
from tests.relevance.engines import Engine, asking, counting, engines
from tests.relevance.evaluation import below, evaluate
from tests.relevance.judged import judged_queries
from tests.relevance.questions import judged_questions
from tests.relevance.reporting import ANSWERED, MEASURED
from tests.relevance.totals import FLOOR, HELD_OUT_FLOOR, shares_within

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
    assert [found for locale, floors in engine.floors_in.items() for found in below(floors, report, locale)] == []


@pytest.mark.slow
def test_a_direct_answer_is_right_or_it_is_not_there(hub, record_property):
    with asking(hub) as ask:
        report = asked_all(f"the hub, {hub.search_engine}", ask, judged_questions())
    record_property(ANSWERED, asdict(report))
    assert not_good_enough(report) == []


@pytest.mark.slow
def test_a_question_has_few_results_beside_those_it_is_about(hub):
    with counting(hub) as total:
        every, held_out = shares_within(total)
    assert every >= FLOOR
    assert held_out >= HELD_OUT_FLOOR
