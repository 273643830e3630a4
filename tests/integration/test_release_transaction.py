"""The database's write lock: nobody gets it before they are known, checked and completely heard."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms import middleware

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
PASSWORD = "voldoende-lang-wachtwoord"


class HashedOutside(MD5PasswordHasher):
    """Says of each password whether it was hashed inside a transaction."""

    inside: list[bool] = []

    def encode(self, password: str, salt: str) -> str:
        self.inside.append(connection.in_atomic_block)
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings: Any) -> list[bool]:
    settings.PASSWORD_HASHERS = [f"{__name__}.HashedOutside"]
    HashedOutside.inside = []
    return HashedOutside.inside


@pytest.fixture
def releases_begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who began one; each must have been heard completely by then."""
    begun, one_release = [], middleware.one_release

    def counted(*, author: str, **options: Any):
        begun.append(author)
        return one_release(author=author, **options)

    monkeypatch.setattr(middleware, "one_release", counted)
    return begun


class Unfinished:
    """A body of which the end does not come."""

    def read(self, *_: int) -> bytes:
        assert not connection.in_atomic_block
        raise OSError("the rest of the body did not come")

    readline = read


def post_unfinished(client: Client, address: str, **extra: Any) -> None:
    unfinished = {"wsgi.input": Unfinished(), "CONTENT_LENGTH": "1000"}
    client.generic("POST", address, content_type="application/x-www-form-urlencoded", **unfinished, **extra)


def test_who_is_not_logged_in_begins_no_release(client, releases_begun):
    for address in (reverse("wagtailadmin_login"), reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root")):
        client.post(address, {"login": "x", "password": "y"})
        post_unfinished(client, address)
    assert releases_begun == []


def test_a_form_from_elsewhere_begins_no_release(admin_user, releases_begun):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(reverse("wagtailadmin_home")).status_code == 403
    assert releases_begun == []


def test_an_unfinished_body_of_an_editor_begins_no_release(admin_user, releases_begun):
    client = Client(enforce_csrf_checks=False)
    client.force_login(admin_user)
    post_unfinished(client, reverse("wagtailadmin_home"))
    assert releases_begun == []


def test_an_editor_begins_one(admin_client, admin_user, releases_begun):
    admin_client.post(reverse("wagtailadmin_home"), {"x": "y"})
    assert releases_begun == [admin_user.username]


def test_no_password_is_hashed_inside_a_transaction(client, hashed):
    User.objects.create_superuser("anna", "anna@example.org", PASSWORD)
    client.post(reverse("wagtailadmin_login"), {"login": "anna", "password": PASSWORD})
    names = {"username": "bob", "email": "b@example.org", "first_name": "Bob", "last_name": "B", "is_active": "on"}
    new = names | {"password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("wagtailusers_users:add"), new)
    bob = User.objects.get(username="bob")
    client.post(
        reverse("wagtailusers_users:edit", args=[bob.pk]),
        new | {"password1": PASSWORD + "2", "password2": PASSWORD + "2"},
    )
    bob.refresh_from_db()
    assert bob.check_password(PASSWORD + "2")
    changed = {"old_password": PASSWORD, "new_password1": PASSWORD + "3", "new_password2": PASSWORD + "3"}
    client.post(
        reverse("wagtailadmin_account"), {f"password-{name}": value for name, value in changed.items()} | ACCOUNT
    )
    assert User.objects.get(username="anna").check_password(PASSWORD + "3")
    assert hashed
    assert not any(hashed)


ACCOUNT = {
    "name_email-first_name": "Anna", "name_email-last_name": "A", "name_email-email": "anna@example.org",
    "locale-preferred_language": "nl", "locale-current_time_zone": "Europe/Amsterdam",
    "theme-theme": "system", "theme-density": "default", "theme-contrast": "system", "theme-keyboard_shortcuts": "on",
}  # fmt: skip
