"""Writes the release store: one release at a time, and only what changes.

Everything is compared with what is current, and only what differs is written, so an unchanged compile costs no
release and a release costs no more than its changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import Q

from releases.chain.backup_detection import refuse_when_older
from releases.chain.head import lock_head
from releases.chain.links import append
from releases.compiling.documents import Compiled, Document
from releases.core.changes import Address
from releases.core.position import milliseconds
from releases.models import Content, DocumentVersion, FactVersion, Release, SourceRevision, Switch
from releases.models.releases import NO_PERIODS
from releases.replica import replica
from releases.replica.follower import follow_shared
from releases.signals import released
from releases.storage import indexes
from releases.storage.indexes import Subject, chunks, subject_id
from releases.storage.published import PublishedRelease, VersionDraft, recorded
from releases.storage.rows import insert

FIELDS = ("channel", "kind", "key", "locale", "title", "subject", "periods", "uses")


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
    are the editorial revisions that became live now (None: no longer live). Raises Impossible when the hub cannot.
    """
    with transaction.atomic():
        head = lock_head()
        refuse_when_older(replica.shared_replica().shown(), head)
        subjects = {subject_id(subject) for subject in (*compiled.dependencies, *removed)}
        current = _current_versions(subjects)
        versions = list(_changed_versions(compiled.documents, current))
        facts = list(_changed_facts(compiled.facts, head.number + 1))
        indexes.replace(compiled, subjects, head.number + 1)
        published = None
        if versions or facts:
            _write_contents(compiled.documents, versions, head.number + 1)
            _write_versions(versions, current, head.number + 1)
            _write_facts(facts)
            published = append(head, [(v.address, v.periods) for v in versions], author, cause, now)
            _write_switches(published)
            released.send(None, published=PublishedRelease(recorded(published), versions, current))
            transaction.on_commit(follow_shared, robust=True)
        _write_sources(sources or {}, head.number)
    return published


def _current_versions(subjects: Collection[str]) -> dict[Address, tuple[int, VersionDraft]]:
    """With the primary key of each."""
    return {
        tuple(row[1:5]): (row[0], VersionDraft(tuple(row[1:5]), *row[5:]))
        for part in chunks(subjects)
        for row in DocumentVersion.objects.filter(release_until=None, subject__in=part).values_list("pk", *FIELDS)
    }


def _changed_versions(
    documents: Iterable[Document], current: Mapping[Address, tuple[int, VersionDraft]]
) -> Iterator[VersionDraft]:
    produced = {version.address: version for version in map(_version, documents) if version.periods != NO_PERIODS}
    for address, version in produced.items():
        if address not in current or current[address][1] != version:
            yield version
    for address, (_, version) in current.items():
        if address not in produced and version.periods != NO_PERIODS:
            yield version._replace(periods=NO_PERIODS, uses="{}")


def _version(document: Document) -> VersionDraft:
    return VersionDraft(
        (document.channel, document.kind, document.key, document.locale),
        document.title,
        subject_id(document.subject),
        _json([(period.starts and milliseconds(period.starts), period.digest) for period in document.periods]),
        _json(dict(document.uses)),
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


def _write_contents(documents: Sequence[Document], versions: Sequence[VersionDraft], number: int) -> None:
    changed = {version.address for version in versions}
    bodies = {
        period.digest: period.body
        for document in documents
        if (document.channel, document.kind, document.key, document.locale) in changed
        for period in document.periods
    }
    rows = [(digest, body, number) for digest, body in bodies.items()]
    insert(Content, ("digest", "body", "release"), rows)


def _write_versions(
    versions: Sequence[VersionDraft], current: Mapping[Address, tuple[int, VersionDraft]], number: int
) -> None:
    replaced = (current[version.address][0] for version in versions if version.address in current)
    for part in chunks(replaced):
        DocumentVersion.objects.filter(pk__in=part).update(release_until=number)
    insert(
        DocumentVersion,
        (*FIELDS, "release_from"),
        [(*version.address, *version[1:], number) for version in versions],
    )


def _write_switches(release: Release) -> None:
    dated = Q(periods__contains="],[") | ~Q(periods__startswith="[[null")
    rows = DocumentVersion.objects.filter(dated, release_from=release.number)
    after = milliseconds(release.created_at)
    insert(
        Switch,
        ("version_id", "instant"),
        [
            (pk, starts)
            for pk, periods in rows.values_list("pk", "periods").iterator()
            for starts, _ in orjson.loads(periods)
            if starts is not None and starts > after
        ],
    )


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


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
