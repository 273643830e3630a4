"""Wagtail's form for a forgotten password, which sends no more mail than somebody who forgot it needs."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.account import PasswordResetView

_view = PasswordResetView.as_view()


def password_reset(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        key = request.POST.get("email", "").strip().lower()
        if refused := ratelimit.consume_or_429(request, action="reset_password", key=key):
            return refused
    return _view(request)
