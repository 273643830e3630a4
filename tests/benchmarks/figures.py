"""Figures of a benchmark with their baseline and target, as a table for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`value` against `target`; `at_least` tells which side of the target is good. `detail` has the raw numbers."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = True
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        good = self.value >= self.target if self.at_least else self.value <= self.target
        return "reached" if good else "not reached"

    @property
    def wanted(self) -> str:
        return "" if self.target is None else f"{'≥' if self.at_least else '≤'} {self.target:g}"


def table(figures: Iterable[Figure]) -> str:
    lines = ["| what | measured | target | verdict | detail |", "|---|---|---|---|---|"]
    for figure in figures:
        measured = f"{figure.value:.3g} {figure.unit}".strip()
        lines.append(f"| {figure.name} | {measured} | {figure.wanted} | {figure.verdict} | {figure.detail} |")
    return "\n".join(lines)


def write_json(figures: Iterable[Figure], path: Path) -> None:
    rows = [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
