"""Readers of a hub whose nodes are killed: followers by both sync libraries, new copies, documents and webhooks."""

from __future__ import annotations

import base64
import queue
import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from een_antwoord_sync import Channel, Folder, Unreachable
from tests.benchmarks.sightings import Sightings, release_of
from tests.integration.receivers import NO_ANSWER, Receiver
from tests.webhook_receiver import received

if TYPE_CHECKING:
    from tests.integration.sync_clients import Node as NodeProcess

MOODS = [200] * 7 + [500, 503, NO_ANSWER]
# May be said by a hub that is partly away.
PATIENT = {200, 502, 503}
PATIENCE, PAUSE = 600.0, 0.05


class Follower:
    """A channel with a copy of its own; `backwards` counts positions that came after a later one."""

    def __init__(self, http: httpx.Client, folder: Path, sightings: Sightings, channel: str = "website") -> None:
        self.channel, self.name = Channel(http, channel, Folder(folder)), channel
        self.backwards, self.newest, self._sightings = 0, 0, sightings

    def run(self, stop: threading.Event) -> None:
        self.channel.follow(stop, lambda _: self._look())

    def bodies(self) -> dict[str, bytes]:
        addresses = self.channel.state.documents if self.channel.state else ()
        found = {address: self.channel.read(*address.split("/")) for address in addresses}
        return {address: body for address, body in found.items() if body is not None}

    def _look(self) -> None:
        position = self.channel.state.position
        self._sightings.whole_copy(self.name, position, self.bodies())
        self.backwards += release_of(position) < self.newest
        self.newest = max(self.newest, release_of(position))


class TypeScriptFollower:
    """The other library, in a process of node; `places` are the kinds and locales that it may hold."""

    def __init__(
        self, process: NodeProcess, sightings: Sightings, channel: str, places: Iterable[tuple[str, str]]
    ) -> None:
        self._process, self._sightings, self.name, self._places = process, sightings, channel, sorted(places)
        self.backwards, self.newest, self._position = 0, 0, ""

    def open(self, url: str, folder: Path, token: str) -> None:
        self._process.ask(does="open", url=url, name=self.name, folder=str(folder), token=token)

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            position = self._process.ask(does="sync")["position"]
            if position != self._position:
                self._position = position
                self._sightings.whole_copy(self.name, position, self.bodies())
                self.backwards += release_of(position) < self.newest
                self.newest = max(self.newest, release_of(position))
            stop.wait(PAUSE)

    def bodies(self) -> dict[str, bytes]:
        return {
            f"{kind}/{key}/{locale}": decoded(self._process.ask(does="read", kind=kind, key=key, locale=locale))
            for kind, locale in self._places
            for key in self._process.ask(does="keys", kind=kind, locale=locale)["keys"]
        }


def decoded(answer: dict[str, Any]) -> bytes:
    return base64.b64decode(answer["body"])


class Beginners:
    """Copies that are made from nothing, again and again."""

    def __init__(self, http: httpx.Client, folder: Path, sightings: Sightings) -> None:
        self._http, self._folder, self._sightings = http, folder, sightings

    def run(self, stop: threading.Event) -> None:
        for number in count():
            if stop.wait(PAUSE):
                return
            one = Follower(self._http, self._folder / str(number), self._sightings)
            try:
                one.channel.update()
            except Unreachable:
                continue
            self._sightings.whole_copy(one.name, one.channel.state.position, one.bodies())


class Documents:
    """A reader of one document after the other: what is current, and what somebody was told of."""

    def __init__(self, url: str, sightings: Sightings, addresses: list[str]) -> None:
        self._url, self._sightings, self._addresses = url, sightings, addresses
        self.told_of: Callable[[], int | None] = lambda: None

    def run(self, stop: threading.Event) -> None:
        with httpx.Client(base_url=self._url, timeout=30) as client:
            while not stop.wait(PAUSE / 5):
                self._ask(client, random.choice(self._addresses), random.choice([None, self.told_of()]))

    def _ask(self, client: httpx.Client, address: str, release: int | None) -> None:
        kind, key, locale = address.split("/")
        asked = {"locale": locale} | ({"release": str(release)} if release else {})
        try:
            answer = client.get(f"/api/v1/channels/website/documents/{kind}/{key}", params=asked)
        except httpx.TransportError:
            return
        self._sightings.statuses[answer.status_code] += 1
        if answer.status_code not in PATIENT:
            self._sightings.faults.append(f"{answer.status_code} for {answer.url}: {answer.text[:200]}")
        if answer.status_code == 200:
            self._sightings.document("website", int(answer.headers["Release"]), address, answer.content)


@dataclass
class MoodyReceiver(Receiver):
    """Fails, loses answers, and once `hold` is set keeps one waiting until the workers are dead.

    Each document of an event that is new to it, it reads where the event says.
    """

    sightings: Sightings = field(default_factory=Sightings)
    secret: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    holding: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    _unread: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)

    def answer(self, headers: dict[str, str], body: bytes) -> int:
        event = received(self.secret, body, headers)
        if event["id"] not in {each["id"] for each in self.told[-20:]}:
            self._unread.put(event)
        self.told.append(event)
        if self.hold.is_set():
            self.hold.clear()
            self.holding.set()
            assert self.released.wait(PATIENCE)
            return NO_ANSWER
        return random.choice(MOODS)

    def while_holding(self, kill: Callable[[], object]) -> None:
        self.holding.clear()
        self.released.clear()
        self.hold.set()
        assert self.holding.wait(PATIENCE)
        kill()
        self.released.set()

    def run(self, stop: threading.Event) -> None:
        """Until all is read that it was told of."""
        with httpx.Client(timeout=30) as client:
            while not (stop.is_set() and self._unread.empty()):
                try:
                    event = self._unread.get(timeout=PAUSE)
                except queue.Empty:
                    continue
                for change in event["data"].get("changes", ()):
                    while change["href"] and not self._read(client, change):
                        stop.wait(PAUSE)

    def _read(self, client: httpx.Client, change: dict[str, Any]) -> bool:
        try:
            answer = client.get(change["href"])
        except httpx.TransportError:
            return False
        self.sightings.statuses[answer.status_code] += 1
        if answer.status_code not in PATIENT:
            self.sightings.faults.append(f"{answer.status_code} for {answer.url}: {answer.text[:200]}")
            return True
        if answer.status_code == 200:
            address = "/".join(change[name] for name in ("kind", "key", "locale"))
            self.sightings.document(change["channel"], int(answer.headers["Release"]), address, answer.content)
        return answer.status_code == 200
