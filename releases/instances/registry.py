"""Register of the instances that a channel expects: who owns one, where its pages are, when silence is too long."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from releases.models.instances import Instance


@dataclass(frozen=True)
class Registration:
    """An entry. `owner` is the primary key of a group; of `silence_minutes`, None is the usual time and 0 is never.

    `pages` are addresses to watch, one on a line. `retired`: no longer expected.
    """

    channel: str
    name: str
    owner_id: int | None = None
    email: str = ""
    silence_minutes: int | None = None
    pages: str = ""
    retired: bool = False

    def __str__(self) -> str:
        return f"{self.channel}: {self.name}"


@dataclass(frozen=True)
class ChannelInstance(Registration):
    """An instance with what was last heard of it; `failure` is `{"state", "code", "expected", "said"}` or None."""

    pk: int = 0
    registered: bool = False
    rejected: str = ""
    reason: str = ""
    last_word_at: datetime | None = None
    failure: dict[str, str] | None = None
    failures: int = 0
    watched_at: datetime | None = None
    pages_read: int = 0


def instance_of(row: Instance) -> ChannelInstance:
    return ChannelInstance(**{field.name: getattr(row, field.name) for field in fields(ChannelInstance)})


def find(pk: int) -> ChannelInstance | None:
    row = Instance.objects.filter(pk=pk).first()
    return instance_of(row) if row else None


def is_known(channel: str, name: str) -> bool:
    return Instance.objects.filter(channel=channel, name=name).exists()


def retired() -> list[ChannelInstance]:
    return [instance_of(row) for row in Instance.objects.filter(retired=True)]


def watched() -> list[ChannelInstance]:
    """The instances with pages of their own to read."""
    return [instance_of(row) for row in Instance.objects.filter(retired=False).exclude(pages="")]


def instance_named(channel: str, name: str, now: datetime) -> ChannelInstance:
    """Made when there is none yet."""
    return instance_of(Instance.objects.get_or_create(channel=channel, name=name, defaults={"since": now})[0])


def register(registration: Registration, now: datetime) -> None:
    """Also of an instance that appeared by itself; channel and name stay what they are."""
    entry = asdict(registration)
    identity = {name: entry.pop(name) for name in ("channel", "name")}
    entry["registered"] = True
    Instance.objects.update_or_create(**identity, defaults=entry, create_defaults=identity | entry | {"since": now})


def remove(pk: int) -> None:
    """With all that was heard of it."""
    Instance.objects.filter(pk=pk).delete()
