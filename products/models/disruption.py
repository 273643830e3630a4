"""A stop of all telephones or of a location, in one action: in every channel, with what people do meanwhile."""

from __future__ import annotations

from datetime import date
from itertools import chain, count

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.choices import DisruptionReach
from products.models.editorial import Editorial
from products.models.localised import LocalisedField
from products.models.location import Location
from releases.core.intervals import bounds_of, is_empty


def today() -> date:
    return timezone.localdate()


class Disruption(Keyed, Editorial):
    """Its days are those on which something does not go; `valid_until` is the first on which it goes again."""

    key = KeyField(unique=True, blank=True, editable=False)
    reach = models.CharField(
        _("what does not go"), max_length=10, choices=DisruptionReach.choices, default=DisruptionReach.PHONES
    )
    location = models.ForeignKey(
        Location, verbose_name=_("location"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = LocalisedField(
        models.CharField(_("reason"), max_length=255, help_text=_("One short sentence, which every channel tells."))
    )
    instead = models.ForeignKey(
        Location,
        verbose_name=_("where people can go"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Every channel names it. It must be published."),
    )
    valid_from = models.DateField(_("from"), default=today)
    valid_until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it goes again. Empty: until you unpublish this."),
    )

    search_fields = [index.SearchField("key"), index.SearchField("reason")]

    class Meta:
        verbose_name = _("disruption")
        verbose_name_plural = _("disruptions")
        ordering = ["-valid_from", "key"]

    def __str__(self) -> str:
        return str(self.shown_name())

    @display(description=_("name"), ordering="-valid_from")
    def shown_name(self) -> str:
        return f"{self.location or self.get_reach_display()}: {self.reason}"

    def clean(self) -> None:
        if not self.key:
            self.key = self._given_key()
        super().clean()
        if self.reach == DisruptionReach.PHONES:
            self.location = None
        elif self.location is None:
            raise ValidationError({"location": _("Choose the location that is closed.")})
        if self.instead_id and self.instead_id == self.location_id:
            raise ValidationError({"instead": _("This is the location that is closed. Choose another one.")})
        if is_empty(bounds_of(self)):
            raise ValidationError({"valid_until": _("It must end after it begins.")})

    def _given_key(self) -> str:
        wish = f"{self.reach}-{self.valid_from or today()}"
        taken = {*Disruption._base_manager.filter(key__startswith=wish).values_list("key", flat=True)}
        return next(key for key in chain([wish], (f"{wish}-{number}" for number in count(2))) if key not in taken)
