"""What is current about each subject: the sources it is compiled from, and other systems' codes for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Model

from releases.documents import Compiled, Document
from releases.models import Dependency, ExternalCode
from releases.rows import insert

Subject = tuple[str, str]
Item = TypeVar("Item")
CHUNK = 500


def subject_id(subject: Subject) -> str:
    return ":".join(subject)


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Parts that fit in one query."""
    iterator = iter(items)
    while part := list(islice(iterator, CHUNK)):
        yield part


def replace(compiled: Compiled, subjects: Collection[str]) -> None:
    """Makes both tables right for `subjects`; touches only rows that differ."""
    dependencies: set[tuple[str, ...]] = {
        (subject_id(subject), source) for subject, sources in compiled.dependencies.items() for source in sources
    }
    _replace(Dependency, ("subject", "source"), subjects, dependencies)
    codes = set(_codes(compiled.documents))
    _replace(ExternalCode, ("subject", "kind", "key", "system", "code"), subjects, codes)


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


def _replace(
    model: type[Model], fields: tuple[str, ...], subjects: Collection[str], wanted: set[tuple[str, ...]]
) -> None:
    rows = model._default_manager
    current = {
        tuple(values): pk
        for part in chunks(subjects)
        for pk, *values in rows.filter(subject__in=part).values_list("pk", *fields)
    }
    for part in chunks(pk for values, pk in current.items() if values not in wanted):
        rows.filter(pk__in=part).delete()
    insert(model, fields, sorted(wanted - current.keys()))
