"""One command keeps the parts of a hub running, and ends them all."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from cms.running import supervisor
from cms.running.supervisor import Program, Supervisor

WAIT_FOR_EVER = "import time; time.sleep(600)"


class Watch:
    """A supervisor in a thread; `said` is set as soon as it says something."""

    def __init__(self, *programs: Program) -> None:
        self.stop, self.said, self.lines = threading.Event(), threading.Event(), []
        self.supervisor = Supervisor(programs)
        self._thread = threading.Thread(target=self.supervisor.run, args=(self.stop, self._hear))
        self._thread.start()

    def _hear(self, line: str) -> None:
        self.lines.append(line)
        self.said.set()

    def end(self) -> bool:
        self.stop.set()
        self._thread.join(20)
        return not self._thread.is_alive()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "CHECK_SECONDS", 0.02)
    monkeypatch.setattr(supervisor, "SHORT_LIFE", 0.0)
    monkeypatch.setattr(supervisor, "PATIENCE", 0.5)


def python(code: str, **environment: str) -> Program:
    return Program("part", [sys.executable, "-c", code], environment)


def test_a_part_that_ends_starts_again():
    watch = Watch(python("raise SystemExit(3)"))
    assert watch.said.wait(20)
    assert watch.end()
    assert watch.lines[0] == "part ended with 3; it starts again."


def test_stopping_ends_a_part_that_does_not_listen(tmp_path: Path):
    ready = tmp_path / "ready"
    deaf = f"import signal; signal.signal(15, signal.SIG_IGN); open({str(ready)!r}, 'w').close(); {WAIT_FOR_EVER}"
    watch = Watch(python(deaf), Program("other", [sys.executable, "-c", WAIT_FOR_EVER]))
    while not ready.exists():
        threading.Event().wait(0.01)
    running = list(watch.supervisor.running())
    assert watch.end()
    assert len(running) == 2
    assert all(process.poll() is not None for process in running)


def test_a_part_gets_its_own_environment(tmp_path: Path):
    told = tmp_path / "told"
    watch = Watch(python(f"import os; open({str(told)!r}, 'w').write(os.environ['HUB_TOKEN'])", HUB_TOKEN="secret"))
    assert watch.said.wait(20)
    assert watch.end()
    assert told.read_text() == "secret"


def test_a_part_starts_in_the_folder_of_manage_py(tmp_path: Path):
    told = tmp_path / "told"
    watch = Watch(python(f"import os; open({str(told)!r}, 'w').write(str(os.path.exists('manage.py')))"))
    assert watch.said.wait(20)
    assert watch.end()
    assert told.read_text() == "True"
