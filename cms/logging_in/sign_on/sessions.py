"""Sessions that began at the provider: kept, confirmed from time to time, and ended when it says so or says nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User

from cms.logging_in.models import SignOnSession
from cms.logging_in.sign_on.accounts import known_roles, set_roles
from cms.logging_in.sign_on.claims import roles_of
from cms.logging_in.sign_on.configuration import Configuration, configuration, is_reserved, may_use_password
from cms.logging_in.sign_on.exchange import PAUSE_SECONDS, Denied, Grant, Identity, renewed
from cms.logging_in.sign_on.metadata import ProviderUnreachable

logger = logging.getLogger(__name__)

KEY, SECOND_FACTOR = "sign_on", "sign_on_second_factor"
PASSWORD, SWITCHED_OFF, ENDED, DENIED, NO_ROLE, RESERVED, SILENT = (
    "password", "switched-off", "ended", "denied", "no-role", "reserved", "silent",
)  # fmt: skip


def begin(user: User, identity: Identity, config: Configuration, now: datetime) -> SignOnSession:
    return SignOnSession.objects.create(
        user=user, issuer=config.issuer, subject=identity.subject, grant=_sealed(identity.grant),
        provider_session=str(identity.id_token.get("sid") or "")[:255], began=now, confirmed=now, asked=now,
    )  # fmt: skip


def reason_to_end(session: Mapping[str, Any], user: User, now: datetime) -> str | None:
    """None when it goes on. Asks the provider when it is time."""
    config, key = configuration(), session.get(KEY)
    if key is None:
        return None if may_use_password(user.get_username()) else PASSWORD
    if config is None:
        return SWITCHED_OFF
    kept = SignOnSession.objects.filter(pk=key, user=user, issuer=config.issuer).first()
    if kept is None:
        return ENDED
    return RESERVED if is_reserved(user) else _confirm(kept, user, config, now)


def _confirm(kept: SignOnSession, user: User, config: Configuration, now: datetime) -> str | None:
    age = now - kept.confirmed
    if age < config.recheck:
        return None
    if _is_mine_to_ask(kept, now):
        try:
            return _ask(kept, user, config, now)
        except Denied as error:
            logger.info("sign-on of %s ended at the provider: %s", user.get_username(), error)
            return DENIED
        except ProviderUnreachable as error:
            logger.warning("sign-on of %s is not confirmed: %s", user.get_username(), error)
    return SILENT if age >= config.grace else None


def _is_mine_to_ask(kept: SignOnSession, now: datetime) -> bool:
    """A refresh token works once, so of all requests of all nodes one asks, and none for a while after no answer."""
    if kept.asked > kept.confirmed and now - kept.asked < timedelta(seconds=PAUSE_SECONDS):
        return False
    return SignOnSession.objects.filter(pk=kept.pk, asked=kept.asked).update(asked=now) == 1


def _ask(kept: SignOnSession, user: User, config: Configuration, now: datetime) -> str | None:
    identity = renewed(_opened(kept.grant), kept.subject, config)
    roles = known_roles(roles_of(identity.claims, config.roles_claim, config.roles))
    set_roles(user, roles)
    if not roles:
        return NO_ROLE
    SignOnSession.objects.filter(pk=kept.pk).update(grant=_sealed(identity.grant), confirmed=now, asked=now)
    return None


def id_token_of(session: Mapping[str, Any]) -> str | None:
    """For logging out at the provider as well."""
    kept = SignOnSession.objects.filter(pk=session.get(KEY)).first()
    return _opened(kept.grant).id_token if kept else None


def end(session: Mapping[str, Any]) -> None:
    SignOnSession.objects.filter(pk=session.get(KEY)).delete()


def end_all(issuer: str, subject: str = "", provider_session: str = "") -> int:
    """As the provider names them: one session, or all of somebody."""
    named = {"subject": subject, "provider_session": provider_session}
    found = SignOnSession.objects.filter(issuer=issuer, **{name: value for name, value in named.items() if value})
    return found.delete()[0]


def prune(now: datetime) -> None:
    SignOnSession.objects.filter(began__lt=now - timedelta(hours=settings.SESSION_HOURS)).delete()


def _sealed(grant: Grant) -> str:
    return _lock().encrypt(json.dumps(asdict(grant)).encode()).decode()


def _opened(sealed: str) -> Grant:
    try:
        return Grant(**json.loads(_lock().decrypt(sealed.encode())))
    except InvalidToken as error:
        raise Denied("kept under another SECRET_KEY") from error


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"sign-on:" + settings.SECRET_KEY.encode()).digest()))
