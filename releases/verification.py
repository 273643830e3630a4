"""Replays the chain from the stored rows: every link and signature, and every byte that a link names.

Goes release by release, so memory depends on the largest release and not on how many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, pairwise
from typing import Any

import orjson
from django.db.models import Exists, OuterRef

from releases.chain import key_document
from releases.chain.keys import held_key
from releases.chain.stored_links import StoredLink, channel_links, link_before, release_link
from releases.core import canonical
from releases.models import ChannelRelease, Content, DocumentVersion, FactVersion, Release
from releases.proof.key_document import trust
from releases.proof.rules import ChainFault, Replay
from releases.storage.indexes import chunks
from releases.storage.reader import head

AT_ONCE = 100


class Verification:
    """Of releases from `first` on; of one `channel` alone, or of all channels and the hub as a whole.

    Only the keys named in `trusted` count; or else the one that this node holds, which no database can change, with all
    for which it vouches.
    """

    def __init__(self, first: int = 1, channel: str | None = None, trusted: Collection[str] = ()) -> None:
        self._first, self._channel = first, channel
        self._trust = trust(key_document.published(), held_key(), trusted)
        self._replays: dict[str | None, Replay] = {}
        self.links = 0

    @property
    def unsigned(self) -> int:
        """How many links were never signed."""
        return sum(replay.unsigned for replay in self._replays.values())

    def run(self) -> Iterator[tuple[int, list[ChainFault]]]:
        """The number of each release with what is wrong with it; the last one is the head."""
        releases = Release.objects.filter(number__gte=self._first).order_by("number").prefetch_related("channels")
        for release in releases.iterator(chunk_size=AT_ONCE):
            yield release.number, [fault for stored in self._links(release) for fault in self._faults(stored)]
        yield head().number, [*self._end_faults(), *self._orphans(), *self._validity_faults(), *self._fact_faults()]

    def _links(self, release: Release) -> Iterable[StoredLink]:
        if self._channel is not None:
            return channel_links(release, [self._channel])
        return chain([release_link(release)], channel_links(release, [link.channel for link in release.channels.all()]))

    def _faults(self, stored: StoredLink) -> Iterator[ChainFault]:
        channel = stored.link.channel
        if channel not in self._replays:
            before = link_before(channel, self._first)
            self._replays[channel] = Replay(self._trust.keys, self._trust.first_signed, before)
        self.links += 1
        yield from self._replays[channel].follow(stored.link)
        yield from _content_faults(stored)

    def _end_faults(self) -> Iterator[ChainFault]:
        yield from _head_faults()
        if not self._trust.vouched and self.links:
            what = "the published keys are not those that a trusted key signed: see manage.py rotate_key --sign."
            yield ChainFault("keys", head().number, None, what)
        if self._channel in self._replays:
            yield from self._replays[self._channel].unproven()

    def _orphans(self) -> Iterator[ChainFault]:
        """Documents of a release whose link is gone."""
        links = ChannelRelease.objects.filter(release_id=OuterRef("release_from"), channel=OuterRef("channel"))
        rows = self._versions().filter(~Exists(links)).order_by("release_from", "channel")
        for number, channel in rows.values_list("release_from", "channel").distinct():
            yield ChainFault(
                "missing", number, channel, "there are documents of this release, but its link is missing."
            )

    def _validity_faults(self) -> Iterator[ChainFault]:
        """A version counts until the next one of its document: no link covers that, the order of releases gives it."""
        rows = self._versions().order_by("channel", "locale", "kind", "key", "release_from")
        fields = rows.values_list("channel", "locale", "kind", "key", "release_from", "release_until")
        for one, after in pairwise(chain(fields.iterator(), [(None,) * 6])):
            until = after[4] if after[:4] == one[:4] else None
            if one[5] != until and (one[4] >= self._first or (until or 0) >= self._first):
                channel, locale, kind, key, number, _ = one
                what = f"{kind}/{key}.{locale}: it counts until release {one[5]}, and should until {until}."
                yield ChainFault("altered", number, channel, what)

    def _fact_faults(self) -> Iterator[ChainFault]:
        """Values of no release, and those that count until another release than the next one of their fact."""
        if self._channel is not None:
            return
        numbers = Release.objects.filter(number=OuterRef("release_from"))
        for key, number in FactVersion.objects.filter(~Exists(numbers)).values_list("key", "release_from"):
            yield ChainFault("missing", number, None, f"there are values of the fact {key}, but no such release.")
        rows: Any = FactVersion.objects.order_by("key", "release_from")
        fields = rows.values_list("key", "release_from", "release_until")
        for one, after in pairwise(chain(fields.iterator(), [(None,) * 3])):
            until = after[1] if after[0] == one[0] else None
            if one[2] != until and (one[1] >= self._first or (until or 0) >= self._first):
                what = f"the fact {one[0]}: it counts until release {one[2]}, and should until {until}."
                yield ChainFault("altered", one[1], None, what)

    def _versions(self) -> Any:
        rows = DocumentVersion.objects.all()
        return rows if self._channel is None else rows.filter(channel=self._channel)


def _content_faults(stored: StoredLink) -> Iterator[ChainFault]:
    named = _documents_by_digest(stored)
    for part in chunks(named):
        bodies = Content.objects.filter(pk__in=part).values_list("digest", "body")
        state = {digest: "altered" for digest, body in bodies.iterator() if canonical.digest(bytes(body)) != digest}
        present = set(Content.objects.filter(pk__in=part).values_list("digest", flat=True))
        state |= {digest: "missing" for digest in part if digest not in present}
        for digest, what in state.items():
            text = f"{', '.join(named[digest])}: the bytes named {digest} are {what}."
            yield ChainFault("content", stored.link.number, stored.link.channel, text)


def _documents_by_digest(stored: StoredLink) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    changes: Any = stored.body.get("changes", ())
    for change in changes:
        for _, digest in _periods(change["periods"]):
            named.setdefault(digest, []).append(f"{change['kind']}/{change['key']}.{change['locale']}")
    return named


def _periods(stored: orjson.Fragment) -> list[tuple[int | None, str]]:
    """None of text that is no JSON: then the link does not hold either."""
    try:
        return [(starts, digest) for starts, digest in orjson.loads(orjson.dumps(stored))]
    except (ValueError, TypeError):
        return []


def _head_faults() -> Iterator[ChainFault]:
    newest, current = Release.objects.order_by("-number").first(), head()
    stored = (newest.number, newest.digest) if newest else (0, "")
    if stored != (current.number, current.digest):
        what = f"the head says release {current.number}, and the newest stored release is {stored[0]}."
        yield ChainFault("head", current.number, None, what)
    if newest and newest.epoch not in (None, current.hub):
        what = f"it is of epoch {newest.epoch}, and the head says {current.hub}, which no release began."
        yield ChainFault("epoch", newest.number, None, what)
