"""A form that is older than what was saved since is refused, with both values and nothing typed lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from products.models import Amount, AmountValue, ProductPage
from products.publishing.release import one_release
from tests.integration.admin_forms import errors, form_data, url
from tests.integration.editorial import Municipality, give_value, publish
from tests.integration.publish_ways import EMPTY_STREAMS, PUBLISH, Editor, sections

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def opened(editor: Editor, town: Municipality) -> tuple[str, dict]:
    address = url(Amount, "edit", town.fee.pk)
    return address, form_data(editor.client, address)


def somebody_else_publishes(town: Municipality, euros: str) -> None:
    with one_release(author="somebody"):
        publish(give_value(Amount.objects.get(), euros))


def add_a_value(town: Municipality) -> None:
    with one_release(author="somebody"):
        fee = Amount.objects.get()
        first = fee.values.get()
        first.valid_until = date(2030, 1, 1)
        fee.values = [first, AmountValue(amount=Decimal("99.00"), valid_from=date(2030, 1, 1))]
        publish(fee)


def live_amount() -> Decimal:
    return Amount.objects.get().values.get().amount


@pytest.mark.parametrize("action", [{}, PUBLISH], ids=["draft", "publish"])
def test_a_form_that_is_older_is_refused_with_both_values(editor: Editor, town: Municipality, action: dict) -> None:
    address, form = opened(editor, town)
    somebody_else_publishes(town, "90.00")
    response = editor.post(address, form | {"values-0-amount": "85,00"} | action)
    typed = BeautifulSoup(response.content, "html.parser").select_one("[name=values-0-amount]")
    assert errors(response)["values-0-amount"] == ["Er staat nu: 90,00"]
    assert (typed["value"], live_amount()) == ("85,00", Decimal("90.00"))


def test_saving_once_more_keeps_what_was_typed(editor: Editor, town: Municipality) -> None:
    address, form = opened(editor, town)
    somebody_else_publishes(town, "90.00")
    refused = editor.post(address, form | {"values-0-amount": "85,00"} | PUBLISH)
    shown = BeautifulSoup(refused.content, "html.parser")
    seen = {
        name: shown.select_one(f"[name={name}]")["value"]
        for name in ("loaded_revision_id", "loaded_revision_created_at")
    }
    editor.post(address, form | {"values-0-amount": "85,00"} | seen | PUBLISH)
    assert live_amount() == Decimal("85.00")


def test_a_row_that_somebody_added_meanwhile_is_not_run_over(editor: Editor, town: Municipality) -> None:
    address, form = opened(editor, town)
    add_a_value(town)
    newest = form_data(editor.client, address)
    seen = {name: newest[name] for name in ("loaded_revision_id", "loaded_revision_created_at")}
    response = editor.post(address, form | {"values-0-amount": "85,00"} | seen | PUBLISH)
    assert "overlapt" in response.context["form"].non_field_errors()[0]
    assert Amount.objects.get().values.count() == 2


def test_a_form_that_is_the_newest_is_kept(editor: Editor, town: Municipality) -> None:
    address, form = opened(editor, town)
    editor.post(address, form | {"values-0-amount": "85,00"} | PUBLISH)
    assert live_amount() == Decimal("85.00")


def test_an_older_form_of_a_page_is_refused_too(editor: Editor, town: Municipality) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[town.product.pk])
    form = form_data(editor.client, address) | EMPTY_STREAMS
    editor.edit_product(town.product, "Wat een ander schreef.", summary="Van een ander", **PUBLISH)
    response = editor.post(address, form | sections("Wat ik schreef.") | {"summary": "Van mij"} | PUBLISH)
    found = errors(response)
    assert found["summary"] == ["Er staat nu: Van een ander"]
    assert "Wat een ander schreef." in found["sections"][0]
    assert ProductPage.objects.get(pk=town.product.pk).summary == "Van een ander"


def test_what_is_over_says_which_date_to_clear(editor: Editor, town: Municipality) -> None:
    response = editor.edit_product(town.product, "Tekst.", expire_at="1-2-2026 18.00 uur", **PUBLISH)
    told = (
        "Dit was te zien tot 1 februari 2026 18:00. Maak deze datum leeg of kies een latere om het weer te publiceren."
    )
    assert errors(response) == {"expire_at": [told]}
    editor.edit_product(town.product, "Tekst.", expire_at="", **PUBLISH)
    assert "Tekst." in str(ProductPage.objects.get(pk=town.product.pk).sections)
