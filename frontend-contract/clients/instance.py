"""One instance of the channels, from its environment: readers of the hub, and what keeps their own copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import httpx

from clients.following import Follower
from clients.hub import Hub
from clients.own_copy import CopyReader, OwnCopy
from clients.telling import Teller
from een_antwoord_sync import connect

HUB_URL, INSTANCE = "http://127.0.0.1:8000", "kanalen"


def hub_url(environ: Mapping[str, str]) -> str:
    return environ.get("HUB_URL") or HUB_URL


def readers(environ: Mapping[str, str], channels: Iterable[str], http: httpx.Client) -> dict[str, Hub]:
    """One for each channel; with CHANNELS_DIR and a token it reads from a copy of its own, kept from now on."""
    return {channel: _reader(environ, channel, http) for channel in channels}


def _reader(environ: Mapping[str, str], channel: str, http: httpx.Client) -> Hub:
    token, folder = environ.get(f"HUB_TOKEN_{channel.upper()}", ""), environ.get("CHANNELS_DIR", "")
    if not (token and folder):
        return Hub(http, channel, token)
    own = OwnCopy(connect(hub_url(environ), token), channel, Path(folder) / channel)
    Follower(own, Teller(http, token, channel, environ.get("CHANNELS_INSTANCE") or INSTANCE)).start()
    return CopyReader(http, own, token)
