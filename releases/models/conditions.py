"""The table of confirmed conditions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confirmation(models.Model):
    """Somebody confirmed a condition of a channel, until it was withdrawn. A row is never changed after that.

    `confirmed_by` and `withdrawn_by` are names, as of the author of a release.
    """

    channel = models.CharField(max_length=16)
    condition = models.CharField(max_length=40)
    reference = models.CharField(
        _("reference"),
        max_length=255,
        help_text=_("Where the proof is: the case number or address of the document. No personal data."),
    )
    confirmed_by = models.CharField(max_length=255)
    confirmed_at = models.DateTimeField()
    reason = models.CharField(
        _("reason"),
        max_length=255,
        blank=True,
        help_text=_("Why it no longer holds. It is kept with the confirmation."),
    )
    withdrawn_by = models.CharField(max_length=255, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("confirmation of a condition")
        verbose_name_plural = _("confirmations of conditions")
        ordering = ["channel", "condition", "confirmed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "condition"],
                condition=models.Q(withdrawn_at=None),
                name="one_confirmation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.condition}"
