"""Opening hours as documents carry them, in one language, and read back from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from languages.registry import SOURCE_LOCALE
from releases.facts.opening_hours import (
    Closure,
    DatedException,
    Holiday,
    OpeningHours,
    OpenPeriod,
    RecurringRule,
    Season,
    Stop,
    Times,
    UsualWeek,
)
from releases.facts.values import LocaleText
from releases.facts.wording import pick

Json = dict[str, Any]
Read = Mapping[str, Any]
END_OF_DAY = "24:00"


def machine_hours(value: OpeningHours, locale: str) -> Json:
    return {
        "channel": value.channel,
        "location": value.location,
        "alwaysOpen": value.always_open,
        "pattern": _pattern(value.pattern),
        "weeks": [{"validFrom": _iso(week.valid_from), "pattern": _pattern(week.pattern)} for week in value.weeks],
        "rules": [_rule(rule, locale) for rule in value.rules],
        "seasons": [_season(season, locale) for season in value.seasons],
        "closures": [
            {"first": _iso(each.first), "last": _iso(each.last), "reason": pick(each.reason, locale)}
            for each in value.closures
        ],
        "exceptions": [
            {"date": _iso(each.day), "reason": pick(each.reason, locale), "times": _spans(each.times)}
            for each in value.exceptions
        ],
        "holidays": [{"date": _iso(day.day), "name": pick(day.name, locale)} for day in value.holidays],
        "whenClosed": pick(value.when_closed, locale),
    }


def machine_stop(stop: Stop, locale: str) -> Json:
    return {
        "validFrom": _iso(stop.valid_from),
        "validUntil": _iso(stop.valid_until),
        "reason": pick(stop.reason, locale),
    }


def hours_of(value: Read) -> OpeningHours:
    """Of a fact in a document; one of an earlier release may lack what was not told then."""
    return OpeningHours(
        channel=value["channel"],
        location=value["location"],
        pattern=_read_pattern(value["pattern"]),
        weeks=tuple(
            UsualWeek(_day(each["validFrom"]), _read_pattern(each["pattern"])) for each in _rows(value, "weeks")
        ),
        rules=tuple(map(_read_rule, _rows(value, "rules"))),
        seasons=tuple(map(_read_season, value["seasons"])),
        closures=tuple(
            Closure(date.fromisoformat(each["first"]), _day(each["last"]), _text(each["reason"]))
            for each in _rows(value, "closures")
        ),
        exceptions=tuple(
            DatedException(date.fromisoformat(each["date"]), _text(each["reason"]), _read_times(each["times"]))
            for each in value["exceptions"]
        ),
        holidays=tuple(Holiday(date.fromisoformat(each["date"]), _text(each["name"])) for each in value["holidays"]),
        always_open=value["alwaysOpen"],
        when_closed=_text(value["whenClosed"]),
    )


def stops_of(rows: Iterable[Read]) -> tuple[Stop, ...]:
    return tuple(Stop(_day(row["validFrom"]), _day(row["validUntil"]), _text(row["reason"])) for row in rows)


def _season(season: Season, locale: str) -> Json:
    return {
        "first": _iso(season.first),
        "last": _iso(season.last),
        "label": pick(season.label, locale),
        "replacesWeek": season.replaces_week,
        "pattern": _pattern(season.pattern),
    }


def _read_season(row: Read) -> Season:
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Season(first, last, _text(row["label"]), _read_pattern(row["pattern"]), row.get("replacesWeek", True))


def _rule(rule: RecurringRule, locale: str) -> Json:
    return {
        "label": pick(rule.label, locale),
        "weeks": rule.weeks,
        "weekday": rule.weekday,
        "month": rule.month,
        "day": rule.day,
        "first": _iso(rule.first),
        "last": _iso(rule.last),
        "times": _spans(rule.times),
    }


def _read_rule(row: Read) -> RecurringRule:
    label, times, first, last = _text(row["label"]), _read_times(row["times"]), _day(row["first"]), _day(row["last"])
    return RecurringRule(label, times, row["weeks"], row["weekday"], row["month"], row["day"], first, last)


def _pattern(pattern: Iterable[OpenPeriod]) -> list[Json]:
    return [
        {"weekday": row.weekday, **span} for row in pattern for span in _spans(((row.opens, row.closes, row.access),))
    ]


def _read_pattern(rows: Iterable[Read]) -> tuple[OpenPeriod, ...]:
    return tuple(OpenPeriod(row["weekday"], *span) for row in rows for span in _read_times([row]))


def _spans(times: Times) -> list[Json]:
    return [{"opens": f"{opens:%H:%M}", "closes": _end(closes), "access": access} for opens, closes, access in times]


def _read_times(rows: Iterable[Read]) -> Times:
    return tuple((time.fromisoformat(row["opens"]), _read_end(row["closes"]), row["access"]) for row in rows)


def _end(closes: time) -> str:
    return END_OF_DAY if closes == time() else f"{closes:%H:%M}"


def _read_end(closes: str) -> time:
    return time() if closes == END_OF_DAY else time.fromisoformat(closes)


def _rows(value: Read, name: str) -> Iterable[Read]:
    rows: Iterable[Read] = value.get(name, ())
    return rows


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(text: str) -> LocaleText:
    return {SOURCE_LOCALE: text}
