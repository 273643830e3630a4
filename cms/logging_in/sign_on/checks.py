"""Checks of the settings of single sign-on, before anything starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from cms.logging_in.sign_on.configuration import Configuration, configuration, is_encrypted


@register()
def check_sign_on(app_configs: Any, **options: Any) -> list[CheckMessage]:
    config = configuration()
    return [] if config is None else [*_errors(config), *_warnings(config)]


def _errors(config: Configuration) -> list[CheckMessage]:
    wrong = {
        "SIGN_ON_ISSUER has to be an https address.": not is_encrypted(config.issuer),
        "SIGN_ON_CLIENT_ID and SIGN_ON_CLIENT_SECRET are both needed.": not (config.client_id and config.client_secret),
        "SIGN_ON_SCOPE has to hold openid.": "openid" not in config.scope,
        "SIGN_ON_ROLES has to name a role for at least one value: value=role; value=role.": (
            not config.roles or not all(value and role for value, role in config.roles.items())
        ),
        "SIGN_ON_RECHECK_MINUTES has to be at least 1, and SIGN_ON_GRACE_MINUTES at least that.": (
            not 1 <= config.recheck.total_seconds() / 60 <= config.grace.total_seconds() / 60
        ),
    }
    return [Error(text, id=f"sign_on.E{number}") for number, (text, is_so) in enumerate(wrong.items(), 1) if is_so]


def _warnings(config: Configuration) -> list[CheckMessage]:
    if config.emergency_account:
        return []
    text = "SIGN_ON_EMERGENCY_ACCOUNT is empty: while the provider cannot be reached nobody gets in."
    return [Warning(text, id="sign_on.W1")]
