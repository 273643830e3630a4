"""The editors' forms for facts: each kind can be made, published, compared and withdrawn; mistakes name the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Revision

from products.models import (
    EDITORIAL_KINDS,
    Amount,
    AmountValue,
    Fact,
    Location,
    OpeningHoursFact,
    Organisation,
    Tariff,
    TermFact,
)
from products.models.fact_kind import EditorialKind
from products.publishing.release import unreleased
from tests.integration.admin_forms import errors, form_data, rows, url

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "1"}
SLOT = {"weekday": "1", "opens": "09:00", "closes": "12:00", "access": "walkIn"}
TERM = {"quantity": "5", "unit": "workingDay", "basis": "service"}
VALUES: dict[type[Fact], dict[str, Any]] = {
    Amount: {"position": "0", "nature": "leges"} | rows("values", {"amount": "83.87"}) | rows("conditions"),
    TermFact: {"role": "produce", "direction": "after"} | rows("values", TERM),
    OpeningHoursFact: {"channel": "phone"}
    | rows("pattern", SLOT)
    | rows("seasons")
    | rows("exceptions")
    | rows("new_weeks")
    | rows("rules")
    | rows("closures"),
}

FEW = (Amount, OpeningHoursFact)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def editor(admin_client: Client) -> Client:
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def new(kind: type[Fact], **changes: Any) -> dict[str, Any]:
    return {"key": "paspoort.feit", "label_nl": "Een feit", "label_en": "", "owner": ""} | VALUES[kind] | changes


def amounts(*members: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return new(Amount, **rows("values", *members), **changes)


def refused(editor: Client, kind: type[Fact], data: dict[str, Any]) -> dict[str, list[str]]:
    return errors(editor.post(url(kind, "add"), data | PUBLISH))


def example_of(kind: EditorialKind) -> dict[str, Any]:
    """The first row of the form with the value that the kind has as its example; texts in Dutch."""
    fields = kind.parse(kind.example, kind.model.values.rel.related_model()) if kind.parse else {}
    typed = {f"{name}_nl" if isinstance(value, dict) else name: value for name, value in fields.items()}
    return {
        f"values-0-{name}": value["nl"] if isinstance(value, dict) else value or "" for name, value in typed.items()
    }


@pytest.mark.parametrize("name", EDITORIAL_KINDS)
def test_a_fact_of_each_kind_is_made_and_published(editor: Client, name: str) -> None:
    kind = EDITORIAL_KINDS[name]
    form = form_data(editor, address := url(kind.model, "add"))
    response = editor.post(
        address, form | {"key": "paspoort.feit", "label_nl": "Een feit"} | example_of(kind) | PUBLISH
    )
    assert response.status_code == 302, errors(response)
    fact = Fact.objects.get(key="paspoort.feit")
    assert (type(fact.specific), fact.live) == (kind.model, True)


@pytest.mark.parametrize("kind", FEW)
def test_a_draft_leaves_the_published_fact_as_it_is(editor: Client, kind: type[Fact]) -> None:
    editor.post(url(kind, "add"), new(kind) | PUBLISH)
    fact = Fact.objects.get()
    address = url(kind, "edit", fact.pk)
    editor.post(address, form_data(editor, address) | {"label_nl": "Een beter feit"})
    fact = kind.objects.get()
    assert (fact.label["nl"], fact.get_latest_revision_as_object().label["nl"]) == ("Een feit", "Een beter feit")


@pytest.mark.parametrize("kind", FEW)
@pytest.mark.parametrize("view", ["edit", "history", "usage", "delete", "unpublish"])
def test_every_screen_of_a_published_fact_opens(editor: Client, kind: type[Fact], view: str) -> None:
    editor.post(url(kind, "add"), new(kind) | PUBLISH)
    assert editor.get(url(kind, view, Fact.objects.get().pk)).status_code == 200


@pytest.mark.parametrize("kind", FEW)
def test_two_drafts_of_a_fact_can_be_compared(editor: Client, kind: type[Fact]) -> None:
    editor.post(url(kind, "add"), new(kind) | PUBLISH)
    address = url(kind, "edit", Fact.objects.get().pk)
    editor.post(address, form_data(editor, address) | {"label_nl": "Een beter feit"} | PUBLISH)
    first, second = Revision.objects.for_instance(kind.objects.get()).order_by("pk")
    response = editor.get(url(kind, "revisions_compare", Fact.objects.get().pk, first.pk, second.pk))
    assert "Een beter feit" in response.content.decode()


@pytest.mark.parametrize("kind", FEW)
def test_a_published_fact_can_be_unpublished(editor: Client, kind: type[Fact]) -> None:
    editor.post(url(kind, "add"), new(kind) | PUBLISH)
    editor.post(url(kind, "unpublish", Fact.objects.get().pk))
    assert not Fact.objects.get().live


def test_the_list_of_all_facts_leads_to_the_form_of_the_kind(editor: Client) -> None:
    editor.post(url(TermFact, "add"), new(TermFact))
    fact = Fact.objects.get()
    assert editor.get(url(Fact, "edit", fact.pk)).url == url(TermFact, "edit", fact.pk)


@pytest.mark.parametrize("model", [Amount, OpeningHoursFact, Fact, Tariff, Organisation, Location])
def test_every_list_opens(editor: Client, model: type) -> None:
    with unreleased():
        Amount.objects.create(key="paspoort.leges", label={"nl": "Leges"})
    assert editor.get(url(model, "list")).status_code == 200


def test_overlapping_values_are_refused_and_both_are_named(editor: Client) -> None:
    found = refused(
        editor,
        Amount,
        amounts(
            {"amount": "83.87", "valid_from": "2026-01-01"},
            {"amount": "77.85", "valid_from": "2025-01-01", "valid_until": "2026-02-01"},
        ),
    )
    assert found == {
        "values-0-valid_from": [
            "Value 1 (1 January 2026 until further notice) overlaps value 2 (1 January 2025 until 1 February 2026)."
        ]
    }


def test_a_value_that_covers_others_overlaps_each_of_them(editor: Client) -> None:
    covered = (
        {"amount": "1.00", "valid_from": "2026-02-01", "valid_until": "2026-03-01"},
        {"amount": "2.00", "valid_from": "2026-04-01", "valid_until": "2026-05-01"},
    )
    found = refused(editor, Amount, amounts({"amount": "3.00", "valid_from": "2026-01-01"}, *covered))
    assert list(found) == ["values-1-valid_from", "values-2-valid_from"]


def test_a_value_that_ends_before_it_starts_is_refused(editor: Client) -> None:
    row = {"amount": "83.87", "valid_from": "2026-01-01", "valid_until": "2026-01-01"}
    assert list(refused(editor, Amount, amounts(row))) == ["values-0-valid_until"]


def test_an_amount_above_the_national_maximum_is_refused(editor: Client) -> None:
    found = refused(editor, Amount, amounts({"amount": "77.88", "national_cap": "77.87"}))
    assert found == {"values-0-amount": ["€ 77,88 is above the national maximum of € 77,87."]}


def test_parts_that_do_not_add_up_are_refused(editor: Client) -> None:
    row = {"amount": "77.85", "municipal_part": "34.23", "national_part": "43.64"}
    assert list(refused(editor, Amount, amounts(row))) == ["values-0-municipal_part"]


def test_a_fact_without_a_value_cannot_be_published(editor: Client) -> None:
    response = editor.post(url(Amount, "add"), amounts() | PUBLISH)
    assert response.context["form"].formsets["values"].non_form_errors() == ["Please submit at least 1 form."]


def test_a_fact_without_a_value_is_kept_as_a_draft(editor: Client) -> None:
    assert editor.post(url(Amount, "add"), amounts()).status_code == 302


def test_zero_is_an_amount(editor: Client) -> None:
    editor.post(url(Amount, "add"), amounts({"amount": "0.00"}) | PUBLISH)
    assert Amount.objects.get().values.get().amount == Decimal("0.00")


def test_an_amount_below_zero_is_refused(editor: Client) -> None:
    assert list(refused(editor, Amount, amounts({"amount": "-5.00"}))) == ["values-0-amount"]


def test_a_discount_may_be_below_zero(editor: Client) -> None:
    assert editor.post(url(Amount, "add"), amounts({"amount": "-5.00"}, nature="discount")).status_code == 302


def test_a_condition_on_a_question_that_the_tariff_does_not_ask_is_refused(editor: Client) -> None:
    condition = {"dimension": "leeftijd", "operator": "gte", "value": "18"}
    assert list(refused(editor, Amount, new(Amount, **rows("conditions", condition)))) == ["conditions-0-dimension"]


@pytest.mark.parametrize("key", ["Paspoort", "paspoort leges", "paspoort..leges", "paspoort_leges", "café"])
def test_a_key_in_another_form_is_refused(editor: Client, key: str) -> None:
    assert list(refused(editor, Amount, new(Amount, key=key))) == ["key"]


def test_a_key_of_a_fact_of_another_kind_is_refused(editor: Client) -> None:
    with unreleased():
        TermFact.objects.create(key="paspoort.feit", label={"nl": "Termijn"})
    assert list(refused(editor, Amount, new(Amount))) == ["key"]


def test_a_published_key_cannot_change(editor: Client) -> None:
    editor.post(url(Amount, "add"), new(Amount) | PUBLISH)
    address = url(Amount, "edit", Fact.objects.get().pk)
    found = errors(editor.post(address, form_data(editor, address) | {"key": "ander.feit"}))
    assert found == {"key": ["This key was published as “paspoort.feit” and cannot change any more."]}


def test_a_key_may_change_before_it_is_published(editor: Client) -> None:
    editor.post(url(Amount, "add"), new(Amount))
    address = url(Amount, "edit", Fact.objects.get().pk)
    assert editor.post(address, form_data(editor, address) | {"key": "ander.feit"}).status_code == 302


def test_values_in_the_past_and_the_future_are_kept(editor: Client) -> None:
    editor.post(
        url(Amount, "add"),
        amounts(
            {"amount": "77.85", "valid_from": "2023-01-01", "valid_until": "2024-01-01"},
            {"amount": "90.00", "valid_from": "2099-01-01", "provisional": "on"},
        ),
    )
    days = AmountValue.objects.values_list("valid_from", flat=True)
    assert list(days) == [date(2023, 1, 1), date(2099, 1, 1)]


def test_a_closing_time_before_the_opening_time_is_refused(editor: Client) -> None:
    data = new(OpeningHoursFact, **rows("pattern", SLOT | {"closes": "08:00"}))
    assert list(refused(editor, OpeningHoursFact, data)) == ["pattern-0-closes"]


def test_overlapping_periods_on_one_day_are_refused(editor: Client) -> None:
    data = new(OpeningHoursFact, **rows("pattern", SLOT, SLOT | {"opens": "11:00", "closes": "13:00"}))
    assert refused(editor, OpeningHoursFact, data) == {"pattern-1-opens": ["Overlaps 09:00–12:00 on the same day."]}


def test_overlapping_periods_within_a_season_are_refused(editor: Client) -> None:
    season = {"first": "2026-07-01", "last": "2026-08-31", "label_nl": "Zomer"}
    data = new(OpeningHoursFact, **rows("seasons", season)) | rows("seasons-0-pattern", SLOT, SLOT)
    assert list(refused(editor, OpeningHoursFact, data)) == ["seasons-0-pattern-1-opens"]


def test_two_exceptions_on_one_date_are_refused(editor: Client) -> None:
    data = new(OpeningHoursFact, **rows("exceptions", {"day": "2026-12-24"}, {"day": "2026-12-24"}))
    data |= rows("exceptions-0-times") | rows("exceptions-1-times")
    assert list(refused(editor, OpeningHoursFact, data)) == ["exceptions-1-day"]
