"""Rows with the period in which they are true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from products.models.editorial import Violation
from releases.core.intervals import bounds_of, is_empty, overlaps


class Dated(models.Model):
    """True from `valid_from` up to but not including `valid_until`; an empty date leaves that side open."""

    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("The first day. Empty: it has always been so.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is no longer so. Empty: until further notice."),
    )
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where it comes from. Only editors see this.")
    )

    class Meta:
        abstract = True
        ordering = ["valid_from"]

    def clean(self) -> None:
        super().clean()
        if is_empty(bounds_of(self)):
            raise ValidationError(
                {"valid_until": _("The end must be after the first day, %s.") % _day(self.valid_from)}
            )

    @property
    def period(self) -> str:
        first = _day(self.valid_from) if self.valid_from else gettext("the beginning")
        end = _day(self.valid_until) if self.valid_until else gettext("further notice")
        return gettext("%(first)s until %(end)s") % {"first": first, "end": end}


class DatedValue(Dated):
    """What a fact is in a period, and who decided so."""

    provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("Not decided yet; channels tell this with the value.")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    legal_article = models.CharField(
        _("legal article"),
        max_length=255,
        blank=True,
        help_text=_("The article that it rests on, such as “artikel 1.2.1.1 Tarieventabel leges 2024”."),
    )

    class Meta(Dated.Meta):
        abstract = True


def overlap_violations(rows: Sequence[Dated]) -> Iterator[Violation]:
    """Two rows at one moment would let channels differ; the message names both rows as the form numbers them."""
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    for earlier, later in overlaps(rows):
        yield Violation("valid_from", _overlap_message(earlier, later, numbers), later)


def _overlap_message(earlier: Dated, later: Dated, numbers: dict[int, int]) -> str:
    name = str(later._meta.verbose_name)
    message = gettext("%(Name)s %(later)d (%(later_period)s) overlaps %(name)s %(earlier)d (%(earlier_period)s).")
    return message % {
        "Name": capfirst(name),
        "name": name,
        "later": numbers[id(later)],
        "later_period": later.period,
        "earlier": numbers[id(earlier)],
        "earlier_period": earlier.period,
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")
