"""Takes in a request completely before anything handles it, so that slow senders hold few threads, and not for long.

The server that calls this has no deadline for bodies and reads them on the thread that handles the request; a reading
cannot be stopped, so it has a thread of its own, which is left behind when its time is over (docs/decisions/0130).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import IO, Any

from api import problems
from api.http import refusal, request_of
from api.problems import Problem

# Threads of a web server process. Unfinished bodies hold at most a quarter, and changes that wait for one another at
# most three quarters: readers have the rest.
THREADS = 72
SECONDS = 30.0
ADMIN = "/admin/"
# Bytes of a body: an upload in the admin, as nginx lets pass; nothing else needs more than a small form.
LARGEST, LARGEST_OF_OTHERS = 20_000_000, 65_536
PART = 65_536
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Environ = dict[str, Any]
StartResponse = Callable[..., object]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class WholeRequests:
    """A WSGI callable in front of `application`."""

    def __init__(self, application: Application, threads: int = THREADS, seconds: float = SECONDS) -> None:
        self._application, self._seconds = application, seconds
        self._receiving = threading.BoundedSemaphore(max(1, threads // 4))
        self._changing = threading.BoundedSemaphore(max(1, threads * 3 // 4))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            if has_body(environ):
                self._take_in(environ)
            if environ["REQUEST_METHOD"] in SAFE:
                return self._application(environ, start_response)
            with _Place(self._changing):
                return self._application(environ, start_response)
        except Refused as refused:
            return _refuse(refused.problem, environ, start_response)

    def _take_in(self, environ: Environ) -> None:
        """Puts the whole body in the place of what would be read from the sender."""
        largest = LARGEST if environ["PATH_INFO"].startswith(ADMIN) else LARGEST_OF_OTHERS
        told = environ.get("CONTENT_LENGTH") or ""
        if told and not (told.isascii() and told.isdigit()):
            raise Refused(Problem(400, "bad-request", "Content-Length must be a whole number."))
        if told and (len(told) > 12 or int(told) > largest):
            raise Refused(Problem(413, "body-too-large", f"The body may have {largest} bytes."))
        with _Place(self._receiving):
            body, size = self._received(environ["wsgi.input"], largest)
        if size > largest:
            raise Refused(Problem(413, "body-too-large", f"The body may have {largest} bytes."))
        if told and size != int(told):
            raise Refused(Problem(400, "bad-request", "The body ended before it was complete."))
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body, str(size)

    def _received(self, source: IO[bytes], largest: int) -> tuple[BytesIO, int]:
        body = BytesIO()
        reading = threading.Thread(target=_copy, args=(source, body, largest), daemon=True)
        reading.start()
        reading.join(self._seconds)
        if reading.is_alive():
            headers = {"Connection": "close"}
            raise Refused(Problem(408, "too-slow", "The body did not come in time. Send it again.", headers=headers))
        size = body.tell()
        body.seek(0)
        return body, size


class Refused(Exception):
    """The request goes no further; unlike a problem that the application raises by itself."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Place:
    """One of so many places, or a refusal at once."""

    def __init__(self, places: threading.BoundedSemaphore) -> None:
        self._places = places

    def __enter__(self) -> None:
        if not self._places.acquire(blocking=False):
            raise Refused(problems.busy())

    def __exit__(self, *_: object) -> None:
        self._places.release()


def has_body(environ: Environ) -> bool:
    return environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ


def _copy(source: IO[bytes], body: BytesIO, largest: int) -> None:
    """Up to one part more than is allowed, which tells that there is too much."""
    while body.tell() <= largest and (part := source.read(PART)):
        body.write(part)


def _refuse(problem: Problem, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    status, headers, body = refusal(problem, request_of(environ).path)
    start_response(f"{status} {problem.code}", headers)
    return body
