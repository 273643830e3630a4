"""The TypeScript sync library, compiled as a channel team would; npm fetches the compiler of a package once."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contract.schemas import CONTRACT

LIBRARY = CONTRACT / "sync" / "typescript"
OLDEST_NODE = 20


def compiled(out: Path) -> Path:
    """The folder of its JavaScript."""
    install(LIBRARY)
    run(LIBRARY, "node_modules/.bin/tsc", "--outDir", str(out))
    (out / "package.json").write_text('{"type": "module"}')
    return out


def node_version() -> int:
    """0 when there is none."""
    if shutil.which("node") is None:
        return 0
    printed = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    return int(printed.removeprefix("v").partition(".")[0])


def install(package: Path) -> None:
    """What its lock names: one at a time, and only when the lock is newer than what is there."""
    if shutil.which("npm") is None or node_version() < OLDEST_NODE:
        reason = f"no Node.js {OLDEST_NODE} or later with npm: apt-get install nodejs npm"
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)(reason)
    with (package / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        installed = package / "node_modules" / ".package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < Path(lock.name).stat().st_mtime:
            run(package, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
            installed.touch()


def run(package: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
