"""The chain as the stored rows give it: to replay it, and to hand it over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from releases.chain.links import changes_by_channel, facts_of
from releases.models import ChannelRelease, DocumentVersion, Release
from releases.proof import digests as chain
from releases.proof.rules import ChainLink

ADDRESS = ("channel", "kind", "key", "locale")


class StoredLink(NamedTuple):
    """A link, and what its digest covers."""

    link: ChainLink
    body: chain.Body

    def as_json(self) -> chain.Body:
        """`body` with the digest and the signature over it; empty texts where there is no signature."""
        link = self.link
        return {
            **self.body,
            "digest": link.digest,
            "epoch": link.epoch,
            "keyId": link.key_id,
            "signature": link.signature,
        }


def release_link(release: Release) -> StoredLink:
    """The link of the hub as a whole."""
    digests = {link.channel: link.digest for link in release.channels.all()}
    beside: chain.Body = {}
    if release.salt:
        beside = chain.beside_channels(facts_of(release.number), release.author, release.cause, release.salt)
    body = chain.release_link(release.number, release.parent, release.created_at.isoformat(), digests, beside)
    return _stored(release, release, None, body)


def channel_links(release: Release, channels: Collection[str]) -> Iterator[StoredLink]:
    """The links of `channels` that the release has."""
    links = [link for link in release.channels.all() if link.channel in channels]
    rows = DocumentVersion.objects.filter(release_from=release.number, channel__in=[link.channel for link in links])
    changed = ((tuple(address), periods) for *address, periods in rows.values_list(*ADDRESS, "periods").iterator())
    changes = changes_by_channel(changed)
    for link in links:
        created_at, found = release.created_at.isoformat(), changes.get(link.channel, [])
        body = chain.channel_link(release.number, link.parent, created_at, link.channel, found)
        yield _stored(release, link, link.channel, body)


def link_before(channel: str | None, number: int) -> ChainLink | None:
    """The newest link before release `number`; the hub's own when no channel is given."""
    if channel is None:
        release = Release.objects.filter(number__lt=number).order_by("-number").first()
        return _stored(release, release, None, {}).link if release else None
    rows = ChannelRelease.objects.filter(release_id__lt=number, channel=channel).select_related("release")
    row = rows.order_by("-release_id").first()
    return _stored(row.release, row, channel, {}).link if row else None


def _stored(release: Release, row: Release | ChannelRelease, channel: str | None, body: chain.Body) -> StoredLink:
    link = ChainLink(
        number=release.number,
        channel=channel,
        parent=row.parent,
        created_at=release.created_at,
        digest=row.digest,
        covered=chain.digest_of(body),
        epoch=str(release.epoch or ""),
        key_id=release.key_id,
        signature=row.signature,
    )
    return StoredLink(link, body)
