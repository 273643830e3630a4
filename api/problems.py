"""Every error of the API as problem+json (RFC 9457), with the field and the remedy; plain Python for the hot path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import orjson

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class InvalidParam:
    """A parameter or field that cannot be used as given; `reason` says what to send instead."""

    name: str
    reason: str


@dataclass(eq=False)
class Problem(Exception):
    """An answer other than the one asked for; raised anywhere below a view. `code` is stable for programs."""

    status: int
    code: str
    detail: str
    invalid_params: tuple[InvalidParam, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, instance: str = "") -> bytes:
        members: dict[str, object] = {
            "type": f"urn:een-antwoord:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if instance:
            members["instance"] = instance
        if self.invalid_params:
            members["invalidParams"] = [{"name": p.name, "reason": p.reason} for p in self.invalid_params]
        return orjson.dumps(members)


def invalid(name: str, reason: str) -> Problem:
    """400 for one query parameter."""
    return Problem(400, "invalid-parameter", f"The parameter '{name}' {reason}", (InvalidParam(name, reason),))


def unknown_parameters(names: list[str], allowed: list[str]) -> Problem:
    reason = f"is not known here. Use: {', '.join(allowed)}." if allowed else "is not known; this path takes none."
    return Problem(
        400,
        "unknown-parameter",
        f"Unknown query parameters: {', '.join(names)}.",
        tuple(InvalidParam(name, reason) for name in names),
    )


def not_found(what: str = "Nothing is published at this path.") -> Problem:
    return Problem(404, "not-found", what)


def gone(what: str, replaced_by: str | None = None) -> Problem:
    """410 for what was published before and is withdrawn."""
    remedy = f" It is replaced by '{replaced_by}'." if replaced_by else " Earlier releases have it: use 'release'."
    return Problem(410, "withdrawn", what + remedy)


def skipped(release: int) -> Problem:
    """410 for the number of a release that went with an older database."""
    what = f"Release {release} was lost when an older database came back, and its number is not used again."
    return Problem(410, "release-lost", f"{what} See /api/v1/releases.")


def method_not_allowed(allowed: str) -> Problem:
    return Problem(405, "method-not-allowed", f"This path answers {allowed}.", headers={"Allow": allowed})


def token_needed() -> Problem:
    return Problem(
        401,
        "token-needed",
        "This needs an access token for the channel: send 'Authorization: Bearer <token>'. "
        "Ask the hub's administrators.",
        headers={"WWW-Authenticate": 'Bearer realm="een-antwoord"'},
    )


def token_refused() -> Problem:
    return Problem(
        401,
        "token-refused",
        "This access token is not known or was revoked. Ask the hub's administrators for a new one.",
        headers={"WWW-Authenticate": 'Bearer realm="een-antwoord", error="invalid_token"'},
    )


def out_of_scope(channel: str) -> Problem:
    return Problem(
        403,
        "out-of-scope",
        f"This access token has no scope for the channel '{channel}'. Ask the hub's administrators to add it.",
        headers={"WWW-Authenticate": 'Bearer realm="een-antwoord", error="insufficient_scope"'},
    )


def token_unprotected() -> Problem:
    return Problem(
        403,
        "token-unprotected",
        "This access token came without encryption, so others may have read it. Send it by https, and replace it.",
    )


def cut_off() -> Problem:
    return Problem(
        503,
        "cut-off",
        "This node has lost contact with its database, so it cannot check your token. Try again soon.",
        headers={"Retry-After": "5"},
    )


def behind() -> Problem:
    """503 for what another node may know already."""
    return Problem(
        503,
        "behind",
        "This node has not seen this yet; it catches up by itself. Try again soon.",
        headers={"Retry-After": "1"},
    )


class NotYet(Problem):
    """503 as long as this node may be behind; `otherwise` is the problem when its hub does not know it either."""

    def __init__(self, otherwise: Problem) -> None:
        super().__init__(**vars(behind()))
        self.otherwise = otherwise


def busy() -> Problem:
    return Problem(503, "busy", "Too many ask this at once. Try again soon.", headers={"Retry-After": "5"})


def unavailable() -> Problem:
    """503 for what passes by itself: a database or a disk that has no room or no answer now."""
    what = "The hub cannot reach what it needs for this now. It is logged; try again soon."
    return Problem(503, "unavailable", what, headers={"Retry-After": "5"})


def too_often() -> Problem:
    """429 for one client; others go on."""
    return Problem(429, "too-often", "You ask this too often. Try again in a minute.", headers={"Retry-After": "60"})


def misdirected(address: str) -> Problem:
    """421 for what only the stream server answers."""
    return Problem(421, "misdirected", f"This server does not stream: listen at {address}.")


def internal_error() -> Problem:
    """500 for what the hub did not foresee; it tells nothing of the inside."""
    return Problem(500, "internal-error", "The hub made an error. It is logged; please try again later.")


def sync_anew(why: str) -> Problem:
    """409 for a reader whose position is not in the hub's history."""
    return Problem(409, "sync-anew", f"{why} Sync anew: read the bundle of your channel, and follow from its position.")
