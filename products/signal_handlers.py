"""Marks each change of what channels may tell. Marking is all a signal does: see `products.publishing.release`."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from modelcluster.fields import ParentalKey
from wagtail import signals
from wagtail.models import DraftStateMixin, Page

from products import notice_checks
from products.live_revisions import was_released
from products.models import Notice
from products.publishing.release import PublishRefused, mark, release_under_way
from products.snapshot import source_of
from releases.core.problems import Problem

BOOKKEEPING = frozenset({
    "latest_revision", "has_unpublished_changes", "draft_title", "locked", "locked_at", "locked_by",
    "latest_revision_created_at", "search_description", "owner", "url_path",
})  # fmt: skip

Fields = frozenset[str] | None


def connect() -> None:
    for model in apps.get_app_config("products").get_models():
        pre_save.connect(about_to_save, sender=model)
        post_save.connect(saved, sender=model)
        pre_delete.connect(about_to_delete, sender=model)
        post_delete.connect(deleted, sender=model)
    for signal in (signals.published, signals.page_published):
        signal.connect(published)
    signals.published.connect(notice_checks.note_published, sender=Notice)
    for signal in (signals.unpublished, signals.page_unpublished, signals.post_page_move):
        signal.connect(changed)
    signals.pre_page_move.connect(about_to_move)
    pre_save.connect(about_to_save, sender=Page)
    post_save.connect(saved, sender=Page)


def about_to_save(instance: Model, raw: bool = False, update_fields: Fields = None, **_: Any) -> None:
    """Stops a change outside a release before it is written: a signal after it may come after the commit."""
    if release_under_way() or _is_bookkeeping(raw, update_fields):
        return
    owner = owner_of(instance)
    if owner is not None and (is_live(owner) or is_live(_as_stored(owner))):
        mark(owner)


def about_to_move(instance: Page, **_: Any) -> None:
    if not release_under_way() and (owner := owner_of(instance)) is not None:
        mark(owner)


def saved(instance: Model, raw: bool = False, update_fields: Fields = None, **_: Any) -> None:
    if not _is_bookkeeping(raw, update_fields) and (owner := owner_of(instance)) is not None and is_live(owner):
        mark(owner)


def published(instance: Model, **_: Any) -> None:
    """Also sent when something is only scheduled."""
    if is_live(instance):
        changed(instance)


def changed(instance: Model, **_: Any) -> None:
    if (owner := owner_of(instance)) is not None:
        mark(owner)


def deleted(instance: Model, **_: Any) -> None:
    if (owner := owner_of(instance)) is not None and is_live(owner):
        mark(owner)


def about_to_delete(instance: Model, **_: Any) -> None:
    if isinstance(instance, DraftStateMixin) and was_released(instance):
        source = source_of(instance) or ""
        kind, _, key = source.partition(":")
        raise PublishRefused([Problem("released", (kind, key), sources=frozenset({source}))])


def is_live(instance: Model | None) -> bool:
    """What has no drafts is live as soon as it is there."""
    return instance is not None and getattr(instance, "live", True)


def _as_stored(instance: Model) -> Model | None:
    return type(instance)._base_manager.filter(pk=instance.pk).first()


def _is_bookkeeping(raw: bool, update_fields: Fields) -> bool:
    """Saving a draft of something live only updates these; loading a fixture brings its own releases."""
    return raw or bool(update_fields and update_fields <= BOOKKEEPING)


def owner_of(instance: Model) -> Model | None:
    """What an editor would name: the object itself, or the one whose row this is.

    None when that is gone, and for an alias: that says nothing of its own.
    """
    if type(instance) is Page:
        instance = instance.specific
    if isinstance(instance, Page) and instance.alias_of_id:
        return None
    if source_of(instance):
        return instance
    parents = [each.name for each in instance._meta.fields if isinstance(each, ParentalKey)]
    try:
        return owner_of(getattr(instance, parents[0])) if parents else None
    except ObjectDoesNotExist:
        return None
