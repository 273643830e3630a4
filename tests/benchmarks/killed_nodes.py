"""Two nodes whose web servers, stream servers, workers and publishers are killed while they publish and are followed.

By itself: `PYTHONPATH=frontend-contract/sync/python python -m tests.benchmarks.killed_nodes PUBLISHES KILLS`; on
PostgreSQL after `python -m tests.postgresql`. On SQLite both nodes open the same file.
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
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from een_antwoord_sync import connect
from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.benchmarks.killed_processes import Nodes
from tests.benchmarks.readers import Beginners, Documents, Follower, MoodyReceiver, TypeScriptFollower
from tests.benchmarks.sightings import Sightings, release_of
from tests.contract.typescript import compiled
from tests.integration.receivers import receiving
from tests.journeys.running_hub import ROOT, new_database

PUBLISHES, KILLS, RECEIVERS, READERS = 200, 40, 3, 2
# Of so many kills one is of everything at once, while a receiver is told something; so is the last.
ALL_AT_ONCE = 5
PATIENCE = 600.0
SETTINGS = {
    "OUTGOING_ALLOW": "127.0.0.0/8",
    "OUTGOING_HTTP": "1",
    "WEBHOOK_SECONDS": "1",
    "WEBHOOK_SCHEDULE": ",".join(["0", *["0.1"] * 99]),
}
NAMES = {
    "lost": "publishes that were confirmed and are not there",
    "events_lost": "events lost",
    "disordered": "events out of order",
    "mixed": "copies with parts of two releases",
    "wrong": "documents with other bytes than those of their release",
    "faults": "answers other than 200, 502 or 503",
    "backwards": "positions out of order",
    "differing": "copies that are not equal to the head at the end",
    "ended": "processes that ended by themselves",
}


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = measured_apart(PUBLISHES, KILLS, compiled(Path(folder)))
    name = f"{PUBLISHES} publishes on two nodes, {KILLS} × kill -9"
    detail = f"{found['told']} documents, {found['copies']} copies and {found['received']} requests of webhooks held"
    for key, what in NAMES.items():
        yield Figure(f"{name}: {what}", found[key], "", 0, at_least=False, detail=detail if key == "mixed" else "")


def measured_apart(publishes: int, kills: int, library: Path) -> dict[str, Any]:
    configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        shared = SETTINGS | {"DATABASE_URL": new_database(Path(folder))}
        shared |= {name: b64encode(os.urandom(32)).decode() for name in ("SIGNING_KEY", "SECRET_KEY", "WEBHOOK_KEY")}
        code = os.pathsep.join([str(ROOT), str(ROOT / "frontend-contract" / "sync" / "python")])
        environment = os.environ | shared | {"VAR_DIR": folder, "PYTHONPATH": code, "SHARED": json.dumps(shared)}
        command = [sys.executable, "-m", "tests.benchmarks.killed_nodes", str(publishes), str(kills), str(library)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@dataclass
class Run:
    """`confirmed`: the releases that publishers told of, with the amount."""

    nodes: Nodes
    receivers: list[MoodyReceiver]
    sightings: Sightings = field(default_factory=Sightings)
    confirmed: dict[int, str] = field(default_factory=dict)
    amounts: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))
    unconfirmed: int = 0

    def publish_all(self, publishes: int, kills: int) -> None:
        """Editors of both nodes at once, until there are so many releases and kills."""
        killed = threading.Event()
        editors = [
            threading.Thread(target=self._edit, args=(node, publishes, killed), daemon=True) for node in self.nodes.all
        ]
        for editor in editors:
            editor.start()
        try:
            self._kill(publishes, kills)
        finally:
            killed.set()
        for editor in editors:
            editor.join()

    def _edit(self, node: Any, publishes: int, killed: threading.Event) -> None:
        while len(self.confirmed) < publishes or not killed.is_set():
            number = next(self.amounts)
            amount = f"{20 + number // 100},{number % 100:02}"
            release = node.publish(amount)
            if release is None:
                self.unconfirmed += 1
                killed.wait(0.1)
            else:
                self.confirmed[release] = amount

    def _kill(self, publishes: int, kills: int) -> None:
        """Spread over the publishes, each at any moment."""
        for kill in range(1, kills + 1):
            wait_until(lambda kill=kill: len(self.confirmed) >= publishes * kill // (kills + 1))
            time.sleep(random.uniform(0, 0.3))
            if kill % ALL_AT_ONCE == 0 or kill == kills:
                random.choice(self.receivers).while_holding(self._kill_all)
            else:
                random.choice(self.nodes.programs()).kill()

    def _kill_all(self) -> None:
        for program in self.nodes.programs():
            program.kill()


def measure(publishes: int, kills: int, library: Path) -> dict[str, Any]:
    from releases import store

    with ExitStack() as stack:
        run, followers, threads, stop = prepared(stack, library)
        started, first = time.monotonic(), store.head().number + 1
        run.publish_all(publishes, kills)
        head = store.head().number
        wait_until(all_is_delivered)
        wait_until(lambda: all(follower.newest >= head for follower in followers))
        ended = run.nodes.ended()
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)
        assert store.head().number == head
        found = judged(run, followers) | judged_events(run.receivers, first, head)
    return found | {
        "ended": ended,
        "kills": kills,
        "releases": head - first + 1,
        "unconfirmed": run.unconfirmed,
        "seconds": round(time.monotonic() - started),
    }


def prepared(stack: ExitStack, library: Path) -> tuple[Run, list[Any], list[threading.Thread], threading.Event]:
    """Everything that runs beside the publishing."""
    from django.core.management import call_command
    from django.utils import timezone

    from api import tokens
    from tests.integration.sync_clients import node_with
    from tests.integration.webhooks import subscribe

    call_command("migrate", verbosity=0)
    publish_several()
    token = tokens.issue("Balie", ["desk"], False, timezone.now())
    folder, seen = Path(os.environ["VAR_DIR"]), Sightings()
    receivers = [stack.enter_context(receiving(MoodyReceiver(sightings=seen))) for _ in range(RECEIVERS)]
    for receiver in receivers:
        _, receiver.secret = subscribe(receiver)
    nodes = Nodes(folder, json.loads(os.environ["SHARED"]))
    stack.callback(nodes.end)
    run, url = Run(nodes, receivers, seen), nodes.web.url
    desk = TypeScriptFollower(stack.enter_context(node_with(library)), seen, "desk", places("desk"))
    desk.open(url, folder / "desk", token)
    followers = [Follower(connect(url), folder / "website", seen), desk]
    documents = [Documents(url, seen, sorted(released("website"))) for _ in range(READERS)]
    for reader in documents:
        reader.told_of = lambda: max(run.confirmed, default=None)
    stop = threading.Event()
    running = [*followers, *documents, *receivers, Beginners(connect(url), folder / "beginners", seen)]
    threads = [threading.Thread(target=each.run, args=(stop,), daemon=True) for each in running]
    for thread in threads:
        thread.start()
    return run, followers, threads, stop


def publish_several() -> None:
    """The small municipality, with a few products more that tell the same fee."""
    from products.publishing.release import one_release
    from tests.integration.editorial import FEE, fact_mark, new_product, publish_small_municipality, stored_municipality

    publish_small_municipality()
    theme = stored_municipality().theme
    with one_release(author="bench", cause=""):
        for key in ("identiteitskaart", "rijbewijs", "uittreksel"):
            new_product(theme, key, f"Kost {fact_mark(FEE)}.").save_revision().publish()


def released(channel: str, release: int | None = None) -> dict[str, str]:
    """The digests of what is told now of that release, by address."""
    from django.utils import timezone

    from releases import store

    found = {
        f"{each.kind}/{each.key}/{each.locale}": each.digest_at(timezone.now())
        for each in store.documents([channel], release)
    }
    return {address: digest for address, digest in found.items() if digest}


def places(channel: str) -> set[tuple[str, str]]:
    return {(kind, locale) for kind, _, locale in (address.split("/") for address in released(channel))}


def all_is_delivered() -> bool:
    from api.webhooks.models import Delivery, Subscription

    assert not Subscription.objects.exclude(off="").exists(), "a receiver was switched off"
    return not Delivery.objects.filter(state=Delivery.State.WAITING).exists()


def wait_until(true: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < deadline, "not everything was published, delivered and held"
        pause.wait(0.1)


def judged(run: Run, followers: list[Any]) -> dict[str, Any]:
    """Also by the hub's own proofs, which raise when something is wrong."""
    from django.core.management import call_command

    for proof in ("verify_releases", "verify_head"):
        call_command(proof, stdout=StringIO())
    seen = run.sightings
    wrong, mixed = seen.wrong(released), seen.mixed(released)
    differing = [each.name for each in followers if each.bodies() != bodies(each.name)]
    for fault in [*wrong[:3], *mixed[:3], *seen.faults[:3]]:
        print(fault, file=sys.stderr)
    return {
        "lost": sum(not tells(release, amount) for release, amount in run.confirmed.items()),
        "confirmed": len(run.confirmed),
        "wrong": len(wrong),
        "mixed": len(mixed),
        "faults": len(seen.faults),
        "statuses": dict(seen.statuses),
        "told": len(seen.told),
        "copies": sum(map(len, seen.copies.values())),
        "backwards": sum(each.backwards for each in followers),
        "differing": len(differing),
    }


def bodies(channel: str) -> dict[str, bytes]:
    from releases import store

    return {address: store.body(digest) for address, digest in released(channel).items()}


def tells(release: int, amount: str) -> bool:
    """Whether that release tells the amount with which it was published."""
    from releases import store

    digest = released("website", release)["product/paspoort/nl"]
    return amount.replace(",", ".") in store.body(digest).decode()


def judged_events(receivers: list[MoodyReceiver], first: int, head: int) -> dict[str, int]:
    """Every request was signed, or it would not have been heard. An event may only repeat the one before it."""
    lost = disordered = heard = 0
    for receiver in receivers:
        releases = [release_of(event["data"]["position"]) for event in receiver.told]
        ids = {(release, event["id"]) for release, event in zip(releases, receiver.told, strict=True)}
        lost += len(set(range(first, head + 1)) - set(releases))
        disordered += sum(later < earlier for earlier, later in pairwise(releases))
        disordered += len(ids) - len(set(releases))
        heard += len(releases)
    return {"events_lost": lost, "disordered": disordered, "received": heard}


def main(publishes: int, kills: int, library: str = "") -> None:
    if library:
        found = measure(publishes, kills, Path(library))
    else:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            found = measured_apart(publishes, kills, compiled(Path(folder)))
    print(json.dumps(found))


if __name__ == "__main__":
    configure()
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
