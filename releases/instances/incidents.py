"""When something went wrong with an instance and when it was over, each to be told once, whatever workers do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from releases.instances.board import InstanceRow
from releases.instances.drift import Trouble
from releases.instances.models import Acknowledgement, Episode, Instance

# How long another worker waits before it tells what this one claimed, and perhaps did not live to tell.
CLAIM = timedelta(minutes=5)
UNTOLD = Q(ended_at=None, begin_told_at=None) | Q(ended_at__isnull=False, end_told_at=None)


def settle(rows: Iterable[InstanceRow], now: datetime) -> None:
    """Opens an episode for each new trouble and ends those that are over; a second call changes nothing.

    `rows` are all instances as they are at `now`; the episodes of others, which are retired, end without a word.
    """
    troubles = {row.instance.pk: row.troubles for row in rows}
    known = set(Episode.objects.filter(ended_at__gte=now).values_list("instance", "trouble"))
    for episode in Episode.objects.filter(ended_at=None):
        if episode.trouble in troubles.get(episode.instance_id, ()):
            known.add((episode.instance_id, episode.trouble))
        else:
            _end(episode, now, quietly=episode.instance_id not in troubles)
    new = [
        Episode(instance_id=pk, trouble=trouble, began_at=now)
        for pk, found in troubles.items()
        for trouble in sorted(worth_telling(found))
        if (pk, trouble) not in known
    ]
    Episode.objects.bulk_create(new, ignore_conflicts=True)


def worth_telling(troubles: Collection[Trouble]) -> set[Trouble]:
    """Who is silent is not also called behind: it is one thing that happened."""
    return set(troubles) - ({Trouble.BEHIND} if Trouble.SILENT in troubles else set())


def to_tell(now: datetime) -> Iterator[Episode]:
    """What nobody told yet; each is claimed for this caller as it is given, so call `told` when it is done."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = Episode.objects.filter(UNTOLD).filter(free).select_related("instance", "instance__owner")
    for episode in waiting.order_by("pk"):
        if Episode.objects.filter(UNTOLD, free, pk=episode.pk).update(claimed_until=now + CLAIM):
            yield episode


def told(episode: Episode, now: datetime) -> None:
    """What `to_tell` gave has been told: that it began, or that it is over."""
    column = "begin_told_at" if episode.ended_at is None else "end_told_at"
    Episode.objects.filter(pk=episode.pk).update(**{column: now, "claimed_until": None})


def lately(now: datetime, ended_within: timedelta) -> list[Episode]:
    """What is going on, and what is just over; the newest first."""
    shown = Q(ended_at=None) | Q(ended_at__gt=now - ended_within, end_told_at__isnull=False)
    found = Episode.objects.filter(shown, instance__retired=False).select_related("instance")
    return list(found.order_by("ended_at", "-began_at"))


def prune(now: datetime, keep: timedelta) -> None:
    """Drops history older than `keep`, and instances that nobody registered and nothing was heard of since."""
    before = now - keep
    Acknowledgement.objects.filter(said_at__lt=before).delete()
    Episode.objects.filter(ended_at__lt=before).delete()
    forgotten = Instance.objects.filter(Q(registered=False) | Q(retired=True), since__lt=before)
    recent = Q(last_word_at__gte=before) | Q(watched_at__gte=before)
    forgotten.exclude(pk__in=Instance.objects.filter(recent)).delete()


def _end(episode: Episode, now: datetime, *, quietly: bool) -> None:
    told_at = now if quietly else None
    Episode.objects.filter(pk=episode.pk, ended_at=None).update(ended_at=now, end_told_at=told_at)
