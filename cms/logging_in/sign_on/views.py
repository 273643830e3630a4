"""The way to the provider and back, out again, and the provider's own word that somebody is out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.core import ratelimit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from cms.logging_in.sign_on import refusals, sessions
from cms.logging_in.sign_on.configuration import Configuration, configuration
from cms.logging_in.sign_on.exchange import Denied
from cms.logging_in.sign_on.metadata import ProviderUnreachable, metadata
from cms.logging_in.sign_on.provider import SignOnExchange, SignOnProvider
from cms.logging_in.sign_on.tokens import TokenRefused, verified_logout_token


@never_cache
def sign_on(request: HttpRequest) -> HttpResponse:
    """Begun by a form of this site alone, so that nobody is logged in by following a link."""
    config = _required()
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('account_login')}?{request.GET.urlencode()}")
    if refused := ratelimit.consume_or_429(request, action="sign_on"):
        return refused
    try:
        answer = SignOnProvider(request, config.app()).redirect_from_request(request)
    except RequestException as error:
        return refusals.refuse(request, refusals.UNREACHABLE, error)
    return _onward(request, answer.url) if isinstance(answer, HttpResponseRedirect) else answer


@require_GET
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    config = _required()
    # Each refusal is written down, so whoever asks without end is not.
    if refused := ratelimit.consume_or_429(request, action="sign_on_back", limit_get=True):
        return refused
    try:
        if not _is_from(request, config):
            return refusals.refuse(request, refusals.STATE, "iss")
        return OAuth2CallbackView.adapter_view(SignOnExchange(request, config))(request)
    except RequestException as error:
        return refusals.refuse(request, refusals.UNREACHABLE, error)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return refusals.refuse(request, refusals.TOKEN, repr(error))


def _is_from(request: HttpRequest, config: Configuration) -> bool:
    """By RFC 9207, so that an answer of another provider is not taken for this one's."""
    promised = metadata(config).get("authorization_response_iss_parameter_supported")
    return request.GET.get("iss", None if promised else config.issuer) == config.issuer


def logout(request: HttpRequest) -> HttpResponseBase:
    """Here first; then at the provider, where it offers that."""
    url = _url_of_end(request) if request.method == "POST" and request.user.is_authenticated else None
    if request.method == "POST":
        sessions.end(request.session)
    answer = account.logout(request)
    return _onward(request, url) if url else answer


def _url_of_end(request: HttpRequest) -> str | None:
    config = configuration()
    try:
        token = sessions.id_token_of(request.session) if config else None
        found = metadata(config).get("end_session_endpoint") if config and token else None
    except (Denied, ProviderUnreachable):
        return None
    back = request.build_absolute_uri(reverse("account_login"))
    values = {"id_token_hint": token, "client_id": config.client_id, "post_logout_redirect_uri": back} if found else {}
    return _with(found, values) if found else None


def _with(url: str, values: dict[str, Any]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(values)}"


@csrf_exempt
@require_POST
@never_cache
def back_channel_logout(request: HttpRequest) -> HttpResponse:
    """Of OpenID Connect Back-Channel Logout 1.0: the token alone says who it is from."""
    config = _required()
    if refused := ratelimit.consume_or_429(request, action="sign_on_ended"):
        return refused
    try:
        claims = verified_logout_token(request.POST.get("logout_token"), config)
    except (TokenRefused, ProviderUnreachable) as error:
        refusals.logger.warning("logout token refused: %s", error)
        return JsonResponse({"error": "invalid_request"}, status=400)
    sessions.end_all(config.issuer, claims.get("sub", ""), str(claims.get("sid") or ""))
    return HttpResponse()


def _required() -> Configuration:
    config = configuration()
    if config is None:
        raise Http404
    return config


def _onward(request: HttpRequest, url: str) -> HttpResponse:
    """By a page that leads on: our policy lets a form lead to this site only, redirects included."""
    response = TemplateResponse(request, "cms/sign_on/onward.html", {"url": url})
    response.headers["Cache-Control"] = "no-store"
    return response
