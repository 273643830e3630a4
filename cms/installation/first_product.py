"""On the first screen of a hub that tells nothing yet: the steps to its first product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from products.content_languages import source_language
from products.models import HomePage, HouseStyle, ProductPage, ThemePage


class FirstProductPanel(Component):
    """Nothing once a product is published, or for who may not add one."""

    name = "first_product"
    order = 10
    template_name = "cms/first_product_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        home = HomePage.objects.filter(locale__language_code=source_language()).first()
        if home is None or ProductPage.objects.filter(live=True).exists():
            return {}
        theme = ThemePage.objects.filter(locale=home.locale).first()
        if not (theme or home).permissions_for_user(user).can_add_subpage():
            return {}
        return {"heading": _("Your first product"), "theme": theme, "urls": _urls(home, theme)}


def _urls(home: HomePage, theme: ThemePage | None) -> dict[str, str]:
    style = HouseStyle.objects.first()
    urls = {
        "theme": reverse("wagtailadmin_pages:add", args=("products", "themepage", home.pk)),
        "fact": reverse("wagtailsnippets_products_amount:add"),
        "product": reverse("wagtailadmin_pages:add", args=("products", "productpage", theme.pk)) if theme else "",
        "house_style": reverse("wagtailsnippets_products_housestyle:edit", args=(style.pk,)) if style else "",
    }
    return {name: url for name, url in urls.items() if url}
