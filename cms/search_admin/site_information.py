"""The editors' screen for site information, with the products that people choose most beside the top tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from products.content_languages import source_language
from products.models import ProductPage, SiteInformation
from products.models.row_forms import RowRulesForm, RowsPanel
from search.analytics.report import chosen_results

DAYS, MOST = 90, 20


class ChosenProductsPanel(Panel):
    """A proposal by counted searches; only an editor who publishes changes the order."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/search_admin/chosen_products.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            present = {task.product.key for task in self.instance.top_tasks.all()} if saved else set()
            return context | {"proposed": list(proposed_products(present)), "days": DAYS}


def proposed_products(present: set[str]) -> Iterator[dict[str, Any]]:
    """The most chosen first, each with how often and whether it is in the list."""
    today = timezone.localdate()
    counts = chosen_results(today - timedelta(days=DAYS), today, "product")
    pages = ProductPage.objects.live().filter(locale__language_code=source_language(), key__in=counts)
    titles = {page.key: page.title for page in pages}
    for key, times in list(counts.items())[:MOST]:
        if key in titles:
            yield {"title": titles[key], "times": times, "is_present": key in present}


class SiteInformationViewSet(SnippetViewSet):
    model = SiteInformation
    icon = "site"
    menu_label = _("Website")
    menu_order = 165
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", LiveStatusTagColumn()]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            RowsPanel(
                "top_tasks",
                [FieldPanel("product")],
                heading=_("Top tasks"),
                label=_("top task"),
                help_text=_("The first eight stand on the home page; all of them stand first in their theme."),
            ),
            ChosenProductsPanel(heading=_("Chosen most after a search")),
            MultiFieldPanel(
                [FieldPanel("organisation"), FieldPanel("location"), FieldPanel("appointment_url")],
                heading=_("Contact"),
            ),
            FieldPanel("privacy_url"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("accessibility_status"), FieldPanel("accessibility_date")]),
                    FieldPanel("accessibility_register_url"),
                    FieldPanel("accessibility_contact"),
                    FieldPanel("accessibility_text"),
                ],
                heading=_("Accessibility statement"),
            ),
            FieldPanel("owner"),
            PublishingPanel(),
        ],
        base_form_class=RowRulesForm,
    )
