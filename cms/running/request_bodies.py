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

# Threads of a web server process: changes, and bodies that come at once, hold at most five eighths; bodies that take
# longer an eighth; readers have the rest. A reading that is left behind has a thread of its own.
THREADS = 96
MOST_READINGS = 1000
PROMPT, SECONDS = 0.25, 30.0
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
        self._changing = threading.BoundedSemaphore(max(1, threads * 5 // 8))
        self._receiving = threading.BoundedSemaphore(max(1, threads // 8))
        self._readings = threading.BoundedSemaphore(MOST_READINGS)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self._answer(environ, start_response)
        except Refused as refused:
            return _refuse(refused.problem, environ, start_response)

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Who sends at once needs no place among those who do not, so a crowd of slow senders refuses nobody else."""
        if not has_body(environ) and environ["REQUEST_METHOD"] in SAFE:
            return self._application(environ, start_response)
        body = _Body(environ, self._readings)
        with _Place(self._changing):
            if body.came(min(PROMPT, self._seconds)):
                return self._handle(body, environ, start_response)
        with _Place(self._receiving):
            if not body.came(self._seconds):
                raise Refused(_too_slow())
        with _Place(self._changing):
            return self._handle(body, environ, start_response)

    def _handle(self, body: _Body, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body.put_into(environ)
        return self._application(environ, start_response)


class _Body:
    """The body of one request, read beside the thread that handles it."""

    def __init__(self, environ: Environ, readings: threading.BoundedSemaphore) -> None:
        self._largest = LARGEST if environ["PATH_INFO"].startswith(ADMIN) else LARGEST_OF_OTHERS
        self._told = _told_length(environ, self._largest)
        self._bytes = BytesIO()
        self._reading: threading.Thread | None = None
        if has_body(environ):
            if not readings.acquire(blocking=False):
                raise Refused(problems.busy())
            source = environ["wsgi.input"]
            self._reading = threading.Thread(target=self._read, args=(source, readings), daemon=True)
            self._reading.start()

    def came(self, seconds: float) -> bool:
        """Whether it has come to its end within so many seconds."""
        if self._reading is None:
            return True
        self._reading.join(seconds)
        return not self._reading.is_alive()

    def put_into(self, environ: Environ) -> None:
        """In the place of what would be read from the sender."""
        if self._reading is None:
            return
        size = self._bytes.tell()
        if size > self._largest:
            raise Refused(_too_large(self._largest))
        if self._told is not None and size != self._told:
            raise Refused(Problem(400, "bad-request", "The body ended before it was complete."))
        self._bytes.seek(0)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = self._bytes, str(size)

    def _read(self, source: IO[bytes], readings: threading.BoundedSemaphore) -> None:
        """Up to one part more than is allowed, which tells that there is too much."""
        try:
            while self._bytes.tell() <= self._largest and (part := source.read(PART)):
                self._bytes.write(part)
        finally:
            readings.release()


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


def _told_length(environ: Environ, largest: int) -> int | None:
    """The length that the sender announced, if any."""
    told = environ.get("CONTENT_LENGTH") or ""
    if not told:
        return None
    if not (told.isascii() and told.isdigit()):
        raise Refused(Problem(400, "bad-request", "Content-Length must be a whole number."))
    if len(told) > 12 or int(told) > largest:
        raise Refused(_too_large(largest))
    return int(told)


def _too_large(largest: int) -> Problem:
    return Problem(413, "body-too-large", f"The body may have {largest} bytes.")


def _too_slow() -> Problem:
    detail = "The body did not come in time. Send it again."
    return Problem(408, "too-slow", detail, headers={"Connection": "close"})


def _refuse(problem: Problem, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    status, headers, body = refusal(problem, request_of(environ).path)
    start_response(f"{status} {problem.code}", headers)
    return body
