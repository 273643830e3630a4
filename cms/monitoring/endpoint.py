"""`/metrics`, for Prometheus: before Django, for who has METRICS_TOKEN, or without one for this machine alone."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from api import problems
from cms.monitoring.families import Everything

PATH = "/metrics"
# What a proxy says of whom it asks for; the scheme says nothing, since the hub adds that itself.
FORWARDED = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"}
LOOPBACK = ("127.", "::1")


def metrics(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if not may_read(environ):
        refused = problems.not_found("There is nothing here.")
        start_response("404 Not Found", [("Content-Type", problems.MEDIA_TYPE), ("Cache-Control", "no-store")])
        return [refused.body()]
    registry = CollectorRegistry()
    registry.register(Everything())
    close_old_connections()
    try:
        body = generate_latest(registry)
    finally:
        close_old_connections()
    start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST), ("Cache-Control", "no-store")])
    return [body]


def may_read(environ: dict[str, Any]) -> bool:
    """What a proxy on this machine forwards is not of this machine."""
    if settings.METRICS_TOKEN:
        given, expected = environ.get("HTTP_AUTHORIZATION", ""), f"Bearer {settings.METRICS_TOKEN}"
        return hmac.compare_digest(given.encode("latin-1", "replace"), expected.encode())
    return not FORWARDED & environ.keys() and environ.get("REMOTE_ADDR", "").startswith(LOOPBACK)
