"""On the dashboard: webhooks that receive nothing, with the reason and the way to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from api.webhooks import schedule
from api.webhooks.models import Subscription
from cms.webhooks import sentences


class TroubledWebhooks(Component):
    template_name = "cms/webhooks/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        if not parent_context["request"].user.has_perm("api.change_subscription"):
            return {}
        troubled = Subscription.objects.filter(Q(off__in=(schedule.GONE, schedule.FAILING)) | Q(off="", failures__gt=1))
        return {
            "heading": _("Webhooks that receive nothing"),
            "troubled": [(each, sentences.state(each)) for each in troubled],
        }
