"""Rows of a page or snippet, and the rows within those, that never take another object's rows away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

Data = Mapping[str, Any]


class OwnRows(models.Model):
    """Reads its rows from a revision, such as a draft, what was live before, or what a copy began with.

    Copying gives the rows of a page new numbers in its revisions, but leaves the rows within them those of the
    original: saved like that, they would move to the copy. A row that names another parent becomes a new row.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: Data, *args: Any, **options: Any) -> OwnRows | None:
        own = {**data, **dict(_own_rows(cls, data))}
        try:
            return super().from_serializable_data(own, *args, **options)
        except Exception:
            # A bare one, of modelcluster: something that a draft refers to was deleted, which its key protects from.
            if (left := dict(_without_deleted(cls, own))) == own:
                raise
            return super().from_serializable_data(left, *args, **options)


def _own_rows(model: type[models.Model], data: Data) -> Iterator[tuple[str, list[Data]]]:
    for relation in get_all_child_relations(model):
        name, parent = relation.get_accessor_name(), relation.field.name
        if name in data:
            yield name, [_own_row(row, parent, data["pk"]) for row in data[name]]


def _own_row(row: Data, parent: str, owner: int | None) -> Data:
    """Reading gives it its parent, which may not be in the database: then Wagtail would drop a row that names it."""
    return {**row, parent: None, "pk": row["pk"] if owner is not None and row.get(parent) == owner else None}


def _without_deleted(model: type[models.Model], data: Data) -> Iterator[tuple[str, Any]]:
    """A reference to what is gone is empty; a row that cannot do without it goes too."""
    rows = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}
    deleted = {field.name for field in _deleted(model, data) if field.null}
    for name, value in data.items():
        if name in rows:
            kept = [row for row in value if all(field.null for field in _deleted(rows[name], row))]
            yield name, [{**row, **{field.name: None for field in _deleted(rows[name], row)}} for row in kept]
        else:
            yield name, None if name in deleted else value


def _deleted(model: type[models.Model], data: Data) -> list[models.ForeignKey]:
    """References that protect from deleting, to what was deleted all the same, since only a draft has them."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.PROTECT
        and data.get(field.name) is not None
        and not field.related_model._base_manager.filter(pk=data[field.name]).exists()
    ]
