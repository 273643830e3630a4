"""An export in a storage of Django, such as an S3-compatible store: contents first, the manifest last.

A store has no links and no switch, so documents are copies. A reader that wants one moment reads the manifest, and then
the contents that it leads to; those that a new manifest no longer leads to stay until the export after.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path, PurePosixPath

import orjson
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from releases.core import canonical
from releases.core.position import milliseconds, parse_position
from releases.export import index as export_index
from releases.export.files import Export, Manifest
from releases.export.index import content_path
from releases.storage.indexes import chunks

AT_ONCE = 8
MANIFEST, LEFT = "manifest.json", "left.json"


class NotOverwriting(Exception):
    """The storage gives a file another name when there is one already, so nobody would read the new one."""


class ExportStorage:
    def __init__(self, storage: Storage) -> None:
        self._storage, self._sent = storage, 0

    @property
    def lock(self) -> Path:
        """Of this node: let no other node export to the same storage."""
        return Path(settings.EXPORT_LOCK)

    def manifest(self) -> Manifest | None:
        """Of the export that is served now."""
        return orjson.loads(self._read(MANIFEST) or b"null")  # type: ignore[no-any-return]

    def write(self, export: Export) -> int:
        """Makes `export` what readers find; returns how many files were sent.

        In an order in which it may be killed anywhere: the next one reads in the lists what this one has done.
        """
        self._sent, before = 0, self.manifest()
        contents, documents = self._named_in(before) if before else (set[str](), dict[str, str]())
        wanted, shown = _paths(export.entries, export.position.instant)
        self._put_bodies(export, {*((path, path) for path in wanted - contents), *(shown.items() - documents.items())})
        self._clean_up(contents - wanted, wanted)
        for path in documents.keys() - shown.keys():
            self._storage.delete(path)
        files = self._files(export, before["files"] if before else {})
        self._put(MANIFEST, canonical.dumps(export.manifest(files)))
        return self._sent + 1

    def _named_in(self, manifest: Manifest) -> tuple[set[str], dict[str, str]]:
        """The contents that an earlier export leads to, and which of them its documents showed."""
        entries = {
            channel: export_index.read_index(self._read(f"{channel}/index.json") or b"")
            for channel in manifest["channels"]
        }
        return _paths(entries, parse_position(manifest["position"]).instant)

    def _put_bodies(self, export: Export, copies: Collection[tuple[str, str]]) -> None:
        """`copies` are paths, each with the path of the content that it is to have."""
        paths: dict[str, list[str]] = {}
        for path, content in sorted(copies):
            paths.setdefault(PurePosixPath(content).stem, []).append(path)
        files = ((path, body) for digest, body in export.bodies(paths.keys()) for path in paths[digest])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for part in chunks(files):
                list(pool.map(self._put, *zip(*part, strict=True)))
        self._sent += len(copies)

    def _files(self, export: Export, before: dict[str, str]) -> dict[str, str]:
        digests = {}
        for path, body in export.files():
            digests[path] = canonical.digest(body)
            if before.get(path) != digests[path]:
                self._put(path, body)
                self._sent += 1
        return digests

    def _clean_up(self, left: set[str], wanted: set[str]) -> None:
        for path in set(orjson.loads(self._read(LEFT) or b"[]")) - wanted - left:
            self._storage.delete(path)
        self._put(LEFT, canonical.dumps(sorted(left)))

    def _read(self, path: str) -> bytes | None:
        try:
            with self._storage.open(path) as file:
                return file.read()  # type: ignore[no-any-return]
        except FileNotFoundError:
            return None

    def _put(self, path: str, body: bytes) -> None:
        if self._storage.save(path, ContentFile(body)) != path:
            raise NotOverwriting(path)


def _paths(entries: export_index.Entries, at: datetime) -> tuple[set[str], dict[str, str]]:
    """All contents, and those of the documents as they are shown."""
    shown = export_index.documents(entries, milliseconds(at))
    contents = {path: content_path(path.partition("/")[0], each.digest) for path, each in shown.items()}
    return set(export_index.contents(entries)), contents
