"""Runs a command against a private PostgreSQL cluster: `python -m tests.postgresql COMMAND …`.

Uses DATABASE_URL when it is already set. Without PostgreSQL it says what to install, and fails only when
REQUIRE_PARTS is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the newest installed server, version 15 or later."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(bin_dir: Path) -> Iterator[str]:
    """The URL of a server on a socket in a temporary folder."""
    with stoppable_cluster(bin_dir) as (url, _):
        yield url


@contextmanager
def stoppable_cluster(bin_dir: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The same with what stops it at once; root runs it as user postgres, as it must."""
    owner = "postgres" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner:
        shutil.chown(home, owner)
    data, options = home / "data", f"-k {home} -c listen_addresses= -c fsync=off"
    run = {"user": owner, "stdout": subprocess.DEVNULL, "cwd": home}
    subprocess.run([bin_dir / "initdb", "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8"], check=True, **run)
    start = [bin_dir / "pg_ctl", "-D", data, "-w", "-o", options, "-l", home / "log", "start"]
    subprocess.run(start, check=True, **run)

    def stop() -> None:
        if (data / "postmaster.pid").exists():
            subprocess.run([bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **run)

    try:
        yield f"postgres://hub@/postgres?host={home}", stop
    finally:
        stop()
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    bin_dir = binaries()
    if bin_dir is None:
        print("PostgreSQL is not installed: the tests ran on SQLite only. Install the package `postgresql`.")
        return 1 if os.environ.get("REQUIRE_PARTS") else 0
    with cluster(bin_dir) as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
