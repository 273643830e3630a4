"""The Python sync library, which lives outside the hub."""

from __future__ import annotations

import sys

from tests.contract.schemas import CONTRACT

sys.path.insert(0, str(CONTRACT / "sync" / "python"))

from een_antwoord_sync import Channel, Damaged, Folder, Refused, Rejected, State, Unreachable, connect, core

__all__ = ["Channel", "Damaged", "Folder", "Refused", "Rejected", "State", "Unreachable", "connect", "core"]
