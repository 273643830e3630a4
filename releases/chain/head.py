"""The head row: whoever holds it may make the next release."""

from __future__ import annotations

from django.db import connection

from releases.models import Head


def lock_head() -> Head:
    """The head, so that nobody else publishes until this transaction ends (SQLite: the transaction is the lock)."""
    if not connection.in_atomic_block:
        raise RuntimeError("Lock the head inside a transaction.")
    return Head.objects.select_for_update().get(pk=1)
