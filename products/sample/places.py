"""Locations, opening hours, organisations, contact moments and the house style, from their fixture entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from products.models import (
    ContactMoment,
    ContactPoint,
    ExceptionTime,
    HoursException,
    HouseStyle,
    HouseStyleLogo,
    Location,
    MergeField,
    OpeningHoursFact,
    OpenPeriod,
    Organisation,
    OrganisationHours,
    Season,
    SeasonPeriod,
)
from products.sample.facts import both
from products.sample.saving import Tally, save
from products.sample.source import Entries, Entry, Source

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ACCESS = ("walkIn", "appointment", "collection")


def load_locations(entries: Entries, tally: Tally) -> None:
    for key, entry in entries.items():
        names = ("directions", "accessibility", "name")
        fields: dict[str, Any] = {field: text for name in names for field, text in both(name, entry.get(name)).items()}
        location = Location.objects.filter(key=key).first() or Location(key=key)
        save(location, fields | entry["address"], {}, tally)


def load_opening_hours(entries: Entries, tally: Tally) -> None:
    for key, entry in entries.items():
        fields = both("label", entry["label"]) | both("when_closed", entry.get("when_closed"))
        fields |= {
            "channel": entry["channel"],
            "location": Location.objects.filter(key=entry.get("location")).first(),
            "always_open": entry.get("always_open", False),
            "closed_on_holidays": entry.get("holidays", not entry.get("always_open", False)),
            "closed_on_good_friday": entry.get("good_friday", False),
        }
        rows = {
            "pattern": [OpenPeriod(**slot) for slot in slots(entry.get("pattern", {}))],
            "seasons": [_season(season) for season in entry.get("seasons", [])],
            "exceptions": [_exception(exception) for exception in entry.get("exceptions", [])],
        }
        save(OpeningHoursFact.objects.filter(key=key).first() or OpeningHoursFact(key=key), fields, rows, tally)


def slots(pattern: Entry) -> Iterator[dict[str, Any]]:
    """`{walkIn: {mon-fri: "09:00-12:00"}}`, one entry per weekday and time, in order."""
    found = [
        {"weekday": weekday, **span, "access": access}
        for access, days in pattern.items()
        for name, times in days.items()
        for weekday in _weekdays(name)
        for span in _spans(times)
    ]
    yield from sorted(found, key=lambda slot: (slot["weekday"], slot["opens"], slot["access"]))


def _weekdays(name: str) -> range:
    first, _, last = name.partition("-")
    return range(DAYS.index(first) + 1, DAYS.index(last or first) + 2)


def _spans(times: str) -> Iterator[dict[str, time]]:
    for span in times.split(","):
        opens, closes = span.strip().split("-")
        yield {"opens": time.fromisoformat(opens), "closes": time.fromisoformat(closes)}


def _season(entry: Entry) -> Season:
    season = Season(first=entry["first"], last=entry["last"], **both("label", entry["label"]))
    season.pattern = [SeasonPeriod(**slot) for slot in slots(entry["pattern"])]
    return season


def _exception(entry: Entry) -> HoursException:
    exception = HoursException(day=entry["day"], **both("reason", entry.get("reason")))
    times = [
        ExceptionTime(**span, access=access) for access in ACCESS if access in entry for span in _spans(entry[access])
    ]
    exception.times = sorted(times, key=lambda slot: (slot.opens, slot.access))
    return exception


def load_organisations(entries: Entries, tally: Tally) -> None:
    for key, entry in entries.items():
        organisation = Organisation.objects.filter(key=key).first() or Organisation(key=key)
        save(organisation, both("name", entry["name"]) | both("url", entry.get("url")), {}, tally)


def load_organisation_facts(entries: Entries, tally: Tally) -> None:
    """Contact points and hours, once those are there: facts name organisations and organisations name facts."""
    for key, entry in entries.items():
        if entry.get("contact") or entry.get("hours"):
            contact = ContactPoint.objects.get(key=entry["contact"]) if entry.get("contact") else None
            hours = [OrganisationHours(fact=OpeningHoursFact.objects.get(key=name)) for name in entry.get("hours", [])]
            save(Organisation.objects.get(key=key), {"contact": contact}, {"opening_hours": hours}, tally)


def load_moments(entries: Entries, tally: Tally) -> None:
    for key, entry in entries.items():
        fields = [
            MergeField(name=name, kind=field["kind"], **both("label", field))
            for name, field in entry.get("fields", {}).items()
        ]
        moment = ContactMoment.objects.filter(key=key).first() or ContactMoment(key=key)
        save(moment, both("label", entry["label"]), {"merge_fields": fields}, tally)


def load_house_style(source: Source, tally: Tally) -> None:
    entry = source.house_style
    fields: dict[str, Any] = {f"colour_{name}": colour for name, colour in entry["colours"].items()}
    for name in ("name", "email_sender_name", "phone_greeting"):
        fields |= both(name, entry[name])
    for name in ("email_sender_address", "font_heading", "font_body", "font_size", "radius"):
        fields[name] = entry[name]
    logos = [_logo(source, name, logo) for name, logo in entry["logos"].items()]
    style = HouseStyle.objects.filter(valid_from=entry.get("from")).first() or HouseStyle(valid_from=entry.get("from"))
    save(style, fields, {"logos": logos}, tally)


def _logo(source: Source, name: str, entry: Entry) -> HouseStyleLogo:
    path, title = source.folder / "logos" / entry["file"], f"Logo {name}"
    image = get_image_model().objects.filter(title=title).first()
    if image is None:
        with path.open("rb") as file:
            image = get_image_model().objects.create(title=title, file=ImageFile(file, name=path.name))
    logo = HouseStyleLogo(name=name, image=image, **both("alt", entry["alt"]))
    logo.clean()
    return logo
