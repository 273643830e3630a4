"""The tree in which products are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from products.models.page import KeyedPage


class HomePage(Page):
    """The top of the tree of one language."""

    promote_panels = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["products.ThemePage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ThemePage(KeyedPage):
    parent_page_types = ["products.HomePage", "products.ThemePage"]
    subpage_types = ["products.ThemePage", "products.ProductPage"]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
