"""django-allauth's OpenID Connect, kept to one provider, a nonce, verified tokens and no claims in the database."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from cms.logging_in.sign_on.configuration import Configuration, configuration
from cms.logging_in.sign_on.exchange import identity_of
from cms.logging_in.sign_on.metadata import metadata, takes_basic


class SignOnExchange(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, config: Configuration) -> None:
        super().__init__(request, config.issuer)
        self._config = config

    @property
    def openid_config(self) -> dict[str, Any]:
        return metadata(self._config)

    @property
    def basic_auth(self) -> bool:
        return takes_basic(self.openid_config)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return build_absolute_uri(request, reverse("sign_on_callback"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **options: Any) -> SocialLogin:
        identity = identity_of(options["response"], self._config)
        login = self.get_provider().sociallogin_from_response(request, identity.id_token)
        login.identity = identity
        return login


class SignOnProvider(OpenIDConnectProvider):
    def get_oauth2_adapter(self, request: HttpRequest) -> SignOnExchange:
        return SignOnExchange(request, configuration())

    def get_login_url(self, request: HttpRequest, **options: Any) -> str:
        return reverse("sign_on")

    def get_callback_url(self) -> str:
        return reverse("sign_on_callback")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """A request names where it leads afterwards, and neither scopes nor another process than logging in."""
        found = super().get_redirect_from_request_kwargs(request)
        return {"process": AuthProcess.LOGIN} | {name: found[name] for name in ("next_url",) if name in found}

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, **options: Any) -> HttpResponse:
        """The nonce goes to the provider and, for when it comes back in the ID token, into the session."""
        nonce, config = get_random_string(32), configuration()
        asked = {"nonce": nonce} | ({"acr_values": " ".join(config.acr)} if config.acr else {})
        return super().redirect(request, process, next_url, auth_params=asked, nonce=nonce)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return data["sub"]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []
