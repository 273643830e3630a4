"""Acknowledgement of an instance, and the rules by which the hub believes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, cast, get_args

from releases.core.position import Position, parse_position

State = Literal["received", "displayed", "rejected"]
STATES: tuple[State, ...] = get_args(State)
REQUIRED = ("instance", "state", "epoch", "position", "digest")
MEMBERS = (*REQUIRED, "reason")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
DIGEST = re.compile(r"[0-9a-f]{64}")
NINE_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[._-]?[0-9]){8}(?![0-9])")
LONGEST_EPOCH, LONGEST_REASON = 64, 500
# The clocks of the nodes of one hub may differ by so much.
SKEW = timedelta(seconds=5)


class AcknowledgementReport(NamedTuple):
    """`digest` is the channel's, at the release of `position`; `reason` says why it is rejected."""

    instance: str
    state: State
    epoch: str
    position: Position
    digest: str
    reason: str = ""


class Known(NamedTuple):
    """What the hub holds an acknowledgement against; `published_at` and `digest` of the release that it names.

    `held` is the newest position that the same instance said before in the same state.
    """

    epoch: str
    newest: int
    published_at: datetime | None
    digest: str
    held: Position | None
    now: datetime


class MemberFault(NamedTuple):
    member: str
    reason: str


class Malformed(ValueError):
    def __init__(self, faults: tuple[MemberFault, ...]) -> None:
        super().__init__("; ".join(f"'{member}' {reason}" for member, reason in faults))
        self.faults = faults


DETAILS = {
    "sync-anew": "The epoch of this hub is '{expected}', not '{said}'. Forget what you hold and sync anew.",
    "position-unknown": "There is no position '{said}': the hub is at '{expected}'. "
    "Only acknowledge positions that the hub gave.",
    "digest-differs": "At this release the digest of the channel is '{expected}', not '{said}'. "
    "What you hold is not what was published: sync anew.",
    "position-older": "This instance said '{expected}' before in this state, and '{said}' is older. "
    "Sync, and then acknowledge what you hold.",
    "too-many-instances": "This channel has {expected} instances, which is the most. Retire one, or use one of theirs.",
    "too-often": "An instance may acknowledge {expected} new positions in a minute. Only acknowledge the last one.",
}


@dataclass(eq=False)
class Refused(Exception):
    """Understood, but not believed: `member` holds `said`, where the hub has `expected`."""

    code: str
    member: str
    expected: str
    said: str

    @property
    def detail(self) -> str:
        return DETAILS[self.code].format(expected=self.expected, said=self.said)


def parse(members: Mapping[str, object]) -> AcknowledgementReport:
    """The members of an acknowledgement; Malformed names every one that cannot be used."""
    unknown = sorted(members.keys() - set(MEMBERS))
    faults = [MemberFault(name, f"is not known here. Use: {', '.join(MEMBERS)}.") for name in unknown]
    faults += [MemberFault(name, fault) for name, check in CHECKS.items() if (fault := check(members.get(name)))]
    reason = members.get("reason", "")
    faults += [MemberFault("reason", fault)] if (fault := _reason(reason, members.get("state"))) else []
    if faults:
        raise Malformed(tuple(faults))
    instance, state, epoch, position, digest = (str(members[name]) for name in REQUIRED)
    return AcknowledgementReport(
        instance, cast(State, state), epoch, parse_position(position), digest, str(reason).strip()
    )


def judge(said: AcknowledgementReport, known: Known) -> Refused | None:
    """Why the hub does not believe it; None when it does."""
    if said.epoch != known.epoch:
        return Refused("sync-anew", "epoch", known.epoch, said.epoch)
    position = str(said.position)
    if not _exists(said.position, known):
        return Refused("position-unknown", "position", str(_nearest(said.position, known)), position)
    if said.digest != known.digest:
        return Refused("digest-differs", "digest", known.digest, said.digest)
    if known.held is not None and said.position < known.held:
        return Refused("position-older", "position", str(known.held), position)
    return None


def looks_like_a_person(name: str) -> bool:
    """An e-mail address, or a number that can be a BSN (nine digits that pass its test by eleven)."""
    numbers = (re.sub(r"[^0-9]", "", found) for found in NINE_DIGITS.findall(name))
    return "@" in name or any(map(_passes_test_by_eleven, numbers))


def _passes_test_by_eleven(digits: str) -> bool:
    *first, last = map(int, digits)
    weighed = sum(weight * digit for weight, digit in zip(range(9, 1, -1), first, strict=True))
    return any(first) and (weighed - last) % 11 == 0


def _exists(position: Position, known: Known) -> bool:
    if known.published_at is None or not known.digest:
        return False
    return known.published_at <= position.instant <= known.now + SKEW


def _nearest(position: Position, known: Known) -> Position:
    """What the hub has instead: that release as it was published, else where it is now."""
    if known.published_at is not None and position.instant < known.published_at:
        return Position(position.release, known.published_at)
    return Position(known.newest, known.now)


def _name(value: object) -> str:
    if isinstance(value, str) and looks_like_a_person(value):
        return "names a machine or an application, never a person: no e-mail address and no BSN."
    return _matching(NAME, "names a machine or an application, such as balie-1: a-z, 0-9, dots and dashes.")(value)


def _matching(pattern: re.Pattern[str], remedy: str) -> Callable[[object], str]:
    return lambda value: "" if isinstance(value, str) and pattern.fullmatch(value) else remedy


def _state(value: object) -> str:
    return "" if value in STATES else f"must be one of: {', '.join(STATES)}."


def _position(value: object) -> str:
    try:
        parse_position(value if isinstance(value, str) else "")
    except ValueError:
        return "must be a position as the hub gave it, such as 12@2027-01-01T00:00:00.000Z."
    return ""


def _reason(value: object, state: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_REASON or not value.isprintable():
        return f"must be one line of at most {LONGEST_REASON} characters."
    if state == "rejected" and not value.strip():
        return "is required when something is rejected: say in a sentence why."
    return ""


CHECKS: Mapping[str, Callable[[object], str]] = {
    "instance": _name,
    "state": _state,
    "epoch": _matching(re.compile(rf".{{1,{LONGEST_EPOCH}}}"), "must be the epoch as the hub gave it."),
    "position": _position,
    "digest": _matching(DIGEST, "must be the digest of the channel at that release: 64 hexadecimal digits."),
}
