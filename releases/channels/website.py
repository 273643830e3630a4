"""The website: what a resident reads, with the short answer first and data for search engines."""

from __future__ import annotations

from releases.product_view import ProductView
from releases.shapes import Channel, Json, Shape

SERVICE_URL = "serviceUrl"


def product(view: ProductView) -> Shape:
    in_short = next((section.content for section in view.sections if section.kind == "inShort"), None)
    return Shape(
        {
            "inShort": {
                "html": in_short.html if in_short else "",
                "facts": list(in_short.keys) if in_short else [],
            },
            "jsonLd": json_ld(view),
        }
    )


def json_ld(view: ProductView) -> Json:
    """schema.org GovernmentService; its channels are the product's routes."""
    organisation = view.surroundings["organisations"]["decides"] or view.surroundings["organisations"]["carriesOut"]
    service: Json = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": view.text.title,
        "description": view.text.summary,
        "inLanguage": view.locale,
        "sameAs": [upl.uri for upl in view.product.upl],
        "availableChannel": [
            {"@type": "ServiceChannel", "name": route["label"], SERVICE_URL: route["href"]}
            for route in view.surroundings["routes"]
            if route["href"]
        ],
    }
    if organisation:
        service["provider"] = {"@type": "GovernmentOrganization", "name": organisation["name"]}
    return service


CHANNEL = Channel("website", "Website", "public", product)
