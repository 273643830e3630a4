"""Opening hours as they are read and as they are spoken: clocks, dates, spans and asides in the words of a language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Words = Mapping[str, Any]
Row = Mapping[str, Any]
# What a voice needs of an opening: when it opens and closes, and for whom.
Span = tuple[time, time, str]
FOLDER = Path(__file__).with_name("opening_words")
FALLBACK = "nl"


@cache
def opening_words(locale: str) -> Words:
    path = FOLDER / f"{locale[:2]}.json"
    words: Words = json.loads((path if path.exists() else FOLDER / f"{FALLBACK}.json").read_text("utf-8"))
    return words


@dataclass(frozen=True)
class Voice:
    """Access is told of a desk only."""

    words: Words
    tells_access: bool
    is_spoken: bool

    def clock(self, moment: time) -> str:
        if not self.is_spoken:
            return str(self.words["clock"]).format(hour=moment.hour, minute=f"{moment.minute:02}")
        if not moment.minute:
            return str(self.words["spokenHours"][moment.hour])
        minutes = self.words["spokenMinutes"][moment.minute]
        return str(self.words["spokenTimes"][moment.hour]).format(minutes=minutes)

    def end(self, moment: time) -> str:
        if moment != time():
            return self.clock(moment)
        return str(self.words["midnight"] if self.is_spoken else self.words["clock"].format(hour=24, minute="00"))

    def at(self, moment: datetime) -> str:
        return self._around(self.clock(moment.time()))

    def until(self, moment: datetime) -> str:
        return self._around(self.end(moment.time()))

    def day(self, day: date) -> str:
        template = self.words["spokenDay" if self.is_spoken else "day"]
        number = self.words["spokenDays"][day.day - 1] if self.is_spoken else day.day
        names = {"weekday": self.words["weekdays"][day.isoweekday() - 1], "month": self.words["months"][day.month - 1]}
        return str(template).format(day=number, **names)

    def span(self, span: Span) -> str:
        opens, closes, access = span
        template = self.words["spokenSpan" if self.is_spoken else "span"]
        return str(template).format(opens=self.clock(opens), closes=self.end(closes)) + self.beside(self.access(access))

    def times(self, spans: Sequence[Span]) -> str:
        """Each span with its access; an access that holds for all of them once, at the end."""
        if not spans:
            return str(self.words["closed"])
        accesses = {self.access(access) for _, _, access in spans}
        if len(accesses) > 1:
            return self.listed([self.span(span) for span in spans])
        bare = Voice(self.words, False, self.is_spoken)
        return self.listed([bare.span(span) for span in spans]) + self.beside(accesses.pop())

    def week(self, pattern: Iterable[Row]) -> str:
        """Weekdays with the same times together."""
        days: dict[int, list[Span]] = {}
        for row in pattern:
            days.setdefault(row["weekday"], []).append(span_of(row))
        weekdays_of: dict[tuple[Span, ...], list[int]] = {}
        for weekday, spans in sorted(days.items()):
            weekdays_of.setdefault(tuple(sorted(spans)), []).append(weekday)
        told = (f"{self._weekdays(weekdays)} {self.times(spans)}" for spans, weekdays in weekdays_of.items())
        return "; ".join(told) or str(self.words["closed"])

    def access(self, access: str) -> str:
        return str(self.words["access"][access]) if self.tells_access else ""

    def beside(self, remark: str) -> str:
        """A reason may be a sentence, which ends within ours."""
        said = remark.removesuffix(".")
        return (f", {said}" if self.is_spoken else f" ({said})") if said else ""

    def listed(self, names: Sequence[str]) -> str:
        *first, last = names
        return f"{', '.join(first)} {self.words['conjunction']} {last}" if first else last

    def _around(self, clock: str) -> str:
        return clock if self.is_spoken else str(self.words["time"]).format(clock=clock)

    def _weekdays(self, weekdays: Sequence[int]) -> str:
        names = [self.words["weekdays"][weekday - 1] for weekday in weekdays]
        if len(names) > 2 and all(later - earlier == 1 for earlier, later in pairwise(weekdays)):
            return str(self.words["through"]).format(first=names[0], last=names[-1])
        return self.listed(names)


def voices(hours: Mapping[str, Any], locale: str) -> tuple[Voice, Voice]:
    """Written and spoken."""
    words, tells_access = opening_words(locale), hours["channel"] == "desk"
    return Voice(words, tells_access, False), Voice(words, tells_access, True)


def span_of(row: Row) -> Span:
    closes = time() if row["closes"] == "24:00" else time.fromisoformat(row["closes"])
    return time.fromisoformat(row["opens"]), closes, row["access"]
