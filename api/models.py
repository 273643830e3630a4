"""The tables of the API: who may read more than the public channel, and who is told of changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from api.webhooks.models import Delivery, Subscription

__all__ = ["AccessToken", "Delivery", "Subscription"]


class AccessToken(models.Model):
    """Of the token itself only the SHA-256 and the last four characters are kept."""

    name = models.CharField(_("name"), max_length=255)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_four = models.CharField(_("ends in"), max_length=4, editable=False)
    channels = models.JSONField(_("channels"), default=list)
    staff = models.BooleanField(_("sees author and cause of releases"), default=False)
    created_at = models.DateTimeField(_("issued at"))
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True,
        help_text=_("The first day on which it opens nothing any more. Empty: it stays valid until it is revoked."),
    )  # fmt: skip
    used_on = models.DateField(_("last used on"), null=True, editable=False)
    expiry_told_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
