"""A test run that measured an engine ends with a table, and keeps it as JSON."""

from __future__ import annotations

import json

import pytest

from tests.relevance.reporting import silences, table

SCORES = {"queries": 2, "ndcg": 0.815, "mrr": 0.75, "success_at_1": 0.5, "success_at_3": 1.0}
REPORT = {
    "engine": "tantivy",
    "rows": [
        {"locale": "nl", "group": "everyday", "scores": SCORES, "held_out": None},
        {"locale": "all", "group": "all", "scores": SCORES, "held_out": SCORES | {"queries": 1}},
    ],
    "silence": 0.9,
    "missed": ["roze pasje"],
}
TESTS = f"""
import pytest

@pytest.mark.parametrize("engine", ["tantivy", "elasticsearch"])
def test_measured(record_property, engine):
    record_property("relevance", {REPORT!r} | {{"engine": engine}})
    assert engine == "tantivy"
"""


@pytest.fixture
def run(pytester, monkeypatch, tmp_path):
    """Runs tests with nothing but our plugin, which writes in a folder of this test."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    return lambda *options: pytester.runpytest("-p", "no:django", "-p", "tests.relevance.reporting", *options)


def test_the_columns_of_the_table_stand_below_each_other():
    assert table([REPORT]) == "\n".join(
        [
            "| engine  | locale | group    | queries | nDCG@10 | MRR   | success@1 | success@3 | held out | nDCG@10 | success@3 |",
            "|---------|--------|----------|---------|---------|-------|-----------|-----------|----------|---------|-----------|",
            "| tantivy | nl     | everyday | 2       | 0.815   | 0.750 | 0.500     | 1.000     | 0        |         |           |",
            "| tantivy | all    | all      | 2       | 0.815   | 0.750 | 0.500     | 1.000     | 1        | 0.815   | 1.000     |",
        ]
    )


def test_each_engine_tells_how_often_it_rightly_found_nothing():
    assert silences([REPORT]) == "Found nothing where nothing should be found: tantivy 90%"


def test_an_engine_is_in_the_table_whether_its_test_passed_or_failed(run, pytester):
    pytester.makepyfile(TESTS)
    output = run().stdout.str()
    assert "1 failed, 1 passed" in output
    assert "| tantivy       | all    | all      | 2 " in output
    assert "| elasticsearch | all    | all      | 2 " in output


@pytest.mark.slow
def test_a_table_measured_in_other_processes_is_kept_as_json(run, pytester, tmp_path):
    pytester.makepyfile(TESTS)
    run("-n", "1")
    kept = json.loads((tmp_path / "var" / "relevance.json").read_text(encoding="utf-8"))
    assert kept == [REPORT | {"engine": "elasticsearch"}, REPORT]


def test_a_run_that_measured_nothing_has_no_table(run, pytester, tmp_path):
    pytester.makepyfile("def test_other(): pass")
    assert "judged queries" not in run().stdout.str()
    assert not (tmp_path / "var").exists()
