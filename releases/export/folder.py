"""An export in a folder: a subfolder per release and switch, and a link `current` that moves in one step.

    contents/{channel}/{digest}.json     written once, shared by all exports that tell these bytes
    told/{channel}/{since}_{release}_{since in seconds}/{digest}.json     the same, of what documents show
    releases/{number}-{digest}/…         the layout of `releases.export.files`, with links to those
    current -> releases/…

Unchanged bytes are neither read nor written, so the cost follows the change. Documents are links to what is told: a web
server sees from the target which digest it sends, and how to cite it.
"""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import orjson

from releases.core import canonical
from releases.core.position import from_milliseconds, instant_text, milliseconds, parse_position
from releases.export import index as export_index
from releases.export.files import Export, Manifest
from releases.export.index import ShownContent, read_index

KEEP = 3
COMPRESSED = ".gz"
POOLS = CONTENTS, TOLD = "contents", "told"
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
        shown = export_index.documents(export.entries, milliseconds(export.position.instant))
        for path, each in shown.items():
            self._tell(path.partition("/")[0], each, written)
        self._write_files(export, new, written)
        for path, each in shown.items():
            # From releases/{…}/{channel}/documents/{kind}
            _made(new / path).symlink_to(f"../../../../../{_name(path.partition('/')[0], each)}.json")
        written.make_lasting()
        self._switch_to(new, export)
        self._prune()
        return len(written.files)

    def _write_contents(self, export: Export, written: _Written) -> None:
        wanted = export_index.contents(export.entries)
        for channel in export.entries:
            pool = self._folder / CONTENTS / channel
            _make_for_all(pool)
            instants = {Path(path).stem: since for path, since in wanted.items() if path.startswith(f"{channel}/")}
            there = {name.removesuffix(".json") for name in os.listdir(pool)}
            for digest, body in export.bodies(instants.keys() - there):
                compressed = gzip.compress(body, mtime=0)
                if len(compressed) < len(body):
                    written.put(pool / f"{digest}.json{COMPRESSED}", compressed, instants[digest])
                written.put(pool / f"{digest}.json", body, instants[digest])

    def _tell(self, channel: str, shown: ShownContent, written: _Written) -> None:
        """A copy, since its date is its own: the same bytes may be told again later."""
        content, told = self._folder / CONTENTS / channel / shown.digest, self._folder / _name(channel, shown)
        if not told.with_suffix(".json").exists():
            for ending in (f".json{COMPRESSED}", ".json"):
                if (source := content.with_suffix(ending)).exists():
                    written.put(_made(told.with_suffix(ending)), source.read_bytes(), shown.since)

    def _write_files(self, export: Export, new: Path, written: _Written) -> None:
        digests = {}
        for path, body in export.files():
            digests[path] = canonical.digest(body)
            written.put(_made(new / path), body)
        for path in export.kept:
            os.link(self._current / path, _made(new / path))
        for channel in export.entries:
            _made(new / channel / CONTENTS).symlink_to(f"../../../{CONTENTS}/{channel}")
        written.put(new / "manifest.json", canonical.dumps(export.manifest(digests)))

    def _switch_to(self, new: Path, export: Export) -> None:
        name = f"{export.position.release}-{canonical.digest((new / 'manifest.json').read_bytes())[:12]}"
        final, link = self._folder / "releases" / name, self._folder / f".new-{secrets.token_hex(8)}"
        _make_for_all(final.parent)
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
        wanted = {name for export in exports[-self._keep :] for name in _names_of(export)}
        for folder, _, names in (found for pool in POOLS for found in os.walk(self._folder / pool)):
            within = os.path.relpath(folder, self._folder)
            for name in names:
                if f"{within}/{name.partition('.')[0]}" not in wanted:
                    os.unlink(f"{folder}/{name}")
            if within.startswith(f"{TOLD}/") and not os.listdir(folder):
                os.rmdir(folder)


class _Written:
    """Files that are complete before they have their names."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def put(self, file: Path, body: bytes, since: int | None = None) -> None:
        """`since` becomes its date, in milliseconds."""
        beside = file.with_name(f".{file.name}")
        beside.write_bytes(body)
        beside.chmod(0o644)
        if since is not None:
            os.utime(beside, (since / 1000, since / 1000))
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
    _make_for_all(path.parent)
    return path


def _make_for_all(folder: Path) -> None:
    """nginx reads an export as another account, whatever the hub keeps to its own."""
    if not folder.is_dir():
        _make_for_all(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _name(channel: str, shown: ShownContent) -> str:
    """Where that is told, without an ending."""
    since = instant_text(from_milliseconds(shown.since))
    return f"{TOLD}/{channel}/{since}_{shown.release}_{shown.since // 1000}/{shown.digest}"


def _names_of(export: Path) -> Iterator[str]:
    """All that an export in this folder leads to, without endings."""
    manifest: Manifest = orjson.loads((export / "manifest.json").read_bytes())
    instant = milliseconds(parse_position(manifest["position"]).instant)
    for channel in manifest["channels"]:
        for entry in read_index((export / channel / "index.json").read_bytes()):
            yield from (f"{CONTENTS}/{channel}/{digest}" for _, digest in entry.periods)
            if shown := entry.shown_at(instant):
                yield _name(channel, shown)
