"""Compiles what all pages of a channel share: the house style, and the themes with their products."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from languages.registry import wording_of
from releases.channels import channels_on
from releases.compiling.documents import Document, Subject
from releases.compiling.product_documents import shown_locale
from releases.compiling.validity import as_periods, start_of
from releases.core import canonical
from releases.core.problems import Problem
from releases.facts.dated_values import BEGINNING
from releases.facts.wording import pick
from releases.rendering.fact_book import FactBook
from releases.rendering.undated_members import theme_link
from releases.snapshot import HouseStyle, LocaleSetting, Snapshot, Theme

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]


def compile_branding(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    """A period for each house style; none before the first."""
    styles = {style.valid_from or BEGINNING: style for style in snapshot.house_styles}
    days = sorted(styles)
    made = [
        _document(("branding", key), setting, channel, days, lambda day, locale: _branding(styles[day], locale))
        for setting in snapshot.locales
        for channel in channels_on(snapshot.opened)
        if styles
    ]
    return made, {"houseStyle"}, []


def compile_navigation(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    """A product stands there in the channels and locales that have a document of it."""
    order = _order(snapshot)
    roots = [theme for theme in snapshot.themes.values() if theme.parent not in snapshot.themes]
    locales = [setting.code for setting in snapshot.locales]
    made = []
    for setting in snapshot.locales:
        for channel in channels_on(snapshot.opened):
            themes = [_theme(theme, snapshot, setting, channel, order) for theme in roots]
            members = {"title": wording_of(setting.code).themes, "themes": themes, "locales": locales}
            made.append(_document(("navigation", key), setting, channel, [BEGINNING], lambda *_, found=members: found))
    named = {f"theme:{theme}" for theme in snapshot.themes} | {f"product:{name}" for name in snapshot.products}
    return made, named | {"navigation", "siteInformation"}, []


def _document(
    subject: Subject,
    setting: LocaleSetting,
    channel: str,
    days: Iterable[date],
    members: Callable[[date, str], Json],
) -> Document:
    kind, key = subject
    locale = setting.code
    head = {"kind": kind, "key": key, "channel": channel, "locale": locale, "contentLocale": locale, "facts": {}}
    shown = [(day, head | members(day, locale)) for day in days]
    periods = as_periods((start_of(day), canonical.dumps(document)) for day, document in shown)
    return Document(channel, kind, key, locale, str(shown[-1][1]["title"]), periods, {}, subject)


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
        "productAddress": pick(style.product_address, locale) or None,
    }


def sort_key(title: str) -> tuple[str, str]:
    """As people look for it: without regard of capitals and accents."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return letters.casefold(), title


def _order(snapshot: Snapshot) -> Mapping[str, int]:
    """The place of each top task."""
    tasks = snapshot.site_information.top_tasks if snapshot.site_information else ()
    return {key: place for place, key in enumerate(tasks)}


def _theme(theme: Theme, snapshot: Snapshot, setting: LocaleSetting, channel: str, order: Mapping[str, int]) -> Json:
    """Its top tasks first, then the other products by title."""
    children = [snapshot.themes[key] for key in theme.children if key in snapshot.themes]
    products = []
    for key in theme.products:
        product = snapshot.products.get(key)
        shown = shown_locale(product, setting, channel) if product else None
        if product and shown:
            text = product.texts[shown]
            products.append({"key": key, "title": text.title, "contentLocale": shown, "summary": text.summary})
    return {
        **theme_link(theme, setting.code),
        "children": [_theme(child, snapshot, setting, channel, order) for child in children],
        "products": sorted(products, key=lambda each: (order.get(each["key"], len(order)), sort_key(each["title"]))),
    }
