"""Healing of this node's copy: read as a whole now and then, and begun anew when it is damaged."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from releases.node_lock import node_lock
from releases.replica import generations
from releases.replica.replica import shared_replica

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
# A copy is read again after so many times as long as that takes, so that it costs little however large it is.
REST = 20
PATIENCE_SECONDS = 600


class Scrubber:
    """For the worker: before it reads anything of the copy, and from then on."""

    def __init__(self) -> None:
        self._from = 0.0

    def heal(self) -> None:
        if (began := time.monotonic()) < self._from:
            return
        generations.remove_unused_layouts(settings.REPLICA_DIR, time.time())
        folder = generations.newest(settings.REPLICA_DIR)
        if folder is not None and (damage := damage_in(folder)) and folder.exists():
            logger.error("This node's copy is damaged, and is made anew: %s", damage)
            leave(folder)
        self._from = time.monotonic() + REST * (time.monotonic() - began)


def damage_in(folder: Path) -> str:
    """What is wrong; empty when all is well."""
    command = [sys.executable, "-m", "releases.replica.scrub", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    return (done.stderr.strip() or f"who reads it ends with {done.returncode}") if done.returncode else ""


def leave(folder: Path) -> None:
    """Every process of this node notices, and goes on with a new one."""
    with node_lock(generations.lock_of(settings.REPLICA_DIR)):
        if generations.newest(settings.REPLICA_DIR) == folder:
            generations.begin(settings.REPLICA_DIR)
    shared_replica()
