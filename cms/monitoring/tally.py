"""Counts of one process, shared with the others of its node by a small file that is written each second.

Counting is a step in a dictionary of the thread that counts, so that it costs the hot path next to nothing.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections import Counter
from pathlib import Path

import orjson

from releases.node_lock import node_lock

SECONDS = 1.0
PAST = "past.json"


class Tally:
    def __init__(self) -> None:
        self._own, self._token = threading.local(), secrets.token_hex(4)
        self._threads: list[dict[str, float]] = []
        self._written: Counter[str] = Counter()
        self._writing, self._shares = threading.Lock(), False

    def add(self, name: str, amount: float = 1) -> None:
        try:
            own = self._own.counts
        except AttributeError:
            own = self._own.counts = {}
            self._threads.append(own)
        own[name] = own.get(name, 0) + amount

    def counts(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for own in list(self._threads):
            total.update(dict(own))
        return total

    def share(self, folder: Path) -> None:
        """From now on, until the process ends."""
        if not self._shares:
            self._shares = True
            threading.Thread(target=self._repeat, args=(folder,), daemon=True).start()

    def write(self, folder: Path) -> None:
        with self._writing:
            counts = self.counts()
            if counts != self._written:
                folder.mkdir(parents=True, exist_ok=True)
                _replace(folder / f"{os.getpid()}-{self._token}.json", counts)
                self._written = counts

    def _repeat(self, folder: Path) -> None:
        while True:
            self.write(folder)
            threading.Event().wait(SECONDS)


tally = Tally()


def counts_of_node(folder: Path) -> Counter[str]:
    """Of all its processes; what ended ones counted is put together in one file, so that no number goes back."""
    with node_lock(folder / "lock"):
        past = Counter(_read(folder / PAST))
        ended = [file for file in _files(folder) if not _is_alive(int(file.name.partition("-")[0]))]
        for file in ended:
            past.update(_read(file))
        if ended:
            _replace(folder / PAST, past)
        for file in ended:
            file.unlink()
        for file in _files(folder):
            past.update(_read(file))
    return past


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-*.json"))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _read(file: Path) -> dict[str, float]:
    try:
        return orjson.loads(file.read_bytes())
    except FileNotFoundError:
        return {}


def _replace(file: Path, counts: Counter[str]) -> None:
    new = file.with_suffix(".new")
    new.write_bytes(orjson.dumps(dict(counts)))
    new.replace(file)
