"""Stops of opening hours: by the location where they hold, and by the product or route that is told with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from typing import Any

from releases.core.intervals import bounds_of, is_empty
from releases.facts.opening_hours import OpeningHours, Stop
from releases.facts.opening_json import machine_stop
from releases.rendering.texts import TextRenderer
from releases.snapshot import Availability, Location, Product, Route, Snapshot

Json = dict[str, Any]
Stopped = tuple[Stop, ...]


def stops_of(rows: Iterable[Availability]) -> Stopped:
    return tuple(Stop(row.valid_from, row.valid_until, row.reason) for row in rows if row.status != "open")


def common(one: Stopped, other: Stopped) -> Stopped:
    """What lies in a stop of each."""
    return tuple(
        shared for each in one for beside in other if not is_empty(bounds_of(shared := _meeting(each, beside)))
    )


def inherited(route: Route, snapshot: Snapshot) -> tuple[Availability, ...]:
    """The availability of its locations: a route goes on at one of several."""
    places = [snapshot.locations[key] for key in route.locations if key in snapshot.locations]
    if len(places) == 1:
        return places[0].availability
    stopped = reduce(common, (stops_of(place.availability) for place in places)) if places else ()
    return tuple(Availability("stopped", stop.reason, None, *bounds_of(stop)) for stop in stopped)


def route_stops(route: Route, product: Product, renderer: TextRenderer) -> Stopped:
    """All that closes the opening hours of this way to ask."""
    rows = (*product.availability, *route.availability, *inherited(route, renderer.snapshot))
    return (*stops_of(rows), *_of_hours(route.hours, renderer))


def stops_member(keys: Iterable[str], renderer: TextRenderer, product: Product | None = None) -> Json:
    """By key of opening hours, those that are not over; of a product, what all its routes with these hours share."""
    found = {key: _of_key(key, renderer, product) for key in dict.fromkeys(keys)}
    return {key: stops_list(stops, renderer) for key, stops in found.items() if stops}


def stops_list(stops: Iterable[Stop], renderer: TextRenderer) -> list[Json]:
    """Those that are not over, each once."""
    ahead = (stop for stop in stops if stop.valid_until is None or stop.valid_until > renderer.day)
    made = [machine_stop(stop, renderer.locale) for stop in sorted(ahead, key=lambda stop: stop.valid_from or date.min)]
    return [each for number, each in enumerate(made) if each not in made[:number]]


def places_of(facts: Iterable[str], product: Product | None, snapshot: Snapshot) -> Iterator[Location]:
    """The locations of these opening hours, and of the routes of the product."""
    named = [key for route in product.routes for key in route.locations] if product else []
    for key in dict.fromkeys((*named, *locations_of_hours(facts, snapshot))):
        if key in snapshot.locations:
            yield snapshot.locations[key]


def stops_around(facts: Iterable[str], product: Product | None, snapshot: Snapshot) -> list[Availability]:
    """All that may close what is told with these facts, beside the product's own availability."""
    rows = [row for place in places_of(facts, product, snapshot) for row in place.availability]
    return [*rows, *snapshot.phones]


def locations_of_hours(keys: Iterable[str | None], snapshot: Snapshot) -> Iterator[str]:
    for key in keys:
        fact = snapshot.facts.get(key or "")
        for value in fact.values if fact else ():
            if isinstance(value.value, OpeningHours) and value.value.location:
                yield value.value.location


def _of_key(key: str, renderer: TextRenderer, product: Product | None) -> Stopped:
    routes = [route for route in product.routes if route.hours == key] if product else []
    if product and routes:
        return reduce(common, (route_stops(route, product, renderer) for route in routes))
    return _of_hours(key, renderer)


def _of_hours(key: str | None, renderer: TextRenderer) -> Stopped:
    told = renderer.told(key) if key else None
    hours = told.value.value if told else None
    place = renderer.snapshot.locations.get(hours.location or "") if isinstance(hours, OpeningHours) else None
    phones = renderer.snapshot.phones if isinstance(hours, OpeningHours) and hours.channel == "phone" else ()
    return (*stops_of(phones), *stops_of(place.availability if place else ()))


def _meeting(one: Stop, other: Stop) -> Stop:
    starts: Sequence[date] = [day for day in (one.valid_from, other.valid_from) if day]
    ends: Sequence[date] = [day for day in (one.valid_until, other.valid_until) if day]
    return Stop(max(starts, default=None), min(ends, default=None), one.reason or other.reason)
