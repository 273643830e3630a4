"""The two axes of time in a query: `at` says when it is true, `release` or `known` as published when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from api import problems
from releases.core.periods import parse_moment
from releases.core.position import Position, from_milliseconds, milliseconds
from releases.replica.transaction import ReadTransaction

AXES = ("at", "release", "known")
MOMENT = "must be a date (2027-01-01) or an instant with offset (2027-01-01T00:00:00Z; write + as %2B)."


class Axes(NamedTuple):
    """`at` None means now; without `release` and `known` the newest release is meant. Moments in milliseconds."""

    at: int | None = None
    release: int | None = None
    known: int | None = None


def axes_of(given: Mapping[str, str]) -> Axes:
    """What the query parameters ask for; problems: 400 for what cannot be used."""
    if "release" in given and "known" in given:
        reason = "cannot go with 'release': give the number of a release, or the moment at which it was current."
        raise problems.invalid("known", reason)
    return Axes(_moment(given, "at"), _release(given.get("release")), _moment(given, "known"))


def position_in(reading: ReadTransaction, axes: Axes, now: datetime) -> Position:
    """The release that is asked for, and the instant; problems as `release_in`."""
    return Position(release_in(reading, axes), moment_of(axes, now))


def moment_of(axes: Axes, now: datetime) -> datetime:
    return now if axes.at is None else from_milliseconds(axes.at)


def release_in(reading: ReadTransaction, axes: Axes) -> int:
    """The release that is asked for; problems: NotYet for one that does not exist here, 410 for one that was lost."""
    if axes.release is not None:
        return existing(reading, axes.release)
    newest = _newest(reading)
    if axes.known is None:
        return newest
    return _began(reading.release_at(from_milliseconds(axes.known)))


def existing(reading: ReadTransaction, release: int) -> int:
    """`release`, when there is one; its number may have been lost when an older database came back."""
    newest = _newest(reading)
    if not 0 < release <= newest:
        reason = f"names a release that does not exist yet; the newest is {newest}."
        unknown = problems.Problem(404, "not-found", f"'release' {reason}", (problems.InvalidParam("release", reason),))
        raise problems.NotYet(unknown) if release else unknown
    if reading.published_at(release) is None:
        raise problems.skipped(release)
    return release


def _newest(reading: ReadTransaction) -> int:
    """The newest release that this node has, 0 for none; NotYet as long as it has not followed its hub."""
    state = reading.position()
    if not state.hub:
        raise problems.NotYet(problems.behind())
    return state.number


def _began(release: int) -> int:
    """The release that was current at a known moment, which 0 says there was not."""
    if release:
        return release
    reason = "lies before the first release: nothing had been published then. Ask for a later moment."
    raise problems.Problem(404, "not-found", f"'known' {reason}", (problems.InvalidParam("known", reason),))


def _moment(given: Mapping[str, str], name: str) -> int | None:
    if name not in given:
        return None
    try:
        return floor(parse_moment(given[name]))
    except (ValueError, OverflowError) as error:
        raise problems.invalid(name, MOMENT) from error


def floor(instant: datetime) -> int:
    """The millisecond in which `instant` lies."""
    return milliseconds(instant.replace(microsecond=instant.microsecond // 1000 * 1000))


def _release(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise problems.invalid("release", "must be the number of a release: 1 or higher.")
    return int(text)
