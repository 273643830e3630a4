"""An export on disk: its chains, and every document and period held against what those say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from verifier.chain import Chain, Link, digest
from verifier.keys import KeyList

Periods = list[list[Any]]


class Unreadable(Exception):
    """There is no export here, or not this channel."""


class Export:
    """`chains` by channel, filled as `faults` goes on; the empty name is the hub's own, there when all channels are."""

    def __init__(self, folder: Path, trusted: Collection[str] = ()) -> None:
        self._folder = folder / "current" if (folder / "current" / "manifest.json").exists() else folder
        try:
            self.manifest = json.loads((self._folder / "manifest.json").read_bytes())
            self._keys = KeyList(json.loads((self._folder / "keys.json").read_bytes()), trusted)
            release, _, instant = self.manifest["position"].partition("@")
            self._release, self._now = int(release), _milliseconds(instant)
            self._until = _milliseconds(self.manifest["until"]) if self.manifest["until"] else None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"{folder} holds no export that can be read: {error!r}") from error
        self.chains: dict[str, Chain] = {}
        self.documents = 0
        self._switches: set[int] = set()

    def faults(self, channel: str | None = None, heads: Collection[str] = ()) -> Iterator[str]:
        """Of one channel, or of all; `heads` are digests of links that the chains must have."""
        if channel is not None and channel not in self.manifest["channels"]:
            raise Unreadable(f"This export has no channel {channel}: it has {', '.join(self.manifest['channels'])}.")
        yield from self._files(channel)
        yield from self._keys.faults()
        for each in [channel] if channel else self.manifest["channels"]:
            yield from self._channel(each)
        if channel is None and (self._folder / "chain").exists():
            yield from self._hub()
        yield from self._unproven()
        yield from self._manifest(channel)
        known = {found for chain in self.chains.values() for found in chain.digests.values()}
        for head in heads:
            if head not in known:
                yield f"the head {head} that you know is not in the chain: its end is missing, or it is another chain."

    def _files(self, channel: str | None) -> Iterator[str]:
        for path, expected in self.manifest["files"].items():
            if channel is None or path.startswith((f"{channel}/", "keys.json")):
                body = self._read(path)
                if body is None:
                    yield f"{path}: the file is missing."
                elif digest(body) != expected:
                    yield f"{path}: the file was altered."

    def _manifest(self, channel: str | None) -> Iterator[str]:
        """The manifest against the whole; the next switch may be one of a channel that was not read."""
        for chain in self.chains.values():
            if chain.last and chain.last["number"] > self._release:
                yield f"manifest.json: it stands at release {self._release}, before the end of the chain."
        hub = self.chains.get("")
        if hub and hub.epochs and self.manifest["epoch"] != list(hub.epochs)[-1]:
            yield "manifest.json: its epoch is not that of the newest release."
        coming = min((switch for switch in self._switches if switch > self._now), default=None)
        others_may_come_first = channel is not None and self._until and (coming is None or self._until < coming)
        if self._until != coming and not others_may_come_first:
            yield "manifest.json: it does not name the next switch."

    def _channel(self, channel: str) -> Iterator[str]:
        told: dict[str, Periods] = {}
        chain = self._chain(channel)
        yield from self._replay(f"{channel}/chain", chain, lambda link: told.update(_changes(link)))
        last = chain.last and {"release": chain.last["number"], "digest": chain.last["digest"]}
        if last != self.manifest["channels"][channel]:
            yield f"{channel}: the chain does not end where the manifest says: its end is missing."
        told = {name: periods for name, periods in told.items() if periods}
        yield from self._index(channel, told)
        yield from self._contents(channel, told)

    def _unproven(self) -> Iterator[str]:
        """The hub's own links cover those of its channels."""
        for name, chain in {"": self.chains[""]}.items() if "" in self.chains else self.chains.items():
            yield from [f"{name or 'hub'} release {chain.last['number']}: {fault}" for fault in chain.unproven()]

    def _hub(self) -> Iterator[str]:
        """Each release of the hub must cover the links that its channels have."""
        covers: dict[int, dict[str, str]] = {}
        yield from self._replay(
            "chain", self._chain(""), lambda link: covers.update({link["number"]: link["channels"]})
        )
        for number, covered in covers.items():
            found = {name: chain.digests.get(number) for name, chain in self.chains.items() if name}
            for channel in sorted(found.keys() | covered):
                if found.get(channel) != covered.get(channel):
                    yield f"{channel} release {number}: its link is not the one that the hub's release covers."

    def _replay(self, folder: str, chain: Chain, take: Callable[[Link], None]) -> Iterator[str]:
        """Faults of the links in `folder`; `take` gets each of them, and may find that it is none."""
        name = folder.removesuffix("chain").rstrip("/") or "hub"
        for part in sorted((self._folder / folder).glob("*.ndjson")):
            for number, line in enumerate(part.read_bytes().splitlines(), 1):
                try:
                    link = json.loads(line)
                    take(link)
                    yield from [f"{name} release {link['number']}: {fault}" for fault in chain.follow(link)]
                except (ValueError, KeyError, TypeError, AttributeError):
                    yield f"{folder}/{part.name}: line {number} is no link: it was altered."

    def _index(self, channel: str, told: dict[str, Periods]) -> Iterator[str]:
        try:
            rows = json.loads(self._read(f"{channel}/index.json") or b"")["documents"]
            listed = {f"{row['kind']}/{row['key']}.{row['locale']}": row["periods"] for row in rows}
        except (ValueError, KeyError, TypeError):
            yield f"{channel}/index.json: this is no list of documents."
            return
        for name in sorted(told.keys() | listed.keys()):
            if told.get(name) != listed.get(name):
                yield f"{channel} {name}: the list of documents does not say what the chain says."

    def _contents(self, channel: str, told: dict[str, Periods]) -> Iterator[str]:
        expected = set()
        for name, periods in sorted(told.items()):
            self.documents += 1
            for starts, wanted in periods:
                self._switches.update([starts] if starts else [])
                yield from self._content(f"{channel}/contents/{wanted}.json", wanted, f"{channel} {name}", starts)
            if current := [wanted for starts, wanted in periods if starts is None or starts <= self._now][-1:]:
                path = f"{channel}/documents/{name}.json"
                expected.add(path)
                yield from self._content(path, current[0], f"{channel} {name}", "now")
        for file in (self._folder / channel / "documents").rglob("*.json"):
            path = file.relative_to(self._folder).as_posix()
            if path not in expected:
                yield f"{path}: no release has this document, or it counts at another moment."

    def _content(self, path: str, wanted: str, name: str, period: int | str | None) -> Iterator[str]:
        body, when = self._read(path), f"from {period}" if isinstance(period, int) else period or "from the beginning"
        if body is None:
            yield f"{name} ({when}): {path} is missing."
        elif digest(body) != wanted:
            yield f"{name} ({when}): {path} was altered."
        compressed = self._read(f"{path}.gz")
        try:
            if compressed is not None and gzip.decompress(compressed) != body:
                yield f"{name} ({when}): {path}.gz was altered."
        except (OSError, EOFError, ValueError):
            yield f"{name} ({when}): {path}.gz was altered."

    def _chain(self, name: str) -> Chain:
        return self.chains.setdefault(name, Chain(name or None, self._keys.trusted, self._keys.first_signed))

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._folder / path).read_bytes()
        except OSError:
            return None


def _changes(link: Link) -> dict[str, Periods]:
    return {
        f"{change['kind']}/{change['key']}.{change['locale']}": [
            [starts, wanted] for starts, wanted in change["periods"]
        ]
        for change in link["changes"]
    }


def _milliseconds(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp() * 1000)
