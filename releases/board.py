"""What is known of every instance of every channel, side by side with what was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from releases.acknowledging import shown
from releases.drift import Behind, Condition, Delay, Limits, Trouble, delay_of, troubles_of
from releases.instance_models import Acknowledgement, Instance, PageDifference
from releases.position import Position
from releases.published import behind_in, newest_of
from releases.reading import head

# Delays are those of the last week, and of so many positions at most.
RECENT, MOST_POSITIONS = timedelta(days=7), 5000


@dataclass(frozen=True)
class Row:
    """One instance. `shown` None: nothing is known of it in this epoch; `delays` by state."""

    instance: Instance
    shown: Position | None
    behind: Behind | None
    last_word: datetime | None
    troubles: frozenset[Trouble]
    differences: tuple[PageDifference, ...]
    delays: Mapping[str, Delay]

    @property
    def other_epoch(self) -> bool:
        """It spoke before the hub got another history, and must sync anew."""
        return bool(self.instance.epoch) and self.shown is None and not self.instance.reason


@dataclass(frozen=True)
class ChannelBoard:
    """The instances of one channel, and the position and digest that the hub expects of them."""

    channel: str
    newest: Position
    digest: str
    rows: tuple[Row, ...]


def board(channels: Iterable[str], limits: Limits, now: datetime) -> list[ChannelBoard]:
    """Of all instances that are not retired, each in a fixed number of queries per channel."""
    instances: dict[str, list[Instance]] = defaultdict(list)
    for instance in Instance.objects.filter(retired=False).select_related("owner").prefetch_related("differences"):
        instances[instance.channel].append(instance)
    delays, epoch = _delays(now), str(head().hub)
    return [
        ChannelBoard(channel, *newest_of(channel, now), _rows(channel, instances[channel], epoch, delays, limits, now))
        for channel in channels
    ]


def _rows(
    channel: str,
    instances: list[Instance],
    epoch: str,
    delays: Mapping[int, Mapping[str, Delay]],
    limits: Limits,
    now: datetime,
) -> tuple[Row, ...]:
    positions = {instance.pk: position for instance in instances if (position := shown(instance, epoch))}
    behind = dict(zip(positions, behind_in(channel, list(positions.values()), now), strict=True))
    return tuple(
        _row(instance, positions.get(instance.pk), behind.get(instance.pk), delays.get(instance.pk, {}), limits, now)
        for instance in instances
    )


def _row(
    instance: Instance,
    position: Position | None,
    behind: Behind | None,
    delays: Mapping[str, Delay],
    limits: Limits,
    now: datetime,
) -> Row:
    differences = tuple(instance.differences.all())
    minutes = instance.silence_minutes
    condition = Condition(
        behind=behind,
        last_word=instance.last_word_at or (instance.since if instance.registered else None),
        silence=limits.silence if minutes is None else timedelta(minutes=minutes) or None,
        rejected=bool(instance.reason),
        refused=bool(instance.failure),
        differs=bool(differences),
    )
    troubles = frozenset(troubles_of(condition, limits, now))
    return Row(instance, position, behind, instance.last_word_at, troubles, differences, delays)


def _delays(now: datetime) -> dict[int, dict[str, Delay]]:
    """From publish to `received` and `displayed`, per instance."""
    rows = Acknowledgement.objects.filter(said_at__gt=now - RECENT, due_at__isnull=False).order_by("-said_at")
    found: dict[tuple[int, str], list[timedelta]] = defaultdict(list)
    for pk, due, received, displayed in rows.values_list("instance", "due_at", "received_at", "displayed_at")[
        :MOST_POSITIONS
    ]:
        for state, at in (("received", received), ("displayed", displayed)):
            if at is not None and due is not None:
                found[pk, state].append(at - due)
    delays: dict[int, dict[str, Delay]] = defaultdict(dict)
    for (pk, state), durations in found.items():
        if delay := delay_of(durations):
            delays[pk][state] = delay
    return dict(delays)
