"""Compiled documents with their periods, the facts in them, and what they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from releases.core.intervals import at_instant
from releases.core.problems import Problem

Subject = tuple[str, str]


@dataclass(frozen=True)
class CompiledPeriod:
    """The bytes from `starts` (UTC; None: from the beginning) until the next period."""

    starts: datetime | None
    body: bytes
    digest: str


@dataclass(frozen=True)
class Document:
    """One channel's document in one locale. `uses`: fact key -> sections that tell it; `external`: (system, code)."""

    channel: str
    kind: str
    key: str
    locale: str
    title: str
    periods: tuple[CompiledPeriod, ...]
    uses: Mapping[str, tuple[str, ...]]
    subject: Subject
    external: tuple[tuple[str, str], ...] = ()

    def period_at(self, instant: datetime) -> CompiledPeriod | None:
        """None before its first period."""
        span = at_instant([(period.starts, period) for period in self.periods], instant)
        return span.content if span else None


@dataclass(frozen=True)
class Compiled:
    """`facts`: canonical body per fact key; `dependencies`: the source ids that each subject is compiled from."""

    documents: tuple[Document, ...]
    facts: Mapping[str, bytes]
    dependencies: Mapping[Subject, frozenset[str]]
    problems: tuple[Problem, ...] = ()
