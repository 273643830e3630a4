"""The ways to ask for a product: as data for every channel, and as HTML and plain text for messages."""

from __future__ import annotations

from html import escape
from typing import Any

from releases.facts.wording import pick
from releases.rendering.availability import availability_object, availability_on
from releases.rendering.login import identification
from releases.rendering.product_tables import lead
from releases.rendering.stops import inherited, route_stops, stops_list
from releases.rendering.texts import Rendered, TextRenderer
from releases.rendering.undated_members import named
from releases.snapshot import Product, Route
from releases.texts.markup import SAFE_SCHEMES

Json = dict[str, Any]


def route_keys(product: Product) -> tuple[str, ...]:
    """The facts of all routes, each once."""
    keys = (key for route in product.routes for key in (route.hours, route.contact, *route.facts) if key)
    return tuple(dict.fromkeys(keys))


def route_object(route: Route, product: Product, renderer: TextRenderer) -> Json:
    """A fact that is not true yet is left out."""
    locations, locale = renderer.snapshot.locations, renderer.locale
    return {
        "key": route.key,
        "kind": route.kind,
        "label": pick(route.label, locale),
        "chooseWhen": pick(route.choose_when, locale),
        "login": route.login,
        "identification": identification(route, renderer.locale),
        "href": pick(route.url, locale) or None,
        "appointmentHref": pick(route.appointment_url, locale) or None,
        "hours": _if_told(route.hours, renderer),
        "contact": _if_told(route.contact, renderer),
        "locations": [
            {"key": key, **named(locations[key].name, locale)} for key in route.locations if key in locations
        ],
        "facts": [key for key in dict.fromkeys(route.facts) if renderer.told(key)],
        "availability": route_availability(route, product, renderer),
        "stops": stops_list(route_stops(route, product, renderer), renderer),
    }


def route_availability(route: Route, product: Product, renderer: TextRenderer) -> Json:
    """Its own, or else that of its locations."""
    places = inherited(route, renderer.snapshot)
    around = (*product.availability, *route.availability, *places)
    is_open, is_reached = (
        availability_on(rows, renderer.day).status == "open" for rows in (route.availability, places)
    )
    if is_open and not is_reached:
        return availability_object(places, renderer, "location", around)
    return availability_object(route.availability, renderer, "route", around)


def route_list(product: Product, renderer: TextRenderer) -> Rendered:
    """Each route with its address, contact and hours; without the address while one cannot ask there."""
    is_open = availability_on(product.availability, renderer.day).status == "open"
    items = [_item(route, product, renderer, is_open) for route in product.routes]
    if not items:
        return Rendered()
    keys = tuple(dict.fromkeys(key for item in items for key in item.keys))
    html = f"<ul>{''.join(f'<li>{item.html}</li>' for item in items)}</ul>"
    return Rendered(html, "\n".join(f"- {item.plain}" for item in items), keys)


def _if_told(key: str | None, renderer: TextRenderer) -> str | None:
    return key if key and renderer.told(key) else None


def _item(route: Route, product: Product, renderer: TextRenderer, is_open: bool) -> Rendered:
    told = [found for key in (route.contact, route.hours, *route.facts) if key and (found := renderer.told(key))]
    availability = route_availability(route, product, renderer)
    status, text = availability["status"], availability["text"]
    html, plain = _name(route, renderer.locale, is_open and status == "open")
    if text:
        marked = f'data-route="{escape(route.key)}" data-availability="{status}"'
        html, plain = f"{html}<br><strong {marked}>{escape(text)}</strong>", f"{plain}\n  {text}"
    html += "".join(f"<br>{escape(lead(fact))}{fact.mark}" for fact in told)
    plain += "".join(f"\n  {lead(fact)}{fact.object['full']['plain']}" for fact in told)
    return Rendered(html, plain, tuple(fact.fact.key for fact in told))


def _name(route: Route, locale: str, is_open: bool) -> tuple[str, str]:
    """The label with its address, and when to choose it."""
    label, when = pick(route.label, locale), pick(route.choose_when, locale)
    address = (pick(route.url, locale) or pick(route.appointment_url, locale)) if is_open else ""
    linked = address.lower().startswith(SAFE_SCHEMES)
    html = f'<a href="{escape(address)}">{escape(label)}</a>' if linked else escape(label)
    plain = f"{label}: {address}" if address else label
    return (f"{html}<br>{escape(when)}", f"{plain}\n  {when}") if when else (html, plain)
