"""Prints what a test run measured as one table, also when it ran in several processes, and keeps it as JSON.

A test that measured an engine calls `record_property(MEASURED, asdict(report))`, and with ANSWERED for direct answers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

MEASURED, ANSWERED = "relevance", "answers"
Measured = Mapping[str, Any]

HEADINGS = ("engine", "locale", "group", "queries", "nDCG@10", "MRR", "success@1", "success@3")
ANSWERS = ("engine", "locale", "questions", "right", "wrong", "rightly silent")
HELD_OUT_ANSWERS = ("held out", "right", "wrong", "rightly silent")
HELD_OUT = ("held out", "nDCG@10", "success@3")


def table(reports: Iterable[Measured]) -> str:
    """Markdown that also reads well in a terminal; the last row of an engine is all of its queries."""
    return _table([(*HEADINGS, *HELD_OUT), *(line for report in reports for line in _lines(report))])


def answers_table(reports: Iterable[Measured]) -> str:
    """Right of the questions that have an answer, wrong of all; the last row of an engine is all of its questions."""
    return _table([(*ANSWERS, *HELD_OUT_ANSWERS), *(line for report in reports for line in _answers(report))])


def _table(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def silences(reports: Iterable[Measured]) -> str:
    told = [f"{report['engine']} {report['silence']:.0%}" for report in reports]
    return "Found nothing where nothing should be found: " + ", ".join(told)


def _lines(report: Measured) -> Iterator[tuple[str, ...]]:
    for row in report["rows"]:
        whole = _figures(row["scores"], "ndcg", "mrr", "success_at_1", "success_at_3")
        held_out = _figures(row["held_out"], "ndcg", "success_at_3") if row["held_out"] else ("0", "", "")
        yield report["engine"], row["locale"], row["group"], *whole, *held_out


def _answers(report: Measured) -> Iterator[tuple[str, ...]]:
    for row in report["rows"]:
        figures = (
            figure
            for tally in (row["whole"], row["held_out"])
            for figure in (str(tally["questions"]), *(f"{tally[name]:.1%}" for name in ("right", "wrong", "silent")))
        )
        yield report["engine"], row["locale"], *figures


def _figures(scores: Measured, *names: str) -> tuple[str, ...]:
    return str(scores["queries"]), *(f"{scores[name]:.3f}" for name in names)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if reports := _measured(terminalreporter, MEASURED):
        path = _kept(config, MEASURED, reports)
        terminalreporter.section("search: judged queries")
        terminalreporter.write_line(table(reports))
        terminalreporter.write_line(silences(reports))
        terminalreporter.write_line(f"Also in {path}, with the queries that were missed.")
    if reports := _measured(terminalreporter, ANSWERED):
        path = _kept(config, ANSWERED, reports)
        terminalreporter.section("search: direct answers")
        terminalreporter.write_line(answers_table(reports))
        terminalreporter.write_line(f"Also in {path}, with the questions that failed.")


def _kept(config: pytest.Config, name: str, reports: Sequence[Measured]) -> Path:
    path = config.rootpath / os.environ.get("VAR_DIR", "var") / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(reports, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _measured(terminalreporter: pytest.TerminalReporter, name: str) -> list[Measured]:
    """A property travels with the report of its test, so it also arrives from another process."""
    found = (
        value
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if report.when == "call"
        for key, value in report.user_properties
        if key == name
    )
    return sorted(found, key=lambda report: report["engine"])
