"""Compiles locations and organisations: the same in every channel, in the words of the locale asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from releases.channels import channels_on
from releases.compiling.documents import Document, Subject
from releases.compiling.period_builder import Address, PeriodBuilder
from releases.compiling.validity import days_of
from releases.core.problems import Problem
from releases.facts.wording import pick
from releases.rendering.availability import availability_object
from releases.rendering.fact_book import FactBook
from releases.rendering.schema_org import place_json_ld
from releases.rendering.stops import locations_of_hours, stops_around
from releases.rendering.texts import TextRenderer
from releases.snapshot import Availability, Location, Organisation, Snapshot

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]


def compile_location(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    location = snapshot.locations.get(key)
    if location is None:
        return [], {f"location:{key}"}, []
    return compile_told(
        snapshot,
        book,
        ("location", key),
        location.hours,
        lambda told, _: _location(location, told),
        location.availability,
    )


def compile_organisation(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    found = snapshot.organisations.get(key)
    if found is None:
        return [], {f"organisation:{key}"}, []
    keys = [*found.hours, *([found.contact] if found.contact else [])]
    return compile_told(snapshot, book, ("organisation", key), keys, lambda told, _: _organisation(found, told))


def _location(location: Location, renderer: TextRenderer) -> Json:
    return {
        "name": pick(location.name, renderer.locale),
        "address": {"street": location.street, "postcode": location.postcode, "place": location.place},
        "hours": [key for key in location.hours if renderer.told(key)],
        "availability": availability_object(location.availability, renderer, "location"),
        "geo": {"latitude": location.degrees[0], "longitude": location.degrees[1]} if location.degrees else None,
        "jsonLd": place_json_ld(location, renderer),
        "directions": pick(location.directions, renderer.locale),
        "accessibility": pick(location.accessibility, renderer.locale),
    }


def _organisation(organisation: Organisation, renderer: TextRenderer) -> Json:
    contact = organisation.contact
    return {
        "name": pick(organisation.name, renderer.locale),
        "hours": [key for key in organisation.hours if renderer.told(key)],
        "contact": contact if contact and renderer.told(contact) else None,
        "href": pick(organisation.url, renderer.locale) or None,
    }


def compile_told(
    snapshot: Snapshot,
    book: FactBook,
    subject: Subject,
    keys: Iterable[str],
    members: Callable[[TextRenderer, str], Json],
    own: Sequence[Availability] = (),
) -> Found:
    """`members` of a channel. A fact that is not true yet waits for its first day."""
    named = tuple(dict.fromkeys(keys))
    rows = (*own, *stops_around(named, None, snapshot))
    dates = (day for row in rows for day in (row.valid_from, row.valid_until))
    days = days_of((snapshot.facts[key] for key in named if key in snapshot.facts), dates)
    documents: list[Document] = []
    problems: list[Problem] = []
    for setting in snapshot.locales:
        tellings = [TextRenderer(snapshot, book, subject, setting.code, day) for day in days]
        for channel in channels_on(snapshot.opened):
            made = PeriodBuilder(Address(channel, *subject, setting.code), subject, setting.code)
            for renderer in tellings:
                told = tuple(key for key in named if not renderer.is_awaited(key))
                _note_untold(told, renderer)
                found = members(renderer, channel)
                made.add(renderer, found["name"], found, ((subject[0], told),))
            documents += made.documents()
            problems += made.problems()
    sources = (*(f"fact:{key}" for key in named), *(f"location:{key}" for key in locations_of_hours(named, snapshot)))
    return documents, {":".join(subject), *sources}, problems


def _note_untold(keys: Iterable[str], renderer: TextRenderer) -> None:
    for key in keys:
        if renderer.told(key) is None and key not in renderer.untold:
            renderer.note_untold(key, "facts")
