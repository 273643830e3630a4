"""The end of an account: nobody can use it again, and its name stays with all that was done under it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from cms.accounts.open_work import locked_by

# Stands where a password would: no password fits it, and no form sets it.
ENDED = "!ended"
DEACTIVATED = "accounts.deactivate"


def not_ended() -> QuerySet[User]:
    return User.objects.exclude(password=ENDED)


@transaction.atomic
def deactivate(account: User, by: User) -> None:
    """It can be active again; what it had locked is free at once."""
    _unlock(account, by)
    User.objects.filter(pk=account.pk).update(is_active=False)
    log(account, DEACTIVATED, user=by)


@transaction.atomic
def end(account: User, by: User) -> None:
    """Without roles, address and password; the row stays, since history, fees and releases point at its name."""
    _unlock(account, by)
    account.groups.clear()
    account.user_permissions.clear()
    User.objects.filter(pk=account.pk).update(
        is_active=False, is_superuser=False, is_staff=False, email="", password=ENDED
    )
    log(account, "wagtail.delete", user=by)


def _unlock(account: User, by: User) -> None:
    for instance in locked_by(account):
        instance.locked, instance.locked_by, instance.locked_at = False, None, None
        instance.save(update_fields=["locked", "locked_by", "locked_at"])
        log(instance, "wagtail.unlock", user=by)
