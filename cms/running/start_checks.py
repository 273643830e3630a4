"""Checks before a node serves: the database has this version's tables, and it signs with the hub's key."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from releases.chain.keys import refuse_foreign_key
from releases.core.problems import Impossible

logger = logging.getLogger(__name__)
# For commands by hand, and for what the server keeps for its superuser.
SPARE = 6


class NotReady(Exception):
    """The message says which command or setting mends it."""


def refuse_unprepared() -> None:
    """A node whose database is stopped may start: it answers what is public from its copy."""
    try:
        executor = MigrationExecutor(connection)
        if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise NotReady(f"The database is not of this version ({waiting[0][0]} …): run manage.py upgrade, or init.")
        refuse_foreign_key()
    except Impossible as error:
        raise NotReady(str(error)) from error
    except OperationalError:
        return


def warn_of_few_connections(workers: int) -> None:
    """This node alone may open so many: those of its web server processes and of its worker."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int")
        [allowed] = cursor.fetchone()
    if (needed := connections_needed(workers)) > allowed:
        logger.warning(
            "This node may open %s connections, and PostgreSQL allows %s: raise max_connections, or lower "
            "DATABASE_CONNECTIONS or --workers (docs/operations.md, Size)", needed, allowed,
        )  # fmt: skip


def connections_needed(workers: int) -> int:
    return (workers + 1) * settings.DATABASE_CONNECTIONS + SPARE
