"""Failures that pass by themselves: a database or a disk that does not answer now, does not let in more, or is full."""

from __future__ import annotations

import errno
import sqlite3

import lmdb
from django.db import InterfaceError, OperationalError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE})
OF_THE_COPY = (lmdb.MapFullError, lmdb.DiskError, lmdb.ReadersFullError)


def is_unavailable(error: BaseException | None) -> bool:
    """Whether asking again later may help; a statement that the database does not understand is our own fault."""
    match error:
        case OperationalError():
            cause = error.__cause__
            return not (isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", None) == 1)
        case InterfaceError():
            return True
        case lmdb.Error():
            return isinstance(error, OF_THE_COPY)
        case OSError():
            return error.errno in FULL
    return False
