"""Opening hours told for a moment, in layers: now and the next opening, a day, seven days, what differs ahead.

`hours` is the value of an openingHours fact, `stops` what the document says of availability; the hub runs the same
cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from clients.shared.facts.opening_hours import (
    DayPlan,
    Hours,
    Opening,
    Stops,
    day_plan,
    is_open,
    open_until,
    openings_at,
    weekday_rows,
)
from clients.shared.facts.opening_voice import Span, Voice, voices
from clients.shared.hub.visit import AMSTERDAM

ACCESS_ORDER = ("walkIn", "appointment", "collection")
DAYS_AHEAD = 56


class Line(NamedTuple):
    """As read and as spoken."""

    text: str
    spoken: str


@dataclass(frozen=True)
class MomentLine:
    """`state` is open or closed."""

    state: str
    line: Line


@dataclass(frozen=True)
class DayRow:
    day: date
    name: str
    times: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Difference:
    """From `first` up to and including `last`, which may be without a beginning or an end."""

    first: date | None
    last: date | None
    name: str
    spans: tuple[Span, ...] = ()
    pattern: Any = None
    unnamed: str = ""


def moment_line(hours: Hours, instant: datetime, locale: str, stops: Stops = ()) -> MomentLine:
    """Such as "Nu gesloten (Koningsdag). Weer open op woensdag 28 april om 9.00 uur."."""
    told = [_sentences(_moment(hours, instant, voice, stops)) for voice in voices(hours, locale)]
    return MomentLine("open" if is_open(hours, instant, stops) else "closed", Line(*told))


def day_line(hours: Hours, day: date, locale: str, stops: Stops = ()) -> Line:
    """Such as "Dinsdag 27 april (Koningsdag): gesloten."."""
    plan = day_plan(hours, day, stops)
    return Line(*(_sentences([_day_text(hours, plan, voice)]) for voice in voices(hours, locale)))


def week_table(hours: Hours, day: date, locale: str, stops: Stops = ()) -> list[DayRow]:
    """Seven days from `day` on, as they really are."""
    voice = voices(hours, locale)[0]
    return [_row(hours, day_plan(hours, day + timedelta(days=ahead), stops), voice) for ahead in range(7)]


def ahead_lines(hours: Hours, day: date, locale: str, stops: Stops = ()) -> list[tuple[Difference, Line]]:
    """Such as "Vrijdag 25 december (Eerste kerstdag): gesloten."; of the coming eight weeks."""
    end = day + timedelta(days=DAYS_AHEAD)
    found = [*_stops(stops), *(() if hours["alwaysOpen"] else _of_hours(hours, day, end, stops))]
    ahead = [each for each in found if (each.first or day) < end and (each.last or day) >= day]
    ordered = sorted(ahead, key=lambda each: each.first or date.min)
    return [
        (each, Line(*(_sentences([_difference(each, day, voice)]) for voice in voices(hours, locale))))
        for each in ordered
    ]


def _moment(hours: Hours, instant: datetime, voice: Voice, stops: Stops) -> list[str]:
    words, found = voice.words, openings_at(hours, instant, stops)
    if is_open(hours, instant, stops):
        return [words["alwaysOpen"] if hours["alwaysOpen"] and not stops else _open(hours, found, voice, stops)]
    today = instant.astimezone(AMSTERDAM).date()
    closed = _closed(day_plan(hours, today, stops), voice)
    return [closed, _opens(found, today, voice)] if found else [closed]


def _open(hours: Hours, openings: Sequence[Opening], voice: Voice, stops: Stops) -> str:
    """Each access with its end, when these differ."""
    if not voice.tells_access:
        return _until(open_until(hours, openings[0], stops, any_access=True), voice)
    ends = {each.access: open_until(hours, each, stops) for each in openings}
    ordered = [access for access in ACCESS_ORDER if access in ends]
    groups = [(end, list(accesses)) for end, accesses in groupby(ordered, key=lambda access: ends[access])]
    if len(groups) == 1:
        return _until(groups[0][0], voice) + voice.beside(_accesses(ordered, voice))
    return f"{voice.words['openNow']}: {', '.join(_part(accesses, end, voice) for end, accesses in groups)}"


def _part(accesses: Sequence[str], end: datetime | None, voice: Voice) -> str:
    told = voice.listed([voice.access(access) for access in accesses])
    return str(voice.words["accessUntil"]).format(access=told, time=voice.until(end)) if end else told


def _until(end: datetime | None, voice: Voice) -> str:
    return str(voice.words["openUntil"]).format(time=voice.until(end)) if end else str(voice.words["openNow"])


def _opens(openings: Sequence[Opening], today: date, voice: Voice) -> str:
    opens = openings[0].opens
    template = voice.words["opensToday" if opens.date() == today else "opensOn"]
    accesses = {each.access for each in openings}
    ordered = [access for access in ACCESS_ORDER if access in accesses]
    told = str(template).format(day=voice.day(opens.date()), time=voice.at(opens))
    return told + voice.beside(_accesses(ordered, voice))


def _accesses(ordered: Sequence[str], voice: Voice) -> str:
    """Without an appointment, where that is possible at all; else how."""
    if not voice.tells_access:
        return ""
    return voice.access("walkIn") if "walkIn" in ordered else voice.listed([voice.access(each) for each in ordered])


def _closed(plan: DayPlan, voice: Voice) -> str:
    """With the reason of a day on which it does not open at all."""
    reason = plan.reason if not plan.openings else ""
    if plan.cause == "stop" and not reason:
        return str(voice.words["stopped"])
    return voice.words["closedNow"] + voice.beside(reason)


def _day_text(hours: Hours, plan: DayPlan, voice: Voice) -> str:
    when = voice.words["onDay"].format(day=voice.day(plan.day))
    return f"{when}{voice.beside(plan.reason)}: {_what(hours, plan, voice)}"


def _what(hours: Hours, plan: DayPlan, voice: Voice) -> str:
    if plan.openings and hours["alwaysOpen"]:
        return str(voice.words["always"])
    if plan.cause == "stop" and not plan.reason:
        return str(voice.words["stopped"])
    return voice.times(_spans(plan))


def _row(hours: Hours, plan: DayPlan, voice: Voice) -> DayRow:
    is_plain = plan.openings and not hours["alwaysOpen"]
    times = tuple(map(voice.span, _spans(plan))) if is_plain else (_what(hours, plan, voice),)
    return DayRow(plan.day, voice.day(plan.day), times, plan.reason)


def _spans(plan: DayPlan) -> tuple[Span, ...]:
    return tuple((each.opens.time(), each.closes.time(), each.access) for each in plan.openings)


def _stops(stops: Stops) -> Iterator[Difference]:
    for stop in stops:
        first, end = _day(stop["validFrom"]), _day(stop["validUntil"])
        yield Difference(first, end - timedelta(days=1) if end else None, stop["reason"], unnamed="stopped")


def _of_hours(hours: Hours, day: date, end: date, stops: Stops) -> Iterator[Difference]:
    for closure in hours.get("closures", ()):
        yield Difference(_day(closure["first"]), _day(closure["last"]), closure["reason"])
    for season in hours["seasons"]:
        yield Difference(_day(season["first"]), _day(season["last"]), season["label"], pattern=season["pattern"])
    for week in hours.get("weeks", ()):
        if (week["validFrom"] or "") > day.isoformat():
            yield Difference(_day(week["validFrom"]), None, "", pattern=week["pattern"], unnamed="newWeek")
    for ahead in range((end - day).days):
        plan = day_plan(hours, day + timedelta(days=ahead), stops)
        # A holiday on a day that is closed anyway changes nothing.
        if plan.cause in ("exception", "rule") or (plan.cause == "holiday" and weekday_rows(hours, plan.day)[0]):
            yield Difference(plan.day, plan.day, plan.reason, _spans(plan))


def _difference(found: Difference, day: date, voice: Voice) -> str:
    when, name = _when(found, day, voice), found.name or (voice.words[found.unnamed] if found.unnamed else "")
    if found.unnamed == "stopped" and not found.name:
        return f"{when}: {name}"
    what = voice.times(found.spans) if found.pattern is None else voice.week(found.pattern)
    return f"{when}{voice.beside(name)}: {what}"


def _when(found: Difference, day: date, voice: Voice) -> str:
    words, first, last = voice.words, found.first, found.last
    if first is None or first < day:
        return str(words["untilDay"].format(day=voice.day(last)) if last else words["furtherNotice"])
    begins = voice.day(first)
    if last is None:
        return str(words["fromDay"]).format(day=begins)
    if first == last:
        return str(words["onDay"]).format(day=begins)
    return str(words["through"]).format(first=begins, last=voice.day(last))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _sentences(parts: Sequence[str]) -> str:
    """ "p.m." ends a sentence by itself."""
    return " ".join(f"{part[:1].upper()}{part[1:].removesuffix('.')}." for part in parts)
