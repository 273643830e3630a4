"""Settings of single sign-on as one value, or none while it is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth.models import User

HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Configuration:
    issuer: str
    client_id: str
    client_secret: str
    scope: tuple[str, ...]
    label: str
    roles_claim: str
    roles: Mapping[str, str]
    acr: tuple[str, ...]
    amr: tuple[str, ...]
    recheck: timedelta
    grace: timedelta
    emergency_account: str

    def app(self) -> SocialApp:
        """As django-allauth wants it; a subject is unique at its issuer only, so that is what it is kept under."""
        own = {"scope": list(self.scope), "server_url": self.issuer, "oauth_pkce_enabled": True}
        return SocialApp(
            provider="openid_connect", provider_id=self.issuer, name=self.label,
            client_id=self.client_id, secret=self.client_secret, settings=own,
        )  # fmt: skip


def configuration() -> Configuration | None:
    if not settings.SIGN_ON_ISSUER:
        return None
    return Configuration(
        issuer=settings.SIGN_ON_ISSUER,
        client_id=settings.SIGN_ON_CLIENT_ID,
        client_secret=settings.SIGN_ON_CLIENT_SECRET,
        scope=tuple(settings.SIGN_ON_SCOPE.split()),
        label=settings.SIGN_ON_LABEL,
        roles_claim=settings.SIGN_ON_ROLES_CLAIM,
        roles=role_map(settings.SIGN_ON_ROLES),
        acr=tuple(settings.SIGN_ON_ACR),
        amr=tuple(settings.SIGN_ON_AMR),
        recheck=timedelta(minutes=settings.SIGN_ON_RECHECK_MINUTES),
        grace=timedelta(minutes=settings.SIGN_ON_GRACE_MINUTES),
        emergency_account=settings.SIGN_ON_EMERGENCY_ACCOUNT,
    )


def is_on() -> bool:
    return bool(settings.SIGN_ON_ISSUER)


def label() -> str:
    """Of the button; empty while sign-on is off."""
    return settings.SIGN_ON_LABEL if is_on() else ""


def may_use_password(username: str) -> bool:
    """Also without anybody of that name, so that a refusal says nothing of who there is."""
    return not is_on() or is_emergency_account(username)


def is_emergency_account(username: str) -> bool:
    return is_on() and username != "" and username == settings.SIGN_ON_EMERGENCY_ACCOUNT


def is_reserved(user: User) -> bool:
    """Whom the provider never lets in: its claims give roles, and these have more, or another door."""
    return user.is_superuser or is_emergency_account(user.get_username())


def role_map(text: str) -> dict[str, str]:
    """`value=role; value=role`; a value may have `=` and `,` in it, as names of directories do."""
    pairs = (pair.rpartition("=") for pair in text.split(";") if pair.strip())
    return {value.strip(): role.strip() for value, _, role in pairs}


def is_encrypted(url: str) -> bool:
    """By https, or within this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
