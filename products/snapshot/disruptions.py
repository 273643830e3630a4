"""Disruptions, from the editors' models, as stops of what they reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model

from products.models import Disruption, Location
from products.models.choices import DisruptionReach
from products.models.records import Record, is_told, keys_by_id, locale_text, records, with_drafts
from releases import snapshot as told
from releases.core.intervals import in_order

Stops = tuple[told.Availability, ...]


class Disruptions:
    """All that are published: two queries, or one when there is none."""

    def __init__(self, drafts: Sequence[Model]) -> None:
        found = with_drafts(records(Disruption), drafts, Disruption)
        self._told = [record for record in found if is_told(record)]
        self._places = keys_by_id(Location, {record.instead_id for record in self._told})

    def location_ids(self) -> set[int]:
        """Where people are sent."""
        return {*self._places} - {None}

    def phones(self) -> Stops:
        return self._stops(record for record in self._told if record.reach == DisruptionReach.PHONES)

    def of_location(self, id: int) -> Stops:
        return self._stops(record for record in self._told if record.location_id == id)

    def _stops(self, found: Iterable[Record]) -> Stops:
        return tuple(in_order(map(self._stop, found)))

    def _stop(self, record: Record) -> told.Availability:
        return told.Availability(
            "stopped",
            locale_text(record, "reason"),
            None,
            record.valid_from,
            record.valid_until,
            place=self._places.get(record.instead_id),
        )


def closing(own: Stops, stops: Stops) -> Stops:
    """What editors planned, with these stops before it: a row that says open does not open what is disrupted."""
    return tuple(in_order((*stops, *(row for row in own if row.status != "open")))) if stops else own
