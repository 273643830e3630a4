"""Keeps which conditions of channels are confirmed, and tells from it which channels are on."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from releases.channels import CHANNELS, channels_on
from releases.compiling.shapes import Channel
from releases.conditions.models import Confirmation


def opened() -> frozenset[str]:
    """The channels with conditions of which each is confirmed."""
    needed = {name: {each.name for each in channel.conditions} for name, channel in CHANNELS.items()}
    conditional = [name for name, conditions in needed.items() if conditions]
    if not conditional:
        return frozenset()
    confirmed: dict[str, set[str]] = defaultdict(set)
    rows = Confirmation.objects.filter(channel__in=conditional, withdrawn_at=None)
    for channel, condition in rows.values_list("channel", "condition"):
        confirmed[channel].add(condition)
    return frozenset(name for name in conditional if needed[name] <= confirmed[name])


def channels_now() -> dict[str, Channel]:
    """The channels that are on."""
    return channels_on(opened())


def confirm(channel: str, condition: str, reference: str, by: str, now: datetime) -> Confirmation:
    """IntegrityError when it is confirmed already."""
    return Confirmation.objects.create(
        channel=channel, condition=condition, reference=reference, confirmed_by=by, confirmed_at=now
    )


def withdraw(confirmation: Confirmation, reason: str, by: str, now: datetime) -> None:
    confirmation.reason, confirmation.withdrawn_by, confirmation.withdrawn_at = reason, by, now
    confirmation.save(update_fields=["reason", "withdrawn_by", "withdrawn_at"])
