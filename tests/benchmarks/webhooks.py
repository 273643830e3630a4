"""Events lost while web, stream and workers are killed and receivers fail: 200 publishes, three receivers.

Runs in a process of its own: `python -m tests.benchmarks.webhooks PUBLISHES KILLS`, with its own VAR_DIR.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.benchmarks.killed_processes import WORKERS, Follower, Mortals
from tests.integration.receivers import NO_ANSWER, Receiver, receiving
from tests.journeys.running_hub import ROOT, new_database
from tests.webhook_receiver import received

PUBLISHES, KILLS, RECEIVERS = 200, 20, 3
MOODS = [200] * 7 + [500, 503, NO_ANSWER]
PATIENCE = 600.0
SETTINGS = {
    "OUTGOING_ALLOW": "127.0.0.0/8",
    "OUTGOING_HTTP": "1",
    "WEBHOOK_SECONDS": "1",
    "WEBHOOK_SCHEDULE": ",".join(["0", *["0.1"] * 99]),
}


def figures() -> Iterator[Figure]:
    found = measured_apart(PUBLISHES, KILLS)
    detail = (
        f"{found['received']} requests for {found['expected']} events, "
        f"{found['kills']} × kill -9 of the web server, the stream server and {WORKERS} workers"
    )
    name = f"{PUBLISHES} publishes, {RECEIVERS} receivers that fail at random"
    yield Figure(f"{name}: events lost", found["lost"], "", 0, at_least=False, detail=detail)
    yield Figure(f"{name}: events out of order", found["disordered"], "", 0, at_least=False)
    yield Figure(f"{name}: ids of one event", found["ids"], "", 1, at_least=False)
    yield Figure(
        f"{PUBLISHES} publishes, a channel that follows: positions out of order", found["backwards"], "", 0,
        at_least=False,
    )  # fmt: skip
    yield Figure(
        f"{PUBLISHES} publishes, a channel that follows: documents other than the hub's", found["differing"], "", 0,
        at_least=False,
    )  # fmt: skip


def measured_apart(publishes: int, kills: int) -> dict[str, Any]:
    configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = {"DATABASE_URL": new_database(Path(folder))}
        library = {"PYTHONPATH": str(ROOT / "frontend-contract" / "sync" / "python")}
        environment = os.environ | {"VAR_DIR": folder} | library | database | SETTINGS
        command = [sys.executable, "-m", "tests.benchmarks.webhooks", str(publishes), str(kills)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@dataclass
class MoodyReceiver(Receiver):
    """Fails, loses answers, and once `hold` is set keeps one waiting until the workers are dead."""

    secret: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    holding: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, headers: dict[str, str], body: bytes) -> int:
        self.told.append(received(self.secret, body, headers))
        if self.hold.is_set():
            self.hold.clear()
            self.holding.set()
            assert self.released.wait(PATIENCE)
            return NO_ANSWER
        return random.choice(MOODS)

    def kill_while_holding(self, mortals: Mortals) -> None:
        self.holding.clear()
        self.released.clear()
        self.hold.set()
        assert self.holding.wait(PATIENCE)
        mortals.kill()
        self.released.set()
        mortals.start()


def measure(publishes: int, kills: int) -> dict[str, Any]:
    from django.core.management import call_command

    from tests.integration.webhooks import subscribe

    call_command("migrate", verbosity=0)
    with ExitStack() as stack:
        receivers = [stack.enter_context(receiving(MoodyReceiver())) for _ in range(RECEIVERS)]
        for receiver in receivers:
            _, receiver.secret = subscribe(receiver)
        folder = Path(os.environ["VAR_DIR"])
        mortals = Mortals(stack.enter_context((folder / "mortals.log").open("wb")))
        stack.callback(mortals.kill)
        mortals.start()
        follower = Follower(mortals.web, folder / "follower")
        follower.start()
        started = time.monotonic()
        publish_and_kill(publishes, kills, receivers, mortals)
        wait_until(lambda: all_is_delivered() and follower.holds(publishes))
        seconds = time.monotonic() - started
    followed = {"backwards": follower.backwards, "differing": differing(follower)}
    return judged(receivers, publishes) | followed | {"kills": kills, "seconds": round(seconds)}


def publish_and_kill(publishes: int, kills: int, receivers: list[Any], mortals: Mortals) -> None:
    from django.utils import timezone

    from tests.integration.published import document, period, publish

    every = publishes // (kills + 1)
    for number in range(1, publishes + 1):
        assert publish(document(period(str(number))), now=timezone.now()) is not None
        if number % every == 0 and number // every <= kills:
            random.choice(receivers).kill_while_holding(mortals)


def all_is_delivered() -> bool:
    from api.webhooks.models import Delivery, Subscription

    assert not Subscription.objects.exclude(off="").exists(), "a receiver was switched off"
    return not Delivery.objects.filter(state=Delivery.State.WAITING).exists()


def wait_until(true: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < deadline, "not everything was delivered and held"
        pause.wait(0.1)


def differing(follower: Follower) -> int:
    """Documents that the channel holds otherwise than the hub has them now."""
    from releases import store

    expected = {each.key: store.body(each.periods[-1].digest) for each in store.documents(["website"])}
    held = {key: follower.channel.read("product", key, "nl") for key in follower.channel.keys("product", "nl")}
    return len(expected.items() ^ held.items())


def judged(receivers: list[Any], publishes: int) -> dict[str, int]:
    """Every request was signed, or it would not have been heard. An event may only repeat the one before it."""
    lost = disordered = ids = received = 0
    for receiver in receivers:
        releases = [int(event["data"]["position"].partition("@")[0]) for event in receiver.told]
        known: dict[int, set[str]] = {}
        for release, event in zip(releases, receiver.told, strict=True):
            known.setdefault(release, set()).add(event["id"])
        lost += len(set(range(1, publishes + 1)) - known.keys())
        disordered += sum(later < earlier for earlier, later in pairwise(releases))
        ids, received = max(ids, *map(len, known.values())), received + len(releases)
    expected = publishes * len(receivers)
    return {"lost": lost, "disordered": disordered, "ids": ids, "received": received, "expected": expected}


if __name__ == "__main__":
    configure()
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
