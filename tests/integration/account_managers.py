"""Somebody who manages accounts, and forms as their browser posts them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

ACCOUNT_RIGHTS = [f"{action}_{model}" for action in ("add", "change", "delete", "view") for model in ("user", "group")]
PASSWORD = "een-lang-wachtwoord-1"
NO_PANELS = {
    f"{panel}-{name}": "0"
    for panel in ("page_permissions", "collection_permissions", "document_permissions", "image_permissions",
                  "collection_management_permissions")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
}  # fmt: skip


def role(name: str, *codenames: str) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return group


def somebody(name: str, *groups: Group) -> User:
    user = User.objects.create_user(name, f"{name}@gemeente.example", PASSWORD, first_name=name, last_name="Jansen")
    user.groups.set(groups)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def account_form(user: User | None = None, **changes: Any) -> dict[str, Any]:
    """The form of an account; with `user` as it is now."""
    values: dict[str, Any] = {
        "username": "nieuw",
        "email": "nieuw@gemeente.example",
        "first_name": "N",
        "last_name": "V",
    }
    if user is not None:
        values |= {name: getattr(user, name) for name in values} | {"is_active": "on"}
        values["groups"] = [str(group.pk) for group in user.groups.all()]
    return values | changes


def new_password(password: str) -> dict[str, str]:
    return {"password1": password, "password2": password}
