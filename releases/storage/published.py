"""A release inside the transaction that publishes it: what it changes, for who writes that down beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from releases import models
from releases.chain.links import newest_digest
from releases.core.changes import Address, Change, released, unpacked
from releases.core.records import Release
from releases.models.releases import NO_PERIODS


class VersionDraft(NamedTuple):
    """A document as it is or will be stored."""

    address: Address
    title: str
    subject: str
    periods: str
    uses: str


def recorded(row: models.Release) -> Release:
    """The row as others see it."""
    return Release(**{field.name: getattr(row, field.name) for field in fields(Release)})


@dataclass(frozen=True)
class PublishedRelease:
    """`versions` are those that it changes; `before` what the release before said of them, where it had them."""

    release: Release
    versions: Sequence[VersionDraft]
    before: Mapping[Address, tuple[int, VersionDraft]]

    def count(self, channels: Collection[str]) -> int:
        """How many documents of `channels` it creates, changes or withdraws."""
        return sum(version.address[0] in channels for version in self.versions)

    def changes(self, channels: Collection[str]) -> list[Change]:
        """In order of channel, locale, kind and key."""
        rows = [version for version in self.versions if version.address[0] in channels]
        return [self._change(version) for version in sorted(rows, key=_in_order)]

    def digests(self, channels: Collection[str]) -> dict[str, str | None]:
        """Each channel with its newest link, as of this release."""
        return {channel: newest_digest(channel) or None for channel in channels}

    def _change(self, version: VersionDraft) -> Change:
        before = self.before.get(version.address)
        told_before = before is not None and before[1].periods != NO_PERIODS
        return released(version.address, unpacked(version.periods), told_before, self.release.created_at)


def _in_order(version: VersionDraft) -> Address:
    channel, kind, key, locale = version.address
    return channel, locale, kind, key
