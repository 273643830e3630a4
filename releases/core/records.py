"""Records of the chain as others see them: the head, and one release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Head:
    """The newest release; number 0 and an empty digest before the first. `hub` is the epoch.

    `shown` is larger than `number` when somebody remembers a release that the database does not have.
    """

    number: int
    digest: str
    hub: UUID
    shown: int = 0


@dataclass(frozen=True)
class Release:
    """`parent` is the digest of the release before, empty for the first."""

    number: int
    digest: str
    parent: str
    created_at: datetime
    author: str
    cause: str
