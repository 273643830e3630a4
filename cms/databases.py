"""Django's DATABASES, from one address: SQLite that loses nothing, or PostgreSQL that waits for nothing for ever."""

from __future__ import annotations

from typing import Any

import dj_database_url


def databases(url: str, statement_seconds: int, lock_seconds: int, most: int = 12) -> dict[str, dict[str, Any]]:
    """`most` are the connections of one process with PostgreSQL; nobody keeps one between two requests."""
    found = dj_database_url.parse(url)
    options = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": lock_seconds,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        waits = f"-c statement_timeout={statement_seconds * 1000} -c lock_timeout={lock_seconds * 1000}"
        options |= {"options": f"{options.get('options', '')} {waits}".strip(), "most": most, "wait": lock_seconds}
        found["ENGINE"] = "cms.postgresql"
    return {"default": found}
