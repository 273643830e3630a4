"""A notice that is made from an earlier one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from products.models import Notice
from tests.integration.admin_forms import errors, form_data, url
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form, own_texts, told_now
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db


def copied(client: Client, notice: Notice) -> dict[str, Any]:
    """The form that "Kopiëren" opens, as a browser posts it."""
    return form_data(client, url(Notice, "copy", notice.pk))


def test_copying_a_notice_works(editor: Editor, town: Municipality, admin_client: Client) -> None:
    ended = {"starts": "2026-01-01 08:00", "ends": "2026-01-02 08:00"}
    editor.create_snippet(Notice, notice_form(**ended, **own_texts(("phone", "DigiD ligt eruit."))) | PUBLISH)
    first = Notice.objects.get()
    response = admin_client.post(url(Notice, "add"), copied(admin_client, first) | PUBLISH)
    assert response.status_code == 302, errors(response)
    second = Notice.objects.exclude(pk=first.pk).get()
    assert second.key != first.key
    assert [row.text.source for row in second.channel_texts.all()] != []
    assert first.channel_texts.count() == 1
    assert told_now() == ["DigiD werkt niet."]


def test_a_copy_begins_now_and_has_no_end_that_is_past(editor: Editor, town: Municipality, admin_client: Client):
    editor.create_snippet(Notice, notice_form(starts="2026-01-01 08:00", ends="2026-01-02 08:00") | PUBLISH)
    form = copied(admin_client, Notice.objects.get())
    assert (form["key"], form["ends"]) == ("", "")
    assert form["starts"].startswith(timezone.localtime().strftime("%d-%m-%Y"))


def test_a_second_equal_notice_is_asked_about_and_told_when_that_is_meant(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form() | PUBLISH)
    response = editor.create_snippet(Notice, notice_form() | PUBLISH)
    assert list(errors(response)) == ["double"]
    assert "“Storing DigiD”" in response.text
    editor.create_snippet(Notice, notice_form(double="on") | PUBLISH)
    assert told_now() == ["DigiD werkt niet."] * 2


def test_the_same_at_another_time_is_not_asked_about(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(ends="2026-02-01 08:00") | PUBLISH)
    editor.create_snippet(Notice, notice_form(starts="2026-03-01 08:00") | PUBLISH)
    assert Notice.objects.filter(live=True).count() == 2
