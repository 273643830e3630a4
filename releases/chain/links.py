"""Appends a release to the chain, signed, in the transaction that stores what it changes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

import orjson

from releases.chain import keys
from releases.core.position import whole_milliseconds
from releases.models import ChannelRelease, FactVersion, Head, Release
from releases.models.releases import SALT
from releases.proof import digests as chain
from releases.proof.signing import SignedStatement, sign

# An address and the periods as canonical JSON.
Changed = tuple[tuple[str, str, str, str], str]
Changes = dict[str, list[dict[str, object]]]


def append(
    head: Head,
    changed: Iterable[Changed],
    author: str,
    cause: str,
    now: datetime,
    *,
    number: int | None = None,
) -> Release:
    """The next release, with what it changes; moves `head`. Releases never go back in time. Raises KeyEnded."""
    number = number or head.number + 1
    private, instant = keys.private_key(), max(whole_milliseconds(now), _newest_instant(head))
    key = keys.key_to_sign_with(private, instant)
    created_at = max(instant, key.valid_from)
    links = _channel_links(number, created_at, changes_by_channel(changed))
    signature = partial(_signature, private, str(head.hub), number)
    salt = new_salt()
    beside = chain.beside_channels(facts_of(number), author, cause, salt)
    digest = chain.digest_of(chain.release_link(number, head.digest, created_at.isoformat(), _digests(links), beside))
    release = Release.objects.create(
        number=number,
        digest=digest,
        parent=head.digest,
        created_at=created_at,
        author=author,
        cause=cause,
        epoch=head.hub,
        key_id=key.key_id,
        signature=signature(None, digest),
        salt=salt,
    )
    for link in links:
        link.release, link.signature = release, signature(link.channel, link.digest)
    ChannelRelease.objects.bulk_create(links)
    head.number, head.digest = number, digest
    head.save()
    return release


def new_salt() -> str:
    return secrets.token_hex(SALT // 2)


def facts_of(number: int) -> Iterator[tuple[str, bytes]]:
    """The facts that a release changes, with all their values as bytes; they are written before its link."""
    rows = FactVersion.objects.filter(release_from=number).values_list("key", "body")
    return ((key, bytes(body)) for key, body in rows.iterator())


def changes_by_channel(changed: Iterable[Changed]) -> Changes:
    """As links cover them."""
    return {
        channel: [
            {"kind": kind, "key": key, "locale": locale, "periods": orjson.Fragment(periods)}
            for (_, kind, key, locale), periods in rows
        ]
        for channel, rows in groupby(sorted(changed), key=_channel)
    }


def newest_digest(channel: str) -> str:
    """Of the channel's newest link; empty when it has none."""
    links = ChannelRelease.objects.filter(channel=channel).order_by("-release_id")
    return links.values_list("digest", flat=True).first() or ""


def _channel(change: Changed) -> str:
    return change[0][0]


def _newest_instant(head: Head) -> datetime:
    newest = Release.objects.filter(number=head.number).values_list("created_at", flat=True).first()
    return newest or datetime.min.replace(tzinfo=UTC)


def _channel_links(
    number: int, created_at: datetime, changes: Mapping[str, list[dict[str, object]]]
) -> list[ChannelRelease]:
    links = []
    for channel, rows in changes.items():
        parent = newest_digest(channel)
        digest = chain.digest_of(chain.channel_link(number, parent, created_at.isoformat(), channel, rows))
        links.append(ChannelRelease(channel=channel, digest=digest, parent=parent))
    return links


def _digests(links: Iterable[ChannelRelease]) -> dict[str, str]:
    return {link.channel: link.digest for link in links}


def _signature(private: str, epoch: str, number: int, channel: str | None, digest: str) -> str:
    return sign(private, SignedStatement(epoch, number, channel, digest))
