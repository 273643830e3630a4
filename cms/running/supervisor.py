"""Runs programs side by side, starts again what ends, and stops them all together."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from cms.environment import ROOT, VAR_DIR

CHECK_SECONDS = 0.5
# A program that ends sooner than this after its start waits as long before the next one.
SHORT_LIFE = 5.0
PATIENCE = 10.0


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    def __init__(self, programs: Sequence[Program], clock: Callable[[], float] = time.monotonic) -> None:
        self._programs, self._clock = {program.name: program for program in programs}, clock
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}

    def run(self, stop: threading.Event, say: Callable[[str], object]) -> None:
        """Until `stop` is set; then every program is asked to end, and made to after ten seconds."""
        try:
            while True:
                for name in self._programs:
                    self._keep(name, say)
                if stop.wait(CHECK_SECONDS):
                    return
        finally:
            self._stop_all()

    def running(self) -> Iterable[subprocess.Popen[bytes]]:
        return self._running.values()

    def _keep(self, name: str, say: Callable[[str], object]) -> None:
        process = self._running.get(name)
        if process is None:
            self._start(name)
        elif process.poll() is not None and self._clock() - self._started[name] > SHORT_LIFE:
            say(f"{name} ended with {process.returncode}; it starts again.")
            _end_group(process)
            self._start(name)

    def _start(self, name: str) -> None:
        program = self._programs[name]
        environment = {**os.environ, "VAR_DIR": str(VAR_DIR), **program.environment}
        self._running[name] = subprocess.Popen(program.command, cwd=ROOT, env=environment, start_new_session=True)
        self._started[name] = self._clock()

    def _stop_all(self) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = self._clock() + PATIENCE
        for process in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - self._clock()))
            _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends what a program leaves behind: its own children, and itself when it does not listen."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
