"""Settings that would only fail when something is sent are refused when the hub starts."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from api.outgoing.networks import parse_networks

OIN = re.compile(r"[0-9]{20}")
SYSTEM = re.compile(r"[A-Za-z0-9._-]+")


def check_settings(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        parse_networks(settings.OUTGOING_ALLOW)
    except ValueError as error:
        hint = "Divide networks by commas, such as 10.20.0.0/16,192.168.4.7/32."
        found.append(Error(f"OUTGOING_ALLOW: {error}.", hint=hint, id="api.E001"))
    if not OIN.fullmatch(settings.HUB_OIN) or not SYSTEM.fullmatch(settings.HUB_SYSTEM):
        hint = "HUB_OIN has 20 digits; HUB_SYSTEM has letters, digits, dots, hyphens and underscores."
        found.append(Error("HUB_OIN and HUB_SYSTEM do not make a URN.", hint=hint, id="api.E002"))
    if not settings.WEBHOOK_SCHEDULE or min(settings.WEBHOOK_SCHEDULE) < 0:
        found.append(Error("WEBHOOK_SCHEDULE names no attempt, or one before its time.", id="api.E003"))
    return found
