"""Generations of a node's copy: a folder each, of which the newest counts. A damaged one is left behind for a new one.

They stand under the version of their layout, so old and new code on one node each keep a copy of their own.
"""

from __future__ import annotations

import math
import shutil
import time
from pathlib import Path

from releases.replica.layout import LAYOUT

UNUSED_SECONDS = 86_400.0


def folder_of(root: Path) -> Path:
    return root / f"v{LAYOUT}"


def newest(root: Path) -> Path | None:
    found = (path for path in folder_of(root).glob("[0-9]*") if path.is_dir())
    return max(found, default=None, key=lambda path: int(path.name))


def begin(root: Path) -> Path:
    """A new one, empty; the others go, while who has one open keeps it."""
    before = newest(root)
    number = max(time.time_ns(), int(before.name) + 1 if before else 0)
    made = folder_of(root) / str(number)
    made.mkdir(parents=True)
    for old in folder_of(root).glob("[0-9]*"):
        if old != made:
            shutil.rmtree(old, ignore_errors=True)
    return made


def remove_unused_layouts(root: Path, now: float) -> None:
    """Copies that code of another version left behind; where that still runs, it writes its own each second."""
    own = folder_of(root)
    for other in (*root.glob("v*"), *root.glob("*.mdb")):
        if other == own or now - _written_at(other) < UNUSED_SECONDS:
            continue
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        else:
            other.unlink(missing_ok=True)


def _written_at(path: Path) -> float:
    """The newest of all files in it; one that goes meanwhile is in use."""
    try:
        return max(each.stat().st_mtime for each in (path, *path.rglob("*")))
    except FileNotFoundError:
        return math.inf


def lock_of(root: Path) -> Path:
    return root / "lock"
