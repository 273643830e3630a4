"""Tokens of the provider, verified: its signature, by whom and for whom, and until when."""

from __future__ import annotations

import time
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache

from cms.logging_in.sign_on.configuration import Configuration
from cms.logging_in.sign_on.metadata import key_set

# None of these is a secret that two share, nor `none`.
ALGORITHMS = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA".split()
LEEWAY_SECONDS, LOGOUT_SECONDS = 60, 300
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class TokenRefused(OAuth2Error):
    """Not the provider's, not for this hub, or not for now."""


def verified_id_token(token: Any, config: Configuration) -> dict[str, Any]:
    claims = _verified(token, config, ["iss", "sub", "aud", "exp", "iat"])
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else config.client_id) != config.client_id:
        raise TokenRefused("issued to another client")
    return claims


def verified_logout_token(token: Any, config: Configuration) -> dict[str, Any]:
    """By OpenID Connect Back-Channel Logout 1.0."""
    claims = _verified(token, config, ["iss", "aud", "iat", "jti", "events"])
    if not isinstance(claims["events"], dict) or LOGOUT_EVENT not in claims["events"] or "nonce" in claims:
        raise TokenRefused("no logout token")
    if not (claims.get("sub") or claims.get("sid")):
        raise TokenRefused("names nobody")
    if abs(time.time() - claims["iat"]) > LOGOUT_SECONDS:
        raise TokenRefused("too old")
    if not cache.add(f"sign-on:logout:{claims['jti']}", 1, 2 * LOGOUT_SECONDS):
        raise TokenRefused("used before")
    return claims


def _verified(token: Any, config: Configuration, required: list[str]) -> dict[str, Any]:
    if not isinstance(token, str):
        raise TokenRefused("no token")
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise TokenRefused(f"algorithm {header.get('alg')!r}")
        claims = jwt.decode(
            token, _key(header, config), algorithms=ALGORITHMS, issuer=config.issuer, audience=config.client_id,
            leeway=LEEWAY_SECONDS, options={"require": required},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise TokenRefused(str(error)) from error
    if not isinstance(claims.get("sub", ""), str):
        raise TokenRefused("a subject that is no text")
    return claims


def _key(header: dict[str, Any], config: Configuration) -> jwt.PyJWK:
    """The one that is named, or the only one; never one that comes with the token."""
    key_id = header.get("kid", "")
    keys = [key for key in key_set(config, key_id) if key.public_key_use in (None, "sig")]
    named = [key for key in keys if key.key_id == key_id] if key_id else keys
    if len(named) != 1:
        raise TokenRefused(f"key {key_id!r}")
    return named[0]
