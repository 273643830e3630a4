"""Actions on a webhook or a delivery, one button each, with what it does in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from api.webhooks import events, subscriptions
from api.webhooks.models import Delivery, Subscription
from cms.shown_once import shown_once

Perform = Callable[[HttpRequest, Any, datetime], str | HttpResponse]


@dataclass(frozen=True)
class Action:
    """`perform` tells the user what came of it and gives the address to go on to, or the page to show."""

    name: str
    label: str | Promise
    explanation: str | Promise
    perform: Perform
    applies: Callable[[Any], bool] = lambda _: True


def page_of(instance: Subscription | Delivery) -> str:
    name = "webhooks" if isinstance(instance, Subscription) else "webhook-deliveries"
    return reverse(f"{name}:inspect", args=[instance.pk])


def show_secret(request: HttpRequest, subscription: Subscription, secret: str, more: str = "") -> HttpResponse:
    explanation = _("Copy this secret now: it is not shown again.") + (f" {more}" if more else "")
    return shown_once(request, subscription.name, explanation, secret, page_of(subscription))


def _test(request: HttpRequest, subscription: Subscription, now: datetime) -> str:
    return page_of(subscriptions.send_test(subscription, now))


def _try_now(request: HttpRequest, subscription: Subscription, now: datetime) -> str:
    subscriptions.try_now(subscription, now)
    messages.success(request, _("The worker tries again within a few seconds."))
    return page_of(subscription)


def _switch_on(request: HttpRequest, subscription: Subscription, now: datetime) -> str:
    subscriptions.switch_on(subscription, now)
    messages.success(request, _("Switched on. It goes on where it was, with what changed meanwhile."))
    return page_of(subscription)


def _switch_off(request: HttpRequest, subscription: Subscription, now: datetime) -> str:
    subscriptions.switch_off(subscription)
    messages.success(request, _("Switched off. What changes is kept until you switch it on again."))
    return page_of(subscription)


def _renew(request: HttpRequest, subscription: Subscription, now: datetime) -> HttpResponse:
    secret = subscriptions.renew_secret(subscription, now)
    until = date_format(localtime(subscription.previous_until), "j F Y H:i")
    more = _("The old secret stays valid until %(until)s.") % {"until": until}
    return show_secret(request, subscription, secret, more)


def _end_previous(request: HttpRequest, subscription: Subscription, now: datetime) -> str:
    subscriptions.end_previous_secret(subscription)
    messages.success(request, _("Only the newest secret is valid now."))
    return page_of(subscription)


def _again(request: HttpRequest, delivery: Delivery, now: datetime) -> str:
    subscriptions.send_again(delivery, now)
    return page_of(delivery)


def _again_from(request: HttpRequest, delivery: Delivery, now: datetime) -> str:
    count = subscriptions.send_again_from(delivery, now)
    text = ngettext("%(count)d event is sent again.", "%(count)d events are sent again, in order.", count)
    messages.success(request, text % {"count": count})
    return page_of(delivery)


def _give_up(request: HttpRequest, delivery: Delivery, now: datetime) -> str:
    subscriptions.give_up(delivery, now)
    messages.success(request, _("Given up. The next event may go."))
    return page_of(delivery)


def _is_finished(delivery: Delivery) -> bool:
    return delivery.kind != events.TEST and delivery.state != Delivery.State.WAITING


OF_SUBSCRIPTION = [
    Action(
        "test", gettext_lazy("Send a test"),
        gettext_lazy("Sends a signed test event and shows what the receiver answers. Works while it is off, too."),
        _test,
    ),
    Action(
        "try-now", gettext_lazy("Try now"),
        gettext_lazy("Does not wait for the next attempt."), _try_now,
        lambda subscription: bool(subscription.failures and not subscription.off),
    ),
    Action(
        "switch-on", gettext_lazy("Switch on"),
        gettext_lazy("Goes on where it was: nothing is skipped."), _switch_on,
        lambda subscription: bool(subscription.off),
    ),
    Action(
        "switch-off", gettext_lazy("Switch off"),
        gettext_lazy("Sends nothing any more, until you switch it on again."), _switch_off,
        lambda subscription: not subscription.off,
    ),
    Action(
        "renew-secret", gettext_lazy("Renew the secret"),
        gettext_lazy(
            "Gives a new secret. The old one stays valid for a day, so that the receiver can change over without a gap."
        ), _renew,
    ),
    Action(
        "end-old-secret", gettext_lazy("End the old secret now"),
        gettext_lazy("Do this when the receiver uses the new secret, or when the old one has leaked."), _end_previous,
        lambda subscription: bool(subscription.previous_seed),
    ),
]  # fmt: skip

OF_DELIVERY = [
    Action(
        "again", gettext_lazy("Send again"),
        gettext_lazy("Sends this event once more, with the same id. Later events wait for it."), _again, _is_finished,
    ),
    Action(
        "again-from", gettext_lazy("Send everything from here again"),
        gettext_lazy("Sends this event and all later ones once more, in order. The receiver knows them by their id."),
        _again_from, _is_finished,
    ),
    Action(
        "give-up", gettext_lazy("Give up this event"),
        gettext_lazy("For an event that the receiver keeps refusing: later events may go. You can send it again."),
        _give_up, lambda delivery: delivery.kind != events.TEST and delivery.state == Delivery.State.WAITING,
    ),
]  # fmt: skip
