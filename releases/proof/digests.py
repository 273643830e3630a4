"""The chain of releases: each digest covers what changed and the link before it, so nothing can be altered unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from releases.core import canonical

Body = dict[str, object]


def channel_link(
    number: int, parent: str, created_at: str, channel: str, changes: Sequence[Mapping[str, object]]
) -> Body:
    """What the digest of one channel's link covers: its changes, sorted, and its parent's digest."""
    return {
        "number": number,
        "parent": parent,
        "createdAt": created_at,
        "channel": channel,
        "changes": sorted((dict(change) for change in changes), key=canonical.dumps),
    }


def release_link(number: int, parent: str, created_at: str, channel_digests: Mapping[str, str]) -> Body:
    """What a release's digest covers: the links of the channels that it changes."""
    return {"number": number, "parent": parent, "createdAt": created_at, "channels": dict(channel_digests)}


def digest_of(link: Body) -> str:
    """SHA-256 over the canonical form."""
    return canonical.digest(canonical.dumps(link))
