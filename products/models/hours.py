"""Opening hours of a desk, a telephone line or another channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from products.models.choices import Access, HoursChannel, Weekday
from products.models.editorial import RowRules, Rows, Violation, repeated
from products.models.fact import Fact
from products.models.localised import LocalisedField
from releases.core.intervals import end_after, is_empty, meet


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

    row_relations = ("pattern", "seasons", "exceptions")

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from overlapping_periods(rows["pattern"])
        yield from _overlapping_seasons(rows["seasons"])
        yield from repeated(
            rows["exceptions"], "day", _("There is already an exception on this date; add the times to that one.")
        )


class TimeSlot(models.Model):
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    access = models.CharField(_("access"), max_length=12, choices=Access.choices, default=Access.WALK_IN)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if is_empty((self.opens, self.closes)):
            raise ValidationError({"closes": _("The closing time must be after the opening time, %s.") % self.opens})


class WeeklySlot(TimeSlot):
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)

    class Meta:
        abstract = True
        ordering = ["weekday", "opens"]


class OpenPeriod(WeeklySlot):
    fact = ParentalKey(OpeningHoursFact, on_delete=models.CASCADE, related_name="pattern")

    class Meta(WeeklySlot.Meta):
        verbose_name = _("opening period")
        verbose_name_plural = _("opening periods")


class Season(RowRules, ClusterableModel, Orderable):
    """Other hours in a part of the year, the first and the last day included."""

    fact = ParentalKey(OpeningHoursFact, on_delete=models.CASCADE, related_name="seasons")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    label = LocalisedField(models.CharField(_("label"), max_length=100, help_text=_("Such as “zomerrooster”.")))

    row_relations = ("pattern",)

    class Meta(Orderable.Meta):
        verbose_name = _("season")
        verbose_name_plural = _("seasons")

    @property
    def bounds(self) -> tuple[date, date | None]:
        return self.first, end_after(self.last)

    def clean(self) -> None:
        super().clean()
        if self.first and self.last and is_empty(self.bounds):
            raise ValidationError({"last": _("The last day must not be before the first day.")})

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from overlapping_periods(rows["pattern"])


class SeasonPeriod(WeeklySlot):
    season = ParentalKey(Season, on_delete=models.CASCADE, related_name="pattern")

    class Meta(WeeklySlot.Meta):
        verbose_name = _("opening period")
        verbose_name_plural = _("opening periods")


class HoursException(RowRules, ClusterableModel):
    """One date that differs; closed all day when it has no times."""

    fact = ParentalKey(OpeningHoursFact, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("date"))
    reason = LocalisedField(models.CharField(_("reason"), max_length=255, blank=True))

    row_relations = ("times",)

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["day"]

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from overlapping_slots(rows["times"])


class ExceptionTime(TimeSlot):
    exception = ParentalKey(HoursException, on_delete=models.CASCADE, related_name="times")

    class Meta:
        verbose_name = _("opening period")
        verbose_name_plural = _("opening periods")
        ordering = ["opens"]


def overlapping_periods(slots: Sequence[WeeklySlot]) -> Iterator[Violation]:
    days: dict[int, list[WeeklySlot]] = defaultdict(list)
    for slot in slots:
        days[slot.weekday].append(slot)
    for same_day in days.values():
        yield from overlapping_slots(same_day)


def overlapping_slots(slots: Sequence[TimeSlot]) -> Iterator[Violation]:
    """Different access may share a time: walk in and by appointment."""
    for number, slot in enumerate(slots):
        for other in slots[:number]:
            if slot.access == other.access and meet((slot.opens, slot.closes), (other.opens, other.closes)):
                message = _("Overlaps %(opens)s–%(closes)s on the same day.")
                yield Violation(
                    "opens", message % {"opens": f"{other.opens:%H:%M}", "closes": f"{other.closes:%H:%M}"}, slot
                )


def _overlapping_seasons(seasons: Sequence[Season]) -> Iterator[Violation]:
    for number, season in enumerate(seasons):
        for other in seasons[:number]:
            if meet(season.bounds, other.bounds):
                yield Violation("first", _("Overlaps the season “%s”.") % other.label, season)
