"""Dates and times as people write them, day first: 31-12-2026, 31 december 2026, 2026-12-31, 18.00 uur."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache

from babel.dates import get_month_names
from django.conf import settings

# Beside those of the languages' own lists.
SHORT_MONTHS = {"sept": 9, "mar": 3, "maa": 3}
YEAR = r"([12][0-9]{3})"
ISO = re.compile(rf"{YEAR}-([0-9]{{1,2}})-([0-9]{{1,2}})")
NUMBERS = re.compile(rf"([0-9]{{1,2}})\s?([-/. ])\s?([0-9]{{1,2}})\s?\2\s?{YEAR}")
NAMED = re.compile(rf"([0-9]{{1,2}})[\s-]+([a-z]+)\.?[\s-]+{YEAR}")
CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\s*(?:uur|u|h))?|[0-9]{1,2}\s*(?:uur|u|h)"
TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::([0-9]{2}))?")
MOMENT = re.compile(rf"(.+?)(?:t|,?\s+(?:om\s+|at\s+)?)({CLOCK})")


def parse_day(text: str) -> date | None:
    written = text.strip().lower()
    for year, month, day in _days(written):
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def parse_time(text: str) -> time | None:
    written = text.strip().lower()
    if not re.fullmatch(CLOCK, written) or not (found := TIME.match(written)):
        return None
    try:
        return time(*(int(part or 0) for part in found.groups()))
    except ValueError:
        return None


def parse_moment(text: str) -> datetime | None:
    """A day and a time; a day alone would leave open whether its beginning or its end is meant."""
    if not (found := MOMENT.fullmatch(text.strip().lower())):
        return None
    day, at = parse_day(found[1]), parse_time(found[2])
    return datetime.combine(day, at) if day and at is not None else None


def _days(written: str) -> Iterator[tuple[int, int, int]]:
    if found := ISO.fullmatch(written):
        yield int(found[1]), int(found[2]), int(found[3])
    if found := NUMBERS.fullmatch(written):
        yield int(found[4]), int(found[3]), int(found[1])
    if (found := NAMED.fullmatch(written)) and (month := _months().get(found[2])):
        yield int(found[3]), month, int(found[1])


@cache
def _months() -> dict[str, int]:
    names = {
        name.lower().rstrip("."): month
        for language in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, locale=language).items()
    }
    return SHORT_MONTHS | names
