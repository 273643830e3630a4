"""The tables of `releases`, which nothing outside this package reaches; Django finds them here."""

from releases.models.conditions import Confirmation
from releases.models.instances import Acknowledgement, Incident, Instance, PageDifference
from releases.models.releases import (
    ChannelRelease,
    Content,
    Dependency,
    DocumentVersion,
    ExternalCode,
    FactVersion,
    Head,
    Release,
    SignedKeyDocument,
    SigningKey,
    SourceRevision,
    Switch,
)

__all__ = [
    "Acknowledgement",
    "ChannelRelease",
    "Confirmation",
    "Content",
    "Dependency",
    "DocumentVersion",
    "ExternalCode",
    "FactVersion",
    "Head",
    "Incident",
    "Instance",
    "PageDifference",
    "Release",
    "SignedKeyDocument",
    "SigningKey",
    "SourceRevision",
    "Switch",
]
