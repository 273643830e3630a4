"""The request that this thread answers, so that a line of the log, an answer and a page name the same number."""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass, field

HEADER = "X-Request-ID"


@dataclass(frozen=True)
class RequestContext:
    """Its address without what was asked: that may be about a person."""

    method: str
    path: str
    number: str = field(default_factory=lambda: secrets.token_hex(6))
    began: float = field(default_factory=time.monotonic)

    def milliseconds(self) -> int:
        return round((time.monotonic() - self.began) * 1000)


current: ContextVar[RequestContext | None] = ContextVar("request", default=None)
