"""The sync library: a copy of what a channel shows, with the same bytes as the hub's. See ../README.md."""

from een_antwoord_sync.channel import Channel, Rejected
from een_antwoord_sync.core import Damaged, State
from een_antwoord_sync.heads import Contradiction, Head
from een_antwoord_sync.hub import Refused, Unreachable, connect
from een_antwoord_sync.storage import Folder

__all__ = [
    "Channel",
    "Contradiction",
    "Damaged",
    "Folder",
    "Head",
    "Refused",
    "Rejected",
    "State",
    "Unreachable",
    "connect",
]
