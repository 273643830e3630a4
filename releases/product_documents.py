"""Compiles one product: a document per channel and locale, and one per contact moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import orjson

from releases import canonical
from releases.channels import CHANNELS
from releases.documents import Document
from releases.facts import gaps
from releases.problems import Problem
from releases.product_view import ProductView, texts_of
from releases.references import references
from releases.shapes import Channel
from releases.snapshot import Passage, Product, Snapshot
from releases.telling import FactBook, Telling, excerpt
from releases.validity import as_periods, days_of
from releases.values import Fact

Json = dict[str, Any]


def compile_product(snapshot: Snapshot, book: FactBook, key: str) -> tuple[list[Document], set[str], list[Problem]]:
    product = snapshot.products.get(key)
    if product is None:
        return [], {f"product:{key}"}, []
    facts = [snapshot.facts[name] for name in fact_keys(product) if name in snapshot.facts]
    problems = list(_untellable(product, snapshot))
    if problems:
        return [], sources_of(product, snapshot), problems
    days = days_of(facts, _passage_days(product))
    compiling = _Compiling(snapshot, book, product, days)
    return list(compiling.documents()), sources_of(product, snapshot), compiling.problems


def fact_keys(product: Product) -> list[str]:
    """Every fact that the product's own list, its routes or any of its texts name."""
    named = [fact.key for fact in product.facts]
    named += [key for route in product.routes for key in (route.hours, route.contact, *route.facts) if key]
    for text in product.texts.values():
        named += [key for markup in texts_of(text) for key, _ in references(markup)]
        named += [passage.fact for passage in _passages(product) if passage.fact]
    return list(dict.fromkeys(named))


def sources_of(product: Product, snapshot: Snapshot) -> set[str]:
    """The source ids whose change may change this product's documents."""
    found = {f"product:{product.key}", *(f"fact:{key}" for key in fact_keys(product))}
    found |= {f"product:{key}" for key in product.related} | {f"theme:{key}" for key in product.themes}
    organisations = [product.decided_by, product.carried_out_by, *(item.organisation for item in product.referrals)]
    found |= {f"organisation:{key}" for key in organisations if key}
    found |= {f"location:{key}" for route in product.routes for key in route.locations}
    facts = [snapshot.facts[key] for key in fact_keys(product) if key in snapshot.facts]
    found |= {f"tariff:{fact.tariff}" for fact in facts if fact.tariff}
    moments = (moment.moment for text in product.texts.values() for moment in text.contact_moments)
    return found | {f"contactMoment:{key}" for key in moments}


class _Compiling:
    """One product on all its days; each day and locale is viewed once for all channels."""

    def __init__(self, snapshot: Snapshot, book: FactBook, product: Product, days: list[date]) -> None:
        self.snapshot, self.book, self.product, self.days = snapshot, book, product, days
        self.problems: list[Problem] = []
        self.views: dict[tuple[str, date], ProductView] = {}

    def documents(self) -> Iterator[Document]:
        for setting in self.snapshot.locales:
            for channel in CHANNELS.values():
                shown = setting.code if setting.code in self.product.texts else setting.fallback.get(channel.name)
                if shown in self.product.texts and shown is not None:
                    yield self._product(channel, setting.code, shown)
                    yield from self._moments(channel, setting.code, shown)

    def _view(self, locale: str, day: date) -> ProductView:
        if (locale, day) not in self.views:
            subject = ("product", self.product.key)
            telling = Telling(self.snapshot, self.book, subject, locale, day, self.problems)
            self.views[locale, day] = ProductView(self.product, self.product.texts[locale], telling)
        return self.views[locale, day]

    def _product(self, channel: Channel, locale: str, shown: str) -> Document:
        uses: dict[str, set[str]] = {}

        def body_on(day: date) -> bytes:
            view = self._view(shown, day)
            shape = channel.product(view)
            told_in: dict[str, list[str]] = {key: list(places) for key, places in shape.uses.items()}
            for key, places in view.shared_uses.items():
                told_in.setdefault(key, []).extend(places)
            for key, places in told_in.items():
                uses.setdefault(key, set()).update(places)
            members = view.shared | shape.members | {"channel": channel.name, "locale": locale}
            return canonical.dumps(members | {"facts": facts_member(view.telling, told_in)})

        periods = as_periods(self.days, body_on)
        return self._document(channel, "product", self.product.key, locale, shown, periods, uses)

    def _moments(self, channel: Channel, locale: str, shown: str) -> Iterator[Document]:
        if channel.moments is None:
            return
        for position, moment in enumerate(self.product.texts[shown].contact_moments):
            key, uses = f"{self.product.key}.{moment.moment}", dict[str, set[str]]()

            def body_on(day: date, position: int = position, key: str = key, uses: Any = uses) -> bytes:
                view = self._view(shown, day)
                found = channel.moments(view)[position] if channel.moments else None
                assert found is not None  # noqa: S101
                for name in found.keys:
                    uses.setdefault(name, set()).add("body")
                head = {"kind": "contactMoment", "key": key, "channel": channel.name, "locale": locale}
                named = {"contentLocale": shown, "title": found.title}
                return canonical.dumps(head | named | found.members | {"facts": facts_member(view.telling, found.keys)})

            periods = as_periods(self.days, body_on)
            yield self._document(channel, "contactMoment", key, locale, shown, periods, uses)

    def _document(
        self, channel: Channel, kind: str, key: str, locale: str, shown: str, periods: Any, uses: Mapping[str, set[str]]
    ) -> Document:
        text = self.product.texts[shown]
        codes = tuple((code.system, code.code) for code in self.product.external_codes) if kind == "product" else ()
        return Document(
            channel=channel.name,
            kind=kind,
            key=key,
            locale=locale,
            title=text.title,
            periods=periods,
            uses={name: tuple(sorted(places)) for name, places in sorted(uses.items())},
            subject=("product", self.product.key),
            external=codes,
        )


def facts_member(telling: Telling, keys: Iterable[str]) -> Json:
    """The fact objects of `keys`, as bytes that are the same in every document."""
    told = ((key, telling.told(key)) for key in keys)
    return {key: orjson.Fragment(found.body) for key, found in told if found}


def _untellable(product: Product, snapshot: Snapshot) -> Iterator[Problem]:
    """Facts that are not there, or have no value at some time after their first."""
    for key in fact_keys(product):
        fact = snapshot.facts.get(key)
        for place, sentence in _places(product, key):
            if fact is None:
                yield _problem("unknownReference", product, place, {"fact": key}, sentence)
            elif missing := _first_gap(fact):
                yield _problem("noValue", product, place, {"fact": key, "day": missing}, sentence)


def _first_gap(fact: Fact) -> str | None:
    """The first day on which the fact has no value; None when there always is one."""
    if not fact.values:
        return date.min.isoformat()
    found = gaps(fact.values)
    return found[0][0].isoformat() if found else None


def _places(product: Product, key: str) -> Iterator[tuple[str, str]]:
    """Where the product names the fact, and the sentence if it is in a text."""
    in_text = False
    for locale, text in product.texts.items():
        for markup in texts_of(text):
            if any(reference.key == key for reference in references(markup)):
                in_text = True
                yield f"texts.{locale}", excerpt(markup, key)
    if not in_text:
        yield ("facts" if any(fact.key == key for fact in product.facts) else "routes"), ""


def _problem(code: str, product: Product, place: str, params: Mapping[str, str], sentence: str) -> Problem:
    sources = frozenset({f"fact:{params['fact']}", f"product:{product.key}"})
    return Problem(code, ("product", product.key), "", place, sources, params, sentence)


def _passages(product: Product) -> Iterator[Passage]:
    for text in product.texts.values():
        yield from (passage for section in text.sections for passage in section.passages)
        yield from (passage for moment in text.contact_moments for passage in moment.body)


def _passage_days(product: Product) -> Iterator[date | None]:
    for passage in _passages(product):
        yield from (passage.valid_from, passage.valid_until)
