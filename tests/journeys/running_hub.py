"""A whole hub as an operator runs it: its own database, the sample municipality, web server, channels and worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.database_files import given_engine
from tests.databases import migrated_name
from tests.elasticsearch_server import given_server

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0


@dataclass(frozen=True)
class Hub:
    """A running hub: where it is, and the environment in which its commands work.

    `loaded_again` is what a second loading of the sample said, before anything else happened.
    """

    url: str
    environment: dict[str, str]
    loaded_again: str = ""

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )

    def get(self, path: str, **parameters: str) -> httpx.Response:
        return httpx.get(self.url + path, params=parameters or None, timeout=30)

    @property
    def search_engine(self) -> str:
        """The one that it prefers of those that it has."""
        return "elasticsearch" if self.environment.get("ELASTICSEARCH_URL") else "embedded"

    def signing_key(self) -> str:
        """That every other node needs."""
        return (Path(self.environment["VAR_DIR"]) / "secrets" / "signing_key").read_text()

    def editor_password(self) -> str:
        return (Path(self.environment["VAR_DIR"]) / "secrets" / "demo_password").read_text()


def free_ports() -> int:
    """A port that is free, as are the next two."""
    while True:
        with ExitStack() as held:
            first, *others = (held.enter_context(socket.socket()) for _ in range(3))
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                for further, other in enumerate(others, 1):
                    other.bind(("127.0.0.1", port + further))
            except OSError:
                continue
            return port


def new_database(var_dir: Path) -> str:
    """A database of its own, on the engine that the tests run on."""
    engine = given_engine()
    name, migrated = engine.name(var_dir, f"journey_{uuid.uuid4().hex[:12]}"), migrated_name(engine)
    if engine.has(migrated):
        engine.copy(migrated, name)
    else:
        engine.create(name)
    return engine.url(name)


def wait_until_ready(server: subprocess.Popen[bytes], *addresses: str) -> None:
    """All of them answer with success."""
    ready = threading.Event()

    def ask() -> None:
        with httpx.Client(transport=httpx.HTTPTransport(retries=0), timeout=5) as client:
            while not ready.is_set() and server.poll() is None:
                try:
                    if all(client.get(address).is_success for address in addresses):
                        ready.set()
                except httpx.TransportError:
                    pass
                ready.wait(0.1)

    threading.Thread(target=ask, daemon=True).start()
    assert ready.wait(DEADLINE), f"{addresses} were not ready within {DEADLINE} s"


@contextmanager
def running_hub(var_dir: Path) -> Iterator[Hub]:
    port = free_ports()
    given_server()
    environment = {
        **os.environ,
        "VAR_DIR": str(var_dir),
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": new_database(var_dir),
        "REFERENCE_CHANNELS_OPEN": "1",
        "SEARCH_COUNT_SECONDS": "1",
        "ELASTICSEARCH_PREFIX": f"journey-{uuid.uuid4().hex[:12]}",
    }
    hub = Hub(environment["BASE_URL"], environment)
    subprocess.run([sys.executable, "-m", "cms.translations", "compile"], cwd=ROOT, env=environment, check=True)
    done = hub.manage("load_sample", "--migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    ready = (f"{hub.url}/kanalen/website/", f"{hub.url}/api/v1/health/ready")
    with running([sys.executable, "manage.py", "serve"], environment, var_dir / "serve.log", *ready):
        yield hub


@contextmanager
def running(
    command: Sequence[str], environment: dict[str, str], log: Path, *ready: str, cwd: Path = ROOT
) -> Iterator[None]:
    """A program that is ready when these addresses answer; told to end at the end."""
    with log.open("ab") as said:
        server = subprocess.Popen(command, cwd=cwd, env=environment, stdout=said, stderr=said)
        try:
            wait_until_ready(server, *ready)
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
