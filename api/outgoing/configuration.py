"""Client for outgoing requests, as the operator's settings say."""

from __future__ import annotations

from django.conf import settings

from api.outgoing.client import Outgoing, trust
from api.outgoing.networks import parse_networks


def outgoing_client() -> Outgoing:
    allowed = parse_networks(settings.OUTGOING_ALLOW)
    return Outgoing(allowed, settings.OUTGOING_HTTP, trust(settings.OUTGOING_CA_FILE))
