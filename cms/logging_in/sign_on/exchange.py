"""Exchange with the provider: a code or a refresh token for who somebody is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache
from requests.auth import HTTPBasicAuth

from cms.logging_in.sign_on.configuration import Configuration
from cms.logging_in.sign_on.metadata import ProviderUnreachable, http_session, metadata, takes_basic
from cms.logging_in.sign_on.tokens import TokenRefused, verified_id_token

# Seconds in which nobody of this node asks again after no answer.
PAUSE_SECONDS = 30
UNREACHABLE = "sign-on:unreachable"


class Denied(OAuth2Error):
    """The provider says that this session is no more."""


@dataclass(frozen=True)
class Grant:
    access: str
    refresh: str
    id_token: str


@dataclass(frozen=True)
class Identity:
    """`claims` are those of the ID token with those of userinfo over them."""

    subject: str
    id_token: dict[str, Any]
    claims: dict[str, Any]
    grant: Grant


def identity_of(answer: dict[str, Any], config: Configuration) -> Identity:
    """Of an answer of the token endpoint to a code. Raises TokenRefused and ProviderUnreachable."""
    id_token = verified_id_token(answer.get("id_token"), config)
    access = _text(answer, "access_token")
    claims = id_token | _userinfo(access, id_token["sub"], config)
    grant = Grant(access, _text(answer, "refresh_token"), answer["id_token"])
    return Identity(id_token["sub"], id_token, claims, grant)


def renewed(grant: Grant, subject: str, config: Configuration) -> Identity:
    """Who it is now. Raises Denied and ProviderUnreachable, the latter at once for a while after no answer."""
    if cache.get(UNREACHABLE):
        raise ProviderUnreachable("gave no answer a moment ago")
    try:
        return _renewed(grant, subject, config)
    except ProviderUnreachable:
        cache.set(UNREACHABLE, True, PAUSE_SECONDS)
        raise
    except TokenRefused as error:
        raise Denied(str(error)) from error


def _renewed(grant: Grant, subject: str, config: Configuration) -> Identity:
    """Without a refresh token the access token has to do, for as long as the provider takes it."""
    answer = _refresh(grant.refresh, config) if grant.refresh else {"access_token": grant.access}
    id_token = verified_id_token(answer["id_token"], config) if "id_token" in answer else {}
    if id_token and id_token["sub"] != subject:
        raise TokenRefused("another subject")
    access = _text(answer, "access_token")
    following = Grant(access, _text(answer, "refresh_token") or grant.refresh, answer.get("id_token", grant.id_token))
    return Identity(subject, id_token, id_token | _userinfo(access, subject, config), following)


def _refresh(token: str, config: Configuration) -> dict[str, Any]:
    found = metadata(config)
    data = {"grant_type": "refresh_token", "refresh_token": token}
    own = {"client_id": config.client_id, "client_secret": config.client_secret}
    basic = HTTPBasicAuth(config.client_id, config.client_secret) if takes_basic(found) else None
    status, answer = _ask("POST", found["token_endpoint"], data=data if basic else data | own, auth=basic)
    if status == 400 and answer.get("error") == "invalid_grant":
        raise Denied("invalid_grant")
    if status != 200:
        # The fault is the hub's or the provider's, such as a client secret that has ended.
        raise ProviderUnreachable(f"refused to renew: {status} {answer.get('error')}")
    return answer


def _userinfo(access: str, subject: str, config: Configuration) -> dict[str, Any]:
    url = metadata(config).get("userinfo_endpoint")
    if not url:
        return {}
    status, answer = _ask("GET", url, headers={"Authorization": f"Bearer {access}"})
    if status in (401, 403):
        raise Denied(f"userinfo {status}")
    if status != 200:
        raise ProviderUnreachable(f"userinfo: {status}")
    if answer.get("sub") != subject:
        raise TokenRefused("userinfo of another subject")
    return answer


def _ask(method: str, url: str, **options: Any) -> tuple[int, dict[str, Any]]:
    with http_session() as session:
        try:
            response = session.request(method, url, **options)
        except requests.RequestException as error:
            raise ProviderUnreachable(f"{url}: {error}") from error
    return response.status_code, _object(response)


def _object(response: requests.Response) -> dict[str, Any]:
    """A success that is none, such as the page of a proxy, says nothing of anybody."""
    try:
        found = response.json()
    except requests.JSONDecodeError:
        found = None
    if response.ok and not isinstance(found, dict):
        raise ProviderUnreachable(f"{response.url}: no object")
    return found if isinstance(found, dict) else {}


def _text(answer: dict[str, Any], name: str) -> str:
    found = answer.get(name, "")
    return found if isinstance(found, str) else ""
