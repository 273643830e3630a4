"""Duties of this node's worker, each with its sign of life: a small file that says when it was last done."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson


@dataclass(frozen=True)
class Sign:
    """A duty that was last done at `done_at` (seconds since 1970), and is late when that is `patience` seconds ago."""

    done_at: float
    patience: float

    def is_late(self, now: float) -> bool:
        return now - self.done_at > self.patience


class SignsOfLife:
    """Of one node: its web server reads them, its worker writes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, patience: Mapping[str, float], now: float) -> None:
        """As of now there are these duties. One that was late before stays late until it is done."""
        self._folder.mkdir(parents=True, exist_ok=True)
        before = self.all()
        for gone in before.keys() - patience.keys():
            self._file(gone).unlink(missing_ok=True)
        for name, seconds in patience.items():
            self._write(name, Sign(before[name].done_at if name in before else now, seconds))

    def done(self, name: str, patience: float, now: float) -> None:
        self._write(name, Sign(now, patience))

    def all(self) -> dict[str, Sign]:
        """By the name of the duty; none when no worker ever ran here."""
        return {file.stem: Sign(**orjson.loads(file.read_bytes())) for file in sorted(self._folder.glob("*.json"))}

    def _write(self, name: str, sign: Sign) -> None:
        """In one step, so that nobody reads half of it."""
        new = self._file(f"{name}.{os.getpid()}").with_suffix(".new")
        new.write_bytes(orjson.dumps(asdict(sign)))
        new.replace(self._file(name))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"
