"""What channels have ever told, by its title: also what is withdrawn, and under titles that it had before."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q, QuerySet

from releases.models import NO_PERIODS, DocumentVersion


class Told(NamedTuple):
    """A document of any channel; `current` when at least one channel still tells it."""

    kind: str
    key: str
    title: str
    current: bool


def find(kinds: Collection[str], text: str, locale: str, limit: int) -> list[Told]:
    """At most `limit`, in order of title, which is the newest in `locale` where there is one."""
    rows = DocumentVersion.objects.filter(kind__in=kinds)
    named = rows.filter(Q(title__icontains=text) | Q(key__icontains=text)).order_by("key", "kind")
    keys = list(named.values_list("kind", "key").distinct()[:limit])
    found = (_told(rows.filter(kind=kind, key=key), kind, key, locale) for kind, key in keys)
    return sorted(found, key=lambda told: told.title.casefold())


def told(kind: str, key: str, locale: str) -> Told | None:
    """None when no channel ever told it."""
    rows = DocumentVersion.objects.filter(kind=kind, key=key)
    return _told(rows, kind, key, locale) if rows.exists() else None


def channels_of(kind: str, key: str) -> set[tuple[str, str]]:
    """The channels and locales that ever told it."""
    return set(DocumentVersion.objects.filter(kind=kind, key=key).values_list("channel", "locale"))


def _told(rows: QuerySet[DocumentVersion], kind: str, key: str, locale: str) -> Told:
    titles = dict(rows.order_by("release_from").values_list("locale", "title"))
    title = titles.get(locale) or next(iter(titles.values()))
    return Told(kind, key, title, rows.filter(release_until=None).exclude(periods=NO_PERIODS).exists())
