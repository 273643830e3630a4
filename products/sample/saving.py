"""Saves what a fixture says, and only when it differs from what is live, so loading twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page

Saved = TypeVar("Saved", bound=ClusterableModel)
UNCOMPARED = frozenset({"pk", "id"})


@dataclass
class Tally:
    """How many of each model were published, and how many were already so."""

    published: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0

    def count(self, model: type[Model]) -> None:
        name = str(model._meta.verbose_name_plural)
        self.published[name] = self.published.get(name, 0) + 1


def save(instance: Saved, fields: Mapping[str, Any], rows: Mapping[str, Sequence[Model]], tally: Tally) -> Saved:
    """Publishes `instance` with these fields and rows. Raises ValidationError naming the object."""
    is_live = instance.pk is not None and instance.live
    before = state(instance, fields, rows) if is_live else None
    for name, value in fields.items():
        setattr(instance, name, value)
    for relation, members in rows.items():
        setattr(instance, relation, _ordered(members))
    if before is not None and state(instance, fields, rows) == before:
        tally.unchanged += 1
        return type(instance)._base_manager.get(pk=instance.pk)
    publish(instance)
    tally.count(type(instance))
    return instance


def publish(instance: ClusterableModel) -> None:
    try:
        instance.full_clean()
    except ValidationError as error:
        raise ValidationError(f"{instance!r}: {error}") from error
    if instance.pk is None:
        instance.live = False
        instance.save()
    instance.save_revision(clean=not isinstance(instance, Page)).publish()


def state(instance: ClusterableModel, fields: Mapping[str, Any], rows: Mapping[str, Sequence[Model]]) -> dict[str, Any]:
    """The values that a fixture decides, without ids."""
    own = get_serializable_data_for_fields(instance)
    found: dict[str, Any] = {name: own.get(name) for name in fields}
    for relation in rows:
        found[relation] = [_row_state(row, instance) for row in getattr(instance, relation).all()]
    return found


def _row_state(row: Model, parent: Model) -> dict[str, Any]:
    data = row.serializable_data() if isinstance(row, ClusterableModel) else get_serializable_data_for_fields(row)
    parents = {each.name for each in row._meta.fields if each.is_relation and isinstance(parent, each.related_model)}
    return {name: _without_ids(value) for name, value in data.items() if name not in UNCOMPARED | parents}


def _without_ids(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        parents = {"exception", "season", "route"}
        return [{name: item for name, item in row.items() if name not in UNCOMPARED | parents} for row in value]
    return value


def _ordered(rows: Sequence[Model]) -> list[Model]:
    for position, row in enumerate(rows):
        if hasattr(row, "sort_order"):
            row.sort_order = position
    return list(rows)
