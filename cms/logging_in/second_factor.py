"""A second factor for everybody, where an administrator requires it: nothing opens before there is one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _


class SecondFactor:
    """Goes after authentication and messages. Whoever has none yet is led to where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated or self._is_open(request.path):
            return self.get_response(request)
        if is_mfa_enabled(request.user):
            return self.get_response(request)
        messages.warning(request, _("This municipality requires a second factor. Set one up to go on."))
        return HttpResponseRedirect(reverse("mfa_index"))

    @staticmethod
    def _is_open(path: str) -> bool:
        within = (reverse("mfa_index"), reverse("account_reauthenticate"), reverse("account_logout"))
        return path.startswith(within) or not path.startswith(reverse("wagtailadmin_home"))
