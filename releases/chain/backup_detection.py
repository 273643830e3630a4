"""A database that came back older than what channels have seen: how it is noticed, and how a new epoch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releases.instances.models import Instance
from releases.models import Head, Release
from releases.position import parse_position
from releases.problems import Impossible

if TYPE_CHECKING:
    from releases.replica.replica import ReplicaState as Copied

REMEDY = "Run `manage.py new_epoch`, so that every channel syncs anew and no release number gets a second meaning."


class CameBackOlder(Impossible):
    """`number` is the newest release that is known to have been shown, and that the database does not have."""

    def __init__(self, number: int, head: Head) -> None:
        super().__init__(
            f"The database came back older: release {number} has been shown to channels, and is not in the database, "
            f"whose newest release is {head.number}. {REMEDY}"
        )
        self.number = number


def lost_release(shown: Copied, head: Head) -> int:
    """The number of `shown` when the database of that hub has no such release (any more); 0 when all is well."""
    if shown.hub != str(head.hub) or not shown.number or (shown.number, shown.digest) == (head.number, head.digest):
        return 0
    return 0 if is_released(shown.number, shown.digest) else shown.number


def refuse_when_older(shown: Copied, head: Head) -> None:
    """Raises CameBackOlder when what this node showed, or what a channel acknowledged, is not in the database."""
    if number := max(lost_release(shown, head), acknowledged_release(head)):
        raise CameBackOlder(number, head)


def acknowledged_release(head: Head) -> int:
    """The newest release that an instance of a channel acknowledged and that is not there; 0 when there is none."""
    rows = Instance.objects.filter(epoch=str(head.hub)).values_list("received", "displayed", "rejected")
    numbers = [parse_position(text).release for row in rows for text in row if text]
    return max((number for number in numbers if number > head.number), default=0)


def claimed_release(head: Head) -> int:
    """The newest release beyond the head that an instance claims to hold, and was not believed; 0 when none does."""
    claims = Instance.objects.filter(failure__code="position-unknown").values_list("failure__said", flat=True)
    numbers = [parse_position(text).release for text in claims]
    return max((number for number in numbers if number > head.number), default=0)


def is_released(number: int, digest: str) -> bool:
    return Release.objects.filter(number=number, digest=digest).exists()
