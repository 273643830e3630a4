"""Titles that channels have ever told: also of what is withdrawn, and those that it had before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from releases.models import DocumentVersion
from releases.models.releases import NO_PERIODS


class TitledDocument(NamedTuple):
    """A document, with the channels and locales that ever told it; `current` when at least one of them still does."""

    kind: str
    key: str
    title: str
    current: bool
    channels: frozenset[tuple[str, str]]


def find_titles(kinds: Collection[str], text: str, locale: str, limit: int) -> list[TitledDocument]:
    """At most `limit`, in order of title, which is the newest in `locale` where there is one."""
    rows = DocumentVersion.objects.filter(kind__in=kinds)
    named = rows.filter(Q(title__icontains=text) | Q(key__icontains=text)).order_by("key", "kind")
    keys = list(named.values_list("kind", "key").distinct()[:limit])
    of_keys = rows.filter(key__in={key for _, key in keys}).order_by("kind", "key", "release_from")
    found = [_told(rows, locale) for _, rows in groupby(of_keys, lambda row: (row.kind, row.key))]
    return sorted((told for told in found if told[:2] in keys), key=lambda told: told.title.casefold())


def titled_document(kind: str, key: str, locale: str) -> TitledDocument | None:
    """None when no channel ever told it."""
    rows = list(DocumentVersion.objects.filter(kind=kind, key=key).order_by("release_from"))
    return _told(rows, locale) if rows else None


def _told(rows: Iterable[DocumentVersion], locale: str) -> TitledDocument:
    """Of all versions of one document, oldest first."""
    rows = list(rows)
    titles = {row.locale: row.title for row in rows}
    title = titles.get(locale) or rows[-1].title
    current = any(row.release_until is None and row.periods != NO_PERIODS for row in rows)
    channels = frozenset((row.channel, row.locale) for row in rows)
    return TitledDocument(rows[0].kind, rows[0].key, title, current, channels)
