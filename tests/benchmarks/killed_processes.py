"""Web server, stream server and workers that a benchmark kills, and a channel that follows them through it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from een_antwoord_sync import Channel, Folder, connect
from tests.journeys.running_hub import ROOT, free_ports

WORKERS = 2


class Mortals:
    """They start on the same ports again; the addresses are those of the web and the stream server."""

    def __init__(self, log: Any) -> None:
        from cms.management.commands.serve import granian, stream_server

        web, stream = free_ports(), free_ports()
        self.web, streams = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{stream}"
        self._log, self._environment = log, os.environ | {"STREAM_URL": streams}
        self._commands = [
            granian("cms.wsgi:application", "127.0.0.1", web, 1),
            stream_server("127.0.0.1", stream),
            *([[sys.executable, "manage.py", "work"]] * WORKERS),
        ]
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        how = {"cwd": ROOT, "stdout": self._log, "stderr": self._log, "env": self._environment}
        self._running = [subprocess.Popen(each, start_new_session=True, **how) for each in self._commands]

    def kill(self) -> None:
        """With kill -9, each with the processes of its own."""
        for process in self._running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Follower:
    """A channel with a copy of its own; `backwards` counts positions that came after a later one."""

    def __init__(self, url: str, folder: Path) -> None:
        self.channel = Channel(connect(url), "website", Folder(folder))
        self.backwards, self._newest = 0, 0
        self._stop = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self.channel.follow, args=(self._stop, self._told), daemon=True).start()

    def holds(self, release: int) -> bool:
        return self._newest >= release

    def _told(self, changed: set[str]) -> None:
        release = int(self.channel.state.position.partition("@")[0])
        self.backwards += release < self._newest
        self._newest = max(self._newest, release)
