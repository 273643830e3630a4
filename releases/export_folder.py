"""An export in a folder: a subfolder per release and switch, and a link `current` that moves in one step.

    contents/{channel}/{digest}.json     written once, shared by all exports that tell these bytes
    releases/{number}-{digest}/…         the layout of `releases.export`, with links to those
    current -> releases/…

Unchanged bytes are neither read nor written, so the cost follows the change. Documents are links to contents: a web
server sees from the target which digest it sends.
"""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from releases import canonical
from releases.export import Export, Manifest

KEEP = 3
COMPRESSED = ".gz"
# Writing so many files is made lasting at once, fewer are one by one.
MANY = 200


class ExportFolder:
    def __init__(self, folder: Path, keep: int = KEEP) -> None:
        self._folder, self._keep = folder.resolve(), keep
        self._current = self._folder / "current"

    @property
    def lock(self) -> Path:
        return self._folder / ".lock"

    def manifest(self) -> Manifest | None:
        """Of the export that is served now."""
        try:
            return orjson.loads((self._current / "manifest.json").read_bytes())  # type: ignore[no-any-return]
        except FileNotFoundError:
            return None

    def write(self, export: Export) -> int:
        """Makes `export` current and returns how many files are new; for one process at a time."""
        for left in self._folder.glob(".new-*"):
            left.unlink() if left.is_symlink() else shutil.rmtree(left)
        new, written = self._folder / f".new-{secrets.token_hex(8)}", _Written()
        self._write_contents(export, written)
        self._write_files(export, new, written)
        written.make_lasting()
        self._switch_to(new, export)
        self._prune()
        return len(written.files)

    def _write_contents(self, export: Export, written: _Written) -> None:
        wanted = export.contents()
        for channel in export.entries:
            pool = self._folder / "contents" / channel
            pool.mkdir(parents=True, exist_ok=True)
            instants = {Path(path).stem: since for path, since in wanted.items() if path.startswith(f"{channel}/")}
            there = {name.removesuffix(".json") for name in os.listdir(pool)}
            for digest, body in export.bodies(instants.keys() - there):
                compressed = gzip.compress(body, mtime=0)
                if len(compressed) < len(body):
                    written.put(pool / f"{digest}.json{COMPRESSED}", compressed, instants[digest])
                written.put(pool / f"{digest}.json", body, instants[digest])

    def _write_files(self, export: Export, new: Path, written: _Written) -> None:
        digests = {}
        for path, body in export.files():
            digests[path] = canonical.digest(body)
            written.put(_made(new / path), body)
        for path in export.kept:
            os.link(self._current / path, _made(new / path))
        for channel in export.entries:
            (new / channel / "contents").symlink_to(f"../../../contents/{channel}")
        folders: set[str] = set()
        for path, content in export.documents().items():
            if (folder := os.path.dirname(path)) not in folders:
                folders.add(folder)
                (new / folder).mkdir(parents=True)
            os.symlink(f"../../contents/{os.path.basename(content)}", new / path)
        written.put(new / "manifest.json", canonical.dumps(export.manifest(digests)))

    def _switch_to(self, new: Path, export: Export) -> None:
        name = f"{export.position.release}-{canonical.digest((new / 'manifest.json').read_bytes())[:12]}"
        final, link = self._folder / "releases" / name, self._folder / f".new-{secrets.token_hex(8)}"
        final.parent.mkdir(exist_ok=True)
        if final.exists():
            shutil.rmtree(new)
            os.utime(final)
        else:
            new.rename(final)
        link.symlink_to(final.relative_to(self._folder))
        link.replace(self._current)

    def _prune(self) -> None:
        current = self._current.resolve()
        exports = sorted((self._folder / "releases").iterdir(), key=lambda it: (it == current, it.stat().st_mtime_ns))
        for old in exports[: -self._keep]:
            shutil.rmtree(old)
        kept = [path for export in exports[-self._keep :] for path in export.glob("*/index.json")]
        for pool in (self._folder / "contents").iterdir():
            wanted = {digest for path in kept if path.parent.name == pool.name for digest in _digests_in(path)}
            for name in os.listdir(pool):
                if name.partition(".")[0] not in wanted:
                    (pool / name).unlink()


class _Written:
    """Files that are complete before they have their names."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def put(self, file: Path, body: bytes, since: float | None = None) -> None:
        """`since` becomes its date, in seconds."""
        beside = file.with_name(f".{file.name}")
        beside.write_bytes(body)
        if since is not None:
            os.utime(beside, (since, since))
        beside.replace(file)
        self.files.append(file)

    def make_lasting(self) -> None:
        """Whatever happens to the machine: what is linked to from now on must not turn out to be empty."""
        if len(self.files) > MANY:
            os.sync()
            return
        for path in {*self.files, *(file.parent for file in self.files)}:
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _digests_in(index: Path) -> Iterable[str]:
    documents: list[dict[str, Any]] = orjson.loads(index.read_bytes())["documents"]
    return (digest for document in documents for _, digest in document["periods"])
