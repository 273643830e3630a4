"""A database that came back older than what channels have seen: how it is noticed, and how a new epoch begins."""

from __future__ import annotations

from releases.core.position import parse_position
from releases.core.problems import CameBackOlder
from releases.core.replica_state import ReplicaState
from releases.models import Head, Release
from releases.models.instances import Instance


def lost_release(shown: ReplicaState, head: Head) -> int:
    """The number of `shown` when the database of that hub has no such release (any more); 0 when all is well."""
    if shown.hub != str(head.hub) or not shown.number or (shown.number, shown.digest) == (head.number, head.digest):
        return 0
    return 0 if is_released(shown.number, shown.digest) else shown.number


def refuse_when_older(shown: ReplicaState, head: Head) -> None:
    """Raises CameBackOlder when what this node showed, or what a channel acknowledged, is not in the database."""
    if number := max(lost_release(shown, head), remembered_release(head)):
        raise CameBackOlder(number, head.number)


def remember(epoch: str, number: int) -> bool:
    """Somebody saw release `number` of `epoch`: notes it for all nodes when the database does not have it."""
    lost = Head.objects.filter(pk=1, hub=epoch, number__lt=number, shown__lt=number)
    return lost.exists() and lost.update(shown=number) > 0


def remembered_release(head: Head) -> int:
    """The newest release that the database does not have, and that an instance acknowledged or somebody remembers."""
    return max(head.shown if head.shown > head.number else 0, acknowledged_release(head))


def acknowledged_release(head: Head) -> int:
    """The newest release that an instance of a channel acknowledged and that is not there; 0 when there is none."""
    rows = Instance.objects.filter(epoch=str(head.hub)).values_list("received", "displayed", "rejected")
    newest = max((parse_position(text).release for row in rows for text in row if text), default=0)
    return newest if newest > head.number and newest > _number_now() else 0


def claimed_release(head: Head) -> int:
    """The newest release beyond the head that an instance claims to hold, and was not believed; 0 when none does."""
    claims = Instance.objects.filter(failure__code="position-unknown").values_list("failure__said", flat=True)
    newest = max((parse_position(text).release for text in claims), default=0)
    return newest if newest > head.number and newest > _number_now() else 0


def is_released(number: int, digest: str) -> bool:
    return Release.objects.filter(number=number, digest=digest).exists()


def _number_now() -> int:
    """A release may have come, and been acknowledged, since the head was read."""
    return Head.objects.values_list("number", flat=True).get(pk=1)
