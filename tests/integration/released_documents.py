"""Products and what they refer to, made as plain rows: nothing is published, and nobody is told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from wagtail.models import Locale, Page

from products.models import (
    Amount,
    AmountValue,
    HomePage,
    Organisation,
    ProductFact,
    ProductName,
    ProductPage,
    Route,
    RouteFact,
    ThemePage,
)


def fact_mark(key: str) -> str:
    return f'<embed embedtype="fact" key="{key}" aspect="value"/>'


def section(kind: str, *passages: dict[str, Any], title: str = "") -> dict[str, Any]:
    return {"type": kind, "value": {"title": title, "passages": list(passages)}}


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}


def occasional(html: str, **when: Any) -> dict[str, Any]:
    return {"type": "occasional", "value": {"text": html} | when}


def stream(*blocks: dict[str, Any]) -> str:
    return json.dumps(blocks)


def amount(key: str, *euros: str, **fields: Any) -> Amount:
    """One value per year from 2024 on."""
    fact = Amount(key=key, label={"nl": key}, **fields)
    fact.values = [
        AmountValue(amount=Decimal(each), valid_from=date(year, 1, 1), valid_until=date(year + 1, 1, 1))
        for year, each in enumerate(euros, 2024)
    ]
    fact.save()
    return fact


def theme(key: str = "burgerzaken", parent: Page | None = None) -> ThemePage:
    return (parent or home()).add_child(instance=ThemePage(title=key.capitalize(), slug=key, key=key))


def home() -> HomePage:
    found = HomePage.objects.filter(locale__language_code="nl").first()
    return found or Page.get_first_root_node().add_child(instance=HomePage(title="Start", slug="start"))


def product(under: ThemePage, key: str, **fields: Any) -> ProductPage:
    return under.add_child(instance=ProductPage(title=key.capitalize(), slug=key, key=key, **fields))


def english(page: Page) -> Page:
    """Its translation, published, as are those of all pages above it."""
    locale, _ = Locale.objects.get_or_create(language_code="en")
    translation = page.copy_for_translation(locale, copy_parents=True)
    translation.live = True
    translation.save()
    return translation


def full_product(under: ThemePage, number: int) -> ProductPage:
    """A product with one of each row."""
    fee = amount(f"p{number}.leges", "83.87")
    organisation = Organisation.objects.create(key=f"partner-{number}", name={"nl": f"Partner {number}"})
    page = product(
        under, f"p{number}", decided_by=organisation, sections=stream(section("inShort", text(fact_mark(fee.key))))
    )
    page.names = [ProductName(name="alias")]
    page.product_facts = [ProductFact(fact=fee)]
    route = Route(key="balie", kind="desk", label={"nl": "Balie"})
    route.route_facts = [RouteFact(fact=fee)]
    page.routes = [route]
    page.save()
    return page
