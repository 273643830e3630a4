"""Members of a product without a date: names, themes, organisations, referrals, related products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from releases.facts.values import LocaleText
from releases.facts.wording import pick, picked_locale
from releases.rendering.texts import TextRenderer
from releases.snapshot import Product, ProductText, Referral, Snapshot, Theme

Json = dict[str, Any]


def surroundings(product: Product, text: ProductText, snapshot: Snapshot, locale: str) -> Json:
    """A related product that is not published is left out: one may come before the other."""
    themes = [snapshot.themes[key] for key in product.themes if key in snapshot.themes]
    related = [snapshot.products[key] for key in product.related if key in snapshot.products]
    return {
        "summary": text.summary,
        "publicAddress": text.public_address or None,
        "names": [{"kind": kind, "name": name} for kind, name in text.names],
        "upl": [{"name": upl.name, "uri": upl.uri} for upl in product.upl],
        "audiences": list(product.audiences),
        "externalCodes": [{"system": code.system, "code": code.code} for code in product.external_codes],
        "themes": [theme_link(theme, locale) for theme in themes],
        "noOfflineRouteReason": pick(product.no_offline_route_reason, locale),
        "organisations": {
            "decides": _organisation(product.decided_by, snapshot, locale),
            "carriesOut": _organisation(product.carried_out_by, snapshot, locale),
        },
        "referrals": [_referral(referral, snapshot, locale) for referral in product.referrals],
        "related": [link for other in related if (link := product_link(other, locale))],
    }


def product_link(product: Product, locale: str) -> Json | None:
    """Its title in `locale`, else in the language that it has; None without any text."""
    shown = locale if locale in product.texts else next(iter(product.texts), None)
    return {"key": product.key, "title": product.texts[shown].title, "contentLocale": shown} if shown else None


def theme_link(theme: Theme, locale: str) -> Json:
    return {
        "key": theme.key,
        "title": pick(theme.title, locale),
        "contentLocale": picked_locale(theme.title, locale),
    }


def note_missing(product: Product, renderer: TextRenderer) -> None:
    """A problem for each thing that the product names and that is not published."""
    snapshot = renderer.snapshot
    organisations = [product.decided_by, product.carried_out_by, *(each.organisation for each in product.referrals)]
    places = [key for route in product.routes for key in route.locations]
    moments = [text.moment for shown in product.texts.values() for text in shown.contact_moments]
    for kind, place, keys, known in (
        ("organisation", "organisations", organisations, snapshot.organisations),
        ("location", "routes", places, snapshot.locations),
        ("theme", "themes", product.themes, snapshot.themes),
        ("contactMoment", "contactMoments", moments, snapshot.contact_moments),
    ):
        _note(renderer, kind, place, keys, known)


def _note(
    renderer: TextRenderer, kind: str, place: str, keys: Iterable[str | None], known: Mapping[str, object]
) -> None:
    for key in dict.fromkeys(keys):
        if key is not None and key not in known:
            renderer.note(f"unknown{kind[0].upper()}{kind[1:]}", place, {kind: key}, "", f"{kind}:{key}")


def _organisation(key: str | None, snapshot: Snapshot, locale: str) -> Json | None:
    found = snapshot.organisations.get(key or "")
    return {"key": found.key, **named(found.name, locale)} if found else None


def named(name: LocaleText, locale: str) -> Json:
    """A name, and its language."""
    return {"name": pick(name, locale), "contentLocale": picked_locale(name, locale)}


def _referral(referral: Referral, snapshot: Snapshot, locale: str) -> Json:
    """The text is plain words; each line becomes a paragraph."""
    organisation = snapshot.organisations.get(referral.organisation)
    words = pick(referral.text, locale)
    return {
        "organisation": referral.organisation,
        "name": pick(organisation.name, locale) if organisation else "",
        "html": "".join(f"<p>{escape(line, quote=False)}</p>" for line in words.splitlines() if line.strip()),
        "plain": words,
        "transfer": referral.transfer,
        "facts": [],
    }
