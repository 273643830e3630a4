"""Adding a webhook, its status with all that can be done, and one delivery with what came of it."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from api.webhooks import subscriptions
from api.webhooks.models import Delivery, Subscription
from cms.webhooks import sentences
from cms.webhooks.actions import OF_DELIVERY, OF_SUBSCRIPTION, Action, page_of, show_secret
from cms.webhooks.forms import KINDS
from releases.channels import CHANNELS

SHOWN_DELIVERIES = 10


class AddView(generic.CreateView):
    page_title = _("Add a webhook")

    def save_instance(self) -> Subscription:
        subscription = self.form.save(commit=False)
        self.secret = subscriptions.start(subscription, timezone.now())
        log(subscription, "wagtail.create", user=self.request.user)
        return subscription

    def save_action(self) -> HttpResponse:
        return show_secret(self.request, self.object, self.secret)


class ChangeView(generic.EditView):
    def get_success_url(self) -> str:
        return page_of(self.object)


class StatusView(generic.InspectView):
    template_name = "cms/webhooks/subscription.html"
    page_title = _("Status")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscription, deliveries = self.object, self.object.deliveries
        return super().get_context_data(**kwargs) | {
            "fields": [],
            "state": sentences.state(subscription),
            "channels": ", ".join(CHANNELS[name].title for name in subscription.channels if name in CHANNELS),
            "kinds": [label for kind, label in KINDS if kind in subscription.kinds],
            "renewing": len(subscription.secrets(timezone.now())) > 1,
            "waiting": deliveries.filter(state=Delivery.State.WAITING).count(),
            "deliveries": deliveries.all()[:SHOWN_DELIVERIES],
            "actions": _applying(OF_SUBSCRIPTION, subscription) if self.user_has_permission("change") else [],
        }


class DeliveryView(generic.InspectView):
    template_name = "cms/webhooks/delivery.html"
    page_title = _("Delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.object
        may_act = self.request.user.has_perm("api.change_subscription")
        return super().get_context_data(**kwargs) | {
            "fields": [],
            "outcome": sentences.outcome(delivery),
            "body": json.dumps(json.loads(delivery.body), indent=2, ensure_ascii=False),
            "actions": _applying(OF_DELIVERY, delivery) if may_act else [],
        }


class ActionView(PermissionCheckedMixin, View):
    """Does one of the actions, by POST, and writes it in the history of the webhook."""

    http_method_names = ["post"]
    permission_required = "change"
    model = Subscription
    target: type[Subscription | Delivery] = Subscription
    actions: list[Action] = OF_SUBSCRIPTION

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        instance = get_object_or_404(self.target, pk=pk)
        action = next((each for each in _applying(self.actions, instance) if each.name == name), None)
        if action is None:
            raise Http404
        onward = action.perform(request, instance, timezone.now())
        log(getattr(instance, "subscription", instance), f"webhooks.{name}", user=request.user)
        return redirect(onward) if isinstance(onward, str) else onward


def _applying(actions: list[Action], instance: Subscription | Delivery) -> list[Action]:
    return [action for action in actions if action.applies(instance)]
