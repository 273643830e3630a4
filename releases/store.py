"""The release store: all that others may ask of it. Its parts are in `releases.storage`."""

from releases.changes import Period
from releases.models import Head, Release
from releases.storage.feed import Change, Step, changes_of, steps
from releases.storage.head import lock_head
from releases.storage.indexes import Subject, subjects_depending_on
from releases.storage.reader import (
    StoredDocument,
    Use,
    Withdrawn,
    bodies,
    body,
    document,
    documents,
    fact,
    fact_keys,
    head,
    release,
    releases,
    sources_of,
    uses,
    was_live,
)
from releases.storage.writer import publish

__all__ = [
    "Change",
    "Head",
    "Period",
    "Release",
    "Step",
    "StoredDocument",
    "Subject",
    "Use",
    "Withdrawn",
    "bodies",
    "body",
    "changes_of",
    "document",
    "documents",
    "fact",
    "fact_keys",
    "head",
    "lock_head",
    "publish",
    "release",
    "releases",
    "sources_of",
    "steps",
    "subjects_depending_on",
    "uses",
    "was_live",
]
