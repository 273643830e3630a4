"""Puts the earlier hub where a test works, on either database, and upgrades it as an operator does."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests.earlier_hub.rows import copy_rows

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class EarlierHub:
    """Facts about it, as its own code gave them: `told`, by release, is the digest of each product at `clock`."""

    clock: datetime
    head: int
    digest: str
    copy_at: int
    signing_key: str
    webhook_key: str
    token: str
    webhook_secrets: list[str]
    told: dict[int, dict[str, str]]


@cache
def earlier_hub() -> EarlierHub:
    facts: dict[str, Any] = json.loads((FOLDER / "hub.json").read_text())
    return EarlierHub(
        datetime.fromisoformat(facts["clock"]),
        facts["head"],
        facts["digest"],
        facts["copyAt"],
        facts["signingKey"],
        facts["webhookKey"],
        facts["token"],
        facts["webhookSecrets"],
        {int(number): told for number, told in facts["told"].items()},
    )


def unpack(name: str, target: Path) -> None:
    """`name`: hub.sqlite3, replica or search."""
    with TemporaryDirectory() as folder, tarfile.open(FOLDER / "hub.tar.xz") as archive:
        archive.extractall(folder, filter="data")
        shutil.move(Path(folder) / name, target)


def upgrade_earlier_hub() -> None:
    """In place of the database that Django is connected to."""
    if connection.vendor == "sqlite":
        _replace_file(Path(connection.settings_dict["NAME"]))
    else:
        with TemporaryDirectory() as folder:
            unpack("hub.sqlite3", Path(folder) / "hub.sqlite3")
            with sqlite3.connect(Path(folder) / "hub.sqlite3") as rows:
                copy_rows(rows)
    call_command("migrate", verbosity=0, interactive=False)


def _replace_file(path: Path) -> None:
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    unpack("hub.sqlite3", path)
