"""A WSGI callable that answers a body with itself, behind the layer that takes in requests; cuts after half a second."""

from __future__ import annotations

from collections.abc import Iterable

from cms.running.request_bodies import Environ, StartResponse, WholeRequests


def echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    body = environ["wsgi.input"].read() if environ.get("CONTENT_LENGTH") else b""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body]


application = WholeRequests(echo, seconds=0.5)
