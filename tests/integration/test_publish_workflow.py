"""Approval in a workflow publishes in one release, or takes the approval back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from products.models import Amount, ProductPage
from tests.integration.admin_forms import url
from tests.integration.editorial import FEE, Municipality, fact_mark, give_value, in_short, told, told_fee
from tests.integration.publish_ways import UNKNOWN, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}


@pytest.fixture
def workflow(town: Municipality, admin_user: User) -> Workflow:
    """One task, approved by a group that the editor is in; for all pages and for amounts."""
    group = Group.objects.create(name="Eindredactie")
    admin_user.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Vier ogen")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Redactie")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Amount))
    return workflow


def submitted(instance: Any, workflow: Workflow, user: User) -> Any:
    instance.save_revision(user=user)
    workflow.start(instance, user)
    return instance


@pytest.fixture
def text(town: Municipality, workflow: Workflow, admin_user: User) -> ProductPage:
    """A new text of the passport that waits for approval."""
    town.product.sections = in_short(f"Nu {fact_mark(FEE)}.")
    return submitted(town.product, workflow, admin_user)


@pytest.fixture
def wrong_text(town: Municipality, workflow: Workflow, admin_user: User) -> ProductPage:
    town.product.sections = in_short(f"Nu {fact_mark(UNKNOWN)}.")
    return submitted(town.product, workflow, admin_user)


def approve_in_dashboard(editor: Editor, page: Page) -> None:
    task = page.current_workflow_task_state
    editor.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""})


def task_status(page: Any) -> str:
    return TaskState.objects.get(workflow_state__object_id=str(page.pk)).status


def test_submitting_makes_no_release(editor: Editor, town: Municipality, workflow: Workflow) -> None:
    releases = Releases()
    editor.edit_product(town.product, f"Nu {fact_mark(FEE)}.", **{"action-submit": "1"})
    assert (releases.made, ProductPage.objects.get(pk=town.product.pk).workflow_in_progress) == (0, True)


def test_approving_a_page_makes_one_release(editor: Editor, text: ProductPage) -> None:
    releases = Releases()
    approve_in_dashboard(editor, text)
    assert (releases.made, told()["sections"][0]["plain"]) == (1, "Nu 83,87 euro.")


def test_approving_on_the_form_makes_one_release(editor: Editor, text: ProductPage) -> None:
    releases = Releases()
    editor.edit_product(text, f"Straks {fact_mark(FEE)}.", **APPROVE)
    assert (releases.made, told()["sections"][0]["plain"]) == (1, "Straks 83,87 euro.")


def test_approving_a_fact_makes_one_release(
    editor: Editor, town: Municipality, workflow: Workflow, admin_user: User
) -> None:
    fee, releases = submitted(give_value(town.fee, "90.00"), workflow, admin_user), Releases()
    editor.edit_snippet(fee, **APPROVE)
    assert (releases.made, told_fee()) == (1, "90.00")


def test_a_refused_approval_is_taken_back(editor: Editor, wrong_text: ProductPage) -> None:
    releases = Releases()
    approve_in_dashboard(editor, wrong_text)
    assert (releases.made, task_status(wrong_text)) == (0, "in_progress")
    assert ProductPage.objects.get(pk=wrong_text.pk).workflow_in_progress


def test_the_approver_reads_what_must_be_mended(editor: Editor, wrong_text: ProductPage) -> None:
    approve_in_dashboard(editor, wrong_text)
    assert f"“Paspoort” verwijst naar het feit “{UNKNOWN}”" in editor.messages()


def test_a_refused_approval_on_the_form_keeps_what_was_typed(editor: Editor, text: ProductPage) -> None:
    releases = Releases()
    editor.edit_product(text, f"Fout: {fact_mark(UNKNOWN)}.", **APPROVE)
    page = ProductPage.objects.get(pk=text.pk)
    assert (releases.made, told_fee(), task_status(text)) == (0, "83.87", "in_progress")
    assert UNKNOWN in str(page.get_latest_revision_as_object().sections)


def test_a_refused_approval_of_a_fact_keeps_what_was_typed(
    editor: Editor, town: Municipality, workflow: Workflow, admin_user: User
) -> None:
    fee = submitted(give_value(town.fee, "90.00"), workflow, admin_user)
    ended = {"values-0-valid_from": "2020-01-01", "values-0-valid_until": "2021-01-01"}
    response = editor.edit_snippet(fee, **ended, **APPROVE)
    typed = Amount.objects.get(pk=fee.pk).get_latest_revision_as_object().values.first()
    assert (told_fee(), task_status(fee), str(typed.valid_until)) == ("83.87", "in_progress", "2021-01-01")
    assert response.url == url(Amount, "edit", fee.pk)


def test_once_mended_it_can_be_approved_again(editor: Editor, wrong_text: ProductPage) -> None:
    approve_in_dashboard(editor, wrong_text)
    releases = Releases()
    editor.edit_product(wrong_text, f"Nu {fact_mark(FEE)}.", **APPROVE)
    assert (releases.made, told()["sections"][0]["plain"]) == (1, "Nu 83,87 euro.")
