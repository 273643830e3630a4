"""The tree in which products are found."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import Page

from products.models.page import KeyedPage
from products.models.row_forms import KeyedPageForm
from products.models.workflow import EndingWorkflow


class HomePage(EndingWorkflow, Page):
    """The top of the tree of one language."""

    promote_panels = []
    preview_modes = []
    private_page_options = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["products.ThemePage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ThemePage(KeyedPage):
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("key")]
    settings_panels: ClassVar[list[Any]] = [PublishingPanel()]
    preview_modes: ClassVar[list[Any]] = []
    base_form_class = KeyedPageForm
    parent_page_types = ["products.HomePage", "products.ThemePage"]
    subpage_types = ["products.ThemePage", "products.ProductPage"]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
