"""A value as programs read it: the `value` of a fact object, and the `value` attribute of its mark in HTML."""

from __future__ import annotations

from typing import Any

from releases import canonical
from releases.forms import clock_text
from releases.values import (
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
from releases.wording import pick

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
            return str(value.amount)
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
    given = {name: str(part) for name, part in parts.items() if part is not None}
    return {"amount": str(value.amount), "currency": value.currency, **given}


def _duration(duration: Duration) -> Json:
    return {"quantity": duration.quantity, "unit": duration.unit}


def _term(value: Term, locale: str) -> Json:
    return _duration(value.duration) | {
        "role": value.role,
        "direction": value.direction,
        "event": pick(value.event, locale),
        "basis": value.basis,
        "cutOff": clock_text(value.cut_off),
        "readyFrom": clock_text(value.ready_from),
        "extension": _duration(value.extension) if value.extension else None,
        "exceeded": pick(value.exceeded, locale),
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


def _span(opens: Any, closes: Any, access: Access) -> Json:
    return {"opens": clock_text(opens), "closes": clock_text(closes), "access": access}
