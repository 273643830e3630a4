"""State of every instance of every channel, side by side with what was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from releases.core.drift import Behind, Delay, InstanceCondition, Limits, Trouble, delay_of, troubles_of
from releases.core.position import Position
from releases.instances.page_findings import PageFinding, finding_of
from releases.instances.published_state import behind_in, newest_of
from releases.instances.record_acknowledgement import held, shown_position
from releases.instances.registry import ChannelInstance, instance_of
from releases.models.instances import Acknowledgement, Instance
from releases.storage.reader import head

# Delays are those of the last week, and of so many positions at most.
RECENT, MOST_POSITIONS = timedelta(days=7), 5000


@dataclass(frozen=True)
class InstanceRow:
    """One instance. `shown` None: nothing is known of it in this epoch; `other_epoch`: it spoke in another one.

    `received` and `displayed` are its own newest positions of each.
    """

    instance: ChannelInstance
    shown: Position | None
    received: Position | None
    displayed: Position | None
    other_epoch: bool
    behind: Behind | None
    troubles: frozenset[Trouble]
    differences: tuple[PageFinding, ...]


@dataclass(frozen=True)
class ChannelBoard:
    """The instances of one channel, and the position and digest that the hub expects of them."""

    channel: str
    newest: Position
    digest: str
    rows: tuple[InstanceRow, ...]


def board(channels: Iterable[str], limits: Limits, now: datetime) -> list[ChannelBoard]:
    """Of all instances that are not retired, each in a fixed number of queries per channel."""
    instances: dict[str, list[Instance]] = defaultdict(list)
    for instance in Instance.objects.filter(retired=False).prefetch_related("differences"):
        instances[instance.channel].append(instance)
    epoch = str(head().hub)
    return [
        ChannelBoard(channel, *newest_of(channel, now), tuple(_rows(channel, instances[channel], epoch, limits, now)))
        for channel in channels
    ]


def delays(now: datetime) -> dict[int, dict[str, Delay]]:
    """How long it took from publish to `received` and to `displayed`, by the primary keys of instances."""
    rows = Acknowledgement.objects.filter(said_at__gt=now - RECENT, due_at__isnull=False).order_by("-said_at")
    found: dict[tuple[int, str], list[timedelta]] = defaultdict(list)
    columns = ("instance", "due_at", "received_at", "displayed_at")
    for pk, due, received, displayed in rows.values_list(*columns)[:MOST_POSITIONS]:
        for state, at in (("received", received), ("displayed", displayed)):
            if at is not None and due is not None:
                found[pk, state].append(at - due)
    by_instance: dict[int, dict[str, Delay]] = defaultdict(dict)
    for (pk, state), durations in found.items():
        by_instance[pk][state] = delay_of(durations)
    return by_instance


def _rows(channel: str, instances: list[Instance], epoch: str, limits: Limits, now: datetime) -> Iterator[InstanceRow]:
    positions = {instance.pk: position for instance in instances if (position := shown_position(instance, epoch))}
    behind = dict(zip(positions, behind_in(channel, list(positions.values()), now), strict=True))
    for instance in instances:
        missed, other_epoch = behind.get(instance.pk), instance.epoch not in ("", epoch)
        differences = tuple(finding_of(row) for row in instance.differences.all())
        condition = InstanceCondition(
            behind=missed,
            last_word=instance.last_word_at or (instance.since if instance.registered else None),
            silence=_silence(instance, limits),
            rejected=bool(instance.reason) and not other_epoch,
            refused=bool(instance.failure),
            differs=bool(differences),
        )
        troubles = frozenset(troubles_of(condition, limits, now))
        yield InstanceRow(
            instance=instance_of(instance),
            shown=positions.get(instance.pk),
            received=held(instance, "received", instance.epoch),
            displayed=held(instance, "displayed", instance.epoch),
            other_epoch=other_epoch,
            behind=missed,
            troubles=troubles,
            differences=differences,
        )


def _silence(instance: Instance, limits: Limits) -> timedelta | None:
    if instance.silence_minutes is None:
        return limits.silence
    return timedelta(minutes=instance.silence_minutes) or None
