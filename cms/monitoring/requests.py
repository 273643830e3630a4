"""Kinds of requests, as an operator tells them apart, and the counts of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from cms.monitoring.tally import tally

# The beginning of an address, and its kind; the first that fits.
KINDS = (
    ("/api/v1/search", "search"),
    ("/api/v1/suggestions", "search"),
    ("/api/v1/health/", "health"),
    ("/api/", "api"),
    ("/admin/", "admin"),
    ("/media/", "media"),
    ("/static/", "static"),
)


def kind_of(path: str) -> str:
    return next((kind for beginning, kind in KINDS if path.startswith(beginning)), "other")


def count_request(kind: str) -> None:
    tally.add(f"requests {kind}")


def count_failure(path: str) -> None:
    tally.add(f"failures {kind_of(path)}")


def counted(stream: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The stream server, which has no other place to begin sharing its counts."""

    async def count(scope: dict[str, Any], receive: Any, send: Any) -> None:
        tally.share(settings.METRICS_DIR)
        count_request("stream")
        await stream(scope, receive, send)

    return count
