"""Themes and products in both languages, from their fixture entries."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, Site

from products.models import (
    ContactMoment,
    ContactPoint,
    ExternalCode,
    Fact,
    HomePage,
    Location,
    OpeningHoursFact,
    Organisation,
    ProductFact,
    ProductName,
    ProductPage,
    ProductReferral,
    ProductUplName,
    RelatedProduct,
    Route,
    RouteFact,
    ThemePage,
    UplName,
)
from products.sample.facts import both
from products.sample.markup import to_rich_text
from products.sample.saving import Tally, save
from products.sample.source import Entries, Entry, Source

LOCALES = ("nl", "en")
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://een-antwoord.example/sample")


class Pages:
    """Loads the tree; products first exist as drafts, so that texts can link to each of them."""

    def __init__(self, source: Source, tally: Tally, progress: Callable[[str], object]) -> None:
        self.source, self.tally, self.progress = source, tally, progress
        self.locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LOCALES}

    def load(self) -> None:
        homes = {code: self._home(code) for code in LOCALES}
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": homes["nl"], "hostname": "localhost", "site_name": "Barneveld"}
        )
        self._themes(self.source.themes, homes)
        for key, entry in self.source.products.items():
            for code in LOCALES:
                if code in entry:
                    self._placeholder(key, entry, code)
        self.fact_ids = dict(Fact.objects.values_list("key", "pk"))
        self.pages = {
            (page.key, page.locale.language_code): page for page in ProductPage.objects.select_related("locale")
        }
        for number, (key, entry) in enumerate(self.source.products.items(), 1):
            self.progress(f"{number}/{len(self.source.products)} {key}")
            for code in LOCALES:
                if code in entry:
                    self._product(key, entry, code)

    def _home(self, code: str) -> Page:
        found = HomePage.objects.filter(locale=self.locales[code]).first()
        if found:
            return found
        title = self.source.municipality["home"][code]
        home = HomePage(title=title, slug=code, locale=self.locales[code], translation_key=uuid.uuid5(NAMES, "home"))
        Page.get_first_root_node().add_child(instance=home)
        return home

    def _themes(self, entries: Entries, parents: dict[str, Page]) -> None:
        for key, entry in entries.items():
            pages = {code: self._theme(key, entry, code, parents[code]) for code in LOCALES}
            self._themes(entry.get("children", {}), pages)

    def _theme(self, key: str, entry: Entry, code: str, parent: Page) -> Page:
        title, locale = entry["title"][code], self.locales[code]
        found = ThemePage.objects.filter(key=key, locale=locale).first()
        if found is None:
            family = uuid.uuid5(NAMES, f"theme {key}")
            found = ThemePage(title=title, slug=key, key=key, locale=locale, translation_key=family, live=False)
            parent.add_child(instance=found)
        return save(found, {"title": title}, {}, self.tally)

    def _placeholder(self, key: str, entry: Entry, code: str) -> None:
        locale = self.locales[code]
        if ProductPage.objects.filter(key=key, locale=locale).exists():
            return
        family = uuid.uuid5(NAMES, f"product {key}")
        page = ProductPage(
            title=entry[code]["title"], slug=key, key=key, locale=locale, translation_key=family, live=False
        )
        ThemePage.objects.get(key=entry["theme"], locale=locale).add_child(instance=page)

    def _product(self, key: str, entry: Entry, code: str) -> None:
        fields, rows = self._text(key, entry[code], code), self._names(entry[code])
        if code == "nl":
            fields |= self._properties(entry)
            rows |= self._rows(entry)
        save(self.pages[key, code], fields, rows, self.tally)

    def _properties(self, entry: Entry) -> dict[str, Any]:
        organisations = {
            name: Organisation.objects.filter(key=entry.get(name)).first() for name in ("decided_by", "carried_out_by")
        }
        audiences = entry.get("audiences", ["resident"])
        return (
            organisations
            | both("no_offline_route_reason", entry.get("no_offline_route_reason"))
            | {
                "for_residents": "resident" in audiences,
                "for_businesses": "business" in audiences,
                "team": Group.objects.filter(name=entry.get("team")).first(),
            }
        )

    def _rows(self, entry: Entry) -> dict[str, Any]:
        facts = [(key, True) for key in entry.get("facts", [])] + [
            (key, False) for key in entry.get("some_channels", [])
        ]
        related = [self.pages[key, "nl"] for key in entry.get("related", []) if (key, "nl") in self.pages]
        return {
            "upl_names": [ProductUplName(upl=UplName.objects.filter(name=name)[0]) for name in entry.get("upl", [])],
            "external_codes": [
                ExternalCode(system=system, code=code) for system, code in entry.get("codes", {}).items()
            ],
            "product_facts": [
                ProductFact(fact_id=self.fact_id(key), everywhere=everywhere) for key, everywhere in facts
            ],
            "routes": [self._route(route) for route in entry.get("routes", [])],
            "referrals": [self._referral(referral) for referral in entry.get("referrals", [])],
            "related_products": [RelatedProduct(product=page) for page in related],
        }

    def _route(self, given: Entry) -> Route:
        entry = self.source.routes[given["use"]] | given if "use" in given else given
        texts: dict[str, str] = {}
        for name in ("label", "choose_when", "url", "appointment_url"):
            texts |= both(name, entry.get(name))
        route = Route(
            key=entry.get("key") or entry["use"],
            kind=entry["kind"],
            login=entry.get("login", "none"),
            hours=OpeningHoursFact.objects.get(key=entry["hours"]) if entry.get("hours") else None,
            contact=ContactPoint.objects.get(key=entry["contact"]) if entry.get("contact") else None,
            **texts,
        )
        route.locations = [Location.objects.get(key=key) for key in entry.get("locations", [])]
        facts = enumerate(entry.get("facts", []))
        route.route_facts = [RouteFact(fact_id=self.fact_id(key), sort_order=place) for place, key in facts]
        return route

    def _referral(self, entry: Entry) -> ProductReferral:
        organisation = Organisation.objects.get(key=entry["to"])
        return ProductReferral(organisation=organisation, transfer=entry.get("transfer", False), **both("text", entry))

    def _names(self, text: Entry) -> dict[str, Any]:
        names = text.get("names", {})
        return {"names": [ProductName(kind=kind, name=name) for kind, found in names.items() for name in found]}

    def _text(self, key: str, text: Entry, code: str) -> dict[str, Any]:
        def rich(words: str) -> str:
            return to_rich_text(words, self.fact_id, lambda product: self._page_id(product, code)) if words else ""

        def passages(content: Any, place: str) -> list[dict[str, Any]]:
            parts = content if isinstance(content, list) else [content]
            return [
                _passage(part, rich, self.fact_id, f"{key} {code} {place} {number}")
                for number, part in enumerate(parts)
            ]

        sections = [
            _block(kind, {"title": "", "passages": passages(content, kind)}, f"{key} {code} {kind}")
            for kind, content in text.get("sections", {}).items()
        ]
        messages = [
            _block("message", self._message(moment, message, passages), f"{key} {code} {moment}")
            for moment, message in text.get("moments", {}).items()
        ]
        steps = [
            _block("step", _step(step, rich, f"{key} {code} {step['id']}"), f"{key} {code} step {step['id']}")
            for step in text.get("phone", [])
        ]
        return {
            "title": text["title"],
            "summary": text.get("summary", ""),
            "sections": stream("sections", sections),
            "contact_moments": stream("contact_moments", messages),
            "phone_steps": stream("phone_steps", steps),
            "desk_bring": rich(text.get("desk_bring", "")),
            "desk_notes": rich(text.get("desk_notes", "")),
            "internal_notes": rich(text.get("internal", "")),
        }

    def _message(self, moment: str, message: Entry, passages: Callable[[Any, str], Any]) -> dict[str, Any]:
        return {
            "moment": ContactMoment.objects.get(key=moment).pk,
            "subject": message["subject"],
            "preheader": message.get("preheader", ""),
            "body": passages(message["body"], f"message {moment}"),
        }

    def fact_id(self, key: str) -> int:
        if key not in self.fact_ids:
            raise ValueError(f"There is no fact “{key}” in fixtures/facts.")
        return self.fact_ids[key]

    def _page_id(self, key: str, code: str) -> int:
        page = self.pages.get((key, code)) or self.pages.get((key, "nl"))
        if page is None:
            raise ValueError(f"There is no product “{key}” in fixtures/products.")
        return page.pk


def stream(name: str, blocks: list[dict[str, Any]]) -> Any:
    return ProductPage._meta.get_field(name).stream_block.to_python(blocks)


def _block(kind: str, value: Any, name: str) -> dict[str, Any]:
    """The id follows from the name, so that loading again gives the same."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(NAMES, name))}


def _passage(part: Any, rich: Callable[[str], str], fact_id: Callable[[str], int], name: str) -> dict[str, Any]:
    if isinstance(part, str):
        return _block("text", rich(part), name)
    value = {
        "text": rich(part["text"]),
        "valid_from": str(part["from"]) if "from" in part else None,
        "valid_until": str(part["until"]) if "until" in part else None,
        "condition": part.get("condition", ""),
        "fact": fact_id(part["fact"]) if "fact" in part else None,
    }
    return _block("occasional", value, name)


def _step(step: Entry, rich: Callable[[str], str], name: str) -> dict[str, Any]:
    kind = next(kind for kind in ("ask", "say", "do") if kind in step)
    choices = list(_choices(step.get("choices") or {}, name))
    return {"id": step["id"], "kind": kind, "text": rich(step[kind]), "choices": choices}


def _choices(choices: Entry, name: str) -> Iterator[dict[str, Any]]:
    for label, goto in choices.items():
        value = {"label": str(label), "goto": goto or ""}
        yield {"type": "item", "value": value, "id": str(uuid.uuid5(NAMES, f"{name} choice {label}"))}
