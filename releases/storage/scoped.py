"""The chain as a reader of some channels may see it: nothing in it depends on the other channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from releases import canonical
from releases.models import ChannelRelease, Release


class SignedLink(NamedTuple):
    """The newest link of a channel: of which release, and its signature, empty in releases from before signing."""

    release: int
    digest: str
    epoch: str
    key_id: str
    signature: str


@dataclass(frozen=True)
class ScopedRelease:
    """A release; `channels` holds the newest link of each channel in scope as of this release."""

    number: int
    digest: str
    parent: str | None
    created_at: datetime
    channels: dict[str, SignedLink]
    author: str
    cause: str


def scoped_releases(releases: Iterable[Release], channels: Collection[str]) -> list[ScopedRelease]:
    """The given releases, which follow one another without gaps, in any order; digests cover `channels` only."""
    rows = sorted(releases, key=lambda release: release.number)
    if not rows:
        return []
    before = Release.objects.filter(number__lt=rows[0].number).order_by("-number").first()
    links = _links_as_of(rows[0].number - 1, channels)
    parent = _digest(before, links) if before else None
    found = []
    for row in rows:
        links = links | {link.channel: _signed(row, link) for link in row.channels.all() if link.channel in channels}
        digest = _digest(row, links)
        found.append(ScopedRelease(row.number, digest, parent, row.created_at, links, row.author, row.cause))
        parent = digest
    return found


def _links_as_of(number: int, channels: Collection[str]) -> dict[str, SignedLink]:
    links = ChannelRelease.objects.filter(release_id__lte=number, channel__in=channels).select_related("release")
    newest = (links.filter(channel=channel).order_by("-release_id").first() for channel in channels)
    return {link.channel: _signed(link.release, link) for link in newest if link}


def _signed(release: Release, link: ChannelRelease) -> SignedLink:
    return SignedLink(release.number, link.digest, str(release.epoch or ""), release.key_id, link.signature)


def _digest(release: Release, links: dict[str, SignedLink]) -> str:
    created_at, channels = release.created_at.isoformat(), {name: link.digest for name, link in links.items()}
    return canonical.digest(canonical.dumps({"number": release.number, "createdAt": created_at, "channels": channels}))
