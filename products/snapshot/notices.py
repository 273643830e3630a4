"""Notices, from the editors' models: all that are published, since they are told together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import Model

from products.models import Location, Notice, ProductPage, ThemePage
from products.models.choices import NoticeScope
from products.models.notice import RELATIONS, is_written
from products.models.records import (
    Record,
    Rows,
    is_told,
    keys_by_id,
    locale_text,
    records,
    with_drafts,
)
from releases import snapshot as told
from releases.core.recurrence import occurrences
from releases.texts.references import references

TARGETS: dict[str, type[Model]] = {"theme": ThemePage, "product": ProductPage, "location": Location}


class Notices:
    """In a number of queries that does not grow; none at all unless notices are asked for."""

    def __init__(self, drafts: Sequence[Model], *, asked: bool) -> None:
        found = with_drafts(records(Notice), drafts, Notice) if asked else []
        self._told = sorted((record for record in found if is_told(record)), key=lambda record: record.key)
        relations = ("channel_texts", *RELATIONS.values())
        self._rows = {relation: Rows(Notice, relation, self._told) for relation in relations}
        self._keys = {name: keys_by_id(model, self._ids(name)) for name, model in TARGETS.items()}

    def mentioned(self) -> set[str]:
        """The keys of the facts that their texts tell."""
        texts = (text for record in self._told for written in self._texts(record).values() for text in written.values())
        return {reference.key for text in texts for reference in references(text)}

    def read(self) -> tuple[told.Notice, ...]:
        return tuple(notice for record in self._told for notice in self._read(record))

    def _read(self, record: Record) -> Iterator[told.Notice]:
        """One for each time that it is shown."""
        once = told.Notice(
            key=record.key,
            title=locale_text(record, "label"),
            texts=self._texts(record),
            starts=_utc(record.starts),
            ends=_utc(record.ends) if record.ends else None,
            severity=record.severity,
            scope=record.scope,
            targets=tuple(sorted(set(self._targets(record)))),
            url=locale_text(record, "url"),
        )
        for starts, ends in occurrences(record.starts, record.ends, record.repeats, record.repeats_until):
            yield replace(once, starts=_utc(starts), ends=_utc(ends) if ends else None)

    def _texts(self, record: Record) -> Mapping[str, Mapping[str, str]]:
        own = {row.channel: row for row in self._rows["channel_texts"].of(record)}
        return {name: _written(row) for name, row in ({"": record} | own).items()}

    def _targets(self, record: Record) -> Iterator[str]:
        if record.scope == NoticeScope.ALL:
            return
        name = "product" if record.scope == NoticeScope.ROUTE else record.scope
        for row in self._rows[RELATIONS[record.scope]].of(record):
            key = self._keys[name][getattr(row, f"{name}_id")]
            yield f"{key}.{row.route}" if record.scope == NoticeScope.ROUTE else key

    def _ids(self, name: str) -> set[int]:
        relations = [RELATIONS[name], *([RELATIONS[NoticeScope.ROUTE]] if name == "product" else [])]
        rows = (row for relation in relations for record in self._told for row in self._rows[relation].of(record))
        return {getattr(row, f"{name}_id") for row in rows}


def _written(row: Record) -> dict[str, str]:
    return {language: text for language, text in locale_text(row, "text").items() if is_written(text)}


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)
