"""Published state of one channel, as far as it matters to somebody who is at some position."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from releases.core.acknowledgements import Known
from releases.core.drift import Behind, behind_of
from releases.core.position import NOWHERE, Position, from_milliseconds, milliseconds
from releases.models import ChannelRelease, Release, Switch
from releases.storage.reader import head


def known_of(channel: str, release: int, now: datetime) -> Known:
    """What the hub knows of the channel at `release`, without what an instance said before."""
    current = head()
    published_at = Release.objects.filter(number=release).values_list("created_at", flat=True).first()
    return Known(str(current.hub), current.number, published_at, digest_at(channel, release), None, now)


def digest_at(channel: str, release: int) -> str:
    """The channel's newest link in `release`; empty when it has none yet."""
    links = ChannelRelease.objects.filter(channel=channel, release_id__lte=release).order_by("-release_id")
    return links.values_list("digest", flat=True).first() or ""


def newest_of(channel: str, now: datetime) -> tuple[Position, str]:
    """Where a reader of the channel is that missed nothing, and the channel's digest there."""
    link = ChannelRelease.objects.filter(channel=channel).select_related("release").order_by("-release_id").first()
    if link is None:
        return NOWHERE, ""
    switches = _switches(channel, link.release.created_at, now)
    if not switches:
        return Position(link.release_id, link.release.created_at), link.digest
    at_switch = (
        Release.objects.filter(created_at__lte=switches[-1]).order_by("-number").values_list("number", flat=True)
    )
    return Position(at_switch[0], switches[-1]), link.digest


def behind_in(channel: str, positions: Sequence[Position], now: datetime) -> list[Behind | None]:
    """How far each of the positions is behind now, in a fixed number of queries."""
    if not positions:
        return []
    releases = ChannelRelease.objects.filter(channel=channel, release_id__gt=min(each.release for each in positions))
    missed = list(releases.order_by("release_id").values_list("release_id", "release__created_at"))
    switches = _switches(channel, min(each.instant for each in positions), now)
    return [behind_of(each, missed, switches) for each in positions]


def _switches(channel: str, after: datetime, until: datetime) -> list[datetime]:
    """The instants in between at which documents of the channel that were current then got their next period."""
    replaced_at = Release.objects.filter(number=OuterRef("version__release_until")).values("created_at")
    rows = (
        Switch.objects.filter(
            version__channel=channel, instant__gt=milliseconds(after), instant__lte=milliseconds(until)
        )
        .annotate(replaced_at=Subquery(replaced_at))
        .values_list("instant", "replaced_at")
        .distinct()
    )
    found = {(from_milliseconds(instant), replaced_at) for instant, replaced_at in rows}
    return sorted({at for at, replaced in found if at is not None and (replaced is None or replaced > at)})
