"""Checks before a node serves: the database has this version's tables, and it signs with the hub's key."""

from __future__ import annotations

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from releases.chain.keys import refuse_foreign_key
from releases.core.problems import Impossible


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
