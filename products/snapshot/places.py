"""Organisations and locations, from the editors' models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Model

from products.models import Location, OpeningHoursFact, Organisation
from products.models.records import Record, Rows, is_told, keyed_records, locale_text, records_where
from products.snapshot.disruptions import Disruptions, closing
from releases import snapshot as told
from releases.core.intervals import in_order


class Organisations:
    def __init__(self, ids: Iterable[int], keys: Iterable[str], drafts: Sequence[Model]) -> None:
        found = keyed_records(Organisation, ids, keys, drafts)
        self.keys = {id: record.key for id, record in found.items()}
        self._told = [record for record in found.values() if is_told(record)]
        self._hours = Rows(Organisation, "opening_hours", self._told)

    def fact_ids(self) -> set[int]:
        hours = {row.fact_id for record in self._told for row in self._hours.of(record)}
        return hours | {record.contact_id for record in self._told if record.contact_id}

    def read(self, facts: Mapping[int | None, str]) -> dict[str, told.Organisation]:
        return {record.key: self._read(record, facts) for record in sorted(self._told, key=lambda each: each.key)}

    def _read(self, record: Record, facts: Mapping[int | None, str]) -> told.Organisation:
        return told.Organisation(
            key=record.key,
            name=locale_text(record, "name"),
            contact=facts.get(record.contact_id),
            hours=tuple(facts[row.fact_id] for row in self._hours.of(record) if row.fact_id in facts),
            url=locale_text(record, "url"),
        )


class Locations:
    """A location's hours are the published opening hours that name it; `hours` bring in the locations they name."""

    def __init__(
        self,
        ids: Iterable[int],
        keys: Iterable[str],
        drafts: Sequence[Model],
        hours: Iterable[int],
        disruptions: Disruptions,
    ) -> None:
        self._disruptions = disruptions
        found = keyed_records(Location, {*ids, *_locations_of(hours, drafts)}, keys, drafts)
        self.keys = {id: record.key for id, record in found.items()}
        self._told = [record for record in found.values() if is_told(record)]
        named = records_where(OpeningHoursFact, "location_id", self.keys, fields=("id", "key", "live", "location_id"))
        drawn = {draft.pk: draft for draft in drafts if isinstance(draft, OpeningHoursFact)}
        self._hours = list(({record.id: record for record in named} | drawn).values())
        self._availability = Rows(Location, "availability", self._told)

    def fact_ids(self) -> set[int]:
        return {record.id for record in self._hours}

    def read(self) -> dict[str, told.Location]:
        return {record.key: self._read(record) for record in sorted(self._told, key=lambda each: each.key)}

    def _read(self, record: Record) -> told.Location:
        hours = sorted(each.key for each in self._hours if each.location_id == record.id and is_told(each))
        return told.Location(
            key=record.key,
            name=locale_text(record, "name"),
            street=record.street,
            postcode=record.postcode,
            place=record.place,
            hours=tuple(hours),
            directions=locale_text(record, "directions"),
            accessibility=locale_text(record, "accessibility"),
            availability=closing(
                tuple(in_order(map(_availability, self._availability.of(record)))),
                self._disruptions.of_location(record.id),
            ),
            degrees=None if record.latitude is None else (_degrees(record.latitude), _degrees(record.longitude)),
        )


def _locations_of(hours: Iterable[int], drafts: Sequence[Model]) -> set[int | None]:
    found = records_where(OpeningHoursFact, "id", hours, fields=("id", "location_id"))
    return {row.location_id for row in (*found, *drafts) if hasattr(row, "location_id")}


def _availability(row: Record) -> told.Availability:
    return told.Availability(row.status, locale_text(row, "reason"), None, row.valid_from, row.valid_until)


def _degrees(number: Decimal) -> str:
    return f"{number:.6f}"
