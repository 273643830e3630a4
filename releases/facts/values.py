"""A fact and its dated values, as all kinds have them: frozen, and true in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LocaleText = Mapping[str, str]

Unit = Literal["workingDay", "calendarDay", "week", "month", "year"]
Access = Literal["walkIn", "appointment", "collection"]
RouteKind = Literal["online", "desk", "phone", "post", "homeVisit"]


@dataclass(frozen=True)
class Value:
    """The value of a fact in a period; each of `releases.facts.kinds` has its own."""


@dataclass(frozen=True)
class Duration:
    quantity: int
    unit: Unit


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
class TariffCondition:
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
    """Groups amounts under questions; its rows are the facts that name it, in `position` order."""

    key: str
    label: LocaleText
    dimensions: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One truth under an immutable key, of one of `releases.facts.kinds`. `values` are in order of time and never
    overlap."""

    key: str
    kind: str
    label: LocaleText
    values: tuple[DatedValue, ...]
    tariff: str | None = None
    position: int = 0
    conditions: tuple[TariffCondition, ...] = ()
    condition_label: LocaleText = field(default_factory=dict)
    nature: Literal["leges", "tax", "deposit", "surcharge", "discount", "exemption"] = "leges"
    payee: str | None = None
    per: LocaleText = field(default_factory=dict)
    route: RouteKind | None = None
