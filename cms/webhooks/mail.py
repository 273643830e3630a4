"""Tells the owner of a webhook once that it was switched off, and what to do."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from api.webhooks.models import Delivery, Subscription
from api.webhooks.schedule import FAILING, GONE
from cms.webhooks.sentences import outcome

logger = logging.getLogger(__name__)


def tell_owners() -> None:
    """Marked as told after the mail went out: rather twice than never."""
    for subscription in Subscription.objects.filter(off__in=(GONE, FAILING), owner_told=False):
        try:
            _tell(subscription)
        except OSError:
            logger.exception("The owner of webhook %s could not be told; the next round tries again", subscription)


def _tell(subscription: Subscription) -> None:
    """OSError when the mail server refuses it."""
    subject = _("Webhook switched off: %(name)s") % {"name": subscription.name}
    send_mail(subject, _body(subscription), None, _addresses(subscription))
    Subscription.objects.filter(pk=subscription.pk, off=subscription.off).update(owner_told=True)


def _body(subscription: Subscription) -> str:
    waiting = subscription.deliveries.filter(state=Delivery.State.WAITING).order_by("pk")
    first = waiting.first()
    page = settings.WAGTAILADMIN_BASE_URL + reverse("webhooks:inspect", args=[subscription.pk])
    return "\n\n".join([
        _("The hub no longer sends to %(endpoint)s: %(reason)s.")
        % {"endpoint": subscription.endpoint, "reason": subscription.get_off_display()},
        *([_("The last attempt: %(outcome)s") % {"outcome": outcome(first)}] if first else ()),
        _("Events that wait: %(count)d. Nothing is lost: mend the receiver and switch the webhook on again.")
        % {"count": waiting.count()},
        page,
    ])  # fmt: skip


def _addresses(subscription: Subscription) -> list[str]:
    """The owner's mailbox and everybody in the team."""
    team = subscription.team.user_set.filter(is_active=True) if subscription.team else ()
    return sorted({subscription.email, *(user.email for user in team if user.email)})
