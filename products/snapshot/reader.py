"""Reads all that a compile needs, in a number of queries that does not grow with the number of subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.conf import settings
from django.db.models import Model

from products.content_languages import language_names, source_language
from products.models import Fact, ProductPage
from products.models.records import records_where
from products.snapshot import texts
from products.snapshot.contact_moments import read_moments
from products.snapshot.disruptions import Disruptions
from products.snapshot.facts import read_facts, read_tariffs
from products.snapshot.house_styles import read_house_styles
from products.snapshot.notices import Notices
from products.snapshot.places import Locations, Organisations
from products.snapshot.products import Keys, ProductPages
from products.snapshot.search_rules import SearchRuleRows
from products.snapshot.site_information import SiteInformationRow
from products.snapshot.sources import BRANDING, NAVIGATION, NOTICES, SEARCH_RULES, SITE, Subject
from products.snapshot.themes import ThemeTree, Translations, all_short_products, short_product, short_products
from releases.channels import CHANNELS
from releases.conditions.confirmations import opened
from releases.core.search_rules import SearchRules
from releases.core.site_information import SiteInformation
from releases.snapshot import LocaleSetting, Product, Snapshot


def read_snapshot(subjects: Iterable[Subject], *, horizon: int, drafts: Mapping[str, Model] | None = None) -> Snapshot:
    """The published state; `drafts` (by source id) count as published. `horizon`: the last year of holidays."""
    return _Reading(tuple(dict.fromkeys(subjects)), horizon, drafts or {}).snapshot()


class _Reading:
    def __init__(self, subjects: tuple[Subject, ...], horizon: int, drafts: Mapping[str, Model]) -> None:
        self.subjects, self.horizon, self.drafts = subjects, horizon, tuple(drafts.values())
        self.themes = ThemeTree(self.drafts)
        self.pages = ProductPages(self._keys("product"), self.drafts)
        self.rules = SearchRuleRows(self.drafts) if SEARCH_RULES in self.subjects else None
        self.site = SiteInformationRow(self.drafts, asked=bool({SITE, NAVIGATION} & {*self.subjects}))
        self.named_products = self._named_products()
        self.disruptions = Disruptions(self.drafts)
        self.organisations = Organisations(
            self.pages.organisation_ids() | self.site.organisation_ids(),
            self._keys("organisation"),
            self.drafts,
        )
        self.locations = Locations(
            self.pages.location_ids() | self.site.location_ids() | self.disruptions.location_ids(),
            self._keys("location"),
            self.drafts,
            self.pages.fact_ids() | self.organisations.fact_ids() | self.site.fact_ids(),
            self.disruptions,
        )
        self.notices = Notices(self.drafts, asked=NOTICES in self.subjects)
        self.fact_keys = self._fact_keys()
        self.short = self._short()

    def _keys(self, kind: str) -> set[str]:
        return {key for subject, key in self.subjects if subject == kind}

    def _fact_keys(self) -> dict[int | None, str]:
        """Keys by id of every fact that is told or mentioned, published or not."""
        ids = self.pages.fact_ids() | self.organisations.fact_ids() | self.locations.fact_ids() | self.site.fact_ids()
        mentioned = {key for page in self.pages.all for key in texts.fact_keys(page)} | self.notices.mentioned()
        found = records_where(Fact, "id", ids, fields=("id", "key"))
        found += records_where(Fact, "key", mentioned, fields=("id", "key"))
        return {fact.id: fact.key for fact in found} | {
            draft.pk: draft.key for draft in self.drafts if isinstance(draft, Fact)
        }

    def snapshot(self) -> Snapshot:
        facts = read_facts((id for id in self.fact_keys if id), self.drafts, self.horizon)
        moment_keys, moments = read_moments({id for page in self.pages.all for id in texts.moments(page)}, self.drafts)
        return Snapshot(
            subjects=self.subjects,
            locales=locale_settings(),
            facts=facts,
            tariffs=read_tariffs({fact.tariff for fact in facts.values() if fact.tariff}, self.drafts),
            products=self._products(moment_keys),
            organisations=self.organisations.read(self.fact_keys),
            locations=self.locations.read(),
            themes=self.themes.read(self.short.sources() if NAVIGATION in self.subjects else ()),
            contact_moments=moments,
            house_styles=read_house_styles(self.drafts) if BRANDING in self.subjects else (),
            notices=self.notices.read(),
            site_information=self._site_information(),
            search_rules=self.rules.read(self._product_keys) if self.rules else SearchRules(),
            opened=opened(),
            phones=self.disruptions.phones(),
        )

    def _named_products(self) -> set[int]:
        """By a link, as related, by a search rule or as a top task."""
        of_rules = self.rules.product_ids() if self.rules else set()
        return self.pages.product_ids() | of_rules | self.site.product_ids()

    def _site_information(self) -> SiteInformation | None:
        places = self.organisations.keys, self.locations.keys
        return self.site.read(self._product_keys, *places, self.fact_keys)

    @cached_property
    def _product_keys(self) -> dict[int, str]:
        pages = records_where(ProductPage, "id", self.named_products, fields=("id", "key"))
        return {page.id: page.key for page in pages}

    def _short(self) -> Translations:
        """Products that are only named: by a link, as related, or in the navigation."""
        if NAVIGATION in self.subjects:
            return all_short_products(self.drafts)
        return short_products(self.named_products, self.drafts)

    def _products(self, moments: Mapping[int, str]) -> dict[str, Product]:
        keys = Keys(
            facts=self.fact_keys,
            organisations=self.organisations.keys,
            locations=self.locations.keys,
            products=self._product_keys,
        )
        reader = texts.TextReader(keys.products, keys.facts, moments)
        named = {page.key: short_product(self.short.of(page)) for page in self.short.sources()}
        return dict(sorted((named | self.pages.read(keys, reader, self.themes, self.disruptions.phones())).items()))


def locale_settings() -> tuple[LocaleSetting, ...]:
    """The content languages; no language falls back to itself."""
    first, never = source_language(), settings.CHANNELS_WITHOUT_FALLBACK
    return tuple(
        LocaleSetting(code, {channel: None if code == first or channel in never else first for channel in CHANNELS})
        for code in language_names()
    )
