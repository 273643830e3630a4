"""Reads the release store, for who writes, verifies or rebuilds; readers are answered from the replica."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db.models import Q, QuerySet

from releases.core.changes import Period, digest_at, unpacked
from releases.core.position import milliseconds
from releases.core.timeline import StoredVersion
from releases.models import Content, DocumentVersion, FactVersion, Head, Release, SourceRevision
from releases.models.releases import NO_PERIODS
from releases.storage.indexes import chunks


@dataclass(frozen=True)
class StoredDocument:
    channel: str
    kind: str
    key: str
    locale: str
    title: str
    release: int
    periods: tuple[Period, ...]

    def digest_at(self, instant: datetime) -> str | None:
        """The content at `instant`; None before the first period."""
        return digest_at(self.periods, instant)


@dataclass(frozen=True)
class Withdrawn:
    channel: str
    kind: str
    key: str
    locale: str
    release: int


def head() -> Head:
    return Head.objects.get(pk=1)


def document(
    channel: str, kind: str, key: str, locale: str, release: int | None = None
) -> StoredDocument | Withdrawn | None:
    rows = _at(release).filter(channel=channel, kind=kind, key=key, locale=locale)
    return next(map(stored, rows), None)


def documents(channels: Collection[str], release: int | None = None) -> list[StoredDocument]:
    """What is published, in order of channel, locale, kind and key."""
    rows = _at(release).filter(channel__in=channels).exclude(periods=NO_PERIODS)
    found = map(stored, rows.order_by("channel", "locale", "kind", "key"))
    return [each for each in found if isinstance(each, StoredDocument)]


def body(digest: str) -> bytes:
    return bytes(Content.objects.values_list("body", flat=True).get(pk=digest))


def bodies(digests: Iterable[str]) -> dict[str, bytes]:
    return {
        digest: bytes(content)
        for part in chunks(set(digests))
        for digest, content in Content.objects.filter(pk__in=part).values_list("digest", "body")
    }


def releases() -> QuerySet[Release]:
    """Newest first, with their channels' links."""
    return Release.objects.order_by("-number").prefetch_related("channels")


def release(number: int) -> Release | None:
    return releases().filter(number=number).first()


def release_at(instant: datetime) -> int:
    """The newest release at `instant`; 0 when nothing was published yet."""
    rows = Release.objects.filter(created_at__lte=instant).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def versions(channel: str, kind: str, key: str, locale: str) -> list[StoredVersion]:
    """All of one document, oldest first."""
    rows = DocumentVersion.objects.filter(channel=channel, kind=kind, key=key, locale=locale).order_by("release_from")
    found = dict(rows.values_list("release_from", "periods"))
    instants = dict(Release.objects.filter(number__in=found).values_list("number", "created_at"))
    return [
        StoredVersion(number, milliseconds(instants[number]), orjson.loads(periods))
        for number, periods in found.items()
    ]


def sources_of(number: int) -> dict[str, str | None]:
    """For each source the editorial revision that was live in release `number`; None when it was not live."""
    rows = SourceRevision.objects.filter(release__lte=number).order_by("release")
    return dict(rows.values_list("source", "revision"))


def was_live(source: str) -> bool:
    """Whether `source` was ever live in a release."""
    return SourceRevision.objects.filter(source=source, revision__isnull=False).exists()


def facts(keys: Iterable[str], release: int | None = None) -> dict[str, bytes]:
    """The canonical bodies by key, whoever uses them."""
    return {
        key: bytes(body)
        for part in chunks(set(keys))
        for key, body in FactVersion.objects.filter(alive(release), key__in=part).values_list("key", "body")
    }


def alive(release: int | None) -> Q:
    if release is None:
        return Q(release_until=None)
    return Q(release_from__lte=release) & (Q(release_until=None) | Q(release_until__gt=release))


def _at(release: int | None) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(alive(release))


def stored(row: DocumentVersion) -> StoredDocument | Withdrawn:
    if row.periods == NO_PERIODS:
        return Withdrawn(*row.address, row.release_from)
    return StoredDocument(*row.address, row.title, row.release_from, unpacked(row.periods))
