"""Site information, from the editors' model to `releases.snapshot`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Model

from products.models import SiteInformation
from products.models.records import Record, Rows, is_told, locale_text, records, with_drafts
from releases.core import site_information as told


class SiteInformationRow:
    """What is published, or the draft in its place; there is one or none."""

    def __init__(self, drafts: Sequence[Model], *, asked: bool) -> None:
        rows = with_drafts(records(SiteInformation), drafts, SiteInformation) if asked else []
        found = [each for each in rows if is_told(each)]
        self._row: Record | None = found[-1] if found else None
        self._tasks = Rows(SiteInformation, "top_tasks", found).of(self._row) if self._row else []

    def product_ids(self) -> set[int]:
        return {task.product_id for task in self._tasks} - {None}

    def organisation_ids(self) -> set[int]:
        return {self._row.organisation_id} - {None} if self._row else set()

    def location_ids(self) -> set[int]:
        return {self._row.location_id} - {None} if self._row else set()

    def fact_ids(self) -> set[int]:
        return {self._row.accessibility_contact_id} - {None} if self._row else set()

    def read(
        self,
        products: Mapping[int, str],
        organisations: Mapping[int, str],
        locations: Mapping[int, str],
        facts: Mapping[int | None, str],
    ) -> told.SiteInformation | None:
        """The mappings are keys by id."""
        row = self._row
        if row is None:
            return None
        return told.SiteInformation(
            organisation=organisations.get(row.organisation_id),
            location=locations.get(row.location_id),
            top_tasks=tuple(products[task.product_id] for task in self._tasks if task.product_id in products),
            appointment_url=locale_text(row, "appointment_url"),
            privacy_url=locale_text(row, "privacy_url"),
            accessibility=told.AccessibilityStatement(
                status=row.accessibility_status,
                revised_on=row.accessibility_date,
                register_url=row.accessibility_register_url,
                contact=facts.get(row.accessibility_contact_id),
                text=locale_text(row, "accessibility_text"),
            ),
        )
