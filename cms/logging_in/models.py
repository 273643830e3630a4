"""Sessions of single sign-on, confirmed by the provider from time to time, and roles that require a second factor."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models


class SignOnSession(models.Model):
    """Without its row, or once it is not confirmed in time, a session that began at the provider is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=191)
    # The provider's own name of the session (`sid`); may be empty.
    provider_session = models.CharField(max_length=255, blank=True)
    # Tokens that renew it, encrypted.
    grant = models.TextField()
    began = models.DateTimeField()
    confirmed = models.DateTimeField()
    # When the provider was last asked, whatever came of it: who sets this is the one that asks.
    asked = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["issuer", "subject"], name="sign_on_subject"),
            models.Index(fields=["began"], name="sign_on_began"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.subject})"


class SecondFactorRule(models.Model):
    """Whoever has this role needs a second factor before the admin opens."""

    role = models.OneToOneField(Group, on_delete=models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.role)
