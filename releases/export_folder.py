"""An export in a folder: one subfolder per release and switch, and a link `current` that moves in one step.

What did not change is a hard link to the file of the export before, so the cost follows the change. Documents are
symbolic links to contents: a web server sees from the target which digest and which release it sends.
"""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import orjson

from releases import canonical
from releases.export import Export, Manifest, bodies

KEEP = 3
COMPRESSED = ".gz"


class ExportFolder:
    def __init__(self, folder: Path, keep: int = KEEP) -> None:
        self._folder, self._keep = folder, keep
        self._current = folder / "current"

    def manifest(self) -> Manifest | None:
        """Of the export that is served now."""
        try:
            return orjson.loads((self._current / "manifest.json").read_bytes())  # type: ignore[no-any-return]
        except FileNotFoundError:
            return None

    @property
    def lock(self) -> Path:
        return self._folder / ".lock"

    def write(self, export: Export) -> int:
        """Makes `export` current and returns how many files are new; for one process at a time."""
        for left in self._folder.glob(".new-*"):
            left.unlink() if left.is_symlink() else shutil.rmtree(left)
        new = self._folder / f".new-{secrets.token_hex(8)}"
        before = self._current.resolve() if self._current.exists() else None
        count = _Writer(new, before).write(export)
        os.sync()
        self._switch_to(new, export)
        self._prune()
        return count

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
        exports = sorted((self._folder / "releases").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for old in exports[: -self._keep]:
            if old != self._current.resolve():
                shutil.rmtree(old)


class _Writer:
    """Fills the folder `new`, with links to what is the same in the folder `before`."""

    def __init__(self, new: Path, before: Path | None) -> None:
        self._new, self._before, self._count = new, before, 0
        self._made: set[str] = set()

    def write(self, export: Export) -> int:
        files = {}
        for path, body in export.files():
            files[path] = canonical.digest(body)
            self._put(path, body)
        for folder, paths in groupby(sorted(export.kept), key=os.path.dirname):
            self._linked(folder, paths)
        for folder, contents in groupby(sorted(export.contents().items()), key=_folder):
            self._contents(folder, dict(contents))
        for path, target in export.documents().items():
            self._within(path).symlink_to(os.path.relpath(target, os.path.dirname(path)))
        self._put("manifest.json", canonical.dumps(export.manifest(files)))
        return self._count

    def _contents(self, folder: str, wanted: dict[str, float]) -> None:
        fresh = {Path(path).stem: path for path in wanted.keys() - self._linked(folder, wanted)}
        for digest, body in bodies(fresh):
            path, compressed = fresh[digest], gzip.compress(body, mtime=0)
            self._put(path, body, wanted[path])
            if len(compressed) < len(body):
                self._put(path + COMPRESSED, compressed, wanted[path])

    def _linked(self, folder: str, paths: Iterable[str]) -> set[str]:
        """Those of `paths` (all in `folder`) that the export before has, now here too."""
        if self._before is None or not (self._before / folder).exists():
            return set()
        there = {f"{folder}/{name}" for name in os.listdir(self._before / folder)}
        found = there.intersection(paths)
        for path in found:
            for each in (path, path + COMPRESSED):
                if each in there:
                    os.link(self._before / each, self._within(each))
        return found

    def _put(self, path: str, body: bytes, since: float | None = None) -> None:
        file = self._within(path)
        file.write_bytes(body)
        if since is not None:
            os.utime(file, (since, since))
        self._count += 1

    def _within(self, path: str) -> Path:
        folder = os.path.dirname(path)
        if folder not in self._made:
            (self._new / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return self._new / path


def _folder(content: tuple[str, float]) -> str:
    return os.path.dirname(content[0])
