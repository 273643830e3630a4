"""A migrated SQLite database, kept in var/ for the next run: making one takes longer than most tests together."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def template() -> Path:
    """Named by everything that decides what is in it: our migrations, and the versions of all packages."""
    sources = [ROOT / "requirements.lock", *sorted(ROOT.glob("*/migrations/*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return Path(settings.VAR_DIR) / "test-databases" / f"{digest[:16]}.sqlite3"


def start_from_template(database: Path) -> None:
    if template().exists():
        shutil.copyfile(template(), database)


def keep_as_template() -> None:
    """Whole or not at all: another worker may do the same."""
    wanted = template()
    if wanted.exists():
        return
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for old in wanted.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    made = wanted.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])
    made.replace(wanted)
