"""Reasons for which a request to an address that somebody typed has no answer."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "malformed", "scheme", "credentials", "address", "name", "timeout", "certificate", "connection", "answer"
]


class NotReached(Exception):
    """There is no answer. `reason` is one of `Reason`; `malformed` to `address` mean that nothing was sent."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
