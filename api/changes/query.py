"""Query for changes: of which channels, since which position, and how long to wait for them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from api import problems
from api.query_string import parameters, whole_number
from releases.core.position import NOWHERE, Position, parse_position

PARAMETERS = ("since", "channel", "epoch", "limit", "wait", "reach")
LAST_EVENT_ID = "Last-Event-ID"
MOST_STEPS, LONGEST_WAIT = 100, 30
LAST_RELEASE = 999_999_999
POSITION = "must be a position as the hub gave it (12@2027-01-01T00:00:00.000Z), or the number of a release."


class ChangesQuery(NamedTuple):
    """`channels`: those asked for by name; empty: all in scope. `since`: a position, the number of a release (as it was
    published), or None. `wait` in seconds. `reach`: the release that the node must have that answers.
    """

    channels: tuple[str, ...] = ()
    since: Position | int | None = None
    epoch: str | None = None
    limit: int = MOST_STEPS
    wait: int = 0
    reach: int = 0


@lru_cache(maxsize=4096)
def parse(query: str) -> ChangesQuery:
    given = parameters(query, PARAMETERS, repeated=("channel",))
    return ChangesQuery(
        tuple(sorted(set(given.get("channel", ())))),
        position(given["since"][0], "since") if "since" in given else None,
        given.get("epoch", [None])[0],
        whole_number(given, "limit", 1, MOST_STEPS, MOST_STEPS),
        whole_number(given, "wait", 0, LONGEST_WAIT, 0),
        whole_number(given, "reach", 0, LAST_RELEASE, 0),
    )


def position(text: str, name: str) -> Position | int:
    """Or the number of a release; `name` is the parameter or header that it was given in."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text) or NOWHERE
    try:
        return parse_position(text)
    except ValueError as error:
        raise problems.invalid(name, POSITION) from error
