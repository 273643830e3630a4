"""The chain of releases: each digest covers what changed and the link before it, so nothing can be altered unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from releases import canonical


def channel_digest(
    number: int, parent: str, created_at: str, channel: str, changes: Sequence[Mapping[str, object]]
) -> str:
    """One channel's link: SHA-256 over the canonical form of its sorted changes and its parent's digest."""
    link = {
        "number": number,
        "parent": parent,
        "createdAt": created_at,
        "channel": channel,
        "changes": sorted((dict(change) for change in changes), key=canonical.dumps),
    }
    return canonical.digest(canonical.dumps(link))


def release_digest(number: int, parent: str, created_at: str, channel_digests: Mapping[str, str]) -> str:
    """A release's digest covers the links of the channels that it changes."""
    link = {"number": number, "parent": parent, "createdAt": created_at, "channels": dict(channel_digests)}
    return canonical.digest(canonical.dumps(link))
