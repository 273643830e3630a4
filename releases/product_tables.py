"""A product's tariffs, routes and surroundings, as members of a document and as blocks of HTML and plain text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from releases.snapshot import Product, Referral, Route
from releases.telling import Rendered, Telling, Told
from releases.wording import pick

Json = dict[str, Any]


class TariffTable(NamedTuple):
    key: str
    label: str
    rows: list[Told]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.fact.key for row in self.rows)

    def as_json(self) -> Json:
        rows = [
            {"fact": row.fact.key, "label": row.object["label"], "conditions": row.object["conditions"]}
            for row in self.rows
        ]
        return {"key": self.key, "label": self.label, "rows": rows}


def tariff_tables(telling: Telling, facts: Sequence[Told]) -> list[TariffTable]:
    """The amounts under their tariff, in its order; an amount without a tariff is a table of one row."""
    tables: dict[str, list[Told]] = {}
    for told in facts:
        if told.fact.kind == "amount":
            tables.setdefault(told.fact.tariff or told.fact.key, []).append(told)
    return [
        TariffTable(key, _tariff_label(telling, key, rows), sorted(rows, key=lambda row: row.fact.position))
        for key, rows in tables.items()
    ]


def _tariff_label(telling: Telling, key: str, rows: Sequence[Told]) -> str:
    tariff = telling.snapshot.tariffs.get(key)
    return pick(tariff.label, telling.locale) if tariff else str(rows[0].object["label"])


def surroundings(product: Product, telling: Telling) -> Json:
    """Themes, routes, organisations, referrals and related products."""
    snapshot, locale = telling.snapshot, telling.locale
    themes = [snapshot.themes[key] for key in product.themes if key in snapshot.themes]
    related = [snapshot.products[key] for key in product.related if key in snapshot.products]
    return {
        "themes": [{"key": theme.key, "title": pick(theme.title, locale)} for theme in themes],
        "routes": [_route(route, telling) for route in product.routes],
        "noOfflineRouteReason": pick(product.no_offline_route_reason, locale),
        "organisations": {
            "decides": _organisation(product.decided_by, telling),
            "carriesOut": _organisation(product.carried_out_by, telling),
        },
        "referrals": [_referral(referral, telling) for referral in product.referrals],
        "related": [{"key": other.key, "title": title_of(other, locale)} for other in related],
    }


def title_of(product: Product, locale: str) -> str:
    text = product.texts.get(locale) or next(iter(product.texts.values()))
    return text.title


def _route(route: Route, telling: Telling) -> Json:
    locations = [telling.snapshot.locations[key] for key in route.locations if key in telling.snapshot.locations]
    return {
        "key": route.key,
        "kind": route.kind,
        "label": pick(route.label, telling.locale),
        "chooseWhen": pick(route.choose_when, telling.locale),
        "login": route.login,
        "href": pick(route.url, telling.locale) or None,
        "appointmentHref": pick(route.appointment_url, telling.locale) or None,
        "hours": route.hours,
        "contact": route.contact,
        "locations": [{"key": place.key, "name": pick(place.name, telling.locale)} for place in locations],
        "facts": list(route.facts),
    }


def _organisation(key: str | None, telling: Telling) -> Json | None:
    found = telling.snapshot.organisations.get(key or "")
    return {"key": found.key, "name": pick(found.name, telling.locale)} if found else None


def _referral(referral: Referral, telling: Telling) -> Json:
    organisation = telling.snapshot.organisations.get(referral.organisation)
    text = telling.text(pick(referral.text, telling.locale), f"referrals.{referral.organisation}")
    return {
        "organisation": referral.organisation,
        "name": pick(organisation.name, telling.locale) if organisation else "",
        "html": text.html,
        "plain": text.plain,
        "transfer": referral.transfer,
        "facts": list(text.keys),
    }


def fact_table(caption: str, rows: Sequence[Told], telling: Telling) -> Rendered:
    """A table for an e-mail or a letter: label and condition beside the marked value."""
    if not rows:
        return Rendered()
    cells = "".join(
        f"<tr><th>{escape(_row_label(row))}</th><td>{telling.mark(row.fact.key)}{escape(_detail(row))}</td></tr>"
        for row in rows
    )
    lines = "\n".join(f"- {_row_label(row)}: {row.object['plain']}{_detail(row)}" for row in rows)
    keys = tuple(row.fact.key for row in rows)
    html = f"<table><caption>{escape(caption)}</caption>{cells}</table>"
    return Rendered(html, f"{caption}\n{lines}", "", keys)


def route_list(product: Product, telling: Telling) -> Rendered:
    """Each route with its address, contact and hours, for an e-mail or a letter."""
    items = [_route_item(route, telling) for route in product.routes]
    if not items:
        return Rendered()
    keys = tuple(dict.fromkeys(key for item in items for key in item.keys))
    html = f"<ul>{''.join(f'<li>{item.html}</li>' for item in items)}</ul>"
    return Rendered(html, "\n".join(f"- {item.plain}" for item in items), "", keys)


def _route_item(route: Route, telling: Telling) -> Rendered:
    label = pick(route.label, telling.locale)
    when = pick(route.choose_when, telling.locale)
    href = pick(route.url, telling.locale)
    html = f'<a href="{escape(href)}">{escape(label)}</a>' if href.startswith("https://") else escape(label)
    plain = f"{label}: {href}" if href else label
    told = [found for key in (route.contact, route.hours, *route.facts) if key and (found := telling.told(key))]
    marks = "".join(f"<br>{escape(row.object['label'])}: {telling.mark(row.fact.key)}" for row in told)
    lines = "".join(f"\n  {row.object['label']}: {row.object['plain']}" for row in told)
    html, plain = (f"{html}. {escape(when)}", f"{plain}. {when}") if when else (html, plain)
    return Rendered(html + marks, plain + lines, "", tuple(row.fact.key for row in told))


def _row_label(row: Told) -> str:
    conditions = row.object["conditions"]
    return f"{row.object['label']} ({conditions})" if conditions else str(row.object["label"])


def _detail(row: Told) -> str:
    """What a term adds to its duration, such as from which event it counts."""
    detail = row.object["value"].get("detail", "")
    return f" {detail}" if detail else ""
