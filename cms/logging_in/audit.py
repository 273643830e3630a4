"""The audit log: logins, refusals, second factors and permissions, in Wagtail's own log, for a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authentication_failed as second_factor_failed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import m2m_changed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

IN, OUT, REFUSED, CODE_REFUSED = "login.in", "login.out", "login.refused", "login.code_refused"
FACTOR_ADDED, FACTOR_REMOVED, RIGHTS = "login.factor_added", "login.factor_removed", "accounts.rights"
ENDED, JOINED = "login.ended", "login.joined"
FACTOR_REQUIRED, FACTOR_OPTIONAL = "accounts.factor_required", "accounts.factor_optional"
LABELS = {
    IN: _("Logged in"),
    OUT: _("Logged out"),
    REFUSED: _("Login refused"),
    CODE_REFUSED: _("Second factor refused"),
    FACTOR_ADDED: _("Second factor added"),
    FACTOR_REMOVED: _("Second factor removed"),
    RIGHTS: _("Roles or rights changed"),
    FACTOR_REQUIRED: _("Second factor required of a role"),
    FACTOR_OPTIONAL: _("Second factor no longer required of a role"),
    ENDED: _("Session ended by the organisation's login"),
    JOINED: _("Account joined to the organisation's login"),
}
_by_claim = ContextVar("by_claim", default=False)
CHANGES = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


def connect() -> None:
    user_logged_in.connect(_logged_in, dispatch_uid=IN)
    user_logged_out.connect(_logged_out, dispatch_uid=OUT)
    user_login_failed.connect(_refused, dispatch_uid=REFUSED)
    second_factor_failed.connect(_code_refused, dispatch_uid=CODE_REFUSED)
    authenticator_added.connect(_factor_added, dispatch_uid=FACTOR_ADDED)
    authenticator_removed.connect(_factor_removed, dispatch_uid=FACTOR_REMOVED)
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_rights_changed, sender=through, dispatch_uid=(RIGHTS, through.__name__))


def prune(now: datetime) -> None:
    oldest = now - timedelta(days=settings.AUDIT_KEEP_DAYS)
    ModelLogEntry.objects.filter(action__in=[*LABELS], timestamp__lt=oldest).delete()


@contextmanager
def by_sign_on() -> Iterator[None]:
    """What changes in here is written down as decided by the provider's claims."""
    token = _by_claim.set(True)
    try:
        yield
    finally:
        _by_claim.reset(token)


def _from(request: HttpRequest | None) -> dict[str, str]:
    return {"address": get_adapter().get_client_ip(request)} if request else {}


def _logged_in(request: HttpRequest | None, user: User, **_: Any) -> None:
    by = {"by": "sign-on"} if request is not None and "sign_on" in request.session else {}
    log(user, IN, user=user, data=_from(request) | by)


def _logged_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if user is not None:
        log(user, OUT, user=user)


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    _write_refusal(str(credentials.get("username", "")), _from(request))


def sign_on_refused(request: HttpRequest, name: str, facts: dict[str, Any]) -> None:
    _write_refusal(name, _from(request) | {"by": "sign-on"} | facts)


def sign_on_ended(request: HttpRequest, user: User, reason: str) -> None:
    log(user, ENDED, user=user, data=_from(request) | {"reason": reason})


def joined(user: User, subject: str, account: str) -> None:
    log(user, JOINED, data={"subject": subject, "command": "join_account", "account": account})


def _write_refusal(name: str, data: dict[str, Any]) -> None:
    """Also for a name that nobody has, which is what guessing looks like."""
    name = name[:150] or "–"
    known = User.objects.filter(username=name).values_list("pk", flat=True).first()
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(known or 0), label=name, action=REFUSED, timestamp=timezone.now(), data=data,
        content_changed=False, deleted=False,
    )  # fmt: skip


def _code_refused(request: HttpRequest, user: User, **_: Any) -> None:
    log(user, CODE_REFUSED, data=_from(request))


def _factor_added(user: User, authenticator: Any, **_: Any) -> None:
    log(user, FACTOR_ADDED, user=user, data={"kind": authenticator.type})


def _factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    log(user, FACTOR_REMOVED, user=user, data={"kind": authenticator.type})


def _rights_changed(instance: Model, action: str, model: type[Model], pk_set: set[int] | None, **_: Any) -> None:
    if (change := CHANGES.get(action)) and isinstance(instance, User | Group):
        names = _names(model, pk_set)
        if names or action == "pre_clear":
            by = {"by": "sign-on"} if _by_claim.get() else {}
            log(instance, RIGHTS, data={change: names} | by)


def _names(model: type[Model], keys: Iterable[int] | None) -> list[str]:
    found = model._default_manager.filter(pk__in=keys or ())
    return sorted(each.codename if isinstance(each, Permission) else str(each) for each in found)
