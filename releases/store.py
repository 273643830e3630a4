"""The release store: all that others may ask of it. Its parts are in `releases.storage`."""

from releases.changes import Period
from releases.models import Head, Release
from releases.storage.head import lock_head
from releases.storage.indexes import Subject, subjects_depending_on
from releases.storage.reader import (
    StoredDocument,
    Withdrawn,
    bodies,
    body,
    document,
    documents,
    facts,
    head,
    release,
    releases,
    sources_of,
    was_live,
)
from releases.storage.writer import publish

__all__ = [
    "Head",
    "Period",
    "Release",
    "StoredDocument",
    "Subject",
    "Withdrawn",
    "bodies",
    "body",
    "document",
    "documents",
    "facts",
    "head",
    "lock_head",
    "publish",
    "release",
    "releases",
    "sources_of",
    "subjects_depending_on",
    "was_live",
]
