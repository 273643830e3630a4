"""The chain as a reader of some channels may see it: nothing in it depends on the other channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from releases import canonical
from releases.models import ChannelRelease, Release


@dataclass(frozen=True)
class ScopedRelease:
    """A release; `channels` holds the newest link of each channel in scope as of this release."""

    number: int
    digest: str
    parent: str | None
    created_at: datetime
    channels: dict[str, str]
    author: str
    cause: str


def scoped_releases(releases: Iterable[Release], channels: Collection[str]) -> list[ScopedRelease]:
    """The given releases, which follow one another without gaps, in any order; digests cover `channels` only."""
    rows = sorted(releases, key=lambda release: release.number)
    if not rows:
        return []
    before = Release.objects.filter(number=rows[0].number - 1).first()
    links = _links_as_of(rows[0].number - 1, channels)
    parent = _digest(before, links) if before else None
    found = []
    for row in rows:
        links = links | {link.channel: link.digest for link in row.channels.all() if link.channel in channels}
        digest = _digest(row, links)
        found.append(ScopedRelease(row.number, digest, parent, row.created_at, links, row.author, row.cause))
        parent = digest
    return found


def _links_as_of(number: int, channels: Collection[str]) -> dict[str, str]:
    links = ChannelRelease.objects.filter(release_id__lte=number, channel__in=channels).order_by("release_id")
    newest = {channel: links.filter(channel=channel).values_list("digest", flat=True).last() for channel in channels}
    return {channel: digest for channel, digest in newest.items() if digest}


def _digest(release: Release, links: dict[str, str]) -> str:
    created_at = release.created_at.isoformat()
    return canonical.digest(canonical.dumps({"number": release.number, "createdAt": created_at, "channels": links}))
