"""Differences between a live page and the release that it claims, as they are kept: the newest of each instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from releases.models.instances import Instance, PageDifference
from releases.parity.comparison import Difference

MOST_KEPT, LONGEST = 200, 500
# Page, locale, key, what, expected and found.
Kept = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class PageFinding:
    """A difference on the page at the address `page`, first seen at `since`."""

    page: str
    locale: str
    key: str
    what: str
    expected: str
    found: str
    since: datetime


def finding_of(row: PageDifference) -> PageFinding:
    return PageFinding(**{field.name: getattr(row, field.name) for field in fields(PageFinding)})


def keep(instance: int, pages: Mapping[str, Sequence[Difference]], now: datetime) -> None:
    """The differences on all `pages` of the instance replace those of before; one that stays keeps its beginning."""
    found = {_kept(page, difference) for page, differences in pages.items() for difference in differences}
    with transaction.atomic():
        Instance.objects.select_for_update().get(pk=instance)
        rows = {_row(row): row.pk for row in PageDifference.objects.filter(instance=instance)}
        PageDifference.objects.filter(pk__in=[pk for row, pk in rows.items() if row not in found]).delete()
        new = sorted(found - rows.keys())[: max(0, MOST_KEPT - len(found & rows.keys()))]
        PageDifference.objects.bulk_create(_new(instance, row, now) for row in new)
        Instance.objects.filter(pk=instance).update(watched_at=now, pages_read=len(pages))


def _kept(page: str, difference: Difference) -> Kept:
    key, locale, _, what, expected, found = difference
    return page, locale[:16], key[:255], what, expected[:LONGEST], found[:LONGEST]


def _row(row: PageDifference) -> Kept:
    return row.page, row.locale, row.key, row.what, row.expected, row.found


def _new(instance: int, row: Kept, now: datetime) -> PageDifference:
    page, locale, key, what, expected, found = row
    return PageDifference(
        instance_id=instance, page=page, locale=locale, key=key, what=what, expected=expected, found=found, since=now
    )
