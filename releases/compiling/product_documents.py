"""Compiles one product: a document per channel and locale, and one per contact moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from releases.channels import channels_on
from releases.compiling.documents import Document
from releases.compiling.period_builder import Address, PeriodBuilder
from releases.compiling.product_sources import fact_keys, lasting_keys, passages, sources_of
from releases.compiling.validity import days_of
from releases.core.problems import Problem
from releases.facts.dated_values import BEGINNING
from releases.rendering.availability import all_rows, note_successors
from releases.rendering.fact_book import FactBook
from releases.rendering.product_view import ProductView, in_bytes
from releases.rendering.shapes import Channel, Uses
from releases.rendering.stops import stops_around
from releases.rendering.texts import TextRenderer
from releases.rendering.undated_members import note_missing, surroundings
from releases.snapshot import Availability, LocaleSetting, Passage, Product, Snapshot

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]


def compile_product(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    product = snapshot.products.get(key)
    if product is None:
        return [], {f"product:{key}"}, []
    compiling = _Compiling(snapshot, book, product)
    return list(compiling.documents()), sources_of(product, snapshot), compiling.problems


def shown_locale(product: Product, setting: LocaleSetting, channel: str) -> str | None:
    """The locale of the text that the channel shows: the one asked for, else its fallback, else none."""
    wanted = (setting.code, setting.fallback.get(channel))
    return next((locale for locale in wanted if locale in product.texts), None)


class _Compiling:
    """One product on all its days; each day and locale is viewed once for all channels."""

    def __init__(self, snapshot: Snapshot, book: FactBook, product: Product) -> None:
        self.snapshot, self.book, self.product = snapshot, book, product
        self.subject = ("product", product.key)
        self.problems: list[Problem] = []
        self._views: dict[str, list[ProductView]] = {}

    def documents(self) -> Iterator[Document]:
        named = self._renderer("", BEGINNING)
        note_missing(self.product, named)
        note_successors(self.product, named)
        self.problems += named.problems
        for setting in self.snapshot.locales:
            for channel in channels_on(self.snapshot.opened).values():
                shown = shown_locale(self.product, setting, channel.name)
                if shown is not None:
                    yield from self._product(channel, setting.code, shown)
                    yield from self._messages(channel, setting.code, shown)

    def _product(self, channel: Channel, locale: str, shown: str) -> Iterator[Document]:
        address = Address(channel.name, "product", self.product.key, locale)
        made = PeriodBuilder(address, self.subject, shown, self.product)
        for view in self._views_in(shown):
            shape = channel.product(view)
            uses = (*view.shared_uses, *shape.uses)
            note_left_out(view, channel, uses)
            made.add(view.renderer, view.text.title, {**view.shared, **shape.members}, (*uses, ("facts", view.lapsed)))
        yield from made.documents(tuple((code.system, code.code) for code in self.product.external_codes))
        self.problems += made.problems()

    def _messages(self, channel: Channel, locale: str, shown: str) -> Iterator[Document]:
        if channel.messages is None:
            return
        days = [(view.renderer, channel.messages(view)) for view in self._views_in(shown)]
        for moment in days[0][1]:
            address = Address(channel.name, "contactMoment", f"{self.product.key}.{moment}", locale)
            made = PeriodBuilder(address, self.subject, shown, self.product)
            for renderer, messages in days:
                message = messages[moment]
                made.add(renderer, message.title, message.members, message.uses)
            yield from made.documents()
            self.problems += made.problems()

    def _views_in(self, locale: str) -> list[ProductView]:
        if locale not in self._views:
            product, text = self.product, self.product.texts[locale]
            around = surroundings(product, text, self.snapshot, locale)
            ready = in_bytes(around)
            days = self._days(locale)
            self._views[locale] = [
                ProductView(product, text, self._renderer(locale, day), around, ready) for day in days
            ]
        return self._views[locale]

    def _days(self, locale: str) -> Sequence[date]:
        facts, text = self.snapshot.facts, self.product.texts[locale]
        told = [facts[key] for key in fact_keys(self.product) if key in facts]
        rows = stops_around(fact_keys(self.product), self.product, self.snapshot)
        dated: list[Passage | Availability] = [*passages(text), *all_rows(self.product), *rows]
        dates = (day for each in dated for day in (each.valid_from, each.valid_until))
        return days_of(told, dates, (facts[key] for key in lasting_keys(text) if key in facts))

    def _renderer(self, locale: str, day: date) -> TextRenderer:
        return TextRenderer(self.snapshot, self.book, self.subject, locale, day)


def note_left_out(view: ProductView, channel: Channel, uses: Uses) -> None:
    """A channel that leaves out what every channel must tell may not publish."""
    told = {key for _, keys in uses for key in keys}
    for fact in view.everywhere:
        if fact.fact.key not in told:
            params = {"fact": fact.fact.key, "channel": channel.name}
            view.renderer.note("notToldEverywhere", channel.name, params, "", f"fact:{fact.fact.key}")
