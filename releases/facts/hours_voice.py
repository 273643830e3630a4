"""Opening hours as they are read and as they are spoken: clocks, dates, spans and asides in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from babel.dates import format_date

from languages.registry import speech_of, wording_of
from languages.wording import Wording
from releases.facts import spoken
from releases.facts.opening_hours import OpeningHours, OpenPeriod, Times
from releases.facts.values import Access


@dataclass(frozen=True)
class Voice:
    """`hours` is the words around a span, `around` one clock time; access is told of a desk only."""

    locale: str
    words: Wording
    tells_access: bool
    hours: str
    around: str
    clock: Callable[[time, str], str]
    day: Callable[[date, str], str]
    midnight: str
    aside: str

    def at(self, moment: time) -> str:
        return self.around.format(clock=self.clock(moment, self.locale))

    def until(self, moment: time) -> str:
        """As `at`, of a moment at which something ends."""
        return self.around.format(clock=self._end(moment))

    def span(self, opens: time, closes: time) -> str:
        return self.hours.format(opens=self.clock(opens, self.locale), closes=self._end(closes))

    def beside(self, remark: str) -> str:
        """A reason may be a sentence, which ends within ours."""
        return self.aside.format(remark.removesuffix(".")) if remark else ""

    def listed(self, names: Sequence[str]) -> str:
        *first, last = names
        return f"{', '.join(first)} {self.words.conjunction} {last}" if first else last

    def times(self, times: Times) -> str:
        """Each span with its access; an access that holds for all of them once, at the end."""
        if not times:
            return self.words.closed
        spans = [self.span(opens, closes) for opens, closes, _ in times]
        accesses = [self.access(access) for _, _, access in times]
        if len(set(accesses)) == 1:
            return self.listed(spans) + self.beside(accesses[0])
        return self.listed([span + self.beside(access) for span, access in zip(spans, accesses, strict=True)])

    def access(self, access: Access) -> str:
        return self.words.access[access] if self.tells_access else ""

    def week(self, pattern: Iterable[OpenPeriod], between: str = "; ") -> str:
        """Weekdays with the same times together."""
        days: dict[int, list[tuple[time, time, Access]]] = {}
        for period in pattern:
            days.setdefault(period.weekday, []).append((period.opens, period.closes, period.access))
        weekdays_of: dict[Times, list[int]] = {}
        for weekday, times in sorted(days.items()):
            weekdays_of.setdefault(tuple(sorted(times)), []).append(weekday)
        told = (f"{self._weekdays(weekdays)} {self.times(times)}" for times, weekdays in weekdays_of.items())
        return between.join(told) or self.words.closed

    def _weekdays(self, weekdays: Sequence[int]) -> str:
        """Three or more days in a row as "maandag tot en met vrijdag", others one by one."""
        names = [self.words.weekdays[weekday - 1] for weekday in weekdays]
        if len(names) > 2 and all(later - earlier == 1 for earlier, later in pairwise(weekdays)):
            return self.words.through.format(first=names[0], last=names[-1])
        return self.listed(names)

    def _end(self, closes: time) -> str:
        return self.clock(closes, self.locale) if closes != time() else self.midnight


def voices(hours: OpeningHours, locale: str) -> tuple[Voice, Voice]:
    """Written and spoken."""
    words, tells_access = wording_of(locale), hours.channel == "desk"
    shared, opening = (locale, words, tells_access), words.opening
    clocks = (spoken.written_clock, written_day, words.clock.format(hour=24, minute=0))
    written = Voice(*shared, words.hours, opening.time, *clocks, " ({})")
    if speech_of(locale).clock is None:
        return written, written
    said = (spoken.clock, spoken_day, opening.midnight)
    return written, Voice(*shared, words.spoken_hours, "{clock}", *said, ", {}")


def written_day(day: date, locale: str) -> str:
    """ "vrijdag 25 december"."""
    words = wording_of(locale)
    return format_date(day, words.opening.day, locale=words.language)


def spoken_day(day: date, locale: str) -> str:
    """ "vrijdag vijfentwintig december"."""
    words = wording_of(locale)
    month = format_date(day, "MMMM", locale=words.language)
    weekday = words.weekdays[day.isoweekday() - 1]
    return words.opening.spoken_day.format(weekday=weekday, day=speech_of(locale).day(day.day), month=month)
