"""Settings that would only fail when something is published are refused before the hub starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from releases.proof.signing import public_key_of


def check_settings(**kwargs: Any) -> list[CheckMessage]:
    if not settings.SIGNING_KEY:
        return []
    try:
        public_key_of(settings.SIGNING_KEY)
    except ValueError as error:
        return [Error("SIGNING_KEY is no signing key.", hint=str(error), id="releases.E001")]
    return []
