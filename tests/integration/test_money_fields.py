"""An amount in a form is taken as people write it; what may mean two amounts asks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from products.models import Amount
from tests.integration.admin_forms import errors
from tests.integration.editorial import Municipality
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db


def post(editor: Editor, town: Municipality, typed: str):
    return editor.edit_snippet(town.fee, **({"values-0-amount": typed} | PUBLISH))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.234,56", "1234.56"), ("€ 83,80", "83.80"), ("83,-", "83.00"), ("gratis", "0.00"), ("84,87 euro", "84.87")],
)
def test_an_amount_is_what_was_typed(editor: Editor, town: Municipality, typed: str, amount: str) -> None:
    post(editor, town, typed)
    assert Amount.objects.get().values.get().amount == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.250", "“1.250” kan twee bedragen zijn. Schrijf 1250,00 of 1,25."),
        ("1e3", "“1e3” is geen bedrag. Schrijf het als 1250,00, 83,87 of “gratis”."),
    ],
)
def test_what_is_no_single_amount_is_refused_and_stays(
    editor: Editor, town: Municipality, typed: str, told: str
) -> None:
    response = post(editor, town, typed)
    field = BeautifulSoup(response.content, "html.parser").select_one("[name=values-0-amount]")
    assert (errors(response), field["value"]) == ({"values-0-amount": [told]}, typed)
    assert Amount.objects.get().values.get().amount == Decimal("83.87")
