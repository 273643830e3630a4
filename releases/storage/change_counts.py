"""Counts of changes in a release or a stretch of time, without reading them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from releases.models import DocumentVersion, Switch


def changed_documents(number: int, channels: Collection[str]) -> int:
    """How many documents of `channels` release `number` creates, changes or withdraws."""
    return DocumentVersion.objects.filter(release_from=number, channel__in=channels).count()


def has_switch(channels: Collection[str], after: datetime, until: datetime) -> bool:
    """Whether a document of `channels` may have switched after `after`, at `until` at the latest."""
    first, last = (round(instant.timestamp() * 1000) for instant in (after, until))
    return Switch.objects.filter(instant__gt=first, instant__lte=last, version__channel__in=channels).exists()
