"""`GET /channels/{channel}/bundle`: everything a channel shows in one release, as lines of JSON, for a first sync."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

from django.conf import settings

from api import access, problems
from api.headers import PUBLIC, SCOPED, Headers
from api.http import Request, Response, matches
from api.query_string import parameters
from api.time_axes import AXES, axes_of, release_in
from releases.replica import bundle
from releases.replica.bundle import Pinned
from releases.replica.replica import Replica, shared_replica
from releases.replica.transaction import ReadTransaction

PREFIX, SUFFIX = "/api/v1/channels/", "/bundle"
PARAMETERS = (*AXES, "locale")
VARYING: Headers = [("Vary", "Authorization, Accept-Encoding")]
OPEN: Headers = [*PUBLIC, *VARYING, ("Cache-Control", "public, no-cache")]
CLOSED: Headers = [*SCOPED, *VARYING]
GZIP = 16 + zlib.MAX_WBITS


def is_bundle(path: str) -> bool:
    return path.startswith(PREFIX) and path.endswith(SUFFIX)


class Bundle:
    """`places`: how many may be sent at once, where each takes a thread."""

    def __init__(
        self,
        replica: Callable[[], Replica] = shared_replica,
        clock: Callable[[], float] = time.time,
        places: int = 1_000,
    ) -> None:
        self._replica, self._clock, self._places = replica, clock, BoundedSemaphore(places)

    def __call__(self, request: Request) -> Response:
        channel = request.path[len(PREFIX) : -len(SUFFIX)]
        with self._replica().read() as reading:
            access.require(access.scope_in(reading, request.authorization, self._clock()), channel)
            release, locale, at = _wanted(reading, request.query)
            pinned = bundle.pin(reading, channel, release, locale, at)
        etag = f'"{hashlib.sha256(repr(pinned).encode()).hexdigest()}"'
        headers = [*(OPEN if channel in access.PUBLIC else CLOSED), ("ETag", f"W/{etag}"), ("Release", str(release))]
        if matches(request.if_none_match, etag):
            return Response(304, headers, [])
        headers.append(("Content-Type", "application/x-ndjson"))
        return self._answer(headers, pinned, accepts_gzip(request.accept_encoding))

    def _answer(self, headers: Headers, pinned: Pinned, compressed: bool) -> Response:
        if not self._places.acquire(blocking=False):
            raise problems.busy()
        parts = Placed(bundle.parts(self._replica(), pinned), self._places)
        if compressed:
            return Response(200, [*headers, ("Content-Encoding", "gzip")], gzipped(parts))
        return Response(200, headers, parts)


class Placed:
    """Parts that hold a place until the last one is taken or the reader goes."""

    def __init__(self, parts: Iterator[bytes], places: BoundedSemaphore) -> None:
        self._parts, self._places, self._holds = parts, places, True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._parts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._holds:
            self._holds = False
            self._places.release()

    def __del__(self) -> None:
        self.close()


def accepts_gzip(header: str) -> bool:
    for offer in header.lower().split(","):
        name, _, quality = offer.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not quality or quality.strip("0.") != ""
    return False


def gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=GZIP)
    for part in parts:
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()


def _wanted(reading: ReadTransaction, query: str) -> tuple[int, str | None, int | None]:
    """Release, locale and moment."""
    given = {name: values[0] for name, values in parameters(query, PARAMETERS).items()}
    axes, locale = axes_of(given), given.get("locale")
    release = release_in(reading, axes)
    known = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    if locale is not None and locale not in known:
        raise problems.invalid("locale", f"must be one of: {', '.join(known)}.")
    return release, locale, axes.at
