"""Products, from the fixtures' short form to pages in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group

from products.content_languages import source_language
from products.models import Fact, Location, Organisation, ProductPage, ThemePage, UplName
from products.sample.files import Data, Fixture, FixtureError, Named
from products.sample.records import Row, add_page, localised, publish_values
from products.sample.texts import Texts
from products.sample.tree import locales, translation_of


class Products:
    """All objects that products refer to, by key; pages first, since texts link to them."""

    def __init__(self, fixture: Fixture) -> None:
        self._fixture = fixture
        self._facts = Named("fact", ((each.key, each) for each in Fact.objects.specific()))
        self._organisations = Named("organisation", ((each.key, each) for each in Organisation.objects.all()))
        self._locations = Named("location", ((each.key, each) for each in Location.objects.all()))
        self._upl = Named("UPL name", ((each.name, each) for each in UplName.objects.all()))
        self._teams = Named("team", ((each.name, each) for each in Group.objects.all()))
        themes = ThemePage.objects.filter(locale__language_code=source_language())
        self._themes = Named("theme", ((each.key, each) for each in themes))
        self._pages = {code: Named("product", self._drafts(code)) for code in locales()}

    def load(self) -> Iterator[bool]:
        for code, pages in self._pages.items():
            source = self._pages[source_language()]
            texts = Texts(Named("product", ((key, (pages.get(key) or page).pk) for key, page in source.items())))
            for key, page in pages.items():
                yield self._load(page, self._fixture.products[key], texts, code)

    def _load(self, page: ProductPage, entry: Data, texts: Texts, code: str) -> bool:
        try:
            values = texts.values(entry[code])
            return publish_values(page, values | self._values(entry) if page.is_source else values)
        except FixtureError as error:
            raise FixtureError(f"{page.key}: {error}") from error

    def _drafts(self, code: str) -> Iterator[tuple[str, ProductPage]]:
        for key, entry in self._fixture.products.items():
            if code == source_language():
                yield key, self._source(key, entry)
            elif code in entry:
                source = ProductPage.objects.get(key=key, locale__language_code=source_language())
                yield key, translation_of(source, locales()[code])

    def _source(self, key: str, entry: Data) -> ProductPage:
        found = ProductPage.objects.filter(key=key, locale__language_code=source_language()).first()
        if found:
            return found
        theme = self._themes[entry["theme"]]
        return add_page(
            theme, ProductPage(key=key, title=entry[source_language()]["title"], slug=key, locale=theme.locale)
        )

    def _values(self, entry: Data) -> dict[str, Any]:
        """What has no language."""
        audiences = entry.get("audiences", ["resident"])
        return {
            "for_residents": "resident" in audiences,
            "for_businesses": "business" in audiences,
            "decided_by": self._organisation(entry.get("decided_by")),
            "carried_out_by": self._organisation(entry.get("carried_out_by")),
            "no_offline_route_reason": localised(entry.get("no_offline_route_reason")),
            "team": self._teams[entry["team"]],
            "upl_names": [{"upl": self._upl[name]} for name in entry["upl"]],
            "external_codes": [{"system": name, "code": code} for name, code in entry.get("codes", {}).items()],
            "product_facts": list(self._product_facts(entry)),
            "routes": [self._route(route) for route in entry.get("routes", ())],
            "referrals": [self._referral(referral) for referral in entry.get("referrals", ())],
            "availability": [self._availability(row) for row in entry.get("availability", ())],
            "related_products": [{"product": self._pages[source_language()][key]} for key in entry.get("related", ())],
        }

    def _product_facts(self, entry: Data) -> Iterator[Row]:
        for key in entry.get("facts", ()):
            yield {"fact": self._fact(key), "everywhere": True}
        for key in entry.get("some_channels", ()):
            yield {"fact": self._fact(key), "everywhere": False}

    def _route(self, entry: Data) -> Row:
        route = route_entry(entry, self._fixture.route_presets)
        return {
            "key": route["key"],
            "kind": route["kind"],
            "label": localised(route["label"]),
            "choose_when": localised(route.get("choose_when")),
            "login": route.get("login", "none"),
            "assurance_level": route.get("assurance_level", ""),
            "european_login": route.get("european_login", False),
            "on_behalf": route.get("on_behalf", False),
            "url": localised(route.get("url")),
            "appointment_url": localised(route.get("appointment_url")),
            "hours": self._fact(route.get("hours")),
            "contact": self._fact(route.get("contact")),
            "locations": [self._locations[key] for key in route.get("locations", ())],
            "route_facts": [{"fact": self._fact(key)} for key in route.get("facts", ())],
            "availability": [self._availability(row) for row in route.get("availability", ())],
        }

    def _availability(self, entry: Data) -> Row:
        successor = entry.get("successor")
        return {
            "status": entry["status"],
            "reason": localised(entry),
            "successor": self._pages[source_language()][successor] if successor else None,
            "valid_from": entry.get("from"),
            "valid_until": entry.get("until"),
            "source": entry.get("source", ""),
        }

    def _referral(self, entry: Data) -> Row:
        return {
            "organisation": self._organisation(entry["to"]),
            "text": localised(entry),
            "transfer": entry.get("transfer", False),
        }

    def _fact(self, key: str | None) -> Fact | None:
        return self._facts[key] if key else None

    def _organisation(self, key: str | None) -> Organisation | None:
        return self._organisations[key] if key else None


def route_entry(entry: Data, presets: Mapping[str, Any]) -> Data:
    """A route that names a preset with `use` has its name and what it leaves out."""
    preset = entry.get("use")
    return {"key": preset, **presets[preset], **entry} if preset else entry
