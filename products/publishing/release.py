"""The only door to a release: what changes inside `one_release` becomes visible together, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from products import live_revisions
from products.publishing import compilation, second_clock
from products.publishing.message_advice import message_advice
from products.publishing.problem_sentences import problem_sentences
from products.publishing.reference_advice import reference_advice
from products.snapshot import retold_with, source_of, subjects_of
from releases import store
from releases.compiling.documents import Compiled
from releases.core.periods import civil_day
from releases.core.problems import ClockAhead, Impossible, Problem
from releases.snapshot import Snapshot

__all__ = [
    "Collected",
    "MarkOutsideRelease",
    "PublishRefused",
    "author_under_way",
    "check_draft",
    "keep_draft",
    "mark",
    "one_release",
    "problem_sentences",
    "refuse_early",
    "release_under_way",
    "unmark",
    "unreleased",
]

SHOWN_NAMES = 3


class MarkOutsideRelease(RuntimeError):
    """Something that channels tell changed outside `one_release`, so no reader would ever see it."""


class PublishRefused(Exception):
    """Nothing became visible. `problems` are all there are; `draft` is what was typed, if that was kept."""

    def __init__(self, problems: Iterable[Problem], draft: Model | None = None) -> None:
        super().__init__()
        self.problems, self.draft = tuple(problems), draft

    def __str__(self) -> str:
        return "\n".join(problem_sentences(self.problems))


@dataclass
class Collected:
    """What changed so far, and what came of it."""

    author: str
    cause: str
    now: datetime
    changes: compilation.ChangeSet = field(default_factory=compilation.ChangeSet)
    changed: dict[str, Model] = field(default_factory=dict)
    release: store.Release | None = None
    _compiled: Compiled | None = None
    _snapshot: Snapshot | None = None
    _draft: tuple[str, Model] | None = None
    _depth: int = 0

    def add(self, instance: Model) -> None:
        if source := source_of(instance):
            self.changes.add(source, subjects_of(instance))
            self.changes.retold |= retold_with(instance)
            self.changed[live_revisions.name_of(instance)] = instance
            self._compiled = None

    def remove(self, instance: Model) -> None:
        if self.changed.keys() <= {live_revisions.name_of(instance)}:
            self.changes, self.changed = compilation.ChangeSet(), {}

    def compile(self) -> Compiled:
        if self._compiled is None:
            self._compiled, problems, self._snapshot = compilation.compile_changes(self.changes, self.now)
            if problems:
                raise PublishRefused(problems)
        return self._compiled

    def advice(self) -> list[Problem]:
        """Advice on the texts of this release; none of it forbids anything."""
        if self._snapshot is None:
            return []
        changed = [*self.changed.values()]
        sentences = reference_advice(self._snapshot, changed, civil_day(self.now))
        return [*sentences, *message_advice(self._snapshot, changed)]

    @compilation.garbage_later()
    def publish(self) -> None:
        if not self.changes.sources:
            return
        self._mind_the_clock()
        compiled, self._compiled = self.compile(), None
        sources = live_revisions.live_revisions(self.changed.values())
        cause = self.cause or self._names()
        try:
            self.release = store.publish(compiled, author=self.author, cause=cause, now=self.now, sources=sources)
        except Impossible as error:
            raise PublishRefused([Problem("impossible", ("hub", str(error)))]) from error

    def _mind_the_clock(self) -> None:
        """When this machine's clock jumped ahead, notices alone go out, at the instant of the second clock."""
        lead = second_clock.doubtful_lead()
        if lead is None:
            return
        if not all(source.startswith("notice:") for source in self.changes.sources):
            raise PublishRefused([Problem("impossible", ("hub", str(ClockAhead(lead))))])
        self.now, self._compiled = timezone.now() - lead, None

    def _names(self) -> str:
        names = list(dict.fromkeys(str(instance) for instance in self.changed.values()))
        return ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")

    def keep(self, draft: Model) -> None:
        """From here on a refusal goes back to this point; only while nothing that is live has changed."""
        if not self.changes.sources and len(connection.savepoint_ids) == self._depth:
            self._draft = (transaction.savepoint(), draft)

    def back_to_draft(self) -> Model | None:
        if self._draft is None:
            return None
        savepoint, draft = self._draft
        transaction.savepoint_rollback(savepoint)
        return draft


_current: ContextVar[Collected | None] = ContextVar("release", default=None)


@contextmanager
def one_release(*, author: str, cause: str = "", now: datetime | None = None) -> Iterator[Collected]:
    """All changes inside become one release at the outermost exit, or none when no reader would see a difference.

    Raises PublishRefused, with everything undone but a kept draft. Inside another `one_release` it joins that one.
    """
    if outer := _current.get():
        yield outer
        return
    refused: PublishRefused | None = None
    with transaction.atomic():
        collected = Collected(author, cause, now or timezone.now(), _depth=len(connection.savepoint_ids))
        token = _current.set(collected)
        try:
            yield collected
            collected.publish()
        except PublishRefused as error:
            error.draft = error.draft or collected.back_to_draft()
            if error.draft is None:
                raise
            refused = error
        finally:
            _current.reset(token)
    if refused:
        raise refused


def release_under_way() -> bool:
    return _current.get() is not None


def author_under_way() -> str:
    """Who asked for the release under way; empty when there is none."""
    collected = _current.get()
    return collected.author if collected else ""


def mark(instance: Model) -> None:
    """Tells the release under way that `instance` changed in what channels may tell."""
    if source_of(instance) is None:
        return
    collected = _current.get()
    if collected is None:
        raise MarkOutsideRelease(f"Change {instance} inside products.publishing.release.one_release().")
    collected.add(instance)


def unmark(instance: Model) -> None:
    """It is not live after all; only has an effect while nothing else changed."""
    if collected := _current.get():
        collected.remove(instance)


def keep_draft(instance: Model) -> None:
    """What is typed is saved and nothing is published yet: a refusal later in this request keeps it."""
    if collected := _current.get():
        collected.keep(instance)


def refuse_early(draft: Model) -> None:
    """Compiles what changed so far; a refusal keeps the draft, if the caller undoes all that it did since saving it."""
    if collected := _current.get():
        try:
            collected.compile()
        except PublishRefused as refused:
            refused.draft = draft
            raise


def check_draft(instance: Model, now: datetime | None = None) -> list[Problem]:
    """What would stop publishing this draft."""
    source = source_of(instance)
    if source is None:
        return []
    changes = compilation.ChangeSet()
    changes.add(source, subjects_of(instance))
    return compilation.compile_changes(changes, now or timezone.now(), drafts={source: instance}).problems


@contextmanager
def unreleased() -> Iterator[Collected]:
    """Collects changes and makes no release of them: for building test data and for bulk loading of benchmarks."""
    collected = Collected("", "", timezone.now())
    token = _current.set(collected)
    try:
        yield collected
    finally:
        _current.reset(token)
