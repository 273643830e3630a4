"""Compiles what changed, and decides whether it may be published."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Model

from products.models import OpeningHoursFact
from products.publishing.parity_check import parity_problems
from products.snapshot import all_subjects, read_snapshot
from releases import store
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled, Document, Subject
from releases.core.intervals import on_day
from releases.core.periods import civil_day, starts_of
from releases.core.problems import Problem
from releases.snapshot import Snapshot


@dataclass
class ChangeSet:
    """Source ids that changed, and the subjects that change with them even if none depended on them yet.

    `retold` are told anew too; what is wrong with one of those forbids nothing, and leaves it as it is.
    """

    sources: set[str] = field(default_factory=set)
    subjects: set[Subject] = field(default_factory=set)
    retold: set[Subject] = field(default_factory=set)

    def add(self, source: str, subjects: Iterable[Subject] = ()) -> None:
        self.sources.add(source)
        self.subjects.update(subjects)


class Attempt(NamedTuple):
    """The documents that readers would get, the problems that forbid it, and the snapshot that both were made of."""

    compiled: Compiled
    problems: list[Problem]
    snapshot: Snapshot


def horizon_of(now: datetime) -> int:
    """Opening hours tell holidays up to and including this year."""
    return civil_day(now).year + 1


@contextmanager
def garbage_later() -> Iterator[None]:
    """Looking for garbage among thousands of documents, over and over, takes a quarter of the time and finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@garbage_later()
def compile_changes(changes: ChangeSet, now: datetime, drafts: Mapping[str, Model] | None = None) -> Attempt:
    """Inside a transaction nobody else publishes until it ends."""
    affected = _affected(changes, now, store.head() if drafts else store.lock_head())
    snapshot = read_snapshot(sorted(affected), horizon=horizon_of(now), drafts=drafts)
    compiled = compile_snapshot(snapshot)
    found = [*compiled.problems, *_untellable_today(compiled.documents, snapshot, now)]
    found = [each for each in found if not each.left_out or each.sources & changes.sources]
    compiled, problems = _without_untouched(compiled, found, changes)
    return Attempt(compiled, problems or parity_problems(compiled.documents, now), snapshot)


def _affected(changes: ChangeSet, now: datetime, head: store.Head) -> set[Subject]:
    """The first release tells all; the first of a year also the holidays of the year after."""
    if head.number == 0:
        return {*changes.subjects, *all_subjects()}
    sources = set(changes.sources)
    previous = store.release(head.number)
    if previous and horizon_of(previous.created_at) < horizon_of(now):
        sources |= {f"fact:{key}" for key in OpeningHoursFact.objects.values_list("key", flat=True)}
    return changes.subjects | changes.retold | store.subjects_depending_on(sources)


def _untellable_today(documents: Iterable[Document], snapshot: Snapshot, now: datetime) -> Iterator[Problem]:
    today = civil_day(now)
    late = [document for document in documents if document.periods and _starts_after(document, today)]
    seen = set()
    for document in late:
        for key, places in document.uses.items():
            fact = snapshot.facts[key]
            if on_day(fact.values, today) is None and (document.subject, key) not in seen:
                seen.add((document.subject, key))
                sources = frozenset({f"fact:{key}", ":".join(document.subject)})
                params = {"fact": key, "day": str(fact.values[0].valid_from)}
                yield Problem("noValueToday", document.subject, "", ", ".join(places[:1]), sources, params)


def _starts_after(document: Document, today: date) -> bool:
    first = document.periods[0].starts
    return first is not None and first > starts_of(today)


def _without_untouched(
    compiled: Compiled, found: Sequence[Problem], changes: ChangeSet
) -> tuple[Compiled, list[Problem]]:
    """Leaves out, as they are, subjects with problems that the change has nothing to do with, and those problems.

    Unless they tell a changed fact: leaving them would make channels differ. What only dangles there goes out anew.
    """
    touched = {problem.subject for problem in found if _touches(changes, problem)}
    others = {problem.subject for problem in found} - touched
    telling = {subject for subject in others if _tells_a_change(compiled, subject, changes)}
    forbidden = touched | {problem.subject for problem in found if problem.subject in telling and not problem.dangles}
    untouched = others - telling
    kept = replace(
        compiled,
        documents=tuple(document for document in compiled.documents if document.subject not in untouched),
        dependencies={each: sources for each, sources in compiled.dependencies.items() if each not in untouched},
    )
    return kept if untouched else compiled, [problem for problem in found if problem.subject in forbidden]


def _touches(changes: ChangeSet, problem: Problem) -> bool:
    return problem.subject in changes.subjects or bool(problem.sources & changes.sources)


def _tells_a_change(compiled: Compiled, subject: Subject, changes: ChangeSet) -> bool:
    told = compiled.dependencies.get(subject, frozenset()) & changes.sources
    return any(source.startswith("fact:") for source in told)
