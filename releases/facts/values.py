"""What a fact can be: typed, frozen values with the period in which they are true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal

LocaleText = Mapping[str, str]

FactKind = Literal["amount", "term", "validity", "openingHours", "contact", "link", "statement"]
Unit = Literal["workingDay", "calendarDay", "week", "month", "year"]
TermRole = Literal["apply", "decide", "produce", "collect", "object"]
Access = Literal["walkIn", "appointment", "collection"]
StatementRole = Literal["condition", "bring", "step"]
RouteKind = Literal["online", "desk", "phone", "post", "homeVisit"]


@dataclass(frozen=True)
class Money:
    """An amount as it is charged; `amount` has two decimals. The parts and the cap are None when not split."""

    amount: Decimal
    currency: str = "EUR"
    municipal_part: Decimal | None = None
    national_part: Decimal | None = None
    national_cap: Decimal | None = None


@dataclass(frozen=True)
class Duration:
    quantity: int
    unit: Unit


@dataclass(frozen=True)
class Term:
    """A lead time. `event` says what starts it ("na uw aanvraag"); `cut_off` is local time in Amsterdam."""

    duration: Duration
    role: TermRole
    direction: Literal["after", "before"] = "after"
    event: LocaleText = field(default_factory=dict)
    basis: Literal["legal", "service"] = "service"
    cut_off: time | None = None
    ready_from: time | None = None
    extension: Duration | None = None
    exceeded: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class Validity:
    duration: Duration


@dataclass(frozen=True)
class OpenPeriod:
    """Open on a weekday (1 Monday … 7 Sunday) from `opens` until `closes`, local time."""

    weekday: int
    opens: time
    closes: time
    access: Access


@dataclass(frozen=True)
class Season:
    """Replaces the pattern from `first` up to and including `last`."""

    first: date
    last: date
    label: LocaleText
    pattern: tuple[OpenPeriod, ...]


@dataclass(frozen=True)
class DatedException:
    """One date that differs; closed when there are no times. Each time: (opens, closes, access)."""

    day: date
    reason: LocaleText
    times: tuple[tuple[time, time, Access], ...] = ()


@dataclass(frozen=True)
class Holiday:
    day: date
    name: LocaleText


@dataclass(frozen=True)
class OpeningHours:
    """An exception goes before a holiday, a holiday before a season, a season before the pattern."""

    channel: Literal["desk", "phone", "email", "website", "chat"]
    location: str | None
    pattern: tuple[OpenPeriod, ...]
    seasons: tuple[Season, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    always_open: bool = False
    when_closed: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class Contact:
    telephone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""


@dataclass(frozen=True)
class Link:
    url: LocaleText


@dataclass(frozen=True)
class Statement:
    """A rule in words; `short` is for the desk and the phone and may be empty."""

    text: LocaleText
    short: LocaleText = field(default_factory=dict)
    role: StatementRole = "condition"


Value = Money | Term | Validity | OpeningHours | Contact | Link | Statement


@dataclass(frozen=True)
class DatedValue:
    """True from `valid_from` (inclusive) until `valid_until` (exclusive), civil dates in Amsterdam; None is open."""

    value: Value
    valid_from: date | None = None
    valid_until: date | None = None
    provisional: bool = False
    decided_on: date | None = None
    legal_article: str = ""
    source: str = ""


@dataclass(frozen=True)
class Condition:
    """When a tariff row applies: `dimension` of the tariff, compared with `value` as the case gives it."""

    dimension: str
    operator: Literal["eq", "lt", "gte", "in"]
    value: str
    label: LocaleText


@dataclass(frozen=True)
class Dimension:
    key: str
    question: LocaleText
    kind: Literal["number", "choice", "boolean"]


@dataclass(frozen=True)
class Tariff:
    """Groups amounts under questions; its rows are the amount facts that name it, in `position` order."""

    key: str
    label: LocaleText
    dimensions: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One truth under an immutable key. `values` are in order of time and never overlap."""

    key: str
    kind: FactKind
    label: LocaleText
    values: tuple[DatedValue, ...]
    tariff: str | None = None
    position: int = 0
    conditions: tuple[Condition, ...] = ()
    condition_label: LocaleText = field(default_factory=dict)
    nature: Literal["leges", "tax", "deposit", "surcharge", "discount", "exemption"] = "leges"
    payee: str | None = None
    per: LocaleText = field(default_factory=dict)
    route: RouteKind | None = None
