"""Facts of all kinds in one table: drafts, workflow, usage and rules work whichever class they are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.utils import translation
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import GroupApprovalTask, ReferenceIndex, Workflow, WorkflowContentType, WorkflowTask

from products.models import (
    Amount,
    AmountValue,
    ExceptionTime,
    Fact,
    HoursException,
    OpeningHoursFact,
    ProductFact,
    Season,
    SeasonPeriod,
    TermFact,
    TermValue,
)
from products.models.hours import overlapping_slots
from products.publishing.release import unreleased
from tests.integration import released_documents
from tests.integration.admin_forms import form_data, url

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def _unreleased(db: None) -> Iterator[None]:
    with unreleased(), translation.override("en"):
        yield


@pytest.fixture
def fee() -> Amount:
    return released_documents.amount("paspoort.leges", "77.85", "83.87")


@pytest.fixture
def approval(admin_user: Any) -> Workflow:
    group = Group.objects.create(name="Juristen")
    admin_user.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Juristen")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Vierogen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(content_type=ContentType.objects.get_for_model(Amount), workflow=workflow)
    return workflow


def test_a_fact_knows_its_own_kind(fee: Amount) -> None:
    assert Fact.objects.get(pk=fee.pk).specific == fee


def test_all_facts_are_had_as_their_own_kinds_at_once(fee: Amount) -> None:
    term = TermFact.objects.create(key="paspoort.klaar", label={"nl": "Klaar"})
    assert set(Fact.objects.specific()) == {fee, term}


def test_a_draft_is_found_from_the_table_of_all_facts(fee: Amount) -> None:
    fee.label = {"nl": "Beter"}
    revision = fee.save_revision()
    assert Fact.objects.get(pk=fee.pk).get_latest_revision_as_object() == revision.as_object()
    assert type(revision.as_object()) is Amount


def test_publishing_a_draft_replaces_the_rows(fee: Amount) -> None:
    fee.values = [AmountValue(amount=Decimal("90"))]
    fee.save_revision().publish()
    assert [value.amount for value in Amount.objects.get().values.all()] == [Decimal("90")]


def test_a_draft_keeps_rows_within_rows() -> None:
    hours = OpeningHoursFact(key="balie", label={"nl": "Balie"})
    season = Season(first=date(2026, 7, 1), last=date(2026, 8, 31), label={"nl": "Zomer"})
    season.pattern = [SeasonPeriod(weekday=1, opens=time(9), closes=time(12))]
    hours.seasons = [season]
    hours.save()
    season = hours.seasons.get()
    season.pattern = [SeasonPeriod(weekday=2, opens=time(10), closes=time(11))]
    hours.seasons = [season]
    draft = hours.save_revision().as_object()
    assert [slot.weekday for slot in draft.seasons.get().pattern.all()] == [2]


def test_a_workflow_ends_in_publishing_the_draft(admin_client: Client, fee: Amount, approval: Workflow) -> None:
    address = url(Amount, "edit", fee.pk)
    admin_client.post(address, form_data(admin_client, address) | {"label_nl": "Beter", "action-submit": "1"})
    task = Amount.objects.get().current_workflow_state.current_task_state
    approve = url(Amount, "workflow_action", fee.pk, "approve", task.pk)
    admin_client.post(approve)
    assert (Amount.objects.get().label["nl"], Amount.objects.get().workflow_in_progress) == ("Beter", False)


def test_a_workflow_can_be_cancelled(admin_client: Client, fee: Amount, approval: Workflow) -> None:
    address = url(Amount, "edit", fee.pk)
    admin_client.post(address, form_data(admin_client, address) | {"label_nl": "Beter", "action-submit": "1"})
    Amount.objects.get().current_workflow_state.cancel()
    assert not Fact.objects.get().workflow_in_progress


def test_usage_names_the_product_that_lists_the_fact(fee: Amount) -> None:
    page = released_documents.product(released_documents.theme(), "paspoort")
    page.product_facts = [ProductFact(fact=fee)]
    page.save()
    assert [usage[0].pk for usage in ReferenceIndex.get_grouped_references_to(fee)] == [page.pk]


def test_a_fact_that_a_product_lists_cannot_be_deleted(fee: Amount) -> None:
    page = released_documents.product(released_documents.theme(), "paspoort")
    page.product_facts = [ProductFact(fact=fee)]
    page.save()
    with pytest.raises(ProtectedError):
        fee.delete()


def test_a_link_to_any_fact_leads_to_the_form_of_its_kind(admin_user: Any, fee: Amount) -> None:
    assert AdminURLFinder(admin_user).get_edit_url(fee) == url(Amount, "edit", fee.pk)


def test_a_command_is_refused_what_a_form_refuses(fee: Amount) -> None:
    fee.values = [AmountValue(amount=Decimal("80"), national_cap=Decimal("70"))]
    with pytest.raises(ValidationError) as refused:
        fee.full_clean()
    assert refused.value.message_dict == {"values": ["1: € 80,00 is above the national maximum of € 70,00."]}


def test_saving_a_draft_by_command_checks_the_rows(fee: Amount) -> None:
    fee.values = [AmountValue(amount=Decimal("80")), AmountValue(amount=Decimal("90"))]
    with pytest.raises(ValidationError):
        fee.save_revision()


def test_an_extension_without_a_unit_is_refused() -> None:
    fact = TermFact(key="besluit", label={"nl": "Besluit"})
    fact.values = [TermValue(quantity=6, unit="week", extension_quantity=2)]
    with pytest.raises(ValidationError) as refused:
        fact.full_clean()
    assert refused.value.message_dict == {"values": ["1: An extension needs both a number and a unit."]}


@pytest.mark.parametrize(
    ("first", "second", "accepted"),
    [
        (("09:00", "12:00", "walkIn"), ("12:00", "17:00", "walkIn"), True),
        (("09:00", "12:00", "walkIn"), ("09:00", "12:00", "appointment"), True),
        (("09:00", "12:00", "walkIn"), ("11:59", "17:00", "walkIn"), False),
    ],
)
def test_times_on_a_day_may_touch_or_differ_in_access(first: Any, second: Any, accepted: bool) -> None:
    slots = [time_slot(*times) for times in (first, second)]
    assert (not list(overlapping_slots(slots))) is accepted


def test_the_rules_over_rows_within_rows_hold_for_commands_too() -> None:
    hours = OpeningHoursFact(key="balie", label={"nl": "Balie"})
    exception = HoursException(day=date(2026, 12, 24))
    exception.times = [time_slot("09:00", "12:00"), time_slot("10:00", "11:00")]
    hours.exceptions = [exception]
    with pytest.raises(ValidationError) as refused:
        hours.full_clean()
    assert refused.value.message_dict == {"exceptions": ["1: Overlaps 09:00–12:00 on the same day."]}


def time_slot(opens: str, closes: str, access: str = "walkIn") -> ExceptionTime:
    return ExceptionTime(opens=time.fromisoformat(opens), closes=time.fromisoformat(closes), access=access)
