"""The part of a fact's form that all dated kinds share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel

from products.models.row_forms import RowsPanel


def values_panel(*value_panels: Panel) -> RowsPanel:
    when = [
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("provisional")]),
        FieldRowPanel([FieldPanel("legal_article"), FieldPanel("decided_on"), FieldPanel("source")]),
    ]
    help_text = _("One row per period, in the past and in the future. Channels switch on the first day by themselves.")
    return RowsPanel(
        "values", [*value_panels, *when], heading=_("Values"), label=_("value"), help_text=help_text, min_num=1
    )
