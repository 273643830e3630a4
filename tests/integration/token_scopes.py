"""Scope of a token, as a request that sends it is judged."""

from __future__ import annotations

from django.utils import timezone

from api.access import AccessScope, scope_in
from api.problems import Problem
from releases.replica.replica import shared_replica


def scope_of_token(token: str) -> AccessScope | None:
    """None when it is refused."""
    try:
        with shared_replica().read() as reading:
            return scope_in(reading, f"Bearer {token}", timezone.now().timestamp())
    except Problem as problem:
        if problem.status != 401:
            raise
        return None
