"""Follower that brings this node's copy in step with the database: whole releases, in one transaction of the copy.

A copy that does not match the database's chain is wiped and made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import orjson

from releases.chain import key_document
from releases.chain.backup_detection import is_released, lost_release, remembered_release
from releases.core.replica_state import ReplicaState
from releases.models import Head
from releases.replica import rows
from releases.replica.checked import DAMAGES
from releases.replica.layout import CHECKED_AT, KEYS, LOST, POSITION, SHOWN, TOKENS
from releases.replica.replica import Replica, shared_replica
from releases.replica.transaction import ReadTransaction
from releases.replica.writer import ReplicaWriter
from releases.signals import taken_over

ReadTokens = Callable[[], Mapping[str, Mapping[str, object]]]


def follow_shared() -> None:
    follow(shared_replica())


def follow(replica: Replica, read_tokens: ReadTokens | None = None, now: float = 0.0) -> ReplicaState:
    """Takes over what the database has and the copy has not; with `read_tokens` the access tokens as well.

    The tokens are read while nobody else writes the copy, so a revoked one cannot come back.
    """
    try:
        return _follow(replica, read_tokens, now)
    except DAMAGES:
        replica.give_up()
        raise


def _follow(replica: Replica, read_tokens: ReadTokens | None, now: float) -> ReplicaState:
    with replica.env.begin(write=True) as txn:
        copy = ReadTransaction(txn, replica.databases)
        head, position, shown = Head.objects.get(pk=1), copy.position(), copy.shown()
        if not _matches(position, head):
            _wipe(copy)
            position = ReplicaState(hub=str(head.hub))
        before, position = position.number, _take_over(copy, position, head)
        published_at = copy.published_at(position.number) if 0 < before < position.number else None
        lost = lost_release(shown, head)
        if read_tokens is not None:
            _replace_tokens(copy, read_tokens())
            position = position._replace(checked_at=max(now, position.checked_at))
        _note(copy, POSITION, orjson.dumps(position[:3]))
        _note(copy, SHOWN, orjson.dumps((shown if lost else position)[:3]))
        _note(copy, LOST, orjson.dumps(max(lost, remembered_release(head))))
        _note(copy, KEYS, orjson.dumps(key_document.published().as_json()))
        _note(copy, CHECKED_AT, orjson.dumps(position.checked_at))
    if published_at:
        taken_over.send(follow, created_at=published_at)
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
    for database, found in (
        (copy.databases.contents, rows.contents(span)),
        (copy.databases.facts, rows.facts(span)),
        (copy.databases.codes, rows.codes(span)),
    ):
        copy.txn.cursor(database).putmulti(found)
    writer = ReplicaWriter(copy)
    writer.releases(rows.releases(span))
    writer.links(rows.links(span))
    writer.versions(rows.versions(span))
    return position._replace(number=head.number, digest=head.digest)


def _replace_tokens(copy: ReadTransaction, tokens: Mapping[str, Mapping[str, object]]) -> None:
    wanted = {bytes.fromhex(digest): orjson.dumps(scopes) for digest, scopes in tokens.items()}
    cursor = copy.txn.cursor(copy.databases.tokens)
    if dict(cursor) != wanted:
        copy.txn.drop(copy.databases.tokens, delete=False)
        cursor.putmulti(wanted.items())
        _note(copy, TOKENS, str(copy.txn.id()).encode())


def _note(copy: ReadTransaction, name: bytes, value: bytes) -> None:
    copy.txn.put(name, value, db=copy.databases.meta)
