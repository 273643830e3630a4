"""The release store: the one door to what was published. Nothing outside `releases` knows its tables or `storage`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import ParamSpec

from releases import models
from releases.chain import head as chain_head
from releases.core.changes import Period
from releases.core.records import Head, Release
from releases.storage import reader, writer
from releases.storage.change_counts import changed_documents, has_switch
from releases.storage.indexes import Subject, subjects_depending_on
from releases.storage.published import PublishedRelease, recorded
from releases.storage.reader import (
    StoredDocument,
    Withdrawn,
    bodies,
    body,
    document,
    documents,
    facts,
    release_at,
    sources_of,
    versions,
    was_live,
)
from releases.storage.title_history import TitledDocument, find_titles, titled_document

__all__ = [
    "Head",
    "Period",
    "PublishedRelease",
    "Release",
    "StoredDocument",
    "Subject",
    "TitledDocument",
    "Withdrawn",
    "bodies",
    "body",
    "changed_documents",
    "document",
    "documents",
    "facts",
    "find_titles",
    "has_switch",
    "head",
    "lock_head",
    "publish",
    "release",
    "release_at",
    "sources_of",
    "subjects_depending_on",
    "titled_document",
    "versions",
    "was_live",
]

P = ParamSpec("P")


def head() -> Head:
    return _head(reader.head())


def lock_head() -> Head:
    """The head, so that nobody else publishes until this transaction ends."""
    return _head(chain_head.lock_head())


def release(number: int) -> Release | None:
    row = reader.release(number)
    return recorded(row) if row else None


def _head(row: models.Head) -> Head:
    return Head(**{field.name: getattr(row, field.name) for field in fields(Head)})


def _recorded(made: Callable[P, models.Release | None]) -> Callable[P, Release | None]:
    @wraps(made)
    def record(*args: P.args, **kwargs: P.kwargs) -> Release | None:
        row = made(*args, **kwargs)
        return recorded(row) if row else None

    return record


publish = _recorded(writer.publish)
