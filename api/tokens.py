"""Access tokens: shown once, kept as a digest, and checked against this node's copy without asking the database."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from datetime import date, datetime
from datetime import time as clock_time

from django.db import transaction
from django.utils import timezone

from api.models import AccessToken
from api.scopes import digest_of
from releases.conditions.confirmations import channels_now
from releases.replica import follower
from releases.replica.replica import shared_replica


def issue(name: str, channels: Collection[str], staff: bool, now: datetime, expires_on: date | None = None) -> str:
    """Makes a token of 256 random bits and returns it; nothing can show it again."""
    plaintext = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        name=name,
        digest=digest_of(plaintext).hex(),
        last_four=plaintext[-4:],
        channels=sorted(channels),
        staff=staff,
        created_at=now,
        expires_on=expires_on,
    )
    transaction.on_commit(follow, robust=True)
    return plaintext


def issued(plaintext: str) -> AccessToken:
    return AccessToken.objects.get(digest=digest_of(plaintext).hex())


def change(token: AccessToken) -> AccessToken:
    """Gives a saved token its new scope: at once on this node, on other nodes when their worker follows."""
    transaction.on_commit(follow, robust=True)
    return token


def revoke(token: AccessToken, now: datetime) -> None:
    """Ends the token: at once on this node, on other nodes when their worker follows."""
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
    transaction.on_commit(follow, robust=True)


def forget(names: Collection[str]) -> None:
    """Ends tokens that a program had for itself alone, without leaving a trace of them."""
    AccessToken.objects.filter(name__in=names).delete()
    transaction.on_commit(follow, robust=True)


def follow() -> None:
    """Brings this node's copy up to date, tokens included, and notes that it had contact with the database."""
    follower.follow(shared_replica(), _active, time.time())


def _active() -> dict[str, dict[str, object]]:
    """A channel that is off opens to nobody; a token that expires says when, so that it does so without us."""
    on = channels_now()
    valid = AccessToken.objects.filter(revoked_at=None).exclude(expires_on__lte=timezone.localdate())
    rows = valid.values_list("digest", "channels", "staff", "expires_on")
    return {
        digest: {
            "channels": [name for name in channels if name in on],
            "staff": staff,
            **({"until": _begin_of(day)} if day else {}),
        }
        for digest, channels, staff, day in rows
    }


def _begin_of(day: date) -> float:
    return timezone.make_aware(datetime.combine(day, clock_time.min)).timestamp()
