"""Nodes of one hub whose processes are killed with -9 at any moment, each started again on its own port at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.balancer import Balancer
from tests.journeys.running_hub import ROOT, free_ports

PARTS = ("web", "stream", "worker", "publisher")


class Program:
    """A process with the processes of its own; what it prints is a pipe when it is asked something."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path, asked: bool) -> None:
        self._how = {"cwd": ROOT, "env": environment, "start_new_session": True}
        self._command, self._log, self._asked = command, log, asked
        self._changing = threading.Lock()
        self.process = self._started()

    def kill(self, again: bool = True) -> None:
        with self._changing:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            if again:
                self.process = self._started()

    def ended(self) -> bool:
        """By itself, since whoever is killed is started again at once."""
        with self._changing:
            return self.process.poll() is not None

    def _started(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            if self._asked:
                pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log}
            else:
                pipes = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            return subprocess.Popen(self._command, **self._how, **pipes)


class Node:
    """With a VAR_DIR of its own; `publish` is an editor of this node."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        from cms.management.commands.serve import granian, stream_server

        folder.mkdir()
        self.log, self.web, self.streams = folder / "log", free_ports(), free_ports()
        commands = {
            "web": [*granian("cms.wsgi:node", "127.0.0.1", self.web, 1), "--factory"],
            "stream": stream_server("127.0.0.1", self.streams),
            "worker": [sys.executable, "manage.py", "work"],
            "publisher": [sys.executable, "-m", "tests.benchmarks.publisher"],
        }
        own = {**environment, "VAR_DIR": str(folder)}
        self.parts = {name: Program(commands[name], own, self.log, asked=name == "publisher") for name in PARTS}

    def publish(self, amount: str) -> int | None:
        """The release; None when the publisher was killed before it could say so."""
        process = self.parts["publisher"].process
        try:
            process.stdin.write(f"{amount}\n".encode())
            process.stdin.flush()
            said = process.stdout.readline()
        except (OSError, ValueError):
            return None
        return int(said) if said.strip() else None

    def end(self) -> None:
        for program in self.parts.values():
            program.kill(again=False)


class Nodes:
    """Two of them, behind an address that asks them by turns; `shared` is the environment of both."""

    def __init__(self, folder: Path, shared: Mapping[str, str]) -> None:
        self.web, self.streams = Balancer(), Balancer()
        environment = {**os.environ, **shared, "BASE_URL": self.web.url, "STREAM_URL": self.streams.url}
        self.all = [Node(folder / name, environment) for name in ("first", "second")]
        self.web.ask([node.web for node in self.all])
        self.streams.ask([node.streams for node in self.all])

    def programs(self) -> list[Program]:
        return [program for node in self.all for program in node.parts.values()]

    def ended(self) -> int:
        """Programs that ended although nobody killed them."""
        return sum(program.ended() for program in self.programs())

    def end(self) -> None:
        for each in (*self.all, self.web, self.streams):
            each.end()
