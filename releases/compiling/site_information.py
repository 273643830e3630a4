"""Compiles what surrounds every page of a channel: top tasks, contact, and the statement of accessibility."""

from __future__ import annotations

from typing import Any

from releases.compiling.documents import Document
from releases.compiling.place_documents import compile_told
from releases.compiling.product_documents import shown_locale
from releases.core.problems import Problem
from releases.core.site_information import AccessibilityStatement, SiteInformation
from releases.facts.wording import pick
from releases.rendering.fact_book import FactBook
from releases.rendering.texts import TextRenderer
from releases.snapshot import LocaleSetting, Location, Snapshot

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]


def compile_site(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    """None until editors have published site information."""
    site = snapshot.site_information
    sources = {"siteInformation"}
    if site is None:
        return [], sources, []
    organisation = snapshot.organisations.get(site.organisation or "")
    keys = [*(organisation.hours if organisation else ()), organisation.contact if organisation else None]
    told = [name for name in (*keys, site.accessibility.contact) if name]
    settings = {setting.code: setting for setting in snapshot.locales}

    def members(renderer: TextRenderer, channel: str) -> Json:
        return _members(snapshot, site, renderer, settings[renderer.locale], channel)

    documents, named, problems = compile_told(snapshot, book, ("site", key), told, members)
    sources |= {f"product:{task}" for task in site.top_tasks}
    sources |= {f"organisation:{site.organisation}", f"location:{site.location}"}
    return documents, sources | named, problems


def _members(
    snapshot: Snapshot, site: SiteInformation, renderer: TextRenderer, setting: LocaleSetting, channel: str
) -> Json:
    locale = renderer.locale
    organisation = snapshot.organisations.get(site.organisation or "")
    contact = organisation.contact if organisation else None
    return {
        "name": pick(organisation.name, locale) if organisation else "",
        "organisation": organisation.key if organisation else None,
        "contact": contact if contact and renderer.told(contact) else None,
        "hours": [key for key in (organisation.hours if organisation else ()) if renderer.told(key)],
        "location": _location(snapshot.locations.get(site.location or ""), locale),
        "topTasks": _top_tasks(snapshot, site, setting, channel),
        "appointmentHref": pick(site.appointment_url, locale) or None,
        "privacyHref": pick(site.privacy_url, locale) or None,
        "accessibility": _accessibility(site.accessibility, renderer),
    }


def _location(location: Location | None, locale: str) -> Json | None:
    if location is None:
        return None
    address = {"street": location.street, "postcode": location.postcode, "place": location.place}
    return {"key": location.key, "name": pick(location.name, locale), "address": address}


def _top_tasks(snapshot: Snapshot, site: SiteInformation, setting: LocaleSetting, channel: str) -> list[Json]:
    """Those that the channel has in this locale, in the editors' order."""
    tasks = []
    for key in site.top_tasks:
        product = snapshot.products.get(key)
        shown = shown_locale(product, setting, channel) if product else None
        if product and shown:
            tasks.append({"key": key, "title": product.texts[shown].title, "contentLocale": shown})
    return tasks


def _accessibility(statement: AccessibilityStatement, renderer: TextRenderer) -> Json:
    contact = statement.contact
    return {
        "status": statement.status,
        "revisedOn": statement.revised_on.isoformat() if statement.revised_on else None,
        "registerHref": statement.register_url or None,
        "contact": contact if contact and renderer.told(contact) else None,
        "text": pick(statement.text, renderer.locale),
    }
