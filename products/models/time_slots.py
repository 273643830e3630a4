"""Opening times of a day, which may go on past midnight, and where they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.date_fields import ClosingTimeField
from products.models.choices import Access, Weekday
from products.models.editorial import RowRules, Rows, Violation
from releases.core.intervals import meet

DAY, WEEK = 24 * 60, 7 * 24 * 60
# What closes later than this on the next day is a mistake in typing.
LATEST = time(6)


class TimeSlot(models.Model):
    opens = models.TimeField(_("opens"))
    closes = ClosingTimeField(
        _("closes"), help_text=_("24:00 is midnight. Up to 6:00 may be on the next day, such as 20:00 until 2:00.")
    )
    access = models.CharField(_("access"), max_length=12, choices=Access.choices, default=Access.WALK_IN)

    class Meta:
        abstract = True
        verbose_name = _("opening period")
        verbose_name_plural = _("opening periods")
        ordering = ["opens"]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{end_text(self.closes)}"

    def clean(self) -> None:
        super().clean()
        if self.opens is None or self.closes is None or self.closes > self.opens:
            return
        if self.closes == self.opens != time() or self.closes > LATEST:
            raise ValidationError({"closes": _("The closing time must be after the opening time, %s.") % self.opens})

    @property
    def minutes(self) -> tuple[int, int]:
        """Since the start of the day on which it opens."""
        opens, closes = (clock.hour * 60 + clock.minute for clock in (self.opens, self.closes))
        return opens, closes if closes > opens else closes + DAY


class WeeklySlot(TimeSlot):
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)

    class Meta(TimeSlot.Meta):
        abstract = True
        ordering = ["weekday", "opens"]

    @property
    def minutes(self) -> tuple[int, int]:
        """Since the start of the week."""
        opens, closes = super().minutes
        before = (self.weekday - 1) * DAY
        return before + opens, before + closes


class HasSlots(RowRules):
    """Its rows are opening times, none of which overlap."""

    class Meta:
        abstract = True

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        for relation in self.row_relations:
            yield from overlapping_slots(rows[relation])


def end_text(closes: time) -> str:
    return "24:00" if closes == time() else f"{closes:%H:%M}"


def overlapping_slots(slots: Sequence[TimeSlot]) -> Iterator[Violation]:
    """Different access may share a time: walk in and by appointment. Sunday night goes on in Monday."""
    for number, slot in enumerate(slots):
        for other in slots[:number]:
            if slot.access == other.access and _overlap(slot.minutes, other.minutes):
                message = _("Overlaps %(opens)s–%(closes)s on the same day.")
                times = {"opens": f"{other.opens:%H:%M}", "closes": end_text(other.closes)}
                yield Violation("opens", message % times, slot)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return any(meet(one, (other[0] + shift, other[1] + shift)) for shift in (-WEEK, 0, WEEK))
