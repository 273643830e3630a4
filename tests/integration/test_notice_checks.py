"""Somebody on duty publishes a notice at once; an editor looks afterwards, and the hub remembers who and when."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from products.models import Amount, Location, Notice, NoticeCheck
from products.sample.editors import DUTY, EDITORS, load_duty, load_editors
from tests.integration.admin_forms import url
from tests.integration.editorial import CHANNELS, Municipality
from tests.integration.notice_forms import notice_form, told_now, words
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db


def somebody_in(group: str, name: str) -> Editor:
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return Editor(client)


@pytest.fixture
def officer(town: Municipality) -> Editor:
    load_duty()
    return somebody_in(DUTY, "piket")


@pytest.fixture
def redactie(town: Municipality) -> Editor:
    load_editors()
    return somebody_in(EDITORS, "redacteur")


def waiting(editor: Editor) -> list[str]:
    """What the dashboard asks this editor to look at."""
    page = BeautifulSoup(editor.client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return [link.get_text() for link in page.select("main table a[href*='/snippets/products/notice/edit/']")]


def check(editor: Editor) -> int:
    return editor.post(reverse("check_notice", args=[NoticeCheck.objects.get().pk])).status_code


def publish_again(editor: Editor) -> None:
    editor.edit_snippet(Notice.objects.get(), text_nl=words("DigiD werkt weer."), **PUBLISH)


def test_the_duty_officer_publishes_without_workflow_and_an_editor_checks_it_afterwards(
    officer: Editor, redactie: Editor
) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)
    assert {tuple(told_now(channel)) for channel in CHANNELS} == {("DigiD werkt niet.",)}
    assert waiting(redactie) == ["Storing DigiD"]

    assert check(redactie) == 302
    found = NoticeCheck.objects.get()
    assert (found.published_by.username, found.checked_by.username) == ("piket", "redacteur")
    assert found.checked_at >= found.published_at
    assert waiting(redactie) == []


def test_publishing_again_makes_it_unchecked(officer: Editor, redactie: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)
    check(redactie)
    publish_again(officer)

    assert NoticeCheck.objects.get().checked_at is None
    assert waiting(redactie) == ["Storing DigiD"]


def test_the_history_keeps_who_checked_an_earlier_text(officer: Editor, redactie: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)
    check(redactie)
    publish_again(officer)

    logs = registry.get_logs_for_instance(Notice.objects.get()).filter(action="products.check_notice")
    assert [entry.user.username for entry in logs] == ["redacteur"]


def test_what_an_editor_publishes_needs_no_check(redactie: Editor) -> None:
    redactie.create_snippet(Notice, notice_form() | PUBLISH)

    assert (told_now(), NoticeCheck.objects.count()) == (["DigiD werkt niet."], 0)


def test_what_an_editor_publishes_over_it_is_looked_at_by_that(officer: Editor, redactie: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)
    publish_again(redactie)

    assert NoticeCheck.objects.count() == 0


def test_a_draft_of_the_duty_officer_needs_no_check(officer: Editor) -> None:
    officer.create_snippet(Notice, notice_form())

    assert NoticeCheck.objects.count() == 0


def test_a_notice_that_was_taken_away_needs_no_check(officer: Editor, redactie: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)
    officer.post(url(Notice, "unpublish", Notice.objects.get().pk))

    assert waiting(redactie) == []


def test_the_duty_officer_cannot_check(officer: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)

    assert waiting(officer) == ["Storing DigiD"]
    check(officer)
    assert NoticeCheck.objects.get().checked_at is None


def test_the_duty_officer_may_change_notices_only(officer: Editor, town: Municipality) -> None:
    refused = [
        url(Amount, "edit", town.fee.pk),
        reverse("wagtailadmin_pages:edit", args=[town.product.pk]),
        reverse("access-tokens:index"),
    ]

    assert {officer.client.get(address).status_code for address in refused} <= {302, 403}
    assert officer.client.get(url(Notice, "list")).status_code == 200


def test_the_duty_officer_can_choose_a_fact_a_product_and_a_location(officer: Editor, town: Municipality) -> None:
    location = Location.snippet_viewset.chooser_viewset.get_url_name("choose")
    pages = officer.client.get(reverse("wagtailadmin_choose_page_child", args=[town.theme.pk]))

    assert town.product.title in pages.content.decode()
    assert str(town.fee.label) in officer.client.get(reverse("fact_chooser:choose")).content.decode()
    assert str(town.location) in officer.client.get(reverse(location)).content.decode()


def test_the_list_says_what_waits_for_a_check(officer: Editor, redactie: Editor) -> None:
    officer.create_snippet(Notice, notice_form() | PUBLISH)

    assert "nog te controleren" in redactie.client.get(url(Notice, "list")).content.decode()
    check(redactie)
    assert "gecontroleerd door redacteur" in redactie.client.get(url(Notice, "list")).content.decode()
