"""Writes the release store: one release at a time, and only what changes.

Everything is compared with what is current, and only what differs is written, so an unchanged compile costs no
release and a release costs no more than its changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from releases import indexes, replica
from releases.documents import Compiled, Document
from releases.indexes import Subject, chunks, subject_id
from releases.links import append
from releases.models import Content, DocumentVersion, FactVersion, Head, Release, SourceRevision
from releases.reading import milliseconds

Address = tuple[str, str, str, str]


def publish(
    compiled: Compiled,
    *,
    removed: Iterable[Subject] = (),
    author: str,
    cause: str,
    now: datetime,
    sources: Mapping[str, str | None] | None = None,
) -> Release | None:
    """Makes `compiled` what readers see, in one release; None when no reader would see a difference.

    Covers the subjects compiled and `removed`: their documents that are no longer produced are withdrawn. `sources`
    are the editorial revisions that became live now (None: no longer live).
    """
    with transaction.atomic():
        head = lock_head()
        subjects = {subject_id(subject) for subject in (*compiled.dependencies, *removed)}
        current = _current_versions(subjects)
        versions = list(_changed_versions(compiled.documents, current, head.number + 1))
        facts = list(_changed_facts(compiled.facts, head.number + 1))
        indexes.replace(compiled, subjects)
        published = None
        if versions or facts:
            _write_contents(compiled.documents, versions, head.number + 1)
            _write_versions(versions, current, head.number + 1)
            _write_facts(facts)
            published = append(head, versions, author, cause, now)
            transaction.on_commit(replica.follow_shared, robust=True)
        _write_sources(sources or {}, head.number)
    return published


def lock_head() -> Head:
    """The head, so that nobody else publishes until this transaction ends (SQLite: the transaction is the lock)."""
    if not connection.in_atomic_block:
        raise RuntimeError("Lock the head inside a transaction.")
    return Head.objects.select_for_update().get(pk=1)


def _current_versions(subjects: Collection[str]) -> dict[Address, DocumentVersion]:
    return {
        version.address: version
        for part in chunks(subjects)
        for version in DocumentVersion.objects.filter(release_until=None, subject__in=part)
    }


def _changed_versions(
    documents: Sequence[Document], current: Mapping[Address, DocumentVersion], number: int
) -> Iterator[DocumentVersion]:
    produced = set()
    for document in documents:
        version = _as_version(document, number)
        produced.add(version.address)
        if not _tells_the_same(version, current.get(version.address)):
            yield version
    for address, version in current.items():
        if address not in produced and version.periods:
            yield _withdrawal(version, number)


def _as_version(document: Document, number: int) -> DocumentVersion:
    return DocumentVersion(
        channel=document.channel,
        kind=document.kind,
        key=document.key,
        locale=document.locale,
        title=document.title,
        subject=subject_id(document.subject),
        periods=[[milliseconds(period.starts), period.digest] for period in document.periods],
        uses={key: list(sections) for key, sections in document.uses.items()},
        release_from=number,
    )


def _withdrawal(version: DocumentVersion, number: int) -> DocumentVersion:
    channel, kind, key, locale = version.address
    return DocumentVersion(
        channel=channel,
        kind=kind,
        key=key,
        locale=locale,
        title=version.title,
        subject=version.subject,
        release_from=number,
    )


def _tells_the_same(version: DocumentVersion, current: DocumentVersion | None) -> bool:
    return current is not None and all(
        getattr(version, name) == getattr(current, name) for name in ("periods", "title", "uses", "subject")
    )


def _changed_facts(facts: Mapping[str, bytes], number: int) -> Iterator[FactVersion]:
    current = {
        key: bytes(body)
        for part in chunks(facts)
        for key, body in FactVersion.objects.filter(release_until=None, key__in=part).values_list("key", "body")
    }
    for key, body in facts.items():
        if current.get(key) != body:
            yield FactVersion(key=key, body=body, release_from=number)


def _write_contents(documents: Sequence[Document], versions: Sequence[DocumentVersion], number: int) -> None:
    needed = {digest for version in versions for _, digest in version.periods}
    bodies = {period.digest: period.body for document in documents for period in document.periods}
    Content.objects.bulk_create(
        (Content(digest=digest, body=bodies[digest], release=number) for digest in sorted(needed)),
        ignore_conflicts=True,
    )


def _write_versions(
    versions: Sequence[DocumentVersion], current: Mapping[Address, DocumentVersion], number: int
) -> None:
    replaced = [current[version.address].pk for version in versions if version.address in current]
    for part in chunks(replaced):
        DocumentVersion.objects.filter(pk__in=part).update(release_until=number)
    DocumentVersion.objects.bulk_create(versions)


def _write_facts(facts: Sequence[FactVersion]) -> None:
    for part in chunks(facts):
        current = FactVersion.objects.filter(release_until=None, key__in=[fact.key for fact in part])
        current.update(release_until=part[0].release_from)
    FactVersion.objects.bulk_create(facts)


def _write_sources(sources: Mapping[str, str | None], number: int) -> None:
    SourceRevision.objects.bulk_create(
        [SourceRevision(source=source, release=number, revision=revision) for source, revision in sources.items()],
        update_conflicts=True,
        unique_fields=["source", "release"],
        update_fields=["revision"],
    )
