"""A second factor for everybody or for roles, where an administrator requires it: nothing opens before there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allauth.mfa import stages
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.logging_in import audit
from cms.logging_in.models import SecondFactorRule
from cms.logging_in.sign_on.configuration import is_emergency_account
from cms.logging_in.sign_on.sessions import SECOND_FACTOR


def is_required_of(user: User) -> bool:
    """The emergency account, which nobody else watches, always needs one."""
    if settings.SECOND_FACTOR_REQUIRED or is_emergency_account(user.get_username()):
        return True
    return SecondFactorRule.objects.filter(role__user=user).exists()


def is_required_of_role(role: Group) -> bool:
    return role.pk is not None and SecondFactorRule.objects.filter(role=role).exists()


def lifts_own(actor: User, roles: Iterable[Group]) -> bool:
    """Whether `actor` would need none any more with these roles; a superuser may."""
    rules = SecondFactorRule.objects
    return (
        not actor.is_superuser
        and rules.filter(role__user=actor).exists()
        and not rules.filter(role__in=[role.pk for role in roles]).exists()
    )


def require_of_role(role: Group, required: bool) -> None:
    if required == is_required_of_role(role):
        return
    if required:
        SecondFactorRule.objects.create(role=role)
    else:
        SecondFactorRule.objects.filter(role=role).delete()
    log(role, audit.FACTOR_REQUIRED if required else audit.FACTOR_OPTIONAL)


class AuthenticateStage(stages.AuthenticateStage):
    """Passed by when the provider asked for a second factor, and is trusted to."""

    def _should_handle(self, request: HttpRequest) -> bool:
        by_sign_on = "sociallogin" in (self.login.signal_kwargs or {})
        return not (by_sign_on and request.session.get(SECOND_FACTOR)) and super()._should_handle(request)


class SecondFactor:
    """Goes after authentication and messages. Whoever has none yet is led to where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or self._is_open(request.path) or not self._lacks(request):
            return self.get_response(request)
        messages.warning(request, _("This municipality requires a second factor. Set one up to go on."))
        return HttpResponseRedirect(reverse("mfa_index"))

    @staticmethod
    def _lacks(request: HttpRequest) -> bool:
        if request.session.get(SECOND_FACTOR):
            return False
        return is_required_of(request.user) and not is_mfa_enabled(request.user)

    @staticmethod
    def _is_open(path: str) -> bool:
        within = (reverse("mfa_index"), reverse("account_reauthenticate"), reverse("account_logout"))
        return path.startswith(within) or not path.startswith(reverse("wagtailadmin_home"))
