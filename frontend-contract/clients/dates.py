"""Days and times in the words of the language."""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date

from clients.visit import AMSTERDAM
from clients.words import words_in


def long_date(day: date | str, locale: str) -> str:
    """1 januari 2027"""
    return format_date(_date(day), "d MMMM y", locale=locale)


def long_moment(instant: str, locale: str) -> str:
    """1 januari 2027, 9.00 uur: local time, of an instant as documents write it."""
    local = datetime.fromisoformat(instant).astimezone(AMSTERDAM)
    day, time_of_day = long_date(local.date(), locale), clock_time(local.time(), locale)
    return words_in(locale)["instant"].format(day=day, time=time_of_day)


def day_with_weekday(day: date, locale: str) -> str:
    """dinsdag 24 november"""
    return format_date(day, "EEEE d MMMM", locale=locale)


def clock_time(moment: time, locale: str) -> str:
    """9.00 in Dutch, 9:00 in English"""
    mark = "." if locale.startswith("nl") else ":"
    return f"{moment.hour}{mark}{moment.minute:02}"


def _date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
