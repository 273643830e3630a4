"""Read access: the public channels for everybody, the others for a token that names them (deny by default)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings

from api import problems, token_use
from api.scopes import Scopes, digest_of, scopes_in
from releases.channels import CHANNELS
from releases.replica.transaction import ReadTransaction

PUBLIC = frozenset(name for name, channel in CHANNELS.items() if channel.access == "public")


@dataclass(frozen=True)
class AccessScope:
    """The channels that a caller may read, and those that its token names; `known` when a token was sent."""

    channels: frozenset[str] = PUBLIC
    staff: bool = False
    known: bool = False
    named: frozenset[str] = frozenset()

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        return tuple(sorted(self.channels))


ANONYMOUS = AccessScope()


def scope_in(reading: ReadTransaction, authorization: str, now: float) -> AccessScope:
    """The scope of an Authorization header at `now` (seconds).

    Problems: 401 for a token that is not known, 503 when this node cannot tell.
    """
    if not authorization:
        return ANONYMOUS
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise problems.token_refused()
    if now - reading.checked_at() > settings.REPLICA_MAX_SILENCE:
        raise problems.cut_off()
    digest = digest_of(token.strip())
    found = scopes_in(reading, digest)
    if found is None or now >= found.until:
        raise problems.token_refused()
    token_use.note(digest, now)
    return _scope_of(found)


@lru_cache(maxsize=256)
def _scope_of(found: Scopes) -> AccessScope:
    return AccessScope(PUBLIC | found.channels, found.staff, known=True, named=found.channels)


def require(scope: AccessScope, channel: str) -> None:
    """Refuses a channel that does not exist (404), needs a token (401) or is out of scope (403)."""
    if channel not in CHANNELS:
        raise problems.not_found(f"There is no channel with this name. Channels: {', '.join(CHANNELS)}.")
    _refuse_unless(channel in scope.channels, scope, channel)


def require_named(scope: AccessScope, channel: str) -> None:
    """The same for who reports something: a public channel too must be named by the token."""
    require(scope, channel)
    _refuse_unless(channel in scope.named, scope, channel)


def _refuse_unless(allowed: bool, scope: AccessScope, channel: str) -> None:
    if not allowed:
        raise problems.out_of_scope(channel) if scope.known else problems.token_needed()
