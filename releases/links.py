"""Appends a release to the chain, and recomputes a link from what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby

import orjson

from releases import chain
from releases.models import ChannelRelease, DocumentVersion, Head, Release

# An address and the periods as canonical JSON.
Changed = tuple[tuple[str, str, str, str], str]
Changes = dict[str, list[dict[str, object]]]


def append(head: Head, changed: Iterable[Changed], author: str, cause: str, now: datetime) -> Release:
    """The next release, with what it changes; moves `head`. Releases never go back in time."""
    created_at = max(now.astimezone(UTC).replace(microsecond=now.microsecond // 1000 * 1000), _newest_instant(head))
    number, changes = head.number + 1, _changes(changed)
    parents = _channel_parents(changes)
    digests = _channel_digests(number, parents, created_at, changes)
    digest = chain.release_digest(number, head.digest, created_at.isoformat(), digests)
    release = Release.objects.create(
        number=number, digest=digest, parent=head.digest, created_at=created_at, author=author, cause=cause
    )
    ChannelRelease.objects.bulk_create(
        ChannelRelease(release=release, channel=channel, digest=link, parent=parents[channel])
        for channel, link in digests.items()
    )
    head.number, head.digest = number, digest
    head.save()
    return release


def recompute(release: Release) -> str:
    """The digest that the stored rows of `release` give: unequal to its own when anything was altered."""
    rows = DocumentVersion.objects.filter(release_from=release.number)
    changes = _changes((row.address, row.periods) for row in rows)
    parents = {link.channel: link.parent for link in release.channels.all()}
    digests = _channel_digests(release.number, parents, release.created_at, changes)
    return chain.release_digest(release.number, release.parent, release.created_at.isoformat(), digests)


def _newest_instant(head: Head) -> datetime:
    newest = Release.objects.filter(number=head.number).values_list("created_at", flat=True).first()
    return newest or datetime.min.replace(tzinfo=UTC)


def _changes(changed: Iterable[Changed]) -> Changes:
    return {
        channel: [
            {"kind": kind, "key": key, "locale": locale, "periods": orjson.Fragment(periods)}
            for (_, kind, key, locale), periods in rows
        ]
        for channel, rows in groupby(sorted(changed), key=_channel)
    }


def _channel(change: Changed) -> str:
    return change[0][0]


def _channel_parents(channels: Iterable[str]) -> dict[str, str]:
    return {channel: _newest_link(channel) for channel in channels}


def _newest_link(channel: str) -> str:
    links = ChannelRelease.objects.filter(channel=channel).order_by("-release_id")
    return links.values_list("digest", flat=True).first() or ""


def _channel_digests(number: int, parents: Mapping[str, str], created_at: datetime, changes: Changes) -> dict[str, str]:
    return {
        channel: chain.channel_digest(number, parents.get(channel, ""), created_at.isoformat(), channel, rows)
        for channel, rows in changes.items()
    }
