"""Products, from pages in several languages to one product with its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model

from products.content_languages import source_language
from products.models import ProductPage, Route, UplName
from products.models.choices import RouteKind
from products.models.records import Record, Rows, is_draft, locale_text, records_where, with_drafts
from products.snapshot import texts
from products.snapshot.disruptions import Stops, closing
from products.snapshot.themes import PAGE, ThemeTree, Translations
from releases import snapshot as told
from releases.core.intervals import in_order

OWN = (
    "summary", "public_address", *texts.STREAMS, *texts.RICH_TEXTS, "for_residents", "for_businesses", "decided_by_id",
    "carried_out_by_id", "no_offline_route_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Keys:
    """Ids to keys, of all that products refer to."""

    facts: Mapping[int | None, str]
    organisations: Mapping[int | None, str]
    locations: Mapping[int | None, str]
    products: Mapping[int, str]


class ProductPages:
    """The pages of these products in all languages, and their rows."""

    def __init__(self, keys: Iterable[str], drafts: Sequence[Model]) -> None:
        self._pages = Translations(with_drafts(_pages(set(keys)), drafts, ProductPage))
        self.sources = self._pages.sources()
        self.all = [page for source in self.sources for page in self._pages.of(source).values()]
        self._names = Rows(ProductPage, "names", self.all)
        self._upl = Rows(ProductPage, "upl_names", self.sources)
        self._codes = Rows(ProductPage, "external_codes", self.sources)
        self._facts = Rows(ProductPage, "product_facts", self.sources)
        self._routes = Rows(ProductPage, "routes", self.sources)
        self._referrals = Rows(ProductPage, "referrals", self.sources)
        self._related = Rows(ProductPage, "related_products", self.sources)
        self._availability = Rows(ProductPage, "availability", self.sources)
        self._read_routes()

    def _read_routes(self) -> None:
        routes = [route for page in self.sources for route in self._routes.of(page)]
        self._route_facts = Rows(Route, "route_facts", routes)
        self._route_availability = Rows(Route, "availability", routes)
        through = Route.locations.through
        links = records_where(through, "route_id", (route.id for route in routes if not is_draft(route)))
        self._locations: dict[int, list[int]] = {}
        for link in links:
            self._locations.setdefault(link.route_id, []).append(link.location_id)
        upl = (row.upl_id for page in self.sources for row in self._upl.of(page))
        self._upl_names = {upl.id: told.UplName(upl.name, upl.uri) for upl in records_where(UplName, "id", upl)}

    def fact_ids(self) -> set[int]:
        found = {row.fact_id for page in self.sources for row in self._facts.of(page)}
        for route in self.routes():
            found |= {row.fact_id for row in self._route_facts.of(route)} | {route.hours_id, route.contact_id}
        return (found | {id for page in self.all for id in texts.condition_facts(page)}) - {None}

    def organisation_ids(self) -> set[int]:
        found = {id for page in self.sources for id in (page.decided_by_id, page.carried_out_by_id)}
        found |= {row.organisation_id for page in self.sources for row in self._referrals.of(page)}
        return found - {None}

    def location_ids(self) -> set[int]:
        return {id for route in self.routes() for id in self._location_ids(route)}

    def product_ids(self) -> set[int]:
        related = {row.product_id for page in self.sources for row in self._related.of(page)}
        related |= {row.successor_id for row in self._all_availability()} - {None}
        return related | {id for page in self.all for id in texts.linked_pages(page)}

    def _all_availability(self) -> Iterator[Record]:
        yield from (row for page in self.sources for row in self._availability.of(page))
        yield from (row for route in self.routes() for row in self._route_availability.of(route))

    def routes(self) -> list[Record]:
        return [route for page in self.sources for route in self._routes.of(page)]

    def read(
        self, keys: Keys, reader: texts.TextReader, themes: ThemeTree, phones: Stops = ()
    ) -> dict[str, told.Product]:
        """`phones` are stops of all routes by telephone."""
        self._phones = phones
        return {page.key: self._read(page, keys, reader, themes) for page in self.sources}

    def _read(self, page: Record, keys: Keys, reader: texts.TextReader, themes: ThemeTree) -> told.Product:
        return told.Product(
            key=page.key,
            texts={
                language: reader.product_text(each, tuple((row.kind, row.name) for row in self._names.of(each)))
                for language, each in sorted(self._pages.of(page).items())
            },
            upl=tuple(self._upl_names[row.upl_id] for row in self._upl.of(page) if row.upl_id in self._upl_names),
            audiences=_audiences(page),
            themes=themes.above(page.path),
            external_codes=tuple(told.ExternalCode(row.system, row.code) for row in self._codes.of(page)),
            routes=tuple(self._route(route, keys) for route in self._routes.of(page)),
            no_offline_route_reason=locale_text(page, "no_offline_route_reason"),
            decided_by=keys.organisations.get(page.decided_by_id),
            carried_out_by=keys.organisations.get(page.carried_out_by_id),
            referrals=tuple(
                told.Referral(keys.organisations[row.organisation_id], locale_text(row, "text"), row.transfer)
                for row in self._referrals.of(page)
            ),
            facts=tuple(told.ProductFact(keys.facts[row.fact_id], row.everywhere) for row in self._facts.of(page)),
            related=tuple(keys.products[row.product_id] for row in self._related.of(page)),
            availability=_availability(self._availability.of(page), keys),
        )

    def _route(self, route: Record, keys: Keys) -> told.Route:
        return told.Route(
            key=route.key,
            kind=route.kind,
            label=locale_text(route, "label"),
            choose_when=locale_text(route, "choose_when"),
            login=route.login,
            assurance_level=route.assurance_level,
            european_login=route.european_login,
            on_behalf=route.on_behalf,
            url=locale_text(route, "url"),
            appointment_url=locale_text(route, "appointment_url"),
            hours=keys.facts.get(route.hours_id),
            contact=keys.facts.get(route.contact_id),
            locations=tuple(sorted(keys.locations[id] for id in self._location_ids(route))),
            facts=tuple(keys.facts[row.fact_id] for row in self._route_facts.of(route)),
            availability=closing(
                _availability(self._route_availability.of(route), keys),
                self._phones if route.kind == RouteKind.PHONE else (),
            ),
        )

    def _location_ids(self, route: Record) -> list[int]:
        if is_draft(route):
            return [location.pk for location in route.locations.all()]
        return self._locations.get(route.id, [])


def _pages(keys: set[str]) -> list[Record]:
    sources = records_where(ProductPage, "key", keys, fields=("key", "translation_key", "locale__language_code"))
    chosen = (page.translation_key for page in sources if page.locale__language_code == source_language())
    return records_where(ProductPage, "translation_key", chosen, fields=(*PAGE, *OWN))


def _availability(rows: Iterable[Record], keys: Keys) -> tuple[told.Availability, ...]:
    found = (
        told.Availability(
            row.status, locale_text(row, "reason"), keys.products.get(row.successor_id), row.valid_from, row.valid_until
        )
        for row in rows
    )
    return tuple(in_order(found))


def _audiences(page: Record) -> tuple[told.Audience, ...]:
    residents: tuple[told.Audience, ...] = ("resident",) if page.for_residents else ()
    return (*residents, "business") if page.for_businesses else residents
