"""Contact moments with their merge fields, from the editors' models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model

from products import models
from products.merge_examples import choice_list, example_value
from products.models.records import Record, Rows, is_told, keyed_records, locale_text
from releases.core.contact_moments import ContactMoment, MergeField


def read_moments(ids: Iterable[int], drafts: Sequence[Model]) -> tuple[dict[int, str], dict[str, ContactMoment]]:
    """Their keys by id, and those that are published."""
    found = keyed_records(models.ContactMoment, ids, (), drafts)
    published = sorted((record for record in found.values() if is_told(record)), key=lambda each: each.key)
    rows = Rows(models.ContactMoment, "merge_fields", published)
    moments = {
        record.key: ContactMoment(record.key, locale_text(record, "label"), tuple(map(_merge_field, rows.of(record))))
        for record in published
    }
    return {id: record.key for id, record in found.items()}, moments


def _merge_field(row: Record) -> MergeField:
    choices = choice_list(row.choices)
    typed = locale_text(row, "example").items()
    examples = {code: value for code, text in typed if (value := example_value(row.kind, text, choices)) is not None}
    return MergeField(row.name, row.kind, locale_text(row, "label"), row.required, choices, examples)
