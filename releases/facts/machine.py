"""A value as programs read it: the `value` of a fact object, and the `value` attribute of its mark in HTML."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from releases import canonical
from releases.facts.term_detail import term_detail
from releases.facts.values import (
    Access,
    Contact,
    Duration,
    Link,
    Money,
    OpeningHours,
    OpenPeriod,
    Statement,
    Term,
    Validity,
    Value,
)
from releases.facts.wording import pick

Json = dict[str, Any]


def machine(value: Value, locale: str) -> Json:
    match value:
        case Money():
            return _money(value)
        case Term():
            return _term(value, locale)
        case Validity():
            return _duration(value.duration)
        case OpeningHours():
            return _hours(value, locale)
        case Contact():
            names = ("telephone", "email", "url", "address")
            return {name: getattr(value, name) for name in names}
        case Link():
            return {"url": pick(value.url, locale)}
        case Statement():
            return {"text": pick(value.text, locale), "short": pick(value.short, locale)}


def machine_attribute(value: Value, locale: str) -> str:
    """Short and stable: "83.87", "5 workingDay", a number, a URL; for longer values the start of their digest."""
    match value:
        case Money():
            return _exact(value.amount)
        case Term() | Validity():
            return f"{value.duration.quantity} {value.duration.unit}"
        case Contact():
            return value.telephone or value.email or value.url or value.address
        case Link():
            return pick(value.url, locale)
    return canonical.digest(canonical.dumps(machine(value, locale)))[:16]


def _money(value: Money) -> Json:
    parts = {
        "municipalPart": value.municipal_part,
        "nationalPart": value.national_part,
        "nationalCap": value.national_cap,
    }
    given = {name: _exact(part) for name, part in parts.items() if part is not None}
    return {"amount": _exact(value.amount), "currency": value.currency, **given}


def _exact(amount: Decimal) -> str:
    """Two decimals, and no minus before a zero."""
    return f"{amount:z.2f}"


def _duration(duration: Duration) -> Json:
    return {"quantity": duration.quantity, "unit": duration.unit}


def _term(value: Term, locale: str) -> Json:
    return _duration(value.duration) | {
        "role": value.role,
        "direction": value.direction,
        "event": pick(value.event, locale),
        "basis": value.basis,
        "cutOff": _clock(value.cut_off),
        "readyFrom": _clock(value.ready_from),
        "extension": _duration(value.extension) if value.extension else None,
        "exceeded": pick(value.exceeded, locale),
        "detail": term_detail(value, locale),
    }


def _hours(value: OpeningHours, locale: str) -> Json:
    return {
        "channel": value.channel,
        "location": value.location,
        "alwaysOpen": value.always_open,
        "pattern": _pattern(value.pattern),
        "seasons": [
            {
                "first": season.first.isoformat(),
                "last": season.last.isoformat(),
                "label": pick(season.label, locale),
                "pattern": _pattern(season.pattern),
            }
            for season in value.seasons
        ],
        "exceptions": [
            {
                "date": exception.day.isoformat(),
                "reason": pick(exception.reason, locale),
                "times": [_span(*times) for times in exception.times],
            }
            for exception in value.exceptions
        ],
        "holidays": [{"date": day.day.isoformat(), "name": pick(day.name, locale)} for day in value.holidays],
        "whenClosed": pick(value.when_closed, locale),
    }


def _pattern(pattern: tuple[OpenPeriod, ...]) -> list[Json]:
    return [{"weekday": period.weekday, **_span(period.opens, period.closes, period.access)} for period in pattern]


def _span(opens: time, closes: time, access: Access) -> Json:
    return {"opens": _clock(opens), "closes": _clock(closes), "access": access}


def _clock(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None
