"""Archive instead of delete: what readers have seen is withdrawn and kept; the rest is deleted."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import DraftStateMixin, Page

from products.live_revisions import was_released


def has_been_released(instance: Model) -> bool:
    """Itself, or a page under it."""
    if isinstance(instance, Page):
        return any(was_released(page) for page in instance.get_descendants(inclusive=True).specific())
    return was_released(instance)


def archive(instance: Model, user: AbstractBaseUser | None = None) -> None:
    if not has_been_released(instance):
        instance.delete()
    elif isinstance(instance, Page):
        UnpublishPageAction(instance.specific, user=user, include_descendants=True).execute(skip_permission_checks=True)
    elif isinstance(instance, DraftStateMixin):
        instance.unpublish(user=user)
