"""Wagtail's search and reference indexes when many objects are loaded: once for each object."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from products.publishing.release import Collected


@contextmanager
def indexed_once(collected: Collected) -> Iterator[None]:
    """Each object is saved several times on its way to being published, and indexing costs as much as saving.

    For commands only: signals belong to the whole process.
    """
    saved: dict[tuple[type[Model], Any], None] = {}

    def note(sender: type[Model], instance: Model, **_: Any) -> None:
        saved[sender, instance.pk] = None

    models = [model for model in index.get_indexed_models() if post_save.disconnect(post_save_signal_handler, model)]
    for model in models:
        post_save.connect(note, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.disconnect(note, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    for instance in collected.changed.values():
        ReferenceIndex.create_or_update_for_object(instance)
    for model, pk in saved:
        if found := model._base_manager.filter(pk=pk).first():
            index.insert_or_update_object(found)
