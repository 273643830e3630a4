"""A database that came back older than what channels have seen: how it is noticed, and how a new epoch begins."""

from __future__ import annotations

from typing import NamedTuple

from releases.models import Head, Release
from releases.problems import Impossible

REMEDY = "Run `manage.py new_epoch`, so that every channel syncs anew and no release number gets a second meaning."


class Shown(NamedTuple):
    """A release of a hub that a node has shown to channels."""

    hub: str = ""
    number: int = 0
    digest: str = ""


class CameBackOlder(Impossible):
    """`number` is the newest release that was shown and that the database does not have."""

    def __init__(self, number: int, head: Head) -> None:
        super().__init__(
            f"The database came back older: release {number} has been shown to channels, and is not in the database, "
            f"whose newest release is {head.number}. {REMEDY}"
        )
        self.number = number


def lost_release(shown: Shown, head: Head) -> int:
    """The number of `shown` when the database of that hub has no such release (any more); 0 when all is well."""
    if shown.hub != str(head.hub) or not shown.number or (shown.number, shown.digest) == (head.number, head.digest):
        return 0
    return 0 if is_released(shown.number, shown.digest) else shown.number


def refuse_when_older(shown: Shown, head: Head) -> None:
    """Raises CameBackOlder."""
    if number := lost_release(shown, head):
        raise CameBackOlder(number, head)


def is_released(number: int, digest: str) -> bool:
    return Release.objects.filter(number=number, digest=digest).exists()
