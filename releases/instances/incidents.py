"""Incidents of instances: when something went wrong and when it was over, each to be told once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from releases.core.drift import Trouble
from releases.instances.board import InstanceRow
from releases.instances.registry import ChannelInstance, instance_of
from releases.models import instances
from releases.models.instances import Acknowledgement, Instance

# How long another worker waits before it tells what this one claimed, and perhaps did not live to tell.
CLAIM = timedelta(minutes=5)
UNTOLD = Q(ended_at=None, begin_told_at=None) | Q(ended_at__isnull=False, end_told_at=None)


@dataclass(frozen=True)
class Incident:
    """Something wrong with an instance, from `began_at` until `ended_at`."""

    pk: int
    instance: ChannelInstance
    trouble: str
    began_at: datetime
    ended_at: datetime | None


def settle(rows: Iterable[InstanceRow], now: datetime) -> None:
    """Opens an incident for each new trouble and ends those that are over; a second call changes nothing.

    `rows` are all instances as they are at `now`; the incidents of others, which are retired, end without a word.
    """
    troubles = {row.instance.pk: row.troubles for row in rows}
    known = set(instances.Incident.objects.filter(ended_at__gte=now).values_list("instance", "trouble"))
    for incident in instances.Incident.objects.filter(ended_at=None):
        if incident.trouble in troubles.get(incident.instance_id, ()):
            known.add((incident.instance_id, incident.trouble))
        else:
            _end(incident, now, quietly=incident.instance_id not in troubles)
    new = [
        instances.Incident(instance_id=pk, trouble=trouble, began_at=now)
        for pk, found in troubles.items()
        for trouble in sorted(reportable(found))
        if (pk, trouble) not in known
    ]
    instances.Incident.objects.bulk_create(new, ignore_conflicts=True)


def reportable(troubles: Collection[Trouble]) -> set[Trouble]:
    """Who is silent is not also called behind: it is one thing that happened."""
    return set(troubles) - ({Trouble.BEHIND} if Trouble.SILENT in troubles else set())


def unreported(now: datetime) -> Iterator[Incident]:
    """What nobody told yet; each is claimed for this caller as it is given, so call `mark_reported` when it is done."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = instances.Incident.objects.filter(UNTOLD).filter(free).select_related("instance")
    for incident in waiting.order_by("pk"):
        if instances.Incident.objects.filter(UNTOLD, free, pk=incident.pk).update(claimed_until=now + CLAIM):
            yield _incident(incident)


def mark_reported(incident: Incident, now: datetime) -> None:
    """What `unreported` gave has been told: that it began, or that it is over."""
    column = "begin_told_at" if incident.ended_at is None else "end_told_at"
    instances.Incident.objects.filter(pk=incident.pk).update(**{column: now, "claimed_until": None})


def lately(now: datetime, ended_within: timedelta) -> list[Incident]:
    """What is going on, and what is just over; the newest first."""
    shown = Q(ended_at=None) | Q(ended_at__gt=now - ended_within, end_told_at__isnull=False)
    found = instances.Incident.objects.filter(shown, instance__retired=False).select_related("instance")
    return [_incident(row) for row in found.order_by("ended_at", "-began_at")]


def prune(now: datetime, keep: timedelta) -> None:
    """Drops history older than `keep`, and instances that nobody registered and nothing was heard of since."""
    before = now - keep
    Acknowledgement.objects.filter(said_at__lt=before).delete()
    instances.Incident.objects.filter(ended_at__lt=before).delete()
    forgotten = Instance.objects.filter(Q(registered=False) | Q(retired=True), since__lt=before)
    recent = Q(last_word_at__gte=before) | Q(watched_at__gte=before)
    forgotten.exclude(pk__in=Instance.objects.filter(recent)).delete()


def _incident(row: instances.Incident) -> Incident:
    return Incident(row.pk, instance_of(row.instance), row.trouble, row.began_at, row.ended_at)


def _end(incident: instances.Incident, now: datetime, *, quietly: bool) -> None:
    told_at = now if quietly else None
    instances.Incident.objects.filter(pk=incident.pk, ended_at=None).update(ended_at=now, end_told_at=told_at)
