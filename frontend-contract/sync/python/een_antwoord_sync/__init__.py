"""Holds what a channel shows, the same bytes as the hub's, and keeps it so. See ../README.md."""

from een_antwoord_sync.core import Damaged, State
from een_antwoord_sync.following import Channel, Rejected
from een_antwoord_sync.hub import Refused, Unreachable, connect
from een_antwoord_sync.storage import Folder

__all__ = ["Channel", "Damaged", "Folder", "Refused", "Rejected", "State", "Unreachable", "connect"]
