"""Access tokens are issued and revoked in the admin."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from api.models import AccessToken
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
        page = admin_client.post(reverse("access-tokens:add"), FORM, follow=True)
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
