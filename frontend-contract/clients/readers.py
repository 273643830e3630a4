"""Readers of the channels by the environment of an instance, with the followers that keep local copies."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import httpx

from clients.shared.copy.copy_reader import CopyReader
from clients.shared.copy.follower import Follower
from clients.shared.copy.local_copy import LocalCopy
from clients.shared.copy.reporting import Reporter
from clients.shared.hub.reader import HubReader
from een_antwoord_sync import connect

HUB_URL, INSTANCE = "http://127.0.0.1:8000", "kanalen"


def hub_url(environ: Mapping[str, str]) -> str:
    return environ.get("HUB_URL") or HUB_URL


def channel_readers(environ: Mapping[str, str], channels: Iterable[str], http: httpx.Client) -> dict[str, HubReader]:
    """One for each channel; with CHANNELS_DIR and a token it reads from a copy of its own, kept from now on."""
    return {channel: _reader(environ, channel, http) for channel in channels}


def _reader(environ: Mapping[str, str], channel: str, http: httpx.Client) -> HubReader:
    token, folder = environ.get(f"HUB_TOKEN_{channel.upper()}", ""), environ.get("CHANNELS_DIR", "")
    if not (token and folder):
        return HubReader(http, channel, token)
    local_copy = LocalCopy(connect(hub_url(environ), token, _tls()), channel, Path(folder) / channel)
    Follower(local_copy, Reporter(http, token, channel, environ.get("CHANNELS_INSTANCE") or INSTANCE)).start()
    return CopyReader(http, local_copy, token)


@cache
def _tls() -> ssl.SSLContext:
    """Made once for all channels: reading the certificates takes as long as the rest of a start."""
    return httpx.create_ssl_context()
