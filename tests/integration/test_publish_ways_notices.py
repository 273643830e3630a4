"""Every way to publish or withdraw a notice makes one release, or none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from products.models import Notice
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from products.publishing.verification import differences
from tests.integration.admin_forms import form_data, url
from tests.integration.editorial import Municipality, publish
from tests.integration.notice_forms import notice_form, told_now, words
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = pytest.mark.django_db

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
NEW_TEXT = {"text_nl": words("DigiD werkt weer.")}


@pytest.fixture
def notice(town: Municipality) -> Notice:
    with one_release(author="maker"):
        made = Notice(key="storing", label={"nl": "Storing"}, text={"nl": "<p>DigiD werkt niet.</p>"}, live=False)
        made.save()
        return publish(made)


@pytest.fixture
def releases(notice: Notice) -> Releases:
    return Releases()


def test_creating_and_publishing_makes_one_release(editor: Editor, town: Municipality) -> None:
    releases = Releases()
    editor.create_snippet(Notice, notice_form() | PUBLISH)
    assert (releases.made, told_now()) == (1, ["DigiD werkt niet."])


def test_saving_a_draft_makes_no_release(editor: Editor, town: Municipality) -> None:
    releases = Releases()
    editor.create_snippet(Notice, notice_form())
    assert (releases.made, told_now(), Notice.objects.get().live) == (0, [], False)


def test_publishing_again_makes_one_release(editor: Editor, notice: Notice, releases: Releases) -> None:
    editor.edit_snippet(notice, **NEW_TEXT, **PUBLISH)
    assert (releases.made, told_now()) == (1, ["DigiD werkt weer."])


def test_publishing_without_a_difference_makes_no_release(editor: Editor, notice: Notice, releases: Releases) -> None:
    editor.edit_snippet(notice, **PUBLISH)
    assert releases.made == 0


def test_unpublishing_makes_one_release(editor: Editor, notice: Notice, releases: Releases) -> None:
    editor.post(url(Notice, "unpublish", notice.pk))
    assert (releases.made, told_now()) == (1, [])


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_withdraws_and_keeps_it(editor: Editor, notice: Notice, releases: Releases, in_bulk: bool) -> None:
    if in_bulk:
        editor.in_bulk("products", "notice", "delete", notice.pk)
    else:
        editor.post(url(Notice, "delete", notice.pk))
    assert (releases.made, told_now(), Notice.objects.get().live) == (1, [], False)


def test_deleting_what_was_never_published_makes_no_release(editor: Editor, town: Municipality) -> None:
    draft, releases = Notice.objects.create(key="concept", label={"nl": "Concept"}, live=False), Releases()
    editor.post(url(Notice, "delete", draft.pk))
    assert (releases.made, Notice.objects.count()) == (0, 0)


def test_going_back_to_an_older_version_makes_one_release(editor: Editor, notice: Notice) -> None:
    first = notice.live_revision
    editor.edit_snippet(notice, **NEW_TEXT, **PUBLISH)
    releases = Releases()
    editor.edit_at(url(Notice, "revisions_revert", notice.pk, first.pk), **PUBLISH)
    assert (releases.made, told_now()) == (1, ["DigiD werkt niet."])


def test_copying_and_publishing_makes_one_release(editor: Editor, notice: Notice, releases: Releases) -> None:
    copied = form_data(editor.client, url(Notice, "copy", notice.pk))
    editor.create_snippet(Notice, copied | {"double": "on"} | PUBLISH)
    assert (releases.made, sorted(Notice.objects.values_list("key", flat=True))) == (1, ["storing", "storing-2"])


def test_approving_in_a_workflow_makes_one_release(editor: Editor, notice: Notice, admin_user: User) -> None:
    group = Group.objects.create(name="Eindredactie")
    admin_user.groups.add(group)
    task, workflow = GroupApprovalTask.objects.create(name="Vier ogen"), Workflow.objects.create(name="Redactie")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Notice))
    editor.edit_snippet(notice, **NEW_TEXT, **{"action-submit": "1"})
    releases = Releases()
    editor.edit_snippet(Notice.objects.get(), **APPROVE)
    assert (releases.made, told_now()) == (1, ["DigiD werkt weer."])


def test_what_a_command_planned_is_published_when_it_is_due(notice: Notice, releases: Releases) -> None:
    """The form has no such dates, since a notice begins and ends by itself."""
    notice.text, notice.go_live_at = {"nl": "<p>DigiD werkt weer.</p>"}, timezone.now() + timedelta(days=1)
    revision = notice.save_revision()
    revision.publish()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    content: dict[str, Any] = revision.content | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")
    assert (releases.made, told_now()) == (1, ["DigiD werkt weer."])


def test_going_back_to_an_earlier_release_brings_back_its_notices(editor: Editor, notice: Notice) -> None:
    before = Releases().before
    editor.edit_snippet(notice, **NEW_TEXT, **PUBLISH)
    editor.create_snippet(Notice, notice_form("Nog een.") | PUBLISH)
    roll_back(before, author="keeper")
    assert told_now() == ["DigiD werkt niet."]
    assert list(differences()) == []
