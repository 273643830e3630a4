"""Live editorial revisions under the names that releases keep, for a rollback to find its way back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from wagtail.models import DraftStateMixin, Page

from products.models import HouseStyle
from products.snapshot import source_of
from releases import store


def name_of(instance: Model) -> str:
    """The source id; with its language for a page, and its row for a house style, since those share one source."""
    source = source_of(instance) or ""
    if isinstance(instance, Page):
        return f"{source}@{instance.locale.language_code}"
    return f"{source}:{instance.pk}" if isinstance(instance, HouseStyle) else source


def was_released(instance: Model) -> bool:
    """Readers or other systems may know it, so it must never go for good."""
    return bool(source_of(instance)) and store.was_live(name_of(instance))


def live_revisions(instances: Iterable[Model]) -> dict[str, str | None]:
    """By name; None for what is not live."""
    return {
        name_of(instance): _live_revision(instance) for instance in instances if isinstance(instance, DraftStateMixin)
    }


def _live_revision(instance: DraftStateMixin) -> str | None:
    current = type(instance)._base_manager.filter(pk=instance.pk).first()
    if current is None or not current.live:
        return None
    if current.live_revision_id is None:
        _record(current)
    return str(current.live_revision_id)


def _record(current: DraftStateMixin) -> None:
    """Something was made live without a revision, by a command: its state becomes the revision that is live."""
    newest, unpublished = current.latest_revision_id, current.has_unpublished_changes
    revision = current.save_revision(clean=False, changed=False)
    current.live_revision = revision
    state = {"live_revision": revision, "latest_revision_id": newest or revision.pk}
    type(current)._base_manager.filter(pk=current.pk).update(has_unpublished_changes=unpublished, **state)
