"""The rows of the database that belong to some releases, as the copy takes them over."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from releases.core.position import milliseconds
from releases.models import ChannelRelease, Content, DocumentVersion, ExternalCode, FactVersion, Release
from releases.replica.chain import ReleaseRecord
from releases.replica.layout import code_name, fact_name, in_release
from releases.replica.writer import VersionRow

# The first and the last release.
Span = tuple[int, int]
Pairs = Iterator[tuple[bytes, bytes]]
GIVEN, ENDED = b"1", b""


def contents(span: Span) -> Pairs:
    rows = Content.objects.filter(release__range=span).values_list("digest", "body")
    for digest, body in rows.iterator():
        yield digest.encode(), bytes(body)


def facts(span: Span) -> Pairs:
    rows = FactVersion.objects.filter(release_from__range=span).values_list("key", "body", "release_from")
    for key, body, release in rows.iterator():
        yield in_release(fact_name(key), release), bytes(body)


def codes(span: Span) -> Pairs:
    """Those that end before those that are given, which may be the same ones again."""
    fields = ("system", "code", "kind", "key")
    ended = ExternalCode.objects.filter(release_until__range=span).values_list(*fields, "release_until")
    for *code, release in ended.iterator():
        yield in_release(code_name(*code), release), ENDED
    lasting = Q(release_until=None) | Q(release_until__gt=F("release_from"))
    given = ExternalCode.objects.filter(lasting, release_from__range=span).values_list(*fields, "release_from")
    for *code, release in given.iterator():
        yield in_release(code_name(*code), release), GIVEN


def releases(span: Span) -> Iterator[tuple[int, int, ReleaseRecord]]:
    for row in Release.objects.filter(number__range=span).iterator():
        made = (row.digest, row.created_at.isoformat(), row.author, row.cause, str(row.epoch or ""), row.key_id)
        yield row.number, milliseconds(row.created_at), ReleaseRecord(*made)


def links(span: Span) -> Iterator[tuple[str, int, str, str, str]]:
    rows = ChannelRelease.objects.filter(release__number__range=span)
    return rows.values_list("channel", "release_id", "digest", "parent", "signature").iterator()


def versions(span: Span) -> Iterator[VersionRow]:
    """Older releases first, and in a release in order of channel, locale, kind and key."""
    rows = DocumentVersion.objects.filter(release_from__range=span)
    ordered = rows.order_by("release_from", "channel", "locale", "kind", "key")
    fields = ordered.values_list("release_from", "channel", "kind", "key", "locale", "periods", "title", "uses")
    return (VersionRow(*values) for values in fields.iterator())
