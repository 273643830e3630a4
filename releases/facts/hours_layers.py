"""Opening hours told for a moment, in layers: now and the next opening, a day, seven days, what differs ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from releases.core.periods import civil_day
from releases.facts.hours import DayPlan, Open, day_plan, is_open, open_until, openings_at
from releases.facts.hours_differences import Difference, differences_ahead, times_of
from releases.facts.hours_voice import Voice, voices
from releases.facts.opening_hours import OpeningHours, Stops
from releases.facts.values import Access
from releases.facts.wording import pick

ACCESS_ORDER: tuple[Access, ...] = ("walkIn", "appointment", "collection")


class Line(NamedTuple):
    """One sentence or more, as read and as spoken."""

    text: str
    spoken: str


@dataclass(frozen=True)
class MomentLine:
    state: Literal["open", "closed"]
    line: Line


@dataclass(frozen=True)
class DayRow:
    """A row of the table of seven days: its times, or one that says closed, and why it differs."""

    day: date
    name: str
    times: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class AheadLine:
    """What differs from `first` up to and including `last`, which may be without a beginning or an end."""

    first: date | None
    last: date | None
    name: str
    line: Line


def moment_line(hours: OpeningHours, instant: datetime, locale: str, stops: Stops = ()) -> MomentLine:
    """Such as "Nu open tot 17.00 uur." and "Nu gesloten (Koningsdag). Weer open op woensdag 28 april om 9.00 uur."."""
    told = [_moment(hours, instant, voice, stops) for voice in voices(hours, locale)]
    return MomentLine("open" if is_open(hours, instant, stops) else "closed", Line(*map(_sentences, told)))


def day_line(hours: OpeningHours, day: date, locale: str, stops: Stops = ()) -> Line:
    """Such as "Dinsdag 27 april (Koningsdag): gesloten."."""
    plan = day_plan(hours, day, stops)
    told = ((_day_text(hours, plan, voice),) for voice in voices(hours, locale))
    return Line(*map(_sentences, told))


def week_table(hours: OpeningHours, day: date, locale: str, stops: Stops = ()) -> list[DayRow]:
    """Seven days from `day` on, as they really are."""
    voice = voices(hours, locale)[0]
    return [_row(hours, day_plan(hours, day + timedelta(days=ahead), stops), voice) for ahead in range(7)]


def ahead_lines(hours: OpeningHours, day: date, locale: str, stops: Stops = ()) -> list[AheadLine]:
    """Such as "Vrijdag 25 december (Eerste kerstdag): gesloten."; of the coming eight weeks."""
    return [
        AheadLine(
            each.first, each.last, _name(each, voices(hours, locale)[0]), _difference_line(each, day, hours, locale)
        )
        for each in differences_ahead(hours, day, stops)
    ]


def _moment(hours: OpeningHours, instant: datetime, voice: Voice, stops: Stops) -> list[str]:
    words, found = voice.words.opening, openings_at(hours, instant, stops)
    if is_open(hours, instant, stops):
        return [words.always_open if hours.always_open and not stops else _open(hours, found, voice, stops)]
    plan = day_plan(hours, civil_day(instant), stops)
    closed = _closed(plan, voice)
    return [closed, _opens(found, civil_day(instant), voice)] if found else [closed]


def _open(hours: OpeningHours, openings: Sequence[Open], voice: Voice, stops: Stops) -> str:
    """Each access with its end, when these differ."""
    words = voice.words.opening
    if not voice.tells_access:
        return _until(open_until(hours, openings[0], stops, any_access=True), voice)
    ends = {each.access: open_until(hours, each, stops) for each in openings}
    ordered = [access for access in ACCESS_ORDER if access in ends]
    groups = [(end, list(accesses)) for end, accesses in groupby(ordered, key=lambda access: ends[access])]
    if len(groups) == 1:
        return _until(groups[0][0], voice) + voice.beside(_accesses(ordered, voice))
    return f"{words.open_now}: {', '.join(_part(accesses, end, voice) for end, accesses in groups)}"


def _part(accesses: Sequence[Access], end: datetime | None, voice: Voice) -> str:
    told = voice.listed([voice.access(access) for access in accesses])
    return voice.words.opening.access_until.format(access=told, time=voice.until(end.time())) if end else told


def _until(end: datetime | None, voice: Voice) -> str:
    words = voice.words.opening
    return words.open_until.format(time=voice.until(end.time())) if end else words.open_now


def _opens(openings: Sequence[Open], today: date, voice: Voice) -> str:
    words, opens = voice.words.opening, openings[0].opens
    time = voice.at(opens.time())
    day = voice.day(opens.date(), voice.locale)
    told = words.opens_today.format(time=time) if opens.date() == today else words.opens_on.format(day=day, time=time)
    accesses = {each.access for each in openings}
    return told + voice.beside(_accesses([access for access in ACCESS_ORDER if access in accesses], voice))


def _accesses(ordered: Sequence[Access], voice: Voice) -> str:
    """Without an appointment, where that is possible at all; else how."""
    if not voice.tells_access:
        return ""
    return voice.access("walkIn") if "walkIn" in ordered else voice.listed([voice.access(each) for each in ordered])


def _day_text(hours: OpeningHours, plan: DayPlan, voice: Voice) -> str:
    when = voice.words.opening.on_day.format(day=voice.day(plan.day, voice.locale))
    return f"{when}{voice.beside(pick(plan.reason, voice.locale))}: {_what(hours, plan, voice)}"


def _what(hours: OpeningHours, plan: DayPlan, voice: Voice) -> str:
    if plan.openings and hours.always_open:
        return voice.words.always_open
    if plan.cause == "stop" and not pick(plan.reason, voice.locale):
        return voice.words.opening.stopped
    return voice.times(times_of(plan))


def _row(hours: OpeningHours, plan: DayPlan, voice: Voice) -> DayRow:
    times = tuple(voice.span(opens, closes) + voice.beside(voice.access(how)) for opens, closes, how in times_of(plan))
    name, reason = voice.day(plan.day, voice.locale), pick(plan.reason, voice.locale)
    told = times if times and not hours.always_open else (_what(hours, plan, voice),)
    return DayRow(plan.day, name, told, reason)


def _closed(plan: DayPlan, voice: Voice) -> str:
    """With the reason of a day on which it does not open at all."""
    reason = pick(plan.reason, voice.locale) if not plan.openings else ""
    if plan.cause == "stop" and not reason:
        return voice.words.opening.stopped
    return voice.words.opening.closed_now + voice.beside(reason)


def _difference_line(found: Difference, day: date, hours: OpeningHours, locale: str) -> Line:
    return Line(*(_sentences((_difference(found, day, voice),)) for voice in voices(hours, locale)))


def _difference(found: Difference, day: date, voice: Voice) -> str:
    when, name = _when(found, day, voice), _name(found, voice)
    if found.is_stop and not pick(found.name, voice.locale):
        return f"{when}: {name}"
    what = voice.times(found.times) if found.pattern is None else voice.week(found.pattern)
    return f"{when}{voice.beside(name)}: {what}"


def _name(found: Difference, voice: Voice) -> str:
    words = voice.words.opening
    unnamed = words.new_week if found.is_new_week else words.stopped if found.is_stop else ""
    return pick(found.name, voice.locale) or unnamed


def _when(found: Difference, day: date, voice: Voice) -> str:
    words, first, last = voice.words.opening, found.first, found.last
    if first is None or first < day:
        return words.until_day.format(day=voice.day(last, voice.locale)) if last else words.further_notice
    begins = voice.day(first, voice.locale)
    if last is None:
        return words.from_day.format(day=begins)
    if first == last:
        return words.on_day.format(day=begins)
    return voice.words.through.format(first=begins, last=voice.day(last, voice.locale))


def _sentences(parts: Sequence[str]) -> str:
    """ "p.m." ends a sentence by itself."""
    return " ".join(f"{part[:1].upper()}{part[1:].removesuffix('.')}." for part in parts)
