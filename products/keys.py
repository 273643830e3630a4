"""Keys: the names that never change, by which every channel knows a thing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PART = r"[a-z0-9]+(?:-[a-z0-9]+)*"
KEY_FORM = RegexValidator(
    rf"^{PART}(?:\.{PART})*$",
    _("Use lower-case letters, digits and hyphens, with a dot between parts, such as paspoort.leges.volwassene."),
)
KEY_HELP = _("How all channels know this. Choose with care: it never changes after the first publication.")


class KeyField(models.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"verbose_name": _("key"), "max_length": 150, "validators": [KEY_FORM], "help_text": KEY_HELP, **options}
        )


class Keyed(models.Model):
    """Refuses another key once it has been published, since channels and releases refer to it for ever."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.pk and (published := self._published_key()) and published != self.key:
            message = _("This key was published as “%(key)s” and cannot change any more.")
            raise ValidationError({"key": ValidationError(message, code="immutable", params={"key": published})})

    def begin_anew(self) -> None:
        """Takes from a copy what belongs to the original alone."""
        self.key = ""

    def _published_key(self) -> str | None:
        known = type(self)._base_manager.filter(pk=self.pk, first_published_at__isnull=False)
        return known.values_list("key", flat=True).first()
