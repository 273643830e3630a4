"""Takes what instances say that they show: judges it, and keeps the newest of it and a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from releases.core.acknowledgements import STATES, AcknowledgementReport, Known, Refused, State, judge
from releases.core.drift import Behind
from releases.core.position import NOWHERE, Position, instant_text, parse_position
from releases.instances import published_state
from releases.models.instances import Acknowledgement, Instance

MOST_INSTANCES, MOST_IN_A_MINUTE = 500, 300
MINUTE, A_WORD = timedelta(minutes=1), timedelta(seconds=1)
# An epoch that is not ours is no failure of the instance: the hub changed, and the instance will sync anew.
NOT_KEPT = ("sync-anew",)


@dataclass(frozen=True)
class Heard:
    """What the hub now holds of an instance, and what it expects: `newest` with the channel's `digest` there."""

    instance: Instance
    behind: Behind | None
    newest: Position
    digest: str

    def as_json(self) -> dict[str, Any]:
        behind, word = self.behind, self.instance.last_word_at
        return {
            "channel": self.instance.channel,
            "instance": self.instance.name,
            "epoch": self.instance.epoch,
            **{state: getattr(self.instance, state) or None for state in STATES},
            "lastWordAt": instant_text(word) if word else None,
            "behind": {
                "releases": behind.releases if behind else 0,
                "switches": behind.switches if behind else 0,
                "since": instant_text(behind.since) if behind else None,
            },
            "newest": {"position": str(self.newest), "digest": self.digest},
        }


def acknowledge(channel: str, said: AcknowledgementReport, now: datetime) -> Heard:
    """Keeps what was said, and answers what the hub now holds; Refused when it does not believe it."""
    known = published_state.known_of(channel, said.position.release, now)
    if not _repeats(channel, said, known, now):
        with transaction.atomic():
            instance = _locked(channel, said.instance, now)
            refused = judge(said, known._replace(held=held(instance, said.state, known.epoch)))
            if refused is None:
                _take(instance, said, known, now)
            elif refused.code not in NOT_KEPT:
                _keep_failure(instance, said.state, refused, now)
        if refused is not None:
            raise refused
    return _heard(channel, said.instance, known, now)


def report(channel: str, instance: str, state: State, position: Position, now: datetime, reason: str = "") -> Heard:
    """The same for a part of the hub itself, such as the search index, which need not prove what it holds."""
    known = published_state.known_of(channel, position.release, now)
    return acknowledge(
        channel, AcknowledgementReport(instance, state, known.epoch, position, known.digest, reason), now
    )


def held(instance: Instance, state: State, epoch: str) -> Position | None:
    """The newest position that the instance said in `state`, in this epoch."""
    text = getattr(instance, state) if instance.epoch == epoch else ""
    return parse_position(text) if text else None


def shown_position(instance: Instance, epoch: str) -> Position | None:
    """What the instance shows, as far as is known: what it displays, or else what it received."""
    return held(instance, "displayed", epoch) or held(instance, "received", epoch)


def _repeats(channel: str, said: AcknowledgementReport, known: Known, now: datetime) -> bool:
    """Whether it was said just so before: then only the last word moves, without a transaction, and not each time."""
    state: str = said.state
    same = Instance.objects.filter(
        channel=channel, name=said.instance, epoch=said.epoch, retired=False, **{state: str(said.position)}
    )
    instance = same.first()
    if instance is None or judge(said, known) or _changes_something(instance, said):
        return False
    if instance.last_word_at is None or now - instance.last_word_at >= A_WORD:
        same.update(last_word_at=now)
    return True


def _changes_something(instance: Instance, said: AcknowledgementReport) -> bool:
    if said.state == "rejected":
        return instance.reason != said.reason
    return _ends_failure(instance, said) or _ends_rejection(instance, said)


def _locked(channel: str, name: str, now: datetime) -> Instance:
    rows = Instance.objects.select_for_update()
    found = rows.filter(channel=channel, name=name).first()
    if found is not None:
        return found
    if Instance.objects.filter(channel=channel).count() >= MOST_INSTANCES:
        raise Refused("too-many-instances", "instance", str(MOST_INSTANCES), name)
    return rows.get_or_create(channel=channel, name=name, defaults={"since": now})[0]


def _take(instance: Instance, said: AcknowledgementReport, known: Known, now: datetime) -> None:
    if instance.epoch != known.epoch:
        instance.epoch, instance.reason = known.epoch, ""
        instance.received = instance.displayed = instance.rejected = ""
    _remember(instance, said, known, now)
    if said.state == "rejected":
        instance.reason = said.reason
    elif _ends_rejection(instance, said):
        instance.reason = ""
    if _ends_failure(instance, said):
        instance.failure, instance.failures = None, 0
    setattr(instance, said.state, str(said.position))
    instance.last_word_at, instance.retired = now, False
    instance.save()


def _ends_failure(instance: Instance, said: AcknowledgementReport) -> bool:
    return instance.failure is not None and instance.failure["state"] == said.state


def _ends_rejection(instance: Instance, said: AcknowledgementReport) -> bool:
    """What was rejected is shown after all, or something newer is received."""
    if not (instance.reason and instance.rejected) or said.state == "rejected":
        return False
    rejected = parse_position(instance.rejected)
    return said.position > rejected or (said.state == "displayed" and said.position == rejected)


def _remember(instance: Instance, said: AcknowledgementReport, known: Known, now: datetime) -> None:
    row = Acknowledgement.objects.filter(
        instance=instance, release=said.position.release, instant=said.position.instant
    ).first() or _new_row(instance, said, known, now)
    if getattr(row, f"{said.state}_at") is None:
        setattr(row, f"{said.state}_at", now)
    row.reason = said.reason or row.reason
    row.save()


def _new_row(instance: Instance, said: AcknowledgementReport, known: Known, now: datetime) -> Acknowledgement:
    lately = Acknowledgement.objects.filter(instance=instance, said_at__gt=now - MINUTE)
    if lately.count() >= MOST_IN_A_MINUTE:
        raise Refused("too-often", "position", str(MOST_IN_A_MINUTE), str(said.position))
    release, instant = said.position
    return Acknowledgement(
        instance=instance, release=release, instant=instant, said_at=now, due_at=_due_at(instance, said, known)
    )


def _due_at(instance: Instance, said: AcknowledgementReport, known: Known) -> datetime | None:
    """When the release came, or the switch when its release was known already; None for the first position."""
    before = max((each for state in STATES if (each := held(instance, state, known.epoch))), default=None)
    if before is None:
        return None
    return known.published_at if said.position.release > before.release else said.position.instant


def _keep_failure(instance: Instance, state: State, refused: Refused, now: datetime) -> None:
    failure = {"state": state, "code": refused.code, "expected": refused.expected, "said": refused.said}
    if failure == instance.failure and instance.last_word_at and now - instance.last_word_at < A_WORD:
        return
    instance.failure, instance.failures = failure, instance.failures + 1
    instance.last_word_at, instance.retired = now, False
    instance.save()


def _heard(channel: str, name: str, known: Known, now: datetime) -> Heard:
    instance = Instance.objects.get(channel=channel, name=name)
    newest, digest = published_state.newest_of(channel, now)
    position = shown_position(instance, known.epoch) or NOWHERE
    return Heard(instance, published_state.behind_in(channel, [position], now)[0], newest, digest)
