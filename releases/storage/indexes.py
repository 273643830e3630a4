"""Indexes on subjects: the sources each is compiled from, and other systems' codes for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

from releases.compiling.documents import Compiled, Document
from releases.models import Dependency, ExternalCode
from releases.storage.rows import insert

Subject = tuple[str, str]
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)
CHUNK = 500


def subject_id(subject: Subject) -> str:
    return ":".join(subject)


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Parts that fit in one query."""
    iterator = iter(items)
    while part := list(islice(iterator, CHUNK)):
        yield part


def replace(compiled: Compiled, subjects: Collection[str], release: int) -> None:
    """Makes both tables right for `subjects` from `release` on; touches only rows that differ."""
    _replace_dependencies(compiled, subjects)
    _renew_codes(compiled, subjects, release)


def subjects_depending_on(sources: Iterable[str]) -> set[Subject]:
    found = {
        subject
        for part in chunks(set(sources))
        for subject in Dependency.objects.filter(source__in=part).values_list("subject", flat=True)
    }
    return {_subject(text) for text in found}


def _subject(text: str) -> Subject:
    kind, _, key = text.partition(":")
    return kind, key


def _codes(documents: Sequence[Document]) -> Iterator[tuple[str, ...]]:
    for document in documents:
        for system, code in document.external:
            yield subject_id(document.subject), document.kind, document.key, system, code


def _replace_dependencies(compiled: Compiled, subjects: Collection[str]) -> None:
    fields = ("subject", "source")
    wanted = {(subject_id(subject), source) for subject, sources in compiled.dependencies.items() for source in sources}
    current = _current(Dependency.objects.all(), fields, subjects)
    for part in chunks(pk for values, pk in current.items() if values not in wanted):
        Dependency.objects.filter(pk__in=part).delete()
    insert(Dependency, fields, sorted(wanted - current.keys()))


def _renew_codes(compiled: Compiled, subjects: Collection[str], release: int) -> None:
    fields, wanted = ("subject", "kind", "key", "system", "code"), set(_codes(compiled.documents))
    current = _current(ExternalCode.objects.filter(release_until=None), fields, subjects)
    for part in chunks(pk for values, pk in current.items() if values not in wanted):
        ExternalCode.objects.filter(pk__in=part).update(release_until=release)
    added = sorted(wanted - current.keys())
    insert(ExternalCode, (*fields, "release_from"), [(*values, release) for values in added])


def _current(rows: QuerySet[Row], fields: tuple[str, ...], subjects: Collection[str]) -> dict[tuple[str, ...], int]:
    """The primary key of each row."""
    return {
        tuple(values): pk
        for part in chunks(subjects)
        for pk, *values in rows.filter(subject__in=part).values_list("pk", *fields)
    }
