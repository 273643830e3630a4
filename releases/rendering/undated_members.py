"""Members of a product without a date: names, themes, organisations, referrals, related products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from releases.facts.wording import pick
from releases.rendering.texts import TextRenderer
from releases.snapshot import Product, ProductText, Referral, Snapshot

Json = dict[str, Any]


def surroundings(product: Product, text: ProductText, snapshot: Snapshot, locale: str) -> Json:
    """A related product that is not published is left out: one may come before the other."""
    themes = [snapshot.themes[key] for key in product.themes if key in snapshot.themes]
    related = [snapshot.products[key] for key in product.related if key in snapshot.products]
    return {
        "summary": text.summary,
        "names": [{"kind": kind, "name": name} for kind, name in text.names],
        "upl": [{"name": upl.name, "uri": upl.uri} for upl in product.upl],
        "audiences": list(product.audiences),
        "externalCodes": [{"system": code.system, "code": code.code} for code in product.external_codes],
        "themes": [{"key": theme.key, "title": pick(theme.title, locale)} for theme in themes],
        "noOfflineRouteReason": pick(product.no_offline_route_reason, locale),
        "organisations": {
            "decides": _organisation(product.decided_by, snapshot, locale),
            "carriesOut": _organisation(product.carried_out_by, snapshot, locale),
        },
        "referrals": [_referral(referral, snapshot, locale) for referral in product.referrals],
        "related": [{"key": other.key, "title": shown.title} for other in related if (shown := text_in(other, locale))],
    }


def text_in(product: Product, locale: str) -> ProductText | None:
    """The product's text in `locale`, else in the language that it has."""
    return product.texts.get(locale) or next(iter(product.texts.values()), None)


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
    return {"key": found.key, "name": pick(found.name, locale)} if found else None


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
