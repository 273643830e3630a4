"""Opening hours and places as schema.org has them, for search engines and assistants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any

from releases.core.intervals import bounds_of, contains
from releases.facts.hours import day_plan
from releases.facts.hours_differences import times_of
from releases.facts.opening_hours import OpeningHours, OpenPeriod, Season, Stops, Times
from releases.facts.values import LocaleText
from releases.facts.wording import pick
from releases.rendering.stops import route_stops, stops_of
from releases.rendering.texts import TextRenderer
from releases.snapshot import Location, Product, Route

Json = dict[str, Any]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The way to say "closed", and the end of a day, for which schema.org has no word of its own.
CLOSED, LAST_MINUTE = ("00:00", "00:00"), "23:59"
ALL_DAY = {"opens": "00:00", "closes": LAST_MINUTE}


def place_json_ld(location: Location, renderer: TextRenderer) -> Json:
    """Of a location by itself, with all opening hours there."""
    hours = [found for key in location.hours if (found := _hours(key, renderer))]
    return {"@context": "https://schema.org", **_place(location, hours, renderer, with_holidays=True)}


def service_channel(route: Route, told: Json, product: Product, renderer: TextRenderer) -> Json | None:
    """A way to ask with the hours of its telephone or its desk, less its stops; None when it says not where to go.

    `told` is the route as documents tell it.
    """
    hours, telephone = _hours(told["hours"], renderer), _telephone(told["contact"], renderer)
    channel: Json = {"@type": "ServiceChannel", "name": told["label"]}
    if told["href"]:
        channel["serviceUrl"] = told["href"]
    if route.kind == "phone" and telephone:
        specified = _specifications(hours, route_stops(route, product, renderer), renderer) if hours else []
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": telephone, "hoursAvailable": specified}
    if route.kind == "desk":
        known = renderer.snapshot.locations
        places = [known[key] for key in route.locations if key in known]
        own = stops_of((*product.availability, *route.availability))
        channel["serviceLocation"] = [
            _place(place, [hours] if hours and hours.location == place.key else [], renderer, own) for place in places
        ]
    return channel if any(channel.get(name) for name in ("serviceUrl", "servicePhone", "serviceLocation")) else None


def _specifications(hours: OpeningHours, stops: Stops, renderer: TextRenderer) -> list[Json]:
    special = special_specifications(_without_holidays(hours), renderer, stops)
    return [*usual_specifications(hours), *_stops(stops, renderer), *special]


def _without_holidays(hours: OpeningHours) -> OpeningHours:
    """They are told once, with the location itself: they would make each product's document long."""
    return replace(hours, holidays=(), rules=())


def _place(
    location: Location,
    hours: list[OpeningHours],
    renderer: TextRenderer,
    around: Stops = (),
    *,
    with_holidays: bool = False,
) -> Json:
    """`around` are the stops that are not its own."""
    address = {"streetAddress": location.street, "postalCode": location.postcode, "addressLocality": location.place}
    place: Json = {
        "@type": "GovernmentOffice",
        "name": pick(location.name, renderer.locale),
        "address": {"@type": "PostalAddress", **address, "addressCountry": "NL"},
    }
    if location.degrees:
        latitude, longitude = location.degrees
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if hours:
        shown = hours if with_holidays else list(map(_without_holidays, hours))
        place["openingHoursSpecification"] = [each for one in shown for each in usual_specifications(one)]
        stops = (*around, *stops_of(location.availability))
        special = [each for one in shown for each in special_specifications(one, renderer, stops)]
        place["specialOpeningHoursSpecification"] = [*_stops(stops, renderer), *special]
    return place


def usual_specifications(hours: OpeningHours) -> list[Json]:
    if hours.always_open:
        return [_specification(ALL_DAY, dayOfWeek=list(DAYS))]
    weeks = [(week.valid_from, week.pattern) for week in hours.weeks] or [(None, hours.pattern)]
    ends = [*(_day_before(first) for first, _ in weeks[1:]), None]
    return [
        specification
        for (first, pattern), last in zip(weeks, ends, strict=True)
        for specification in _week(pattern, validFrom=_iso(first), validThrough=_iso(last))
    ]


def special_specifications(hours: OpeningHours, renderer: TextRenderer, stops: Stops = ()) -> Iterator[Json]:
    """Without what lies in a stop, which is closed."""
    if hours.always_open:
        return
    for closure in hours.closures:
        yield from _dated((), closure.first, closure.last, closure.reason, renderer)
    for season in hours.seasons:
        for first, last in _outside(season.first, season.last, stops):
            yield from _season(season, first, last, renderer)
    for day in _single_days(hours):
        plan = day_plan(hours, day, stops)
        if plan.cause != "stop":
            yield from _dated(times_of(plan), day, day, plan.reason, renderer)


def _season(season: Season, first: date, last: date, renderer: TextRenderer) -> Iterator[Json]:
    bounds = {"validFrom": _iso(first), "validThrough": _iso(last), "name": pick(season.label, renderer.locale)}
    yield from _week(season.pattern, **bounds)
    named = {row.weekday for row in season.pattern}
    if season.replaces_week and (others := [day for number, day in enumerate(DAYS, 1) if number not in named]):
        yield _specification(dict(zip(("opens", "closes"), CLOSED, strict=True)), dayOfWeek=others, **bounds)


def _outside(first: date, last: date, stops: Stops) -> Iterator[tuple[date, date]]:
    """The parts of these days, both included, that lie in no stop."""
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    for is_stopped, run in groupby(days, key=lambda day: any(contains(bounds_of(stop), day) for stop in stops)):
        if not is_stopped:
            part = list(run)
            yield part[0], part[-1]


def _single_days(hours: OpeningHours) -> list[date]:
    """Exceptions and holidays, and in the years of those the days of recurring rules."""
    named = {each.day for each in hours.exceptions} | {each.day for each in hours.holidays}
    if hours.rules and named:
        first, last = date(min(named).year, 1, 1), date(max(named).year, 12, 31)
        every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        named |= {day for day in every if day_plan(hours, day).cause == "rule"}
    return sorted(named)


def _stops(stops: Stops, renderer: TextRenderer) -> Iterator[Json]:
    for stop in stops:
        if stop.valid_until is None or stop.valid_until > renderer.day:
            last = _day_before(stop.valid_until) if stop.valid_until else None
            yield from _dated((), stop.valid_from, last, stop.reason, renderer)


def _dated(
    times: Times, first: date | None, last: date | None, name: LocaleText, renderer: TextRenderer
) -> Iterator[Json]:
    bounds = {"validFrom": _iso(first), "validThrough": _iso(last), "name": pick(name, renderer.locale)}
    for opens, closes in _merged(times) or [CLOSED]:
        yield _specification({"opens": opens, "closes": closes}, **bounds)


def _week(pattern: Iterable[OpenPeriod], **bounds: Any) -> Iterator[Json]:
    """Days with the same times together."""
    rows = sorted(pattern, key=lambda row: row.weekday)
    days = [(day, _merged(_times(same))) for day, same in groupby(rows, key=lambda row: row.weekday)]
    spans = dict.fromkeys(span for _, merged in days for span in merged)
    for opens, closes in spans:
        of_span = [DAYS[day - 1] for day, merged in days if (opens, closes) in merged]
        yield _specification({"opens": opens, "closes": closes}, dayOfWeek=of_span, **bounds)


def _times(rows: Iterable[OpenPeriod]) -> Times:
    return tuple((row.opens, row.closes, row.access) for row in rows)


def _merged(times: Times) -> list[tuple[str, str]]:
    """Whatever the access; a closing time that is not after the opening time lies on the next day."""
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted((_minutes(opens), _end(opens, closes)) for opens, closes, _ in times):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return [(_clock(opens), LAST_MINUTE if closes == 24 * 60 else _clock(closes)) for opens, closes in merged]


def _specification(times: Json, **members: Any) -> Json:
    told = {name: value for name, value in members.items() if value}
    return {"@type": "OpeningHoursSpecification", **times, **told}


def _hours(key: str | None, renderer: TextRenderer) -> OpeningHours | None:
    told = renderer.told(key) if key else None
    value = told.value.value if told else None
    return value if isinstance(value, OpeningHours) else None


def _telephone(key: str | None, renderer: TextRenderer) -> str:
    told = renderer.told(key) if key else None
    return str(told.object["value"].get("telephone", "")) if told else ""


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _end(opens: time, closes: time) -> int:
    return _minutes(closes) + (24 * 60 if closes <= opens else 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None
