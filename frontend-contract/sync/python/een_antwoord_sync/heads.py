"""Heads of a channel that were kept, held against what the hub tells: plain functions and the texts of an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class Head(NamedTuple):
    """A release in which the channel's newest link had this digest; signed when the hub told it as a head.

    `number` is the release of the link once it is signed, and that of the position before.
    """

    epoch: str
    number: int
    digest: str
    key_id: str | None = None
    signature: str | None = None


class Contradiction(NamedTuple):
    """The hub told `kept`, and now its history has no such release, or another one (`told`)."""

    kept: Head
    told: Head | None
    epoch: str

    def __str__(self) -> str:
        known = f"release {self.kept.number} of epoch {self.kept.epoch} with digest {self.kept.digest}"
        told = f"tells {self.told.digest} in its place" if self.told else "no longer has it"
        ended = "" if self.epoch == self.kept.epoch else f" (its epoch is {self.epoch} now)"
        return f"The hub told {known}, and {told}{ended}."


# The head in a release, or None when the hub has no such release.
HeadIn = Callable[[int], Head | None]


def contradictions(kept: Iterable[Head], epoch: str, head_in: HeadIn) -> list[Contradiction]:
    """Of all that was kept; `epoch` is the hub's now."""
    found = ((head, head_in(head.number)) for head in kept)
    return [Contradiction(head, told, epoch) for head, told in found if told is None or told.digest != head.digest]


def to_keep(newest: Head | None, found: Iterable[Contradiction]) -> list[Head]:
    """Contradicted heads stay, as evidence; the newest one covers all others."""
    evidence = [each.kept for each in found]
    if newest is None or any(head[:3] == newest[:3] for head in evidence):
        return evidence
    return [*evidence, newest]


def head_from(told: Mapping[str, Any]) -> Head:
    """One channel's of `GET /api/v1/heads`."""
    return Head(told["epoch"] or "", told["number"], told["digest"], told["keyId"], told["signature"])


def as_told(head: Head) -> dict[str, Any]:
    """With the hub's names, as it is kept."""
    epoch, number, digest, key_id, signature = head
    return {"epoch": epoch, "number": number, "digest": digest, "keyId": key_id, "signature": signature}
