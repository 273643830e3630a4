"""The screen of who is on duty for what does not go: all telephones, or a location."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, IndexView

from products.admin.facts import KeyedViewSet, in_languages
from products.models import Disruption
from products.models.choices import DisruptionReach
from products.models.row_forms import RowRulesForm

ONLY_A_LOCATION = {
    "data-w-rules-target": "show",
    "data-w-rules": json.dumps({"reach": [DisruptionReach.LOCATION.value]}),
}
PANELS = [
    FieldPanel("reach"),
    FieldPanel("location", attrs=ONLY_A_LOCATION),
    FieldPanel("reason"),
    FieldPanel("instead"),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
]


class Disruptions(IndexView):
    """Each kind is one button."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.permission_policy.user_has_permission(self.request.user, "add"):
            return []
        address = reverse(self.add_url_name)
        return [
            HeaderButton(label=str(label), url=f"{address}?reach={value}", icon_name=icon)
            for value, label, icon in (
                (DisruptionReach.PHONES, _("All telephones are down"), "warning"),
                (DisruptionReach.LOCATION, _("A location is closed"), "home"),
            )
        ]


class NewDisruption(CreateView):
    """Of the kind whose button was pressed."""

    def get_initial_form_instance(self) -> Disruption:
        reach = self.request.GET.get("reach", "")
        return Disruption(reach=reach if reach in DisruptionReach.values else DisruptionReach.PHONES)


class DisruptionViewSet(KeyedViewSet):
    model = Disruption
    icon = "warning"
    menu_label = _("Disruptions")
    menu_order = 145
    add_to_admin_menu = True
    search_fields = ["key", *in_languages("reason")]
    ordering = ["-valid_from", "key"]
    list_display = [
        "shown_name",
        Column("valid_from", label=_("From"), sort_key="valid_from"),
        Column("valid_until", label=_("Until"), sort_key="valid_until"),
        LiveStatusTagColumn(),
    ]
    index_view_class = Disruptions
    add_view_class = NewDisruption

    @property
    def edit_handler(self) -> ObjectList:
        rules = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}
        return ObjectList(PANELS, base_form_class=RowRulesForm, attrs=rules)
