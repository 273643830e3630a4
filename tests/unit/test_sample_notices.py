"""The notices and availability of the sample municipality are whole, and marked as made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from products.sample.files import Data, Fixture
from products.sample.products import route_entry
from releases.channels import CHANNELS
from tests.unit.sample_references import fact_references

FIXTURE = Fixture(Path(__file__).parents[2] / "fixtures")
NOTICES, PRODUCTS = FIXTURE.notices, FIXTURE.products
FACTS = {key for group, entries in FIXTURE.facts.items() if group != "tariffs" for key in entries}
IDS = {"argvalues": sorted(NOTICES.items()), "ids": sorted(NOTICES)}


def texts(notice: Data) -> list[Data]:
    return [notice["title"], notice["text"], *notice.get("own", {}).values()]


def routes(product: str) -> set[str]:
    return {route_entry(route, FIXTURE.route_presets)["key"] for route in PRODUCTS[product].get("routes", ())}


def products(notice: Data) -> set[str]:
    """On whose pages it stands, those of routes and locations apart."""
    return {
        *notice.get("products", ()),
        *(key for key in PRODUCTS if PRODUCTS[key]["theme"] in notice.get("themes", ())),
    }


def facts(product: str) -> set[str]:
    entry = PRODUCTS[product]
    asked = (fact for route in entry.get("routes", ()) for fact in route.get("facts", ()))
    return {*entry.get("facts", ()), *entry.get("some_channels", ()), *asked}


def themes(tree: Data) -> Iterator[str]:
    for key, theme in tree.items():
        yield key
        yield from themes(theme.get("children", {}))


def availability() -> Iterator[tuple[str, Data]]:
    for key, product in PRODUCTS.items():
        for rows in (product, *product.get("routes", ())):
            yield from ((key, row) for row in rows.get("availability", ()))


@pytest.mark.parametrize(("key", "notice"), **IDS)
class TestEachNotice:
    def test_is_there_in_both_languages(self, key, notice):
        assert all(text.get("nl") and text.get("en") for text in texts(notice))

    def test_is_marked_as_an_example(self, key, notice):
        assert notice["source"].startswith("voorbeeld")

    def test_names_only_facts_that_are_there(self, key, notice):
        assert {
            fact for text in texts(notice) for words in text.values() for fact, _ in fact_references(words)
        } <= FACTS

    def test_names_only_channels_that_are_there(self, key, notice):
        assert notice.get("own", {}).keys() <= CHANNELS.keys()

    def test_is_about_what_is_there(self, key, notice):
        assert set(notice.get("themes", ())) <= set(themes(FIXTURE.read("themes")))
        assert set(notice.get("products", ())) <= PRODUCTS.keys()
        assert set(notice.get("locations", ())) <= FIXTURE.read("locations").keys()
        assert all(name in routes(product) for product, name in notice.get("routes", {}).items())

    def test_tells_a_fact_only_on_products_that_have_it(self, key, notice):
        told = {fact for text in texts(notice) for words in text.values() for fact, _ in fact_references(words)}
        assert {product: told - facts(product) for product in products(notice) if told - facts(product)} == {}


def test_one_notice_lasts_long_one_is_planned_and_one_is_past():
    spans: dict[str, Any] = {key: (notice["from"], notice.get("until", "9999")) for key, notice in NOTICES.items()}

    assert min(until for _, until in spans.values()) < "2026-10" < max(starts for starts, _ in spans.values())
    assert any(starts < "2026-11-24" and until > "2027-03" for starts, until in spans.values())


def test_availability_is_marked_as_an_example():
    assert {row["source"] for _, row in availability()} == {"voorbeeld"}


def test_availability_has_a_stop_an_end_and_a_route():
    assert {row["status"] for _, row in availability()} == {"stopped", "ended"}
    assert {key for key, _ in availability()} == {"rommelmarkt", "compostvat", "paspoort"}


def test_a_successor_is_there():
    assert {row["successor"] for _, row in availability() if "successor" in row} <= PRODUCTS.keys()
