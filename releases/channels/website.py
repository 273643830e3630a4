"""The website: what a resident reads, with the short answer first and data for search engines."""

from __future__ import annotations

from releases.rendering.product_view import ProductView
from releases.rendering.schema_org import service_channel
from releases.rendering.shapes import Channel, Json, Shape


def product(view: ProductView) -> Shape:
    short = view.in_short
    return Shape({"inShort": {"html": short.html, "facts": list(short.keys)}, "jsonLd": json_ld(view)})


def json_ld(view: ProductView) -> Json:
    """schema.org GovernmentService; its channels are the product's routes, its offers the amounts."""
    organisations = view.surroundings["organisations"]
    provider = organisations["carriesOut"] or organisations["decides"]
    service: Json = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": view.text.title,
        "description": view.text.summary,
        "inLanguage": view.locale,
        "sameAs": [upl.uri for upl in view.product.upl],
        "availableChannel": [
            channel
            for route, told in zip(view.product.routes, view.routes, strict=True)
            if view.availability["status"] == told["availability"]["status"] == "open"
            if (channel := service_channel(route, told, view.product, view.renderer))
        ],
        "offers": [_offer(row.object) for table in view.tariffs for row in table.rows if _has_price(row.object)],
    }
    if provider:
        service["provider"] = {"@type": "GovernmentOrganization", "name": provider["name"]}
    return service


def _has_price(fact: Json) -> bool:
    return "currency" in fact["value"]


def _offer(fact: Json) -> Json:
    conditions = f" ({fact['conditions']})" if fact["conditions"] else ""
    price = fact["value"]
    name = f"{fact['label']}{conditions}"
    return {"@type": "Offer", "name": name, "price": price["amount"], "priceCurrency": price["currency"]}


CHANNEL = Channel("website", "Website", "public", product)
