"""The rules of a chain: what must hold from one link to the next, and a name for each way to break it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from releases.proof.key_document import FirstSigned
from releases.proof.signing import Key, SignedStatement, is_signed, key_id_of

Code = Literal[
    "altered",
    "missing",
    "reordered",
    "epoch",
    "unsigned",
    "unknownKey",
    "wrongKey",
    "keyPeriod",
    "wrongSignature",
    "content",
    "head",
    "keys",
    "firstSigned",
]


class ChainFault(NamedTuple):
    """`number` is the release at which it shows; `what` says it in one sentence."""

    code: Code
    number: int
    channel: str | None
    what: str

    def __str__(self) -> str:
        return f"release {self.number}{f' of {self.channel}' if self.channel else ''}: {self.what}"


@dataclass(frozen=True)
class ChainLink:
    """A release of one channel, or of the hub as a whole (`channel` None).

    `covered` is the digest that its stored content gives. Links from before signing have no epoch, key or signature:
    only a hub whose key document names its first signed release has any.
    """

    number: int
    channel: str | None
    parent: str
    created_at: datetime
    digest: str
    covered: str
    epoch: str = ""
    key_id: str = ""
    signature: str = ""


@dataclass
class Replay:
    """Follows one chain link by link, after `last` (None: from its beginning); counts what was never signed."""

    keys: Mapping[str, Key]
    first_signed: FirstSigned | None = None
    last: ChainLink | None = None
    unsigned: int = 0
    epochs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.last and self.last.epoch:
            self.epochs.append(self.last.epoch)

    def follow(self, link: ChainLink) -> list[ChainFault]:
        """All that is wrong with `link` and with its place after the one before."""
        found = [
            ChainFault(code, link.number, link.channel, what)
            for faults in (self._own_faults, self._place_faults, self._first_signed_faults, self._signature_faults)
            for code, what in faults(link)
        ]
        if link.epoch and link.epoch not in self.epochs:
            self.epochs.append(link.epoch)
        self.unsigned += not link.signature and self._may_be_unsigned(link)
        self.last = link
        return found

    def unproven(self) -> list[ChainFault]:
        """At its end: nothing that is signed follows a link from before signing."""
        last = self.last
        if last is None or last.signature or not self._may_be_unsigned(last):
            return []
        what = "it has no signature, and no signed release follows it: nothing proves it."
        return [ChainFault("unsigned", last.number, last.channel, what)]

    def _may_be_unsigned(self, link: ChainLink) -> bool:
        return not self.epochs and self.first_signed is not None and link.number < self.first_signed.number

    def _own_faults(self, link: ChainLink) -> Iterator[tuple[Code, str]]:
        if link.covered != link.digest:
            yield "altered", "what is stored is not what its digest says: a change, its date or its number was altered."

    def _place_faults(self, link: ChainLink) -> Iterator[tuple[Code, str]]:
        last = self.last
        if link.parent != (last.digest if last else ""):
            yield "missing", _missing(link, last.number if last else 0)
        if last and (link.number <= last.number or link.created_at < last.created_at):
            yield "reordered", f"it stands after release {last.number}, which is not older: the order was changed."
        if link.epoch in self.epochs[:-1]:
            yield "epoch", f"it goes back to epoch {link.epoch}, which had ended."

    def _first_signed_faults(self, link: ChainLink) -> Iterator[tuple[Code, str]]:
        first = self.first_signed
        if first and (link.channel, link.number) == (None, first.number) and link.digest != first.digest:
            yield "firstSigned", f"the key document names {first.digest} as the digest of this first signed release."

    def _signature_faults(self, link: ChainLink) -> Iterator[tuple[Code, str]]:
        if not link.signature:
            if self.epochs:
                yield "unsigned", "it has no signature, though releases before it have one."
            elif not self._may_be_unsigned(link):
                yield "unsigned", "it has no signature, and no key vouches that signing began later."
            return
        key = self.keys.get(link.key_id)
        if key is None:
            yield "unknownKey", f"it is signed with key {link.key_id}, which is unknown or not trusted."
            return
        if key_id_of(key.public_key) != link.key_id:
            yield "wrongKey", f"the key published as {link.key_id} is not the key of that name: it was changed."
        statement = SignedStatement(link.epoch, link.number, link.channel, link.digest)
        if not is_signed(key.public_key, statement, link.signature):
            yield "wrongSignature", f"its signature is not that of key {link.key_id}."
        if not key.signs_at(link.created_at):
            yield "keyPeriod", f"it is signed with key {link.key_id}, which was not in use at {link.created_at}."


def _missing(link: ChainLink, after: int) -> str:
    first, last = after + 1, link.number - 1
    if link.channel is None and first <= last:
        return f"release {first} is missing." if first == last else f"releases {first} to {last} are missing."
    before = f"release {after}" if after else "the beginning"
    return f"it does not follow on {before}: a release in between is missing, or that one was replaced."
