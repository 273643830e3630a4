"""The provider's own description and keys, over connections that are bounded and not led elsewhere."""

from __future__ import annotations

from functools import partial
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache
from jwt import PyJWKSet, PyJWTError
from requests.adapters import HTTPAdapter

from api.outgoing.client import trust
from cms.logging_in.sign_on.configuration import Configuration, is_encrypted

SECONDS, KEEP_SECONDS, RENEW_SECONDS = 5, 600, 60
WELL_KNOWN = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL_ENDPOINTS = ("userinfo_endpoint", "end_session_endpoint")


class ProviderUnreachable(requests.RequestException):
    """No answer, or none that says anything about a person."""


class _Trusting(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, ssl_context=trust(settings.OUTGOING_CA_FILE))


def http_session() -> requests.Session:
    session = requests.Session()
    session.mount("https://", _Trusting())
    session.max_redirects = 0
    session.request = partial(session.request, timeout=SECONDS)  # type: ignore[method-assign]
    return session


def metadata(config: Configuration) -> dict[str, Any]:
    key = f"sign-on:metadata:{config.issuer}"
    found = cache.get(key)
    if found is None:
        found = _vetted(_read(config.issuer.rstrip("/") + WELL_KNOWN), config)
        cache.set(key, found, KEEP_SECONDS)
    return found


def _vetted(found: dict[str, Any], config: Configuration) -> dict[str, Any]:
    """Another issuer's description, or an address that anybody can listen to, is not used."""
    if found.get("issuer") != config.issuer:
        raise ProviderUnreachable(f"it calls itself {found.get('issuer')!r}, and SIGN_ON_ISSUER is {config.issuer!r}")
    given = [found.get(name) for name in ENDPOINTS] + [found[name] for name in OPTIONAL_ENDPOINTS if name in found]
    if not all(isinstance(url, str) and is_encrypted(url) for url in given):
        raise ProviderUnreachable("its description lacks an endpoint by https")
    return found


def key_set(config: Configuration, key_id: str) -> PyJWKSet:
    """Read again, at most once a minute, when the key is not among those that are known."""
    name = f"sign-on:keys:{config.issuer}"
    known = cache.get(name)
    if known is None or (key_id not in _ids(known) and cache.add(f"{name}:renewed", 1, RENEW_SECONDS)):
        known = _read(metadata(config)["jwks_uri"])
        cache.set(name, known, KEEP_SECONDS)
    try:
        return PyJWKSet.from_dict(known)
    except (PyJWTError, AttributeError, TypeError) as error:
        raise ProviderUnreachable(f"its keys are of no use: {error}") from error


def _ids(known: dict[str, Any]) -> set[Any]:
    return {key.get("kid") for key in known.get("keys", ()) if isinstance(key, dict)}


def _read(url: str) -> dict[str, Any]:
    with http_session() as session:
        try:
            response = session.get(url)
            response.raise_for_status()
            found = response.json()
        except requests.RequestException as error:
            raise ProviderUnreachable(f"{url}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderUnreachable(f"{url}: no object")
    return found


def takes_basic(found: dict[str, Any]) -> bool:
    """How the client proves itself; without a word of it, as the specification says."""
    return "client_secret_post" not in found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
