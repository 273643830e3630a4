"""Rules of this hub for django-allauth: nobody signs up, and an address is the one behind trusted proxies."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from api.clients import address_of
from cms.logging_in.sign_on.configuration import may_use_password
from cms.logging_in.sign_on.sessions import KEY

BY_ORGANISATION = _("This account logs in by way of your organisation. Use the button above.")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        own = {"allauth.mfa.stages.AuthenticateStage": "cms.logging_in.second_factor.AuthenticateStage"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whoever signed on has nothing to prove themselves with again here, before there is a second factor."""
        request = self.request
        if KEY in request.session and not self.get_reauthentication_methods(request.user):
            return False
        return super().is_reauthentication_required(app=app, **options)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not may_use_password(str(credentials.get("username", ""))):
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise ValidationError(BY_ORGANISATION)

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """Whatever the door: a passkey is one that the provider does not watch."""
        by_sign_on = "sociallogin" in (options.get("signal_kwargs") or {})
        if not by_sign_on and not may_use_password(user.get_username()):
            return self._back(request, BY_ORGANISATION)
        return super().pre_login(request, user, **options)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return self._back(request, self.error_messages["account_inactive"])

    def _back(self, request: HttpRequest, text: Any) -> HttpResponse:
        messages.error(request, str(text))
        return HttpResponseRedirect(reverse("account_login"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """A whole network of IPv6 addresses is one subscriber's; a peer without any is this machine."""
        peer = request.META.get("REMOTE_ADDR", "")
        return address_of(peer, request.headers.get("X-Forwarded-For", "")) or peer or "local"

    def add_message(self, *args: Any, **options: Any) -> None:
        """Logging in and out need no message; what fails stands beside the form."""
