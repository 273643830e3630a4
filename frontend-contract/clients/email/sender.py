"""The end of a message: the municipality that sends it, how to reach it, and its hours on the day of the message."""

from __future__ import annotations

from dataclasses import dataclass

from clients.shared.facts.opening_text import phones_are_down, today
from clients.shared.hub.reader import Document
from clients.shared.pages.site import Site


@dataclass(frozen=True)
class Sender:
    """Without site information there is a name alone, and without a house style not even that."""

    name: str = ""
    telephone: str = ""
    hours: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    is_reachable: bool = True


def sender_of(site: Site, locale: str) -> Sender:
    branding, information = site.branding(), site.information()
    name = branding["name"] if branding else ""
    if information is None:
        return Sender(name)
    hours, reachable = _hours(site, information, locale), not phones_are_down(information, site.visit)
    return Sender(name, _telephone(information), hours, _address(information), reachable)


def _telephone(information: Document) -> str:
    key = information["contact"]
    return information["facts"][key]["value"]["telephone"] if key else ""


def _hours(site: Site, information: Document, locale: str) -> tuple[str, ...]:
    visit, facts = site.visit.spoken_in(locale), information["facts"]
    by_phone = [key for key in information["hours"] if facts[key]["value"]["channel"] == "phone"]
    return tuple(today(key, information, visit).day.text for key in by_phone)


def _address(information: Document) -> tuple[str, ...]:
    location = information["location"]
    if not location:
        return ()
    address = location["address"]
    return location["name"], address["street"], f"{address['postcode']} {address['place']}"
