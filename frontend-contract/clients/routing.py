"""Addresses to functions: `product/{key}/` or, with a closed choice, `{kind:locatie|organisatie}/{key}/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from clients.exchange import Request, Response

KEY = r"[a-z0-9][a-z0-9.-]*"
_PART = re.compile(r"\{(\w+)(?::([^}]+))?\}")
Handler = Callable[[Request, Any], Response]


class Route(NamedTuple):
    """`method` is all that may be done with the address; of a GET also the head."""

    path: str
    handler: Handler
    method: str = "GET"

    def match(self, path: str) -> Mapping[str, str] | None:
        pattern = _PART.sub(lambda part: f"(?P<{part[1]}>{part[2] or KEY})", self.path)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


def find(routes: Iterable[Route], path: str) -> tuple[Handler, Mapping[str, str]] | None:
    for route in routes:
        arguments = route.match(path)
        if arguments is not None:
            return route.handler, arguments
    return None


def allowed(routes: Iterable[Route], path: str) -> tuple[str, ...]:
    """The methods for an address: reading, except where a route takes a form."""
    taken = next((route.method for route in routes if route.match(path) is not None), "GET")
    return ("GET", "HEAD") if taken == "GET" else (taken,)
