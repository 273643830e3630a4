"""Wagtail's form for a forgotten password, which sends no more mail than somebody who forgot it needs."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.account import PasswordResetView

from cms.logging_in.sign_on.configuration import is_on

_view = PasswordResetView.as_view()


def password_reset(request: HttpRequest) -> HttpResponseBase:
    if is_on():
        messages.warning(request, _("Your password is your organisation's, and is changed there."))
        return HttpResponseRedirect(reverse("account_login"))
    if request.method == "POST":
        key = request.POST.get("email", "").strip().lower()
        if refused := ratelimit.consume_or_429(request, action="reset_password", key=key):
            return refused
    return _view(request)
