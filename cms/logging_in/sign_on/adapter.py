"""Rules of this hub for who comes from the provider: a mapped role or nothing, and never an account of another."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from requests import RequestException, Session

from cms.logging_in.sign_on import claims, refusals, sessions
from cms.logging_in.sign_on.accounts import NameTaken, known_roles, name_of, new_account, set_person, set_roles
from cms.logging_in.sign_on.configuration import Configuration, configuration, is_reserved
from cms.logging_in.sign_on.exchange import Identity
from cms.logging_in.sign_on.metadata import http_session
from cms.logging_in.sign_on.provider import SignOnProvider


class SignOnAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one of the settings; a row in the database makes no provider."""
        config = configuration()
        return [config.app()] if config else []

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SignOnProvider:
        return SignOnProvider(request, self.get_app(request, provider, client_id))

    def get_requests_session(self) -> Session:
        return http_session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        identity: Identity = sociallogin.identity
        # What comes next is kept in the session while a second factor is asked.
        sociallogin.token = None
        if not sociallogin.state.get("nonce") or identity.id_token.get("nonce") != sociallogin.state["nonce"]:
            raise ImmediateHttpResponse(refusals.refuse(request, refusals.TOKEN, "nonce", subject=identity.subject))
        config = configuration()
        _let_in(request, sociallogin, identity, config)
        factor = claims.has_second_factor(identity.id_token, config.acr, config.amr)
        kept = sessions.begin(sociallogin.user, identity, config, timezone.now())
        request.session[sessions.KEY], request.session[sessions.SECOND_FACTOR] = kept.pk, factor

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str = "", exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        reason = _reason(request, error, exception)
        cause = exception or request.GET.get("error", "")[:100]
        raise ImmediateHttpResponse(refusals.refuse(request, reason, cause))


def _reason(request: HttpRequest, error: str, exception: Exception | None) -> str:
    if error == AuthError.CANCELLED:
        return refusals.CANCELLED
    if isinstance(exception, RequestException):
        return refusals.UNREACHABLE
    if exception is not None:
        return refusals.TOKEN
    return refusals.PROVIDER if "error" in request.GET else refusals.STATE


def _let_in(request: HttpRequest, login: SocialLogin, identity: Identity, config: Configuration) -> None:
    """Gives the login its account, with the roles of the claims, or refuses."""
    roles = known_roles(claims.roles_of(identity.claims, config.roles_claim, config.roles))
    reason = _reason_against(login, roles)
    if reason is None:
        try:
            with transaction.atomic():
                if not login.is_existing:
                    login.account = new_account(config.issuer, identity.subject, identity.claims)
                    login.user = login.account.user
                set_roles(login.user, roles)
                set_person(login.user, identity.claims)
            return
        except NameTaken:
            reason = refusals.NAME_TAKEN
        except IntegrityError:
            reason = refusals.STATE
    name = login.user.get_username() if login.is_existing else name_of(identity.claims, identity.subject)
    raise ImmediateHttpResponse(refusals.refuse(request, reason, name=name, subject=identity.subject))


def _reason_against(login: SocialLogin, roles: list[Any]) -> str | None:
    if login.is_existing:
        if is_reserved(login.user):
            return refusals.RESERVED
        if not roles:
            set_roles(login.user, [])
            sessions.end_all(login.account.provider, login.account.uid)
        if not login.user.is_active:
            return refusals.INACTIVE
    return None if roles else refusals.NO_ROLE
