"""Notices that somebody on duty published at once, and that an editor looks at afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from products.models import Notice, NoticeCheck
from products.publishing.release import author_under_way

MAY_CHECK = "products.check_notice"
ACTION = "products.check_notice"


def note_published(instance: Notice, revision: Revision, **__: Any) -> None:
    """A check is about the text that was checked: each publish undoes it, and asks for one if nobody looked along."""
    NoticeCheck.objects.filter(notice=instance).delete()
    publisher = _publisher(revision)
    if publisher is not None and not publisher.has_perm(MAY_CHECK):
        NoticeCheck.objects.create(notice_id=instance.pk, published_by=publisher, published_at=timezone.now())


def to_be_checked() -> QuerySet[NoticeCheck]:
    """The newest last, so that what waits longest is first."""
    waiting = NoticeCheck.objects.filter(checked_at=None, notice__live=True)
    return waiting.select_related("notice", "published_by").order_by("published_at")


def mark_checked(check: NoticeCheck, user: AbstractBaseUser) -> None:
    """Who and when stands with the notice, and for good in its history."""
    check.checked_by, check.checked_at = user, timezone.now()
    check.save()
    log(check.notice, ACTION, user=user, revision=check.notice.live_revision)


def outcome(notice: Notice) -> str:
    """For lists; empty when nobody had to look afterwards."""
    check: NoticeCheck | None = getattr(notice, "check_afterwards", None)
    if check is None:
        return ""
    if check.checked_at is None:
        return _("to be checked")
    when = date_format(timezone.localtime(check.checked_at), "j F Y H:i")
    return _("checked by %(user)s, %(when)s") % {"user": check.checked_by or "–", "when": when}


def _publisher(revision: Revision) -> AbstractBaseUser | None:
    """Who asked for this release; for what is published by a command whoever wrote the text."""
    named = get_user_model()._default_manager.filter(username=author_under_way()).first()
    return named or revision.user
