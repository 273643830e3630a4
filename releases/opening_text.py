"""Opening hours in one readable line: days with the same times together, exceptions left to the day itself."""

from __future__ import annotations

from datetime import time
from itertools import groupby

from releases.values import OpeningHours, OpenPeriod
from releases.wording import Wording, wording

Times = tuple[tuple[time, time, str], ...]


def opening_text(hours: OpeningHours, locale: str) -> str:
    """Such as "maandag tot en met vrijdag van 9.00 tot 17.00 uur (zonder afspraak)"."""
    words = wording(locale)
    if hours.always_open:
        return words.always_open
    days = [(weekday, _times(hours.pattern, weekday)) for weekday in range(1, 8)]
    runs = [(times, [weekday for weekday, _ in run]) for times, run in groupby(days, key=lambda day: day[1])]
    return "; ".join(f"{_days(run, words)} {_spans(times, words, locale)}" for times, run in runs if times)


def clock(moment: time, locale: str) -> str:
    """9.00 in Dutch, 9:00 elsewhere."""
    return f"{moment.hour}{'.' if locale == 'nl' else ':'}{moment.minute:02}"


def _times(pattern: tuple[OpenPeriod, ...], weekday: int) -> Times:
    return tuple(sorted((p.opens, p.closes, p.access) for p in pattern if p.weekday == weekday))


def _days(run: list[int], words: Wording) -> str:
    first, last = words.weekdays[run[0] - 1], words.weekdays[run[-1] - 1]
    if len(run) == 1:
        return first
    if len(run) == 2:
        return f"{first} {words.conjunction} {last}"
    return words.through.format(first=first, last=last)


def _spans(times: Times, words: Wording, locale: str) -> str:
    spans = [
        f"{words.hours.format(opens=clock(opens, locale), closes=clock(closes, locale))} ({words.access[access]})"  # type: ignore[index]
        for opens, closes, access in times
    ]
    return f" {words.conjunction} ".join(spans)
