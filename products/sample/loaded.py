"""The parts of the fixtures that this hub holds already, by the digests of their files: they need no second load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from releases import store


class LoadedParts:
    """Kept beside the hub's database, and worth nothing once that is another one, or older than it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digests = self._read()

    def holds(self, part: str, digest: str) -> bool:
        return self._digests.get(part) == digest

    def add(self, part: str, digest: str) -> None:
        self._digests[part] = digest

    def forget(self) -> None:
        self._digests = {}

    def save(self) -> None:
        """Once everything is published."""
        head = store.head()
        state = {"hub": str(head.hub), "release": head.number, "parts": self._digests}
        self._path.write_text(json.dumps(state, indent=2) + "\n")

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        state, head = json.loads(self._path.read_text()), store.head()
        return state["parts"] if state["hub"] == str(head.hub) and state["release"] <= head.number else {}


def digest_of(folder: Path, patterns: Iterable[str]) -> str:
    """Of the names and contents of all files that fit one of the patterns."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
