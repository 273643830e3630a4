"""Begins a new epoch: the hub gets another id, so that every client, copy and index syncs anew."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from releases import replica
from releases.head import lock_head
from releases.links import append
from releases.models import ChannelRelease, Head, Release
from releases.restored import acknowledged_release, lost_release

CAUSE = "A new epoch: the database came back older"


def first_number(head: Head, after: int = 0) -> int:
    """Of the next epoch: past all numbers that this database has, that were shown or acknowledged, or that are told."""
    shown = replica.shared_replica().shown()
    return max(head.number, after, lost_release(shown, head), acknowledged_release(head)) + 1


def begin_epoch(now: datetime, author: str, after: int = 0) -> Release:
    """Makes the release that begins it: it changes no document, and gives every channel a link signed in the epoch."""
    with transaction.atomic():
        head = lock_head()
        number = first_number(head, after)
        channels = ChannelRelease.objects.values_list("channel", flat=True).order_by("channel").distinct()
        head.hub = uuid.uuid4()
        release = append(head, [], author, CAUSE, now, number=number, also=channels)
        transaction.on_commit(replica.follow_shared, robust=True)
    return release
