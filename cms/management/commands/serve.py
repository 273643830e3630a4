"""Serves the hub from one command: web and stream server, channels and worker, each restarted when it dies."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from api import tokens
from api.changes.stream import MOST_LISTENERS
from cms.environment import ROOT
from cms.running.reference_channels import THREADS as CHANNEL_THREADS
from cms.running.request_bodies import THREADS
from cms.running.shown_releases import call_witnesses
from cms.running.start_checks import NotReady, refuse_unprepared, warn_of_few_connections
from cms.running.supervisor import Program, Supervisor
from cms.running.worker_loop import attempt
from releases.channels import CHANNELS
from releases.replica.healing import Scrubber

logger = logging.getLogger(__name__)
# The lines of the server itself look like those of the hub.
LOGGING = ("--log-level", "error", "--log-config", str(ROOT / "cms" / "monitoring" / "server_log.json"))
MOST_CONNECTIONS = 8192
# Seconds that a new process gets to start before the old one ends, and that the old one gets for its last answers.
START, LONGEST_ANSWER = 20, 60
PARTS = ("hub", "stream", "worker", "channels")


class Command(BaseCommand):
    help = "Serve everything on PORT; the reference channels take PORT + 1, the stream server PORT + 2."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1), help="web server processes")
        parser.add_argument("--only", action="append", choices=PARTS, help="this part alone, as another service runs")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        only = options["only"] or PARTS
        channels = settings.REFERENCE_CHANNELS and "channels" in only
        chosen = [each for each in programs(options["host"], options["workers"], channels) if each.name in only]
        if not chosen:
            raise CommandError(f"This hub has no part {', '.join(only)}.")
        try:
            refuse_unprepared()
        except NotReady as error:
            raise CommandError(str(error)) from error
        attempt(lambda: warn_of_few_connections(options["workers"]))
        Scrubber().heal()
        attempt(call_witnesses)
        tokens.follow()
        try:
            Supervisor(chosen).run(stop, logger.warning)
        finally:
            if channels:
                forget_client_tokens()


def programs(host: str, workers: int, channels: bool) -> list[Program]:
    hub = Program("hub", [*granian("cms.wsgi:node", host, settings.PORT, workers), "--factory"])
    stream = Program("stream", stream_server(host, settings.PORT + 2))
    worker = Program("worker", [sys.executable, "-m", "cms", "work"])
    return [hub, stream, worker, *([reference_channels()] if channels else [])]


def reference_channels() -> Program:
    """They get the hub's address, new tokens and a folder of their own, and nothing else of the hub."""
    forget_client_tokens()
    issued = {f"HUB_TOKEN_{channel.upper()}": issue_client_token(channel) for channel in CHANNELS}
    code = os.pathsep.join(str(settings.CONTRACT_DIR / each) for each in (".", "sync/python"))
    places = {"HUB_URL": f"http://127.0.0.1:{settings.PORT}", "CHANNELS_DIR": str(settings.CHANNELS_DIR)}
    environment = {**places, "PYTHONPATH": code, **issued}
    command = granian("clients.application:application", "127.0.0.1", settings.PORT + 1, 1, CHANNEL_THREADS)
    return Program("channels", command, environment)


def granian(target: str, host: str, port: int, workers: int, threads: int = THREADS) -> list[str]:
    """An open connection costs next to nothing, so there may be many beside those that are answered."""
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    many = ["--backlog", "4096", "--backpressure", str(MOST_CONNECTIONS), "--blocking-threads", str(threads)]
    steady = [
        "--respawn-interval",
        str(START),
        "--workers-kill-timeout",
        str(LONGEST_ANSWER),
        "--respawn-failed-workers",
    ]
    return [sys.executable, "-m", "granian", *options, *many, *steady, *LOGGING, target]


def stream_server(host: str, port: int) -> list[str]:
    """One process, since a listener costs next to nothing; it leaves its listeners quickly, and they come back."""
    options = ["--interface", "asginl", "--http", "1", "--host", host, "--port", str(port), "--workers", "1"]
    many = ["--backlog", "4096", "--backpressure", str(2 * MOST_LISTENERS), "--http1-buffer-size", "32768"]
    steady = ["--workers-kill-timeout", "2", "--respawn-failed-workers", *LOGGING]
    return [sys.executable, "-m", "granian", *options, *many, *steady, "cms.asgi:application"]


def issue_client_token(channel: str) -> str:
    name = client_name(CHANNELS[channel].title, settings.LANGUAGE_CODE)
    return tokens.issue(name, [channel], False, timezone.now())


def client_name(channel: str, language: str) -> str:
    """Names the token after this node, so that nodes do not revoke each other's."""
    with override(language):
        host = f"{socket.gethostname()}:{settings.PORT}"
        return _("Reference channel %(channel)s on %(host)s") % {"channel": channel, "host": host}


def forget_client_tokens() -> None:
    """Nobody needs to see later which ones there were: each start makes new ones, whatever they were called."""
    called = {*CHANNELS, *(channel.title for channel in CHANNELS.values())}
    languages = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    tokens.forget([client_name(channel, language) for channel in called for language in languages])
