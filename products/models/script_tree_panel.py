"""The panel beside the steps of a script that draws them as a tree."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel


class ScriptTreePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "products/script_tree_panel.html"

        @property
        def media(self) -> Media:
            return Media(js=["products/js/script-tree.js"], css={"all": ["products/css/script-tree.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"page_id": self.instance.pk or ""}
