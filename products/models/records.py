"""Reading in bulk: published rows as plain tuples, a draft's rows as the draft holds them.

A record is either; both have the model's attribute names, so whoever reads one need not know which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q

from products.content_languages import language_names

Record = Any
SMALL_ENOUGH = 5000
"""More values than this in one condition would pass SQLite's limit, so the rows are picked out here."""


def records(model: type[Model], condition: Q | None = None, fields: Sequence[str] = ()) -> list[Record]:
    """In the model's own order, and the same order each time."""
    names = fields or [field.attname for field in model._meta.concrete_fields]
    found = model._base_manager.filter(condition) if condition is not None else model._base_manager.all()
    return list(found.order_by(*model._meta.ordering, "pk").values_list(*names, named=True))


def records_where(
    model: type[Model], name: str, values: Iterable[Any], condition: Q | None = None, fields: Sequence[str] = ()
) -> list[Record]:
    """Those whose `name` is one of `values`; one query, or none when there are no values."""
    wanted = set(values) - {None}
    if not wanted:
        return []
    if len(wanted) <= SMALL_ENOUGH:
        chosen = Q(**{f"{name}__in": wanted})
        return records(model, chosen if condition is None else chosen & condition, fields)
    return [record for record in records(model, condition, fields) if getattr(record, name) in wanted]


def is_draft(record: Record) -> bool:
    return isinstance(record, Model)


def is_told(record: Record) -> bool:
    """A draft counts as published: the question is what would be told if it were."""
    return is_draft(record) or record.live


class Rows:
    """The rows of one relation of many parents."""

    def __init__(self, model: type[Model], relation: str, parents: Iterable[Record]) -> None:
        rel = getattr(model, relation).rel
        self._relation, self._rows = relation, defaultdict(list)
        saved = (parent.id for parent in parents if not is_draft(parent))
        for row in records_where(rel.related_model, rel.field.attname, saved):
            self._rows[getattr(row, rel.field.attname)].append(row)

    def of(self, parent: Record) -> list[Record]:
        return list(getattr(parent, self._relation).all()) if is_draft(parent) else self._rows[parent.id]


def with_drafts(found: Iterable[Record], drafts: Iterable[Model], model: type[Model]) -> list[Record]:
    """Each draft takes the place of what is published."""
    own = {draft.pk: draft for draft in drafts if isinstance(draft, model)}
    return list(({record.id: record for record in found} | own).values())


def keyed_records(
    model: type[Model], ids: Iterable[int | None], keys: Iterable[str], drafts: Iterable[Model]
) -> dict[int | None, Record]:
    """By id, what has one of these ids or keys, and the drafts."""
    found = [*records_where(model, "id", ids), *records_where(model, "key", keys)]
    return {record.id: record for record in with_drafts(found, drafts, model)}


def keys_by_id(model: type[Model], ids: Iterable[int | None]) -> Mapping[int | None, str]:
    return {record.id: record.key for record in records_where(model, "id", ids, fields=("id", "key"))}


def locale_text(record: Record, name: str) -> dict[str, str]:
    """The text in the languages that are in the settings, source first, without those in which nothing is written."""
    texts = getattr(record, name)
    return {code: texts[code] for code in language_names() if code in texts}
