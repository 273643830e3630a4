"""A long read that sees the database at one moment, and that no writer waits for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def consistent_reads() -> Iterator[None]:
    """Inside another transaction it is as consistent as that one."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _without_write_lock(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _without_write_lock() -> Iterator[None]:
    """Every other transaction of this hub begins by taking it."""
    connection.ensure_connection()
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
