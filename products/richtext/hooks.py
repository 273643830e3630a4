"""Gives every rich text field the fact reference."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from products.richtext.chooser import FactChooserViewSet, fact_chooser
from products.richtext.contentstate import ENTITY_TYPE, FACT_RULE
from products.richtext.embed import EDITOR_HTML_RULE, FactEmbedHandler


class FactFeature(EntityFeature):
    """The chip, and the control that keeps it whole when a link is laid over it."""

    def construct_options(self, options: dict[str, Any]) -> None:
        super().construct_options(options)
        options.setdefault("controls", []).append({"type": ENTITY_TYPE})


@hooks.register("register_rich_text_features")
def register_fact(features: FeatureRegistry) -> None:
    features.register_embed_type(FactEmbedHandler)
    features.register_converter_rule("contentstate", "fact", FACT_RULE)
    features.register_converter_rule("editorhtml", "fact", EDITOR_HTML_RULE)
    features.register_editor_plugin(
        "draftail",
        "fact",
        FactFeature(
            {
                "type": ENTITY_TYPE,
                "icon": "tag",
                "description": _("Fact"),
                "attributes": ["key", "aspect", "text", "label", "tag", "state"],
                "allowlist": {"key": True},
                "chooserUrls": {"factChooser": reverse_lazy("fact_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "products/js/fact-chip.js", "products/js/text-names.js"],
            css={"all": ["products/css/fact-chip.css"]},
        ),
    )
    features.default_features.append("fact")


@hooks.register("register_admin_viewset")
def register_fact_chooser() -> FactChooserViewSet:
    return fact_chooser
