"""The last use of each token: noted by every process of a node in a folder, as reading asks no database.

A token's digest is a file there, touched once an hour at most; the worker takes their days over to the database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

EVERY = 3600.0
# Digest of a token that is valid -> the second it was last noted by this process.
_noted: dict[bytes, float] = {}


def note(digest: bytes, now: float) -> None:
    """A folder that cannot be written is no reason to refuse a reader."""
    if now - _noted.get(digest, -EVERY) < EVERY:
        return
    _noted[digest] = now
    try:
        path = _folder() / digest.hex()
        path.touch(mode=0o600)
        os.utime(path, (now, now))
    except OSError:
        return


def used() -> Iterator[tuple[str, date]]:
    """The digest of every token that was used on this node, and the last day."""
    folder = _folder()
    for path in folder.iterdir():
        yield path.name, datetime.fromtimestamp(path.stat().st_mtime, timezone.get_default_timezone()).date()


def _folder() -> Path:
    folder = Path(settings.TOKEN_USE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
