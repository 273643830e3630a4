"""Brings this node's copy in step with the database: whole releases, in one transaction of the copy.

A copy that does not match the database's chain is wiped and made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from releases.chain.backup_detection import is_released, lost_release
from releases.models import ChannelRelease, Content, DocumentVersion, Head, Release
from releases.position import milliseconds
from releases.replica.replica import (
    CHECKED_AT,
    POSITION,
    SHOWN,
    TOKENS,
    ReadTokens,
    ReadTransaction,
    Replica,
    ReplicaState,
)
from releases.replica.writer import ReplicaWriter, VersionRow

Span = tuple[int, int]


def follow(replica: Replica, read_tokens: ReadTokens | None, now: float) -> ReplicaState:
    """Takes over what the database has and the copy has not; with `read_tokens` the access tokens as well.

    The tokens are read while nobody else writes the copy, so a revoked one cannot come back.
    """
    with replica.env.begin(write=True) as txn:
        copy = ReadTransaction(txn, replica.databases)
        head, position, shown = Head.objects.get(pk=1), copy.position(), copy.shown()
        if not _matches(position, head):
            _wipe(copy)
            position = ReplicaState(hub=str(head.hub))
        position = _take_over(copy, position, head)
        shown = shown if lost_release(shown, head) else position
        if read_tokens is not None:
            _replace_tokens(copy, read_tokens())
            position = position._replace(checked_at=max(now, position.checked_at))
        txn.put(POSITION, orjson.dumps(position[:3]), db=replica.databases.meta)
        txn.put(SHOWN, orjson.dumps(shown[:3]), db=replica.databases.meta)
        txn.put(CHECKED_AT, orjson.dumps(position.checked_at), db=replica.databases.meta)
    return position


def _matches(position: ReplicaState, head: Head) -> bool:
    """Whether the copy's newest release is in the database's chain."""
    if position.hub != str(head.hub):
        return False
    if position.number in (0, head.number):
        return position.digest == (head.digest if position.number else "")
    return is_released(position.number, position.digest)


def _wipe(copy: ReadTransaction) -> None:
    for database in copy.databases:
        copy.txn.drop(database, delete=False)


def _take_over(copy: ReadTransaction, position: ReplicaState, head: Head) -> ReplicaState:
    if head.number == position.number:
        return position
    span = (position.number + 1, head.number)
    copy.txn.cursor(copy.databases.contents).putmulti(_contents(span))
    taking_over = ReplicaWriter(copy, _published(span))
    taking_over.links(_links(span))
    taking_over.versions(_versions(span))
    return position._replace(number=head.number, digest=head.digest)


def _replace_tokens(copy: ReadTransaction, tokens: Mapping[str, Mapping[str, object]]) -> None:
    wanted = {bytes.fromhex(digest): orjson.dumps(scopes) for digest, scopes in tokens.items()}
    cursor: Any = copy.txn.cursor(copy.databases.tokens)
    if dict(cursor) != wanted:
        copy.txn.drop(copy.databases.tokens, delete=False)
        cursor.putmulti(wanted.items())
        copy.txn.put(TOKENS, str(copy.txn.id()).encode(), db=copy.databases.meta)


def _contents(span: Span) -> Iterator[tuple[bytes, bytes]]:
    rows = Content.objects.filter(release__range=span).values_list("digest", "body")
    for digest, body in rows.iterator():
        yield digest.encode(), bytes(body)


def _published(span: Span) -> dict[int, int]:
    rows = Release.objects.filter(number__range=span).values_list("number", "created_at")
    return {number: milliseconds(created_at) for number, created_at in rows.iterator()}


def _links(span: Span) -> Iterator[tuple[str, int, str, str]]:
    rows = ChannelRelease.objects.filter(release__number__range=span)
    return rows.values_list("channel", "release_id", "digest", "parent").iterator()


def _versions(span: Span) -> Iterator[VersionRow]:
    """Older releases first, and in a release in order of channel, locale, kind and key."""
    rows = DocumentVersion.objects.filter(release_from__range=span)
    ordered = rows.order_by("release_from", "channel", "locale", "kind", "key")
    fields = ordered.values_list("release_from", "channel", "kind", "key", "locale", "periods")
    return (VersionRow(*values) for values in fields.iterator())
