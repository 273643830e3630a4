"""Last use and coming end of access tokens, as the worker and the dashboard tell them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from api import token_use
from api.models import AccessToken


def store_use() -> None:
    for digest, day in token_use.used():
        older = Q(used_on=None) | Q(used_on__lt=day)
        AccessToken.objects.filter(older, digest=digest).update(used_on=day)


def ending() -> QuerySet[AccessToken]:
    """Those that are valid and end within the days that warn."""
    today = timezone.localdate()
    last = today + timedelta(days=settings.TOKEN_WARN_DAYS)
    return AccessToken.objects.filter(revoked_at=None, expires_on__gt=today, expires_on__lte=last)


def warn() -> None:
    """Tells once of each token; marked after the mail went out, so rather twice than never."""
    if not settings.CHANNEL_WARNINGS_TO:
        return
    for token in ending().filter(expiry_told_on=None):
        subject = _("Access token ends on %(day)s: %(name)s") % {"day": _day(token), "name": token.name}
        send_mail(subject, _body(token), None, list(settings.CHANNEL_WARNINGS_TO))
        AccessToken.objects.filter(pk=token.pk).update(expiry_told_on=timezone.localdate())


def _body(token: AccessToken) -> str:
    advice = _("Issue a new one, give it to the application, and revoke this one: %(link)s")
    return advice % {"link": settings.WAGTAILADMIN_BASE_URL + reverse("access-tokens:index")}


def _day(token: AccessToken) -> str:
    return date_format(token.expires_on, "j F Y")


def may_see(request: HttpRequest) -> bool:
    return any(request.user.has_perm(f"api.{action}_accesstoken") for action in ("add", "change", "delete", "view"))


class EndingTokensPanel(Component):
    name = "ending_tokens"
    order = 55
    template_name = "cms/ending_tokens.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"tokens": ending(), "address": reverse("access-tokens:index")}
