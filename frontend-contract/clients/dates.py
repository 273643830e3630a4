"""Days and times in the words of the language."""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_date


def long_date(day: date | str, locale: str) -> str:
    """1 januari 2027"""
    return format_date(_date(day), "d MMMM y", locale=locale)


def day_with_weekday(day: date, locale: str) -> str:
    """dinsdag 24 november"""
    return format_date(day, "EEEE d MMMM", locale=locale)


def clock_time(moment: time, locale: str) -> str:
    """9.00 in Dutch, 9:00 in English"""
    mark = "." if locale.startswith("nl") else ":"
    return f"{moment.hour}{mark}{moment.minute:02}"


def _date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
