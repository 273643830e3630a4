"""Confirmations of the conditions of channels, and the channels that are on because of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import IntegrityError, transaction

from releases.channels import CHANNELS, channels_on
from releases.models import conditions
from releases.rendering.shapes import Channel


class AlreadyConfirmed(Exception):
    """Somebody else was first."""


@dataclass(frozen=True)
class Confirmation:
    """Somebody confirmed a condition of a channel, until it was withdrawn. People are named as authors of releases."""

    pk: int
    channel: str
    condition: str
    reference: str
    confirmed_by: str
    confirmed_at: datetime
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime | None

    def __str__(self) -> str:
        return f"{self.channel}: {self.condition}"


def all_confirmations() -> list[Confirmation]:
    """By channel and condition, older ones first; with those that were withdrawn."""
    return [_confirmation(row) for row in conditions.Confirmation.objects.all()]


def in_force() -> list[Confirmation]:
    return [each for each in all_confirmations() if each.withdrawn_at is None]


def find(pk: int) -> Confirmation | None:
    row = conditions.Confirmation.objects.filter(pk=pk).first()
    return _confirmation(row) if row else None


def opened() -> frozenset[str]:
    """The channels with conditions of which each is confirmed."""
    needed = {name: {each.name for each in channel.conditions} for name, channel in CHANNELS.items()}
    conditional = [name for name, conditions in needed.items() if conditions]
    if not conditional:
        return frozenset()
    confirmed: dict[str, set[str]] = defaultdict(set)
    rows = conditions.Confirmation.objects.filter(channel__in=conditional, withdrawn_at=None)
    for channel, condition in rows.values_list("channel", "condition"):
        confirmed[channel].add(condition)
    return frozenset(name for name in conditional if needed[name] <= confirmed[name])


def channels_now() -> dict[str, Channel]:
    """The channels that are on."""
    return channels_on(opened())


def confirm(channel: str, condition: str, reference: str, by: str, now: datetime) -> None:
    """Raises AlreadyConfirmed when it holds already."""
    try:
        with transaction.atomic():
            conditions.Confirmation.objects.create(
                channel=channel, condition=condition, reference=reference, confirmed_by=by, confirmed_at=now
            )
    except IntegrityError as error:
        raise AlreadyConfirmed(channel, condition) from error


def withdraw(pk: int, reason: str, by: str, now: datetime) -> None:
    """Once: what was withdrawn stays as it was."""
    row = conditions.Confirmation.objects.filter(pk=pk, withdrawn_at=None)
    row.update(reason=reason, withdrawn_by=by, withdrawn_at=now)


def _confirmation(row: conditions.Confirmation) -> Confirmation:
    return Confirmation(**{field.name: getattr(row, field.name) for field in fields(Confirmation)})
