"""The chain of releases: each digest covers what changed and the link before it, so nothing can be altered unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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


def release_link(
    number: int,
    parent: str,
    created_at: str,
    channel_digests: Mapping[str, str],
    beside: Mapping[str, object] | None = None,
) -> Body:
    """The body of a release's digest: the links of the channels that it changes, and what stands `beside` them."""
    link = {"number": number, "parent": parent, "createdAt": created_at, "channels": dict(channel_digests)}
    return link | dict(beside or {})


def beside_channels(facts: Iterable[tuple[str, bytes]], author: str, cause: str, salt: str) -> Body:
    """The facts that a release changes, by the digest of all their values, and who published why, under `salt`.

    Nothing without a salt, as in releases from before these were covered.
    """
    if not salt:
        return {}
    return {
        "facts": [[key, canonical.digest(body)] for key, body in sorted(facts)],
        "provenance": provenance(author, cause, salt),
    }


def provenance(author: str, cause: str, salt: str) -> str:
    """Shown later with all three, and guessed from none of them."""
    return canonical.digest(canonical.dumps({"author": author, "cause": cause, "salt": salt}))


def digest_of(link: Body) -> str:
    """SHA-256 over the canonical form."""
    return canonical.digest(canonical.dumps(link))
