"""Opening hours in one readable line: days with the same times together, then what differs and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from languages.registry import wording_of
from languages.wording import Wording
from releases.facts import spoken
from releases.facts.opening_hours import DatedException, OpeningHours, OpenPeriod, Season
from releases.facts.values import Access
from releases.facts.wording import Forms, pick

Times = tuple[tuple[time, time, Access], ...]


def opening_forms(hours: OpeningHours, locale: str) -> Forms:
    """Such as "maandag tot en met vrijdag van 9.00 tot 17.00 uur (zonder afspraak)"."""
    words = wording_of(locale)
    tells_access = hours.channel == "desk"
    written = _Voice(locale, words, tells_access, words.hours, spoken.written_clock, spoken.written_date, " ({})")
    voiced = _Voice(locale, words, tells_access, words.spoken_hours, spoken.clock, spoken.spoken_date, ", {}")
    text = _line(hours, written)
    return Forms(text, text, _line(hours, voiced))


@dataclass(frozen=True)
class _Voice:
    """How times, dates and asides are worded: written or spoken."""

    locale: str
    words: Wording
    tells_access: bool
    hours: str
    clock: Callable[[time, str], str]
    date: Callable[[date, str], str]
    aside: str

    def span(self, opens: time, closes: time) -> str:
        return self.hours.format(opens=self.clock(opens, self.locale), closes=self.clock(closes, self.locale))

    def beside(self, remark: str) -> str:
        return self.aside.format(remark) if remark else ""


def _line(hours: OpeningHours, voice: _Voice) -> str:
    if hours.always_open:
        return voice.words.always_open
    return "; ".join(_parts(hours, voice))


def _parts(hours: OpeningHours, voice: _Voice) -> Iterator[str]:
    yield _week(hours.pattern, voice)
    if hours.holidays:
        yield voice.words.closed_on_holidays
    for season in hours.seasons:
        yield _season(season, voice)
    for exception in hours.exceptions:
        yield _exception(exception, voice)


def _season(season: Season, voice: _Voice) -> str:
    first, last = (voice.date(day, voice.locale) for day in (season.first, season.last))
    period = voice.words.through.format(first=first, last=last)
    return f"{period}{voice.beside(pick(season.label, voice.locale))}: {_week(season.pattern, voice, ', ')}"


def _exception(exception: DatedException, voice: _Voice) -> str:
    times = tuple(sorted(exception.times))
    said = _times(times, voice) if times else voice.words.closed
    return f"{voice.date(exception.day, voice.locale)} {said}{voice.beside(pick(exception.reason, voice.locale))}"


def _week(pattern: Iterable[OpenPeriod], voice: _Voice, between: str = "; ") -> str:
    days: dict[int, list[tuple[time, time, Access]]] = {}
    for period in pattern:
        days.setdefault(period.weekday, []).append((period.opens, period.closes, period.access))
    weekdays_of: dict[Times, list[int]] = {}
    for weekday, times in sorted(days.items()):
        weekdays_of.setdefault(tuple(sorted(times)), []).append(weekday)
    said = (f"{_days(weekdays, voice.words)} {_times(times, voice)}" for times, weekdays in weekdays_of.items())
    return between.join(said) or voice.words.closed


def _days(weekdays: Sequence[int], words: Wording) -> str:
    """Three or more days in a row as "maandag tot en met vrijdag", others one by one."""
    names = [words.weekdays[weekday - 1] for weekday in weekdays]
    if len(names) > 2 and all(later - earlier == 1 for earlier, later in pairwise(weekdays)):
        return words.through.format(first=names[0], last=names[-1])
    return _listed(names, words)


def _times(times: Times, voice: _Voice) -> str:
    """Each span with its access; an access that holds for all of them once, at the end."""
    spans = [voice.span(opens, closes) for opens, closes, _ in times]
    accesses = [voice.words.access[access] if voice.tells_access else "" for _, _, access in times]
    if len(set(accesses)) == 1:
        return _listed(spans, voice.words) + voice.beside(accesses[0])
    return _listed([span + voice.beside(access) for span, access in zip(spans, accesses, strict=True)], voice.words)


def _listed(names: Sequence[str], words: Wording) -> str:
    *first, last = names
    return f"{', '.join(first)} {words.conjunction} {last}" if first else last
