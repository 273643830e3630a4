"""Permission to read what channels have said: one of its own, given to everybody who works here when it is made."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_noop
from wagtail.admin.models import Admin

CODENAME = "read_said"
PERMISSION = f"wagtailadmin.{CODENAME}"


def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="wagtailadmin", codename=CODENAME)


def create(**_: Any) -> None:
    """Beside Wagtail's own permission to use the admin, so that both stand together in the form of a group."""
    permission, is_new = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Admin),
        codename=CODENAME,
        defaults={"name": gettext_noop("Can read what was said")},
    )
    if is_new:
        for group in Group.objects.filter(permissions__codename="access_admin"):
            group.permissions.add(permission)
