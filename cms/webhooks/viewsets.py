"""The two lists under Settings: webhooks, and the log of their deliveries."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from api.webhooks.models import Delivery, Subscription
from cms.tokens import ChannelsColumn
from cms.webhooks import sentences
from cms.webhooks.actions import OF_DELIVERY, page_of
from cms.webhooks.forms import SubscriptionForm
from cms.webhooks.views import ActionView, AddView, ChangeView, DeliveryView, StatusView


class SubscriptionViewSet(ModelViewSet):
    model = Subscription
    icon = "rotate"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    add_view_class = AddView
    edit_view_class = ChangeView
    inspect_view_class = StatusView
    inspect_view_enabled = True
    copy_view_enabled = False
    search_fields = ["name", "endpoint"]
    list_display = [
        "name",
        StatusTagColumn(
            "state",
            label=_("Status"),
            accessor=sentences.state,
            primary=lambda each: not each.off and not each.failures,
        ),
        ChannelsColumn("channels", label=_("Channels")),
        Column("endpoint", label=_("Endpoint"), classname="hub-key hub-wide"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[SubscriptionForm]:
        return SubscriptionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        act = self.construct_view(ActionView)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:name>/", act, name="act")]


class DeliveryFilterSet(WagtailFilterSet):
    created_at = django_filters.DateFromToRangeFilter(label=_("Written"), widget=DateRangePickerWidget)

    class Meta:
        model = Delivery
        fields = ["subscription", "state", "kind"]


class DeliveryViewSet(ModelViewSet):
    """To read: what may be done with a delivery are actions of its page."""

    model = Delivery
    icon = "history"
    menu_label = _("Webhook deliveries")
    add_to_settings_menu = True
    add_to_reference_index = False
    inspect_view_class = DeliveryView
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = DeliveryFilterSet
    list_display = [
        TitleColumn("event", label=_("Event"), accessor=str, get_url=page_of),
        Column("subscription", label=_("Webhook")),
        StatusTagColumn(
            "state", label=_("Status"), accessor="get_state_display",
            primary=lambda delivery: delivery.state == Delivery.State.DELIVERED,
        ),
        Column("status", label=_("Answer")),
        Column("attempts", label=_("Attempts"), classname="hub-wide"),
        Column("milliseconds", label=_("Duration in ms"), classname="hub-wide"),
        DateColumn("attempted_at", label=_("Last attempt"), classname="hub-wide"),
    ]  # fmt: skip

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nothing = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        return super().get_common_view_kwargs(**kwargs) | nothing

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/<slug:name>/", ActionView.as_view(target=Delivery, actions=OF_DELIVERY), name="act"),
        ]
