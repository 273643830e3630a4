"""The chain of releases, as far as the caller's channels are concerned."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.access import AccessScope
from api.v1 import paging
from api.v1.resource import Resource
from releases.storage import feed, reader
from releases.storage.scoped import ScopedRelease, SignedLink, scoped_releases


def release_object(release: ScopedRelease, scope: AccessScope) -> dict[str, Any]:
    """Who published and why is for staff."""
    found: dict[str, Any] = {
        "number": release.number,
        "digest": release.digest,
        "parent": release.parent,
        "createdAt": release.created_at.isoformat(),
        "channels": {channel: link.digest for channel, link in sorted(release.channels.items())},
        "signatures": {channel: signature_object(link) for channel, link in sorted(release.channels.items())},
    }
    return found | ({"author": release.author, "cause": release.cause} if scope.staff else {})


def signature_object(link: SignedLink) -> dict[str, Any] | None:
    """None for a link from before releases were signed."""
    if not link.signature:
        return None
    return {"release": link.release, "epoch": link.epoch, "keyId": link.key_id, "signature": link.signature}


class ReleaseList(Resource):
    parameters = paging.PARAMETERS

    def get(self, request: Request) -> Response:
        limit, after = paging.limit_of(request), paging.after(request)
        if after and not (after[0].isascii() and after[0].isdigit()):
            raise problems.invalid("cursor", "must be taken from 'next' of an earlier answer.")
        rows = reader.releases().filter(number__lt=int(after[0])) if after else reader.releases()
        page = list(rows[: limit + 1])
        more = paging.next_url(request, (str(page[limit - 1].number),)) if len(page) > limit else None
        found = reversed(scoped_releases(page[:limit], self.scope.channels))
        return Response({"results": [release_object(release, self.scope) for release in found], "next": more})


class ReleaseDetail(Resource):
    def get(self, request: Request, number: int | None = None) -> Response:
        """Without a number: the newest."""
        newest = reader.head().number
        row = reader.release(newest if number is None else number)
        if row is None and 0 < (number or 0) < newest:
            raise problems.skipped(number)
        if row is None:
            raise problems.not_found("There is no such release. See /api/v1/releases.")
        [release] = scoped_releases([row], self.scope.channels)
        changes = [change.as_json() for change in feed.changes_of(row.number, self.scope.channels)]
        return Response(release_object(release, self.scope) | {"changes": changes})
