"""Forwards /kanalen to the reference channels, which run as their own process and know the hub by HTTP alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

import httpx

MOUNT = "/kanalen"
# Headers that belong to one connection.
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"}
HOP_BY_HOP |= {"server", "date"}
# By the last three a client sees whether a posted form comes from one of its own pages.
FORWARDED = ("ACCEPT", "ACCEPT_LANGUAGE", "COOKIE", "IF_NONE_MATCH", "USER_AGENT", "HOST", "ORIGIN", "SEC_FETCH_SITE")
# An answer goes on as it was packed for the reader; `identity` when the reader asks for no packing.
FORWARDED += ("ACCEPT_ENCODING", "X_FORWARDED_PROTO")
# Forms are small; a client refuses the rest of what may not be posted.
MOST_POSTED = 8192
# A page asks the hub in turn, so pages may never take all of the hub's threads.
THREADS, AT_ONCE = 32, 16
AWAY = b"De kanalen zijn nog niet klaar; probeer het zo weer. (Not ready yet; try again soon.)"

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class ReferenceChannels:
    """A WSGI callable in front of the process on `port`."""

    def __init__(self, port: int) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False)
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        posted = _posted(environ)
        if posted is None:
            start_response("413 Content Too Large", [("Content-Length", "0")])
            return [b""]
        if not self._places.acquire(blocking=False):
            return _away(start_response)
        try:
            answer, content = self._sent(self._request(environ, posted))
        except httpx.TransportError:
            return _away(start_response)
        finally:
            self._places.release()
        headers = [(name, value) for name, value in answer.headers.multi_items() if name.lower() not in HOP_BY_HOP]
        start_response(f"{answer.status_code} {answer.reason_phrase}", headers)
        return [content]

    def _sent(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        answer = self._client.send(request, stream=True)
        try:
            return answer, b"".join(answer.iter_raw())
        finally:
            answer.close()

    def _request(self, environ: Environ, posted: bytes) -> httpx.Request:
        path = quote(environ["PATH_INFO"].encode("latin-1"))
        query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe="%=&+;/?:@!$'()*,~")
        sent = {"ACCEPT-ENCODING": "identity"}
        sent |= {name.replace("_", "-"): environ[f"HTTP_{name}"] for name in FORWARDED if f"HTTP_{name}" in environ}
        url = f"{path}?{query}" if query else path
        if environ["REQUEST_METHOD"] != "POST":
            return self._client.build_request(environ["REQUEST_METHOD"], url, headers=sent)
        sent["Content-Type"] = environ.get("CONTENT_TYPE", "")
        return self._client.build_request("POST", url, headers=sent, content=posted)


def _posted(environ: Environ) -> bytes | None:
    """The body, empty when its length is not told; None when there is more than a form needs."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if environ["REQUEST_METHOD"] != "POST" or not length.isdigit():
        return b""
    return environ["wsgi.input"].read(int(length)) if int(length) <= MOST_POSTED else None


def _away(start_response: StartResponse) -> Iterable[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "1")])
    return [AWAY]
