"""The release store: all that others may ask of it. See `releases.writing`, `releases.reading`, `releases.feed`."""

from releases.changes import Period
from releases.feed import Change, Step, changes_of, steps
from releases.indexes import Subject, subjects_depending_on
from releases.instance_models import Episode, Instance, PageDifference
from releases.links import recompute
from releases.models import Head, Release
from releases.reading import (
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
from releases.writing import lock_head, publish

__all__ = [
    "Change",
    "Episode",
    "Head",
    "Instance",
    "PageDifference",
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
    "recompute",
    "release",
    "releases",
    "sources_of",
    "steps",
    "subjects_depending_on",
    "uses",
    "was_live",
]
