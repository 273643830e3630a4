"""Witnesses of what was published that nobody who writes the database can rewind: this node's copy, and the exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from releases.chain.backup_detection import remembered_release
from releases.core.position import parse_position
from releases.export.targets import manifests
from releases.models import ChannelRelease, Release
from releases.proof.rules import ChainFault
from releases.replica.replica import shared_replica
from releases.storage.reader import head


class Witness(NamedTuple):
    """`name` knows release `number` of `epoch`: with the digest of that of a channel, of the hub, or without one."""

    name: str
    epoch: str
    number: int
    digest: str = ""
    channel: str | None = None


def witnesses() -> Iterator[Witness]:
    shown = shared_replica().shown()
    if shown.number:
        yield Witness("This node's copy", shown.hub, shown.number, shown.digest)
    for manifest in manifests():
        yield Witness("An export", manifest["epoch"], parse_position(manifest["position"]).release)
        for channel, link in manifest["channels"].items():
            if link:
                yield Witness("An export", manifest["epoch"], link["release"], link["digest"], channel)


def contradictions(channel: str | None = None) -> Iterator[ChainFault]:
    """Faults where a witness knows otherwise than the database, of all channels or of one.

    Releases that an ended epoch lost are no contradiction.
    """
    newest = head()
    for witness in witnesses():
        if channel and witness.channel not in (None, channel):
            continue
        if witness.epoch == str(newest.hub) and witness.number > newest.number:
            what = f"{witness.name} has this release, and the newest one here is {newest.number}: the end is missing."
            yield ChainFault("head", witness.number, witness.channel, what)
        elif witness.digest and _is_another(witness):
            what = f"{witness.name} has another release of this number, with digest {witness.digest}."
            yield ChainFault("head", witness.number, witness.channel, what)
    if number := remembered_release(newest):
        what = f"it was seen or acknowledged, and the newest one here is {newest.number}: the end is missing."
        yield ChainFault("head", number, None, what)


def _is_another(witness: Witness) -> bool:
    """Whether there is a release of that number here, and it has not this digest."""
    release = Release.objects.filter(number=witness.number)
    links = ChannelRelease.objects.filter(release_id=witness.number, channel=witness.channel, digest=witness.digest)
    same = links if witness.channel else release.filter(digest=witness.digest)
    return release.exists() and not same.exists()


def unknown_heads(digests: Iterable[str]) -> Iterator[str]:
    """Digests that somebody kept, and that no release and no link of a channel here has."""
    for digest in digests:
        if not (
            Release.objects.filter(digest=digest).exists() or ChannelRelease.objects.filter(digest=digest).exists()
        ):
            yield f"the head {digest} that you know is not in the chain: its end is missing, or it is another chain."
