"""Forgeries of the chain by somebody who may write the whole database: each replaces all that would show it there."""

from __future__ import annotations

from datetime import timedelta

from releases.chain import keys
from releases.chain.stored_links import channel_links, release_link
from releases.core import canonical
from releases.models import ChannelRelease, Content, DocumentVersion, Head, Release, SignedKeyDocument, SigningKey
from releases.proof.digests import digest_of
from releases.proof.key_document import KeyDocument
from releases.proof.signing import Key, SignedStatement, key_id_of, public_key_of, sign


def replace_text(before: str, after: str) -> None:
    """In all documents that were ever published, under new digests."""
    for content in Content.objects.all():
        body = bytes(content.body).replace(before.encode(), after.encode())
        digest = canonical.digest(body)
        if digest != content.pk:
            Content.objects.get_or_create(pk=digest, defaults={"body": body, "release": content.release})
            for row in DocumentVersion.objects.filter(periods__contains=content.pk):
                DocumentVersion.objects.filter(pk=row.pk).update(periods=row.periods.replace(content.pk, digest))


def link_anew(private: str | None) -> None:
    """All digests and parents from what the rows say now, signed with `private`, or with nothing at all."""
    parents: dict[str | None, str] = {}
    for release in Release.objects.order_by("number"):
        key_id = key_id_of(public_key_of(private)) if private else ""
        epoch = release.epoch if private else None
        Release.objects.filter(pk=release.pk).update(key_id=key_id, epoch=epoch, parent=parents.get(None, ""))
        for link in release.channels.all():
            ChannelRelease.objects.filter(pk=link.pk).update(parent=parents.get(link.channel, ""))
        channels = [each.channel for each in release.channels.all()]
        for stored in list(channel_links(Release.objects.get(pk=release.pk), channels)):
            channel = stored.link.channel
            parents[channel] = digest_of(stored.body)
            ChannelRelease.objects.filter(release=release, channel=channel).update(
                digest=parents[channel], signature=_signature(private, release, channel, parents[channel])
            )
        parents[None] = digest_of(release_link(Release.objects.get(pk=release.pk)).body)
        signature = _signature(private, release, None, parents[None])
        Release.objects.filter(pk=release.pk).update(digest=parents[None], signature=signature)
    Head.objects.update(digest=parents[None])


def insert_key(private: str) -> None:
    """As if the hub had always signed with it, beside the keys that are there; it vouches for all of them."""
    first = SigningKey.objects.earliest("valid_from")
    SigningKey.objects.create(
        key_id=key_id_of(public_key_of(private)),
        public_key=public_key_of(private),
        valid_from=first.valid_from - timedelta(days=1),
    )
    keys = [
        Key(row.key_id, row.public_key, row.valid_from, row.valid_until)
        for row in SigningKey.objects.order_by("valid_from", "key_id")
    ]
    signature = sign(private, KeyDocument(keys))
    SignedKeyDocument.objects.update_or_create(
        pk=1, defaults={"signatures": {key_id_of(public_key_of(private)): signature}}
    )


def forget_keys() -> None:
    SigningKey.objects.all().delete()
    SignedKeyDocument.objects.all().delete()


def drop_newest() -> None:
    """As if it had never been made."""
    newest = Release.objects.latest("number")
    DocumentVersion.objects.filter(release_from=newest.number).delete()
    DocumentVersion.objects.filter(release_until=newest.number).update(release_until=None)
    newest.delete()
    before = Release.objects.latest("number")
    Head.objects.update(number=before.number, digest=before.digest)


def key_of_this_node() -> str:
    return keys.private_key()


def _signature(private: str | None, release: Release, channel: str | None, digest: str) -> str:
    return sign(private, SignedStatement(str(release.epoch), release.number, channel, digest)) if private else ""
