"""One chain of releases, followed link by link: what must hold from one to the next.

A link is a JSON object with number, parent, createdAt and what it covers (`changes` of a channel, or `channels` of the
hub as a whole); beside that stand digest, epoch, keyId and signature.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from verifier.keys import FirstSigned, Key, canonical, is_signed

BESIDE = ("digest", "epoch", "keyId", "signature")

Link = Mapping[str, Any]


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def statement(link: Link) -> bytes:
    """The bytes that are signed."""
    channel = link.get("channel")
    purpose = "een-antwoord/release/1" if channel is None else "een-antwoord/channel/1"
    said = {name: link[name] for name in ("epoch", "number", "digest")}
    return canonical({"purpose": purpose, "channel": channel, **said})


@dataclass
class Chain:
    """Of one `channel`, or of the hub as a whole (None).

    `epochs` with the release that began each, `digests` by release, `signers`: links by key ("": not signed).
    """

    channel: str | None
    keys: Mapping[str, Key]
    first_signed: FirstSigned | None = None
    last: Link | None = None
    epochs: dict[str, int] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    signers: Counter[str] = field(default_factory=Counter)

    def follow(self, link: Link) -> Iterator[str]:
        """All that is wrong with `link` and with its place after the one before, in sentences."""
        covered = {name: value for name, value in link.items() if name not in BESIDE}
        if digest(canonical(covered)) != link["digest"]:
            yield "its content is not what its digest says: it was altered."
        if link.get("channel") != self.channel:
            yield f"it is a link of {link.get('channel')}: another chain was put in its place."
        yield from self._place(link)
        yield from self._beginning(link)
        yield from self._signature(link)
        if link["epoch"] and link["epoch"] not in self.epochs:
            self.epochs[link["epoch"]] = link["number"]
        self.last = link
        self.digests[link["number"]] = link["digest"]
        self.signers[link["keyId"]] += 1

    def unproven(self) -> Iterator[str]:
        """At its end: nothing that is signed follows a link from before signing."""
        if self.last and not self.last["signature"] and self._may_be_unsigned(self.last):
            yield "it has no signature, and no signed release follows it: nothing proves it."

    def _may_be_unsigned(self, link: Link) -> bool:
        return not self.epochs and self.first_signed is not None and link["number"] < self.first_signed.number

    def _beginning(self, link: Link) -> Iterator[str]:
        first = self.first_signed
        if first and "channels" in link and link["number"] == first.number and link["digest"] != first.digest:
            yield f"the list of keys names {first.digest} as the digest of this first signed release."

    def _place(self, link: Link) -> Iterator[str]:
        last = self.last
        if link["parent"] != (last["digest"] if last else ""):
            before = f"release {last['number']}" if last else "the beginning"
            yield f"it does not follow on {before}: a release in between is missing, or that one was replaced."
        if last and (link["number"] <= last["number"] or _instant(link) < _instant(last)):
            yield f"it stands after release {last['number']}, which is not older: the order was changed."
        if link["epoch"] in list(self.epochs)[:-1]:
            yield f"it goes back to epoch {link['epoch']}, which had ended."

    def _signature(self, link: Link) -> Iterator[str]:
        if not link["signature"]:
            if self.epochs:
                yield "it has no signature, though releases before it have one."
            elif not self._may_be_unsigned(link):
                yield "it has no signature, and no key vouches that signing began later."
            return
        key = self.keys.get(link["keyId"])
        if key is None:
            yield f"it is signed with key {link['keyId']}, which is unknown or not trusted."
            return
        if not is_signed(statement(link), link["signature"], key.public_key):
            yield f"its signature is not that of key {link['keyId']}."
        if _instant(link) < key.start or (key.end and _instant(link) >= key.end):
            yield f"it is signed with key {link['keyId']}, which was not in use at {link['createdAt']}."


def _instant(link: Link) -> datetime:
    return datetime.fromisoformat(link["createdAt"])
