"""Rows within rows stay with the page or snippet that they belong to, whatever is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale

from products.models import (
    OpeningHoursFact,
    Organisation,
    ProductFact,
    ProductPage,
    Route,
    RouteAvailability,
    RouteFact,
    Season,
)
from products.models.own_rows import OwnRows
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from tests.integration.admin_forms import form_data, rows, url
from tests.integration.editorial import Municipality, amount, head_number, publish
from tests.integration.publish_ways import PUBLISH, Editor
from tests.integration.rows_of_all import one_of_each

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
NUMBERS = count()
# The release with every kind of row; the one before it has a small municipality.
FILLED = 2

Step = Callable[[Editor, ProductPage], None]


def rows_of(parent: Model) -> list[str]:
    """Every row under an object, at any depth, as the database has it, but for its place in the order."""
    return [re.sub(r'"sort_order": \w+, ', "", serializers.serialize("json", [row])) for row in _rows_of(parent)]


def _rows_of(parent: Model) -> Iterator[Model]:
    for relation in get_all_child_relations(type(parent)):
        rows = relation.related_model._base_manager.filter(**{relation.field.name: parent.pk})
        for row in rows.order_by("pk"):
            yield row
            yield from _rows_of(row)


def shape_of(parent: Model) -> list[str]:
    """The kinds of rows under an object; a copy has the same."""
    return sorted(type(row).__name__ for row in _rows_of(parent))


@pytest.fixture
def filled(town: Municipality) -> Municipality:
    """Published with every kind of row that there is."""
    with one_release(author="maker"):
        one_of_each(town)
        town.product = publish(ProductPage.objects.get(pk=town.product.pk))
        town.hours = publish(OpeningHoursFact.objects.get())
    return town


def copy_of(editor: Editor, page: ProductPage, live: bool) -> ProductPage:
    slug = f"copy-{next(NUMBERS)}"
    data = {"new_title": slug, "new_slug": slug, "new_parent_page": page.get_parent().pk}
    editor.on_page("copy", page, data | ({"publish_copies": "on"} if live else {}))
    return ProductPage.objects.get(slug=slug)


def copy_and_save(editor: Editor, page: ProductPage) -> None:
    editor.edit_product(copy_of(editor, page, live=False), "Een kopie.")


def copy_and_publish(editor: Editor, page: ProductPage) -> None:
    editor.edit_product(copy_of(editor, page, live=True), "Een kopie.", **PUBLISH)


def copy_of_a_copy(editor: Editor, page: ProductPage) -> None:
    copy_and_save(editor, copy_of(editor, page, live=False))


def alias(editor: Editor, page: ProductPage) -> None:
    with one_release(author="editor"):
        page.create_alias(update_slug=f"alias-{next(NUMBERS)}")


def translate(editor: Editor, page: ProductPage) -> None:
    english, _ = Locale.objects.get_or_create(language_code="en")
    if not page.has_translation(english):
        with one_release(author="editor"):
            page.copy_for_translation(english, copy_parents=True).save_revision().publish()


def publish_again(editor: Editor, page: ProductPage) -> None:
    """Which also renews its aliases."""
    editor.edit_product(page, f"Tekst {next(NUMBERS)}.", **PUBLISH)


def revert(editor: Editor, page: ProductPage) -> None:
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.revisions.order_by("pk").first().pk])
    shown = form_data(editor.client, address)
    editor.edit_product(page, "Terug.", **{name: shown[name] for name in ("revision",) if name in shown}, **PUBLISH)


def back(editor: Editor, page: ProductPage) -> None:
    roll_back(FILLED, author="keeper")


STEPS: list[Step] = [
    copy_and_save, copy_and_publish, copy_of_a_copy, alias, translate, publish_again, revert, back,
]  # fmt: skip


@hypothesis_settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=4))
def check_steps(editor: Editor, page: ProductPage, steps: list[Step]) -> None:
    before = rows_of(page)
    with transaction.atomic():
        for step in steps:
            step(editor, page)
            assert rows_of(page) == before, step.__name__
        transaction.set_rollback(True)


def test_no_series_of_steps_takes_a_row_of_a_product_away(admin_client: Client, filled: Municipality) -> None:
    check_steps(Editor(admin_client), filled.product)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_the_rows_of_a_product_stay(editor: Editor, filled: Municipality, step: Step) -> None:
    before = rows_of(filled.product)
    step(editor, filled.product)
    assert rows_of(filled.product) == before


def test_a_copy_has_all_rows_of_its_original(editor: Editor, filled: Municipality) -> None:
    copy = copy_of(editor, filled.product, live=False)
    editor.edit_product(copy, "Een kopie.")
    assert shape_of(copy) == shape_of(filled.product)


def test_a_copied_snippet_leaves_all_rows_with_the_original(editor: Editor, filled: Municipality) -> None:
    before = rows_of(filled.hours)
    shown = form_data(editor.client, url(OpeningHoursFact, "copy", filled.hours.pk))
    editor.create_snippet(OpeningHoursFact, shown | {"key": "openingstijden.nieuw"} | PUBLISH)
    copy = OpeningHoursFact.objects.get(key="openingstijden.nieuw")
    assert (rows_of(filled.hours), shape_of(copy)) == (before, shape_of(filled.hours))


def test_a_route_that_is_brought_back_has_its_facts_and_availability_again(filled: Municipality) -> None:
    number, before = head_number(), shape_of(filled.product)
    with one_release(author="editor"):
        filled.product.routes.set([])
        filled.product.no_offline_route_reason = {"nl": "Alleen online."}
        publish(filled.product)
    assert not Route.objects.exists()
    roll_back(number, author="keeper")
    assert (shape_of(filled.product), RouteFact.objects.count(), RouteAvailability.objects.count()) == (before, 1, 1)


def test_a_season_that_is_brought_back_has_its_hours_again(filled: Municipality) -> None:
    number, before = head_number(), shape_of(filled.hours)
    with one_release(author="editor"):
        filled.hours.seasons.set([])
        publish(filled.hours)
    assert not Season.objects.exists()
    roll_back(number, author="keeper")
    assert shape_of(filled.hours) == before


def test_every_object_with_rows_keeps_to_its_own() -> None:
    ours = set(apps.get_app_config("products").get_models())
    parents = {
        relation.model for each in ours for relation in get_all_child_relations(each) if relation.related_model in ours
    }
    assert parents
    assert [model for model in parents if not issubclass(model, OwnRows)] == []


def test_an_added_row_that_says_the_usual_is_kept(editor: Editor, town: Municipality) -> None:
    """“Stopped” is what the form shows at first: nothing has to be typed."""
    editor.edit_product(town.product, "Tekst.", **rows("availability", {"status": "stopped"}), **PUBLISH)
    assert [row.status for row in ProductPage.objects.get(pk=town.product.pk).availability.all()] == ["stopped"]


def test_an_added_row_in_which_nothing_was_typed_is_dropped(editor: Editor, town: Municipality) -> None:
    editor.edit_product(town.product, "Tekst.", **rows("names", {"kind": "everyday", "name": ""}), **PUBLISH)
    assert not ProductPage.objects.get(pk=town.product.pk).names.exists()


def test_a_draft_that_names_a_deleted_fact_can_still_be_opened(editor: Editor, town: Municipality) -> None:
    fact = amount("rijbewijs.leges", "50.00")
    town.product.product_facts.add(ProductFact(fact=fact))
    town.product.save_revision()
    fact.delete()
    shown = form_data(editor.client, reverse("wagtailadmin_pages:edit", args=[town.product.pk]))
    assert shown["product_facts-TOTAL_FORMS"] == "1"


def test_a_draft_that_names_a_deleted_place_is_left_without_it(town: Municipality) -> None:
    partner = Organisation.objects.create(key="partner", name={"nl": "Partner"}, live=False)
    town.product.carried_out_by = partner
    revision = town.product.save_revision()
    partner.delete()
    assert revision.as_object().carried_out_by is None
