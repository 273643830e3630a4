"""The look that an editor takes afterwards at a notice that was published without one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models.notice import Notice


class NoticeCheck(models.Model):
    """About what is published now; earlier checks are in the notice's history. No channel tells it."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="check_afterwards")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check afterwards")
        verbose_name_plural = _("checks afterwards")

    def __str__(self) -> str:
        return str(self.notice)
