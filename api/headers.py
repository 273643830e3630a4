"""Headers of every response: version, who may share it, and what other origins may read."""

from __future__ import annotations

Headers = list[tuple[str, str]]

VERSIONED: Headers = [("API-Version", "1.0.0"), ("X-Content-Type-Options", "nosniff")]
PUBLIC: Headers = [
    *VERSIONED,
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "API-Version, Content-Location, ETag, Link, Memento-Datetime, Release"),
]
SCOPED: Headers = [*VERSIONED, ("Cache-Control", "private, no-store")]
