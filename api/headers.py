"""Headers of every response: version, who may share it, and what other origins may read."""

from __future__ import annotations

from django.conf import settings

Headers = list[tuple[str, str]]

# An address over http leads to https from the first visit on, for a year.
HSTS: Headers = [("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")] if settings.HTTPS else []
# What every answer of the hub has, whichever server it comes from (deploy/nginx.conf.template has them too).
SECURITY: Headers = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *HSTS,
]
VERSIONED: Headers = [("API-Version", "1.0.0"), *SECURITY]
PUBLIC: Headers = [
    *VERSIONED,
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "API-Version, Content-Location, ETag, Link, Memento-Datetime, Release"),
]
SCOPED: Headers = [*VERSIONED, ("Cache-Control", "private, no-store")]
