"""The chain as files: a hundred releases a part, so that a part which is full never changes again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from releases.chain.stored_links import StoredLink, channel_links, release_link
from releases.channels import channels_on
from releases.core import canonical
from releases.models import ChannelRelease, Release

PART = 100
SUFFIX = ".ndjson"


def settled_files(files: Mapping[str, str], number: int) -> dict[str, str]:
    """Those of an export's files (with digests) that no release after `number` changes."""
    full = (number + 1) // PART
    return {path: digest for path, digest in files.items() if path.endswith(SUFFIX) and _part_of(path) < full}


def chain_files(channels: Collection[str], number: int, kept: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The links of releases up to `number`, but for the parts in `kept`."""
    whole = _tells_all(channels)
    first = max((_part_of(path) + 1 for path in kept), default=0) * PART
    releases = Release.objects.filter(number__range=(first, number)).order_by("number").prefetch_related("channels")
    for part, rows in groupby(releases.iterator(chunk_size=PART), key=lambda release: release.number // PART):
        lines: dict[str, list[bytes]] = {}
        for release in rows:
            for stored in _links(release, channels, whole):
                lines.setdefault(_path(stored.link.channel, part), []).append(canonical.dumps(stored.as_json()) + b"\n")
        yield from ((path, b"".join(found)) for path, found in sorted(lines.items()))


def _tells_all(channels: Collection[str]) -> bool:
    """Of a channel that was never on there is nothing to tell."""
    others = ChannelRelease.objects.exclude(channel__in=channels)
    return channels_on(()).keys() <= set(channels) and not others.exists()


def _links(release: Release, channels: Collection[str], whole: bool) -> Iterator[StoredLink]:
    """The hub's own link covers every channel, so it is only for those who may read them all."""
    if whole:
        yield release_link(release)
    yield from channel_links(release, channels)


def _path(channel: str | None, part: int) -> str:
    return f"{f'{channel}/' if channel else ''}chain/{part:06}{SUFFIX}"


def _part_of(path: str) -> int:
    return int(path.rpartition("/")[2].removesuffix(SUFFIX))
