"""A folder with what a channel holds, from which a process that is killed at any moment goes on where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from een_antwoord_sync.core import Damaged, State, digests, verify
from een_antwoord_sync.heads import Head, as_told, head_from


class Folder:
    """Content lies in files named by digest, and the state in one file that is replaced as a whole.

    One process at a time.
    """

    def __init__(self, path: Path) -> None:
        self._contents, self._state, self._heads = path / "contents", path / "state.json", path / "heads.json"
        self._contents.mkdir(parents=True, exist_ok=True)

    def load(self) -> State | None:
        """None when nothing is kept, or not all of it."""
        try:
            kept = json.loads(self._state.read_bytes())
            documents = {
                address: tuple((starts, digest) for starts, digest in periods)
                for address, periods in kept.pop("documents").items()
            }
            state = State(documents=documents, **kept)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return state if digests(state) <= self._names() else None

    def save(self, state: State) -> None:
        """From now on `state` holds; its content was put before."""
        _replace(self._state, json.dumps({**vars(state), "documents": dict(state.documents)}).encode(), durable=True)

    def heads(self) -> list[Head]:
        """The heads that the hub told, and that must stay in its history."""
        try:
            return [head_from(each) for each in json.loads(self._heads.read_bytes())]
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return []

    def save_heads(self, heads: Iterable[Head]) -> None:
        _replace(self._heads, json.dumps([as_told(each) for each in heads]).encode(), durable=True)

    def has(self, digest: str) -> bool:
        return (self._contents / digest).exists()

    def put(self, digest: str, content: bytes) -> None:
        if not self.has(digest):
            _replace(self._contents / digest, content)

    def content(self, digest: str) -> bytes:
        """Damaged when the disk does not give what was put; then it is put again at the next sync."""
        path = self._contents / digest
        try:
            return verify(path.read_bytes(), digest)
        except FileNotFoundError as error:
            raise Damaged(f"{digest} is not there.") from error
        except Damaged:
            path.unlink(missing_ok=True)
            raise

    def forget_all_but(self, digests: Collection[str]) -> None:
        for name in self._names() - set(digests):
            (self._contents / name).unlink(missing_ok=True)

    def _names(self) -> set[str]:
        return {entry.name for entry in os.scandir(self._contents)}


def _replace(path: Path, content: bytes, durable: bool = False) -> None:
    """At `path` are all of the old bytes or all of the new ones; `durable`: after a power cut as well."""
    new = path.with_name(f".{path.name}")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    os.replace(new, path)
