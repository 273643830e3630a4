"""Work that a team owns: named before the team goes, and handed to the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Model
from wagtail.models import Revision, RevisionMixin

# Tables that keep a group for another reason than that it owns something.
OF_WAGTAIL = ("auth", "wagtailcore", "wagtailusers")


class OwnerField(NamedTuple):
    model: type[Model]
    field: str


@dataclass(frozen=True)
class Owned:
    """Things of one kind, such as 11 amounts."""

    kind: str
    count: int


def owned(group: Group) -> list[Owned]:
    kinds = [(kind, field) for model, field in _owner_fields() for kind in (*_children(model),) or (model,)]
    found = [(kind, kind._base_manager.filter(**{field: group.pk}).count()) for kind, field in kinds]
    return [Owned(str(kind._meta.verbose_name_plural), count) for kind, count in found if count]


@transaction.atomic
def hand_over(group: Group, to: Group) -> None:
    """Drafts and older revisions too, so that publishing or rolling back keeps an owner."""
    for model, field in _owner_fields():
        model._base_manager.filter(**{field: group.pk}).update(**{field: to.pk})
        if issubclass(model, RevisionMixin):
            _hand_over_revisions(model, field, group, to)


def _hand_over_revisions(model: type[Model], field: str, group: Group, to: Group) -> None:
    kinds = ContentType.objects.get_for_models(model, *_children(model), for_concrete_models=False).values()
    revisions = Revision.objects.filter(content_type__in=kinds, **{f"content__{field}": group.pk})
    for revision in revisions.iterator():
        revision.content[field] = to.pk
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _children(model: type[Model]) -> Iterator[type[Model]]:
    yield from (each for each in apps.get_models() if each is not model and issubclass(each, model))


def _owner_fields() -> Iterator[OwnerField]:
    for model in apps.get_models():
        if model._meta.app_label not in OF_WAGTAIL and not model._meta.proxy:
            for field in model._meta.local_fields:
                if isinstance(field, ForeignKey) and field.related_model is Group:
                    yield OwnerField(model, field.name)
