"""Marks each change of what channels may tell. Marking is all a signal does: see `products.publishing`."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from modelcluster.fields import ParentalKey
from wagtail import signals
from wagtail.models import DraftStateMixin, Page

from products.history import was_released
from products.publishing import PublishRefused, mark
from products.snapshot import source_of
from releases.problems import Problem

BOOKKEEPING = frozenset({
    "latest_revision", "has_unpublished_changes", "draft_title", "locked", "locked_at", "locked_by",
    "latest_revision_created_at", "search_description", "owner", "url_path",
})  # fmt: skip


def connect() -> None:
    for model in apps.get_app_config("products").get_models():
        post_save.connect(saved, sender=model)
        post_delete.connect(deleted, sender=model)
        pre_delete.connect(about_to_delete, sender=model)
    for signal in (signals.published, signals.page_published):
        signal.connect(published)
    for signal in (signals.unpublished, signals.page_unpublished, signals.post_page_move):
        signal.connect(changed)
    post_save.connect(saved, sender=Page)


def saved(instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """A draft of something live only updates bookkeeping; all else that is saved and live is told."""
    if raw or (update_fields and update_fields <= BOOKKEEPING):
        return
    if (owner := owner_of(instance)) is not None and getattr(owner, "live", True):
        mark(owner)


def published(instance: Model, **_: Any) -> None:
    """Also sent when something is only scheduled."""
    if getattr(instance, "live", True):
        mark(instance)


def changed(instance: Model, **_: Any) -> None:
    if (owner := owner_of(instance)) is not None:
        mark(owner)


def deleted(instance: Model, **_: Any) -> None:
    if (owner := owner_of(instance)) is not None and getattr(owner, "live", True):
        mark(owner)


def about_to_delete(instance: Model, **_: Any) -> None:
    if isinstance(instance, DraftStateMixin) and was_released(instance):
        source = source_of(instance) or ""
        kind, _, key = source.partition(":")
        raise PublishRefused([Problem("released", (kind, key), sources=frozenset({source}))])


def owner_of(instance: Model) -> Model | None:
    """What an editor would name: the object itself, or the one whose row this is. None when that is gone."""
    if type(instance) is Page:
        instance = instance.specific
    if source_of(instance):
        return instance
    parents = [each.name for each in instance._meta.fields if isinstance(each, ParentalKey)]
    try:
        return owner_of(getattr(instance, parents[0])) if parents else None
    except ObjectDoesNotExist:
        return None
