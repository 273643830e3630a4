"""Rows of opening hours that differ from the usual week: seasons, recurring rules, closures and exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from products.models.choices import Repeats, Weekday
from products.models.localised import LocalisedField
from products.models.own_rows import Data
from products.models.time_slots import HasSlots, TimeSlot, WeeklySlot
from releases.core.intervals import end_after

FACT = "products.OpeningHoursFact"


class Days(models.Model):
    """From `first` up to and including `last`; one that is empty leaves that side open."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.first or ''} – {self.last or ''}"

    def clean(self) -> None:
        super().clean()
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day must not be before the first day.")})


class Season(Days, HasSlots, ClusterableModel, Orderable):
    """Other hours in a part of the year, the first and the last day included."""

    fact = ParentalKey(FACT, on_delete=models.CASCADE, related_name="seasons")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    label = LocalisedField(models.CharField(_("label"), max_length=100, help_text=_("Such as “zomerrooster”.")))
    replaces_week = models.BooleanField(
        _("replaces the whole week"),
        default=False,
        db_default=True,
        help_text=_("Days without times are then closed. Otherwise only the days that you name differ."),
    )

    row_relations = ("pattern",)

    class Meta(Orderable.Meta):
        verbose_name = _("season")
        verbose_name_plural = _("seasons")

    @classmethod
    def from_serializable_data(cls, data: Data, *args: Any, **options: Any) -> Season | None:
        """A season of a revision that does not say it, of before one could choose, replaces the week."""
        return super().from_serializable_data({"replaces_week": True, **data}, *args, **options)

    @property
    def bounds(self) -> tuple[date, date | None]:
        return self.first, end_after(self.last)


class SeasonPeriod(WeeklySlot):
    season = ParentalKey(Season, on_delete=models.CASCADE, related_name="pattern")


class HoursException(HasSlots, ClusterableModel):
    """One date that differs; closed all day when it has no times."""

    fact = ParentalKey(FACT, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("date"))
    reason = LocalisedField(models.CharField(_("reason"), max_length=255, blank=True))

    row_relations = ("times",)

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["day"]


class ExceptionTime(TimeSlot):
    exception = ParentalKey(HoursException, on_delete=models.CASCADE, related_name="times")


class RecurringRule(Days, HasSlots, ClusterableModel, Orderable):
    """Other hours on a weekday in some weeks, or on a date of each year; closed all day when it has no times."""

    fact = ParentalKey(FACT, on_delete=models.CASCADE, related_name="rules")
    repeats = models.CharField(_("when"), max_length=10, choices=Repeats.choices, default=Repeats.FIRST)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday.choices, null=True, blank=True, help_text=_("Not for a date of each year.")
    )
    day = models.PositiveSmallIntegerField(
        _("day of the month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Only for a date of each year."),
    )
    month = models.PositiveSmallIntegerField(
        _("number of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    label = LocalisedField(models.CharField(_("label"), max_length=100, help_text=_("Such as “zaterdagopenstelling”.")))
    first = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty: it has always been so."))
    last = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))

    row_relations = ("times",)

    class Meta(Orderable.Meta):
        verbose_name = _("recurring rule")
        verbose_name_plural = _("recurring rules")

    def clean(self) -> None:
        super().clean()
        if self.repeats != Repeats.YEARLY:
            if self.weekday is None:
                raise ValidationError({"weekday": _("Choose the weekday.")})
        elif not _is_date(self.month, self.day):
            raise ValidationError({"day": _("Give a day and a month that exist, such as 24 and 12.")})


class RuleTime(TimeSlot):
    rule = ParentalKey(RecurringRule, on_delete=models.CASCADE, related_name="times")


class Closure(Days, Orderable):
    """Closed from the first up to and including the last day."""

    fact = ParentalKey(FACT, on_delete=models.CASCADE, related_name="closures")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))
    reason = LocalisedField(models.CharField(_("reason"), max_length=255, help_text=_("Such as “verbouwing”.")))

    class Meta(Orderable.Meta):
        verbose_name = _("temporary closure")
        verbose_name_plural = _("temporary closures")


def _is_date(month: int | None, day: int | None) -> bool:
    """In a leap year, so that 29 February is one."""
    try:
        return bool(month and day and date(2024, month, day))
    except ValueError:
        return False
