"""The window in which an editor finds a fact and picks what to tell of it, and the list of where it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex

from products.models import Amount, AmountValue, Fact, HomePage, ProductPage, ThemePage
from products.publishing.release import unreleased

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def no_release() -> Iterator[None]:
    """What the tests build need not be published."""
    with unreleased():
        yield


def amount(key: str, label: str, value: str, later: str | None = None) -> Amount:
    change = timezone.localdate() + timedelta(days=30)
    fact = Amount(key=key, label={"nl": label})
    fact.values = [AmountValue(amount=Decimal(value), valid_until=change if later else None)]
    if later:
        fact.values.add(AmountValue(amount=Decimal(later), valid_from=change))
    fact.save()
    return fact


@pytest.fixture
def passport() -> Amount:
    return amount("paspoort.leges.volwassene", "Paspoort, 18 jaar en ouder", "83.87", "90.00")


@pytest.fixture
def licence() -> Amount:
    return amount("rijbewijs.leges", "Rijbewijs", "50.05")


@pytest.fixture
def product(passport) -> ProductPage:
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Start", slug="start"))
    theme = home.add_child(instance=ThemePage(title="Reizen", slug="reizen", key="reizen"))
    notes = f'<p>Kost <embed embedtype="fact" key="{passport.key}" aspect="value"/></p>'
    return theme.add_child(instance=ProductPage(title="Paspoort", slug="p", key="paspoort", desk_notes=notes))


def listed(client, **query: str) -> BeautifulSoup:
    response = client.get(reverse("fact_chooser:choose_results"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def keys(soup: BeautifulSoup) -> list[str]:
    return [row.td.get_text(strip=True) for row in soup.select("tbody tr")]


def links(soup: BeautifulSoup) -> dict[str, str]:
    return {link["data-aspect"]: link["href"] for link in soup.select("a[data-chooser-modal-choice]")}


def chosen(client, url: str) -> dict[str, str]:
    return json.loads(client.get(url).content)["result"]


@pytest.mark.parametrize("words", ["leges.volw", "PASPOORT", "jaar 18", "paspoort ouder"])
def test_a_fact_is_found_by_words_of_its_key_and_label(admin_client, passport, licence, words):
    assert keys(listed(admin_client, q=words)) == [passport.key]


def test_without_words_all_facts_are_listed_by_key(admin_client, licence, passport):
    assert keys(listed(admin_client)) == [passport.key, licence.key]


def test_words_that_match_nothing_are_told(admin_client, passport):
    assert "zwembad" in listed(admin_client, q="zwembad").get_text()


def test_only_an_aspect_that_says_something_can_be_picked(admin_client, passport, licence):
    assert list(links(listed(admin_client, q=passport.key))) == ["value", "full", "predicate", "next", "nextDate"]
    assert list(links(listed(admin_client, q=licence.key))) == ["value", "full", "predicate"]


def test_picking_the_next_value_gives_the_chip_that_shows_it(admin_client, passport):
    chip = chosen(admin_client, links(listed(admin_client))["next"])
    assert (chip["key"], chip["aspect"], "90,00" in chip["text"]) == (passport.key, "next", True)


def test_an_unknown_aspect_picks_the_value(admin_client, passport):
    url = reverse("fact_chooser:chosen", args=[passport.pk])
    assert chosen(admin_client, f"{url}?aspect=colour")["aspect"] == "value"


def test_a_fact_that_has_gone_meanwhile_is_not_found(admin_client):
    assert admin_client.get(reverse("fact_chooser:chosen", args=[987])).status_code == 404


def test_facts_are_shown_to_editors_only(client, passport):
    assert client.get(reverse("fact_chooser:choose_results")).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_columns(admin_client, passport, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        listed(admin_client)


def test_usage_of_a_fact_lists_the_page_whose_text_refers_to_it(product, passport):
    [usage] = ReferenceIndex.get_references_to(passport)
    assert (usage.object_id, usage.model_path) == (str(product.pk), "desk_notes.")


def test_a_page_no_longer_uses_a_fact_that_was_taken_out_of_its_text(product, passport):
    product.desk_notes = "<p>Gratis</p>"
    product.save()
    assert not ReferenceIndex.get_references_to(passport).exists()


def test_usage_finds_a_fact_inside_the_blocks_of_a_section(product, licence):
    text = f'<p>Kost <embed embedtype="fact" key="{licence.key}" aspect="value"/></p>'
    product.sections = json.dumps(
        [{"type": "costs", "value": {"title": "", "passages": [{"type": "text", "value": text}]}}]
    )
    product.save()
    assert ReferenceIndex.get_references_to(Fact.objects.get(key=licence.key)).get().object_id == str(product.pk)


def rich_text_features() -> dict[str, list[str] | None]:
    found = {}
    for model in apps.get_app_config("products").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, RichTextField):
                found[str(field)] = field.features
            elif isinstance(field, StreamField):
                found |= {f"{field}.{path}": block.features for path, block in blocks(field.stream_block, "")}
    return found


def blocks(block, path):
    if isinstance(block, RichTextBlock):
        yield path, block
    children = getattr(block, "child_blocks", {})
    for name, child in (children or {}).items():
        yield from blocks(child, f"{path}.{name}")
    if hasattr(block, "child_block"):
        yield from blocks(block.child_block, path)


def test_every_rich_text_field_keeps_facts_since_an_editor_without_them_would_delete_them():
    features = rich_text_features()
    assert len(features) > 5
    assert [name for name, allowed in features.items() if "fact" not in (allowed or [])] == []
