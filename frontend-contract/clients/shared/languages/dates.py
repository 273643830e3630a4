"""Dates and times in the words of a language."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date

from clients.shared.hub.visit import AMSTERDAM
from clients.shared.languages.interface_texts import interface_texts


def long_date(day: date | str, locale: str) -> str:
    """1 januari 2027"""
    return _date_text(date.fromisoformat(day) if isinstance(day, str) else day, interface_texts(locale)["date"], locale)


def long_moment(instant: str, locale: str) -> str:
    """1 januari 2027, 9.00 uur: local time, of an instant as documents write it."""
    local = datetime.fromisoformat(instant).astimezone(AMSTERDAM)
    day, time_of_day = long_date(local.date(), locale), clock_time(local.time(), locale)
    return interface_texts(locale)["instant"].format(day=day, time=time_of_day)


def day_with_weekday(day: date, locale: str) -> str:
    """dinsdag 24 november"""
    return _date_text(day, interface_texts(locale)["weekday"], locale)


def clock_time(moment: time, locale: str) -> str:
    """9.00 in Dutch, 9:00 in English"""
    return str(interface_texts(locale)["clock"]).format(hour=moment.hour, minute=moment.minute)


@lru_cache(4096)
def _date_text(day: date, pattern: str, locale: str) -> str:
    """Remembered, since a page repeats the same few days."""
    return format_date(day, pattern, locale=locale)
