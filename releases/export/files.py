"""Files of an export: documents with all their periods, the chain and the keys, by path.

The layout, which frontend-contract/verifier reads too:

    manifest.json                     epoch, position, until when it holds, the head of each channel, digests of files
    keys.json                         as `GET /api/v1/keys`
    {channel}/index.json              the documents, each with its periods: [[start in ms or null, digest], …]
    {channel}/chain/{part}.ndjson     the channel's links with their signatures, one a line, a hundred releases a part
    {channel}/contents/{digest}.json  bytes as they are served
    {channel}/documents/{kind}/{key}.{locale}.json   those that count now
    chain/{part}.ndjson               the hub's own links, when every channel is exported
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from releases.chain import key_document
from releases.channels import CHANNELS
from releases.core import canonical
from releases.core.position import Position, from_milliseconds, instant_text, milliseconds, parse_position
from releases.export.chain_files import chain_files, settled_files
from releases.export.index import Entries, ExportEntry, write_index
from releases.models import ChannelRelease, DocumentVersion, Release
from releases.storage import reader
from releases.storage.indexes import chunks
from releases.storage.reader import alive, head

PUBLIC = tuple(name for name, channel in CHANNELS.items() if channel.access == "public")

Manifest = dict[str, Any]


def nobody_hears(done: int, total: int) -> None: ...


Tell = Callable[[int, int], object]


@dataclass(frozen=True)
class Export:
    """`entries` by channel; `kept` are the files, with digests, that the export before has already.

    `tell` hears how many of the bytes that are new have been read, and of how many.
    """

    release: Release
    position: Position
    until: datetime | None
    entries: Entries
    kept: Mapping[str, str]
    tell: Tell

    def files(self) -> Iterator[tuple[str, bytes]]:
        """All but contents, documents, the manifest and what is kept."""
        yield "keys.json", _keys()
        for channel, entries in self.entries.items():
            yield f"{channel}/index.json", write_index(entries)
        yield from chain_files(tuple(self.entries), self.position.release, self.kept)

    def bodies(self, digests: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Each digest with its bytes, a part at a time; LookupError when the database has lost some."""
        done = 0
        for part in chunks(digests):
            found = reader.bodies(part)
            if missing := sorted(set(part) - found.keys()):
                raise LookupError(f"The bytes named {missing[0]} are missing: see `manage.py verify_releases`.")
            yield from found.items()
            done += len(part)
            self.tell(done, len(digests))

    def manifest(self, files: Mapping[str, str]) -> Manifest:
        """`files` are the digests of all that `files` gave."""
        return {
            "epoch": _epoch(self.release),
            "position": str(self.position),
            "until": instant_text(self.until) if self.until else None,
            "channels": {channel: _newest_link(channel, self.position.release) for channel in self.entries},
            "files": {**self.kept, **files},
        }


def read_export(
    channels: Collection[str], number: int, now: datetime, before: Manifest | None, tell: Tell = nobody_hears
) -> Export:
    """Release `number` of `channels`, as it reads at `now`, where the export `before` may be taken on from."""
    release = Release.objects.get(number=number)
    released = dict(Release.objects.filter(number__lte=number).values_list("number", "created_at"))
    entries = {channel: _entries(channel, number, released) for channel in sorted(channels)}
    starts = sorted({starts for rows in entries.values() for row in rows for starts, _ in row.periods if starts})
    moment = milliseconds(now)
    switched = [from_milliseconds(each) for each in starts if each <= moment]
    coming = [from_milliseconds(each) for each in starts if each > moment]
    instant = max([release.created_at, *switched[-1:]])
    until = coming[0] if coming else None
    return Export(release, Position(number, instant), until, entries, _kept(before, tuple(entries), release), tell)


def is_current(manifest: Manifest | None, now: datetime) -> bool:
    """Whether an export of the newest release with this manifest still says what the hub says."""
    newest = head()
    if manifest is None or manifest["epoch"] != str(newest.hub):
        return False
    if parse_position(manifest["position"]).release != newest.number:
        return False
    if manifest["files"]["keys.json"] != canonical.digest(_keys()):
        return False
    return manifest["until"] is None or now < datetime.fromisoformat(manifest["until"])


def _epoch(release: Release) -> str:
    """The hub's own for a release from before signing, which names none."""
    return str(release.epoch or head().hub)


def _kept(before: Manifest | None, channels: tuple[str, ...], release: Release) -> dict[str, str]:
    """The parts of the chain that an earlier export has and that no later release changes."""
    if before is None or before["epoch"] != _epoch(release) or tuple(before["channels"]) != channels:
        return {}
    return settled_files(before["files"], min(parse_position(before["position"]).release, release.number))


def _keys() -> bytes:
    return canonical.dumps(key_document.published().as_json())


def _entries(channel: str, number: int, released: Mapping[int, datetime]) -> list[ExportEntry]:
    rows = DocumentVersion.objects.filter(alive(number), channel=channel).exclude(periods="[]")
    fields = rows.order_by("kind", "key", "locale").values_list("kind", "key", "locale", "release_from", "periods")
    return [
        ExportEntry(kind, key, locale, release, milliseconds(released[release]), orjson.loads(periods))
        for kind, key, locale, release, periods in fields.iterator()
    ]


def _newest_link(channel: str, number: int) -> dict[str, object] | None:
    links = ChannelRelease.objects.filter(channel=channel, release_id__lte=number).order_by("-release_id")
    link = links.first()
    return {"release": link.release_id, "digest": link.digest} if link else None
