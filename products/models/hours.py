"""Opening hours of a desk, a telephone line or another channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from products.models.choices import HoursChannel
from products.models.editorial import Rows, Violation, repeated
from products.models.fact import Fact
from products.models.hours_differences import Season
from products.models.localised import LocalisedField
from products.models.time_slots import HasSlots, WeeklySlot, overlapping_slots
from releases.core.intervals import meet


class OpeningHoursFact(Fact):
    kind = "openingHours"

    channel = models.CharField(_("channel"), max_length=10, choices=HoursChannel.choices, default=HoursChannel.DESK)
    location = models.ForeignKey(
        "products.Location",
        verbose_name=_("location"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opening_hours",
        help_text=_("Only for a desk."),
    )
    always_open = models.BooleanField(_("always open"), default=False, help_text=_("Such as the website."))
    closed_on_holidays = models.BooleanField(_("closed on Dutch public holidays"), default=True)
    closed_on_good_friday = models.BooleanField(_("also closed on Good Friday"), default=False)
    when_closed = LocalisedField(
        models.CharField(
            _("when closed"), max_length=255, blank=True, help_text=_("What people can do outside these hours.")
        )
    )

    row_relations = ("pattern", "new_weeks", "rules", "seasons", "closures", "exceptions")

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from overlapping_slots(rows["pattern"])
        yield from repeated(rows["new_weeks"], "valid_from", _("There is already a week from this day."))
        yield from _overlapping_seasons(rows["seasons"])
        yield from repeated(
            rows["exceptions"], "day", _("There is already an exception on this date; add the times to that one.")
        )


class OpenPeriod(WeeklySlot):
    fact = ParentalKey(OpeningHoursFact, on_delete=models.CASCADE, related_name="pattern")


class NewWeek(HasSlots, ClusterableModel):
    """A usual week that takes the place of the one before it on its first day."""

    fact = ParentalKey(OpeningHoursFact, on_delete=models.CASCADE, related_name="new_weeks")
    valid_from = models.DateField(_("valid from"), help_text=_("Channels announce it before."))

    row_relations = ("pattern",)

    class Meta:
        verbose_name = _("new usual week")
        verbose_name_plural = _("new usual weeks")
        ordering = ["valid_from"]


class NewWeekPeriod(WeeklySlot):
    week = ParentalKey(NewWeek, on_delete=models.CASCADE, related_name="pattern")


def _overlapping_seasons(seasons: Sequence[Season]) -> Iterator[Violation]:
    for number, season in enumerate(seasons):
        for other in seasons[:number]:
            if meet(season.bounds, other.bounds):
                yield Violation("first", _("Overlaps the season “%s”.") % other.label, season)
