"""Reads the release store: documents, facts, releases and their changes, as they were at any release."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import orjson
from django.db.models import Exists, OuterRef, Q, QuerySet

from releases.changes import Period, digest_at, unpacked
from releases.models import (
    NO_PERIODS,
    Content,
    Dependency,
    DocumentVersion,
    ExternalCode,
    FactVersion,
    Head,
    Release,
    SourceRevision,
)
from releases.position import milliseconds
from releases.storage.indexes import chunks
from releases.timeline import StoredVersion


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


class Use(NamedTuple):
    channel: str
    kind: str
    key: str
    locale: str
    section: str


def head() -> Head:
    return Head.objects.get(pk=1)


def document(
    channel: str, kind: str, key: str, locale: str, release: int | None = None
) -> StoredDocument | Withdrawn | None:
    rows = _at(release).filter(channel=channel, kind=kind, key=key, locale=locale)
    return next(map(stored, rows), None)


def documents(
    channels: Collection[str],
    kind: str | None = None,
    locale: str | None = None,
    external: tuple[str, str] | None = None,
    after: tuple[str, str, str, str] | None = None,
    limit: int | None = None,
    release: int | None = None,
    keys: Collection[str] | None = None,
) -> list[StoredDocument]:
    """What is published, in order of channel, locale, kind and key; `after` is such a four of the last one seen.

    `keys` leaves only documents with one of them: a few hundred at most, as databases bound the length of a query.
    """
    rows = _at(release).filter(channel__in=channels).exclude(periods=NO_PERIODS)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if locale is not None:
        rows = rows.filter(locale=locale)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    if external is not None:
        system, code = external
        codes = ExternalCode.objects.filter(alive(release), system=system, code=code)
        rows = rows.filter(Exists(codes.filter(kind=OuterRef("kind"), key=OuterRef("key"))))
    if after is not None:
        rows = rows.filter(_beyond(after))
    found = map(stored, rows.order_by("channel", "locale", "kind", "key")[:limit])
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


def was_published(number: int) -> bool:
    return Release.objects.filter(number=number).exists()


def sources_of(number: int) -> dict[str, str | None]:
    """For each source the editorial revision that was live in release `number`; None when it was not live."""
    rows = SourceRevision.objects.filter(release__lte=number).order_by("release")
    return dict(rows.values_list("source", "revision"))


def was_live(source: str) -> bool:
    """Whether `source` was ever live in a release."""
    return SourceRevision.objects.filter(source=source, revision__isnull=False).exists()


def fact(key: str, channels: Collection[str], release: int | None = None) -> bytes | None:
    """The canonical body of a fact with all its values; None unless a document in `channels` uses it."""
    return facts([key], release).get(key) if uses(key, channels, release) else None


def facts(keys: Collection[str], release: int | None = None) -> dict[str, bytes]:
    """The canonical bodies by key, whoever uses them."""
    rows = FactVersion.objects.filter(alive(release), key__in=keys)
    return {key: bytes(body) for key, body in rows.values_list("key", "body")}


def uses(key: str, channels: Collection[str], release: int | None = None) -> list[Use]:
    """Where documents in `channels` tell the fact, in order."""
    rows = _at(release).filter(channel__in=channels, uses__contains=f'"{key}":')
    if release in (None, head().number):
        rows = rows.filter(subject__in=Dependency.objects.filter(source=f"fact:{key}").values("subject"))
    return sorted(Use(*row.address, section) for row in rows for section in orjson.loads(row.uses)[key] or [""])


def fact_keys(channels: Collection[str], number: int | None = None) -> list[str]:
    """The facts that documents in `channels` tell in release `number`, or in the newest, in order."""
    current = head()
    found = Release.objects.filter(number=current.number if number is None else number).first()
    if found is None:
        return []
    keys = (_fact_keys(str(current.hub), found.digest, found.number, channel) for channel in channels)
    return sorted(set().union(*keys))


@lru_cache(maxsize=64)
def _fact_keys(hub: str, digest: str, number: int, channel: str) -> frozenset[str]:
    rows = _at(number).filter(channel=channel).values_list("uses", flat=True)
    return frozenset(key for used in rows.iterator() for key in orjson.loads(used))


def alive(release: int | None) -> Q:
    if release is None:
        return Q(release_until=None)
    return Q(release_from__lte=release) & (Q(release_until=None) | Q(release_until__gt=release))


def _at(release: int | None) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(alive(release))


def _beyond(after: tuple[str, str, str, str]) -> Q:
    channel, locale, kind, key = after
    return (
        Q(channel__gt=channel)
        | Q(channel=channel, locale__gt=locale)
        | Q(channel=channel, locale=locale, kind__gt=kind)
        | Q(channel=channel, locale=locale, kind=kind, key__gt=key)
    )


def stored(row: DocumentVersion) -> StoredDocument | Withdrawn:
    if row.periods == NO_PERIODS:
        return Withdrawn(*row.address, row.release_from)
    return StoredDocument(*row.address, row.title, row.release_from, unpacked(row.periods))
