"""Comparison of a live page with the release that it claims to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import orjson

from releases.models import DocumentVersion, Release
from releases.parity.claims import Claim, claim_of
from releases.parity.comparison import Difference, check_around, check_notices, check_rendered
from releases.storage.reader import StoredDocument, body, document, head


def differences_on(page: str, channel: str, now: datetime, patience: timedelta) -> list[Difference]:
    """How a page of `channel` differs from what it claims to show; what changed within `patience` may lag.

    Beside those of `check_rendered`, `what` is noClaim, notPublished (that document in that release) or oldRelease.
    """
    claim = claim_of(page)
    if claim is None:
        return [Difference("", "", channel, "noClaim", "", "")]
    found = _claimed(claim, channel)
    shown = [
        _differences_from(page, told, claim, moment)
        for moment in (now, now - patience)
        if found and (told := _told_at(found, moment))
    ]
    if found is None or not shown:
        return [_difference(claim, channel, "notPublished", "", f"{'/'.join(claim.document)} {claim.release}")]
    return [*_outdated(claim, found, now - patience), *min(shown, key=len)]


def _claimed(claim: Claim, channel: str) -> StoredDocument | None:
    if claim.document[0] != channel or claim.release > head().number:
        return None
    found = document(*claim.document, release=claim.release)
    return found if isinstance(found, StoredDocument) else None


def _told_at(found: StoredDocument, moment: datetime) -> dict[str, Any] | None:
    digest = found.digest_at(moment)
    return orjson.loads(body(digest)) if digest else None


def _differences_from(page: str, told: dict[str, Any], claim: Claim, moment: datetime) -> list[Difference]:
    """With the notices that belong on the page in that release; a message belongs where its product does."""
    differences = check_rendered(page, told)
    differences += check_around(page, lambda kind, key: _beside(claim, kind, key, moment))
    notices = _beside(claim, "notice", "notices", moment)
    if notices is None:
        return differences
    about = told["product"]["key"] if told["kind"] == "contactMoment" else None
    place = (_beside(claim, "product", about, moment) if about else None) or told
    return [*differences, *check_notices(page, notices, place)]


def _beside(claim: Claim, kind: str, key: str, moment: datetime) -> dict[str, Any] | None:
    channel, _, _, locale = claim.document
    found = document(channel, kind, key, locale, release=claim.release)
    return _told_at(found, moment) if isinstance(found, StoredDocument) else None


def _outdated(claim: Claim, found: StoredDocument, since: datetime) -> Iterable[Difference]:
    """The document itself has changed since the release that the page claims, and not just now."""
    rows = DocumentVersion.objects.filter(release_from=found.release, release_until__isnull=False)
    channel, kind, key, locale = claim.document
    until = rows.filter(channel=channel, kind=kind, key=key, locale=locale).values_list("release_until", flat=True)
    replaced = Release.objects.filter(number__in=until, created_at__lte=since).first()
    if replaced is not None:
        yield _difference(claim, channel, "oldRelease", str(replaced.number), str(claim.release))


def _difference(claim: Claim, channel: str, what: str, expected: str, found: str) -> Difference:
    return Difference("", claim.document[3], channel, what, expected, found)
