"""Failures are told to Sentry as well, where an operator has one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.monitoring.request_context import current


def tell_sentry() -> None:
    """Once, when the process starts; nothing without SENTRY_DSN."""
    if not settings.SENTRY_DSN:
        return
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured("SENTRY_DSN is set: install the extra `sentry`, or leave it out.") from error
    sentry_sdk.init(
        settings.SENTRY_DSN, before_send=_without_persons, send_default_pii=False, include_local_variables=False,
        max_request_body_size="never",
    )  # fmt: skip


def _without_persons(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """What somebody asked may be about a person; the number is how to find the line in the log."""
    request = event.get("request", {})
    for name in ("query_string", "cookies", "headers", "env"):
        request.pop(name, None)
    if context := current.get():
        event.setdefault("tags", {})["request"] = context.number
    return event
