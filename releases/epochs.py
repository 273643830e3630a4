"""Begins a new epoch: the hub gets another id, so that every client, copy and index syncs anew."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from releases.chain.backup_detection import lost_release, remembered_release
from releases.chain.head import lock_head
from releases.chain.links import append
from releases.models import Head, Release
from releases.replica import replica
from releases.replica.follower import follow_shared

CAUSE = "A new epoch: the database came back older"


def first_number(head: Head, after: int = 0) -> int:
    """Of the next epoch: past all numbers that this database has, that were shown or acknowledged, or that are told."""
    shown = replica.shared_replica().shown()
    return max(head.number, after, lost_release(shown, head), remembered_release(head)) + 1


def begin_epoch(now: datetime, author: str, after: int = 0) -> Release:
    """Makes the release that begins it, signed in the new epoch; it changes no channel."""
    with transaction.atomic():
        head = lock_head()
        number = first_number(head, after)
        head.hub, head.shown = uuid.uuid4(), 0
        release = append(head, [], author, CAUSE, now, number=number)
        transaction.on_commit(follow_shared, robust=True)
    return release
