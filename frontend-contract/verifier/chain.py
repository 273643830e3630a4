"""One chain of releases, followed link by link: what must hold from one to the next.

A link is a JSON object with number, parent, createdAt and what it covers (`changes` of a channel, or `channels` of the
hub as a whole); beside that stand digest, epoch, keyId and signature.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

BESIDE = ("digest", "epoch", "keyId", "signature")

Link = Mapping[str, Any]


class Key(NamedTuple):
    """A published key, and when it signed: from `start` until `end` (exclusive; None: still)."""

    public_key: str
    start: datetime
    end: datetime | None


Keys = Mapping[str, Key]


def read_keys(published: Mapping[str, Any]) -> Keys:
    """The keys of `GET /api/v1/keys` by their names; KeyError, TypeError or ValueError when they are none."""
    instant = datetime.fromisoformat
    return {
        key["keyId"]: Key(
            key["publicKey"], instant(key["validFrom"]), instant(key["validUntil"]) if key["validUntil"] else None
        )
        for key in published["results"]
    }


def canonical(value: object) -> bytes:
    """RFC 8785, for what the hub writes: ASCII keys, whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def key_id(public_key: str) -> str:
    """RFC 7638: the name of a key follows from the key."""
    thumbprint = sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": public_key})).digest()
    return base64.urlsafe_b64encode(thumbprint).decode().rstrip("=")


def statement(link: Link) -> bytes:
    """The bytes that are signed."""
    channel = link.get("channel")
    purpose = "een-antwoord/release/1" if channel is None else "een-antwoord/channel/1"
    said = {name: link[name] for name in ("epoch", "number", "digest")}
    return canonical({"purpose": purpose, "channel": channel, **said})


def is_signed(link: Link, public_key: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public_key))
        key.verify(_bytes(link["signature"]), statement(link))
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass
class Chain:
    """`epochs` with the release that began each, `digests` by release, `signers`: links by key ("": not signed)."""

    keys: Keys
    last: Link | None = None
    epochs: dict[str, int] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    signers: Counter[str] = field(default_factory=Counter)

    def follow(self, link: Link) -> Iterator[str]:
        """All that is wrong with `link` and with its place after the one before, in sentences."""
        covered = {name: value for name, value in link.items() if name not in BESIDE}
        if digest(canonical(covered)) != link["digest"]:
            yield "its content is not what its digest says: it was altered."
        yield from self._place(link)
        yield from self._signature(link)
        if link["epoch"] and link["epoch"] not in self.epochs:
            self.epochs[link["epoch"]] = link["number"]
        self.last = link
        self.digests[link["number"]] = link["digest"]
        self.signers[link["keyId"]] += 1

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
            return
        key = self.keys.get(link["keyId"])
        if key is None:
            yield f"it is signed with key {link['keyId']}, which is unknown or not trusted."
            return
        if not is_signed(link, key.public_key):
            yield f"its signature is not that of key {link['keyId']}."
        if _instant(link) < key.start or (key.end and _instant(link) >= key.end):
            yield f"it is signed with key {link['keyId']}, which was not in use at {link['createdAt']}."


def _instant(link: Link) -> datetime:
    return datetime.fromisoformat(link["createdAt"])


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
