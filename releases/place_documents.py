"""Compiles what is not a product: locations, organisations, the house style and the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from releases import canonical
from releases.channels import CHANNELS
from releases.documents import Document, Subject
from releases.facts import BEGINNING, gaps
from releases.problems import Problem
from releases.product_documents import facts_member
from releases.product_tables import title_of
from releases.snapshot import HouseStyle, Snapshot, Theme
from releases.telling import FactBook, Telling
from releases.validity import as_periods, days_of
from releases.wording import pick

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]
Members = Callable[[str, date], Json]


def compile_location(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    location = snapshot.locations.get(key)
    sources = {f"location:{key}"}
    if location is None:
        return [], sources, []

    def members(locale: str, day: date) -> Json:
        return {
            "title": pick(location.name, locale),
            "name": pick(location.name, locale),
            "address": {"street": location.street, "postcode": location.postcode, "place": location.place},
            "hours": list(location.hours),
            "directions": pick(location.directions, locale),
            "accessibility": pick(location.accessibility, locale),
        }

    return _with_facts(snapshot, book, ("location", key), location.hours, sources, members)


def compile_organisation(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    organisation = snapshot.organisations.get(key)
    sources = {f"organisation:{key}"}
    if organisation is None:
        return [], sources, []
    facts = [*organisation.hours, *([organisation.contact] if organisation.contact else [])]

    def members(locale: str, day: date) -> Json:
        return {
            "title": pick(organisation.name, locale),
            "name": pick(organisation.name, locale),
            "hours": list(organisation.hours),
            "contact": organisation.contact,
            "href": pick(organisation.url, locale) or None,
        }

    return _with_facts(snapshot, book, ("organisation", key), facts, sources, members)


def compile_branding(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    styles = sorted(snapshot.house_styles, key=lambda style: style.valid_from or BEGINNING)
    if not styles:
        return [], {"houseStyle"}, []

    def members(locale: str, day: date) -> Json:
        holds = [style for style in styles if (style.valid_from or BEGINNING) <= day]
        return _branding(holds[-1] if holds else styles[0], locale)

    days = sorted({style.valid_from or BEGINNING for style in styles})
    return list(_documents(snapshot, book, ("branding", key), [], days, members)), {"houseStyle"}, []


def compile_navigation(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    sources = {f"theme:{theme}" for theme in snapshot.themes} | {f"product:{name}" for name in snapshot.products}
    locales = [setting.code for setting in snapshot.locales]
    roots = [theme for theme in snapshot.themes.values() if theme.parent not in snapshot.themes]

    def members(locale: str, day: date) -> Json:
        themes = [_theme(theme, snapshot, locale) for theme in roots]
        return {"title": {"en": "Themes"}.get(locale, "Thema's"), "themes": themes, "locales": locales}

    found = _documents(snapshot, book, ("navigation", key), [], [BEGINNING], members)
    return list(found), sources | {"navigation"}, []


def _with_facts(
    snapshot: Snapshot, book: FactBook, subject: Subject, keys: Iterable[str], sources: set[str], members: Members
) -> Found:
    wanted = list(keys)
    problems = list(_unknown(snapshot, subject, wanted))
    sources = sources | {f"fact:{key}" for key in wanted}
    if problems:
        return [], sources, problems
    days = days_of([snapshot.facts[key] for key in wanted], [])
    return list(_documents(snapshot, book, subject, wanted, days, members)), sources, []


def _unknown(snapshot: Snapshot, subject: Subject, keys: Iterable[str]) -> Iterator[Problem]:
    for key in keys:
        fact = snapshot.facts.get(key)
        sources = frozenset({f"fact:{key}", ":".join(subject)})
        if fact is None:
            yield Problem("unknownReference", subject, "", "facts", sources, {"fact": key})
        elif not fact.values or gaps(fact.values):
            day = gaps(fact.values)[0][0].isoformat() if fact.values else BEGINNING.isoformat()
            yield Problem("noValue", subject, "", "facts", sources, {"fact": key, "day": day})


def _documents(
    snapshot: Snapshot, book: FactBook, subject: Subject, keys: list[str], days: list[date], members: Members
) -> Iterator[Document]:
    """The same members for every channel; labels in the locale asked for, so nothing falls back."""
    kind, key = subject
    for setting in snapshot.locales:
        for channel in CHANNELS:
            head = {"kind": kind, "key": key, "channel": channel, "locale": setting.code, "contentLocale": setting.code}

            def body_on(day: date, head: Json = head, locale: str = setting.code) -> bytes:
                telling = Telling(snapshot, book, subject, locale, day)
                return canonical.dumps(head | members(locale, day) | {"facts": facts_member(telling, keys)})

            title = str(members(setting.code, days[-1])["title"])
            uses = dict.fromkeys(sorted(keys), (kind,))
            yield Document(channel, kind, key, setting.code, title, as_periods(days, body_on), uses, subject)


def _branding(style: HouseStyle, locale: str) -> Json:
    return {
        "title": pick(style.name, locale),
        "name": pick(style.name, locale),
        "logos": [
            {
                "name": logo.name,
                "href": logo.href,
                "digest": logo.digest,
                "alt": pick(logo.alt, locale),
                "width": logo.width,
                "height": logo.height,
                "mediaType": logo.media_type,
            }
            for logo in style.logos
        ],
        "tokens": dict(style.tokens),
        "emailSender": {"name": pick(style.email_sender_name, locale), "address": style.email_sender_address},
        "phoneGreeting": pick(style.phone_greeting, locale),
    }


def _theme(theme: Theme, snapshot: Snapshot, locale: str) -> Json:
    children = [snapshot.themes[key] for key in theme.children if key in snapshot.themes]
    products = [snapshot.products[key] for key in theme.products if key in snapshot.products]
    return {
        "key": theme.key,
        "title": pick(theme.title, locale),
        "children": [_theme(child, snapshot, locale) for child in children],
        "products": [
            {
                "key": product.key,
                "title": title_of(product, locale),
                "summary": (product.texts.get(locale) or next(iter(product.texts.values()))).summary,
            }
            for product in products
            if product.texts
        ],
    }
