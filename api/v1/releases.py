"""The chain of releases, as far as the caller's channels are concerned."""

from __future__ import annotations

from itertools import islice
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api import time_axes
from api.access import AccessScope
from api.v1 import paging
from api.v1.resource import Resource
from releases.replica import chain, feed
from releases.replica.chain import ReleaseRecord, ScopedRelease, StepLink


def release_object(release: ScopedRelease, scope: AccessScope) -> dict[str, Any]:
    """Who published and why is for staff."""
    links = sorted(release.links.items())
    found: dict[str, Any] = {
        "number": release.number,
        "digest": release.digest,
        "parent": release.parent,
        "createdAt": release.record.created_at,
        "channels": {channel: link.digest for channel, (link, _) in links},
        "signatures": {channel: signature_object(*link) for channel, link in links},
    }
    return found | ({"author": release.record.author, "cause": release.record.cause} if scope.staff else {})


def signature_object(link: StepLink, made: ReleaseRecord) -> dict[str, Any] | None:
    """None for a link from before releases were signed."""
    if not link.signature:
        return None
    return {"release": link.release, "epoch": made.epoch, "keyId": made.key_id, "signature": link.signature}


class ReleaseList(Resource):
    parameters = paging.PARAMETERS

    def get(self, request: Request) -> Response:
        limit, newest = paging.limit_of(request), time_axes.release_in(self.reading, time_axes.Axes())
        found = list(islice(chain.numbers(self.reading, below_of(request) or newest + 1), limit + 1))
        more = paging.next_url(request, (str(found[limit - 1]),)) if len(found) > limit else None
        scoped = chain.scoped_releases(self.reading, found[:limit], self.scope.channels)
        return Response({"results": [release_object(release, self.scope) for release in scoped], "next": more})


class ReleaseDetail(Resource):
    def get(self, request: Request, number: int | None = None) -> Response:
        """Without a number: the newest."""
        asked = time_axes.release_in(self.reading, time_axes.Axes()) if number is None else number
        found = time_axes.existing(self.reading, asked)
        [release] = chain.scoped_releases(self.reading, [found], self.scope.channels)
        changes = feed.changes_of(self.reading, found, self.scope.channels)
        return Response(release_object(release, self.scope) | {"changes": changes})


def below_of(request: Request) -> int | None:
    """The number of the last release of the page before."""
    after = paging.after(request)
    return int(after[0]) if after else None
