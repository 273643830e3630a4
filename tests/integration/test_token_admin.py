"""Access tokens are issued and revoked in the admin."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from api import tokens
from api.access import scope_in
from api.models import AccessToken
from api.problems import Problem
from cms import token_expiry
from releases.replica.replica import Replica
from releases.replica.transaction import ReadTransaction
from tests.integration.token_scopes import scope_of_token

pytestmark = pytest.mark.django_db
FORM = {"name": "Telefoontool", "channels": ["phone"]}


def shown_token(page: str) -> str:
    row = AccessToken.objects.get()
    [found] = set(re.findall(rf"[\w-]{{39}}{re.escape(row.last_four)}", page))
    return found


@pytest.fixture
def plaintext(admin_client, replica, django_capture_on_commit_callbacks) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        page = admin_client.post(reverse("access-tokens:add"), FORM)
    return shown_token(page.content.decode())


def test_an_issued_token_opens_its_channel(plaintext, replica):
    assert scope_of_token(plaintext).named == frozenset({"phone"})


def test_a_token_is_shown_once(plaintext, admin_client):
    again = admin_client.get(reverse("access-tokens:index")).content.decode()

    assert plaintext not in again


def test_a_token_is_not_kept(plaintext):
    assert plaintext not in str(AccessToken.objects.values().get())


def test_a_revoked_token_opens_nothing(plaintext, admin_client, replica, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("access-tokens:delete", args=[AccessToken.objects.get().pk]))

    assert scope_of_token(plaintext) is None
    assert AccessToken.objects.get().revoked_at is not None


def test_a_changed_scope_holds_at_once(plaintext, admin_client, replica, django_capture_on_commit_callbacks):
    edit = reverse("access-tokens:edit", args=[AccessToken.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(edit, {"name": "Telefoontool", "channels": ["desk"]})

    assert scope_of_token(plaintext).named == frozenset({"desk"})


def test_a_token_without_channels_is_refused_on_the_form(admin_client):
    page = admin_client.post(reverse("access-tokens:add"), {"name": "Telefoontool"})

    assert "channels" in page.context["form"].errors
    assert not AccessToken.objects.exists()


def history(token: AccessToken) -> list[tuple[str, str]]:
    entries = ModelLogEntry.objects.for_instance(token).order_by("pk")
    return [(entry.action, entry.user.get_username() if entry.user else "") for entry in entries]


def test_a_new_token_is_in_no_cookie_and_in_no_session(admin_client):
    page = admin_client.post(reverse("access-tokens:add"), FORM)
    kept = [*(cookie.value for cookie in page.cookies.values()), str(dict(admin_client.session))]
    assert not any(shown_token(page.content.decode()) in each for each in kept)
    assert "no-store" in page.headers["Cache-Control"]


def test_issuing_renaming_and_revoking_are_written_down_with_who_did_it(admin_client):
    admin_client.post(reverse("access-tokens:add"), FORM)
    token = AccessToken.objects.get()
    admin_client.post(reverse("access-tokens:edit", args=[token.pk]), FORM | {"name": "Telefoon"})
    admin_client.post(reverse("access-tokens:delete", args=[token.pk]))
    actions = ["wagtail.create", "wagtail.edit", "tokens.rename", "tokens.revoke"]
    assert history(token) == [(action, "admin") for action in actions]


def test_a_token_that_a_command_issues_is_written_down(db, replica):
    call_command("issue_token", "Telefoontool", channels="phone", stdout=StringIO())
    [entry] = ModelLogEntry.objects.for_instance(AccessToken.objects.get())
    assert entry.data["command"] == "issue_token"


@pytest.fixture
def ending(replica) -> str:
    """A token that ends at the coming midnight in Amsterdam."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    plaintext = tokens.issue("Telefoontool", ["phone"], False, timezone.now(), tomorrow)
    tokens.follow()
    return plaintext


def midnight(days: int) -> float:
    day = datetime.combine(timezone.localdate() + timedelta(days=days), time.min)
    return timezone.make_aware(day).timestamp()


def opens(replica: Replica, plaintext: str, now: float) -> bool:
    """At `now`, on a node that has its database."""
    with replica.read() as reading, patch.object(ReadTransaction, "checked_at", return_value=now):
        try:
            return scope_in(reading, f"Bearer {plaintext}", now).known
        except Problem:
            return False


def test_a_token_opens_nothing_from_the_day_on_which_it_expires(ending, replica):
    assert [opens(replica, ending, midnight(1) + second) for second in (-1, 0)] == [True, False]


def test_the_dashboard_names_a_token_that_ends_soon(ending, admin_client):
    assert "Toegangstokens die bijna aflopen" in admin_client.get(reverse("wagtailadmin_home")).content.decode()


def test_whoever_looks_after_channels_hears_once_that_a_token_ends(ending, settings):
    settings.CHANNEL_WARNINGS_TO = ["beheer@gemeente.example"]
    token_expiry.warn()
    token_expiry.warn()
    assert [message.to for message in mail.outbox] == [["beheer@gemeente.example"]]


def test_a_day_that_is_over_is_refused_on_the_form(admin_client):
    page = admin_client.post(reverse("access-tokens:add"), FORM | {"expires_on": "2020-01-01"})
    assert "trek het token in" in page.content.decode()


def test_a_token_tells_the_day_of_its_last_use(plaintext, replica):
    scope_of_token(plaintext)
    token_expiry.store_use()
    assert AccessToken.objects.get().used_on == timezone.localdate()


def test_a_token_that_nobody_used_tells_no_day(plaintext):
    token_expiry.store_use()
    assert AccessToken.objects.get().used_on is None
