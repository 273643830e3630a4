"""Stored fact reference outside the editor: its HTML, its usage, its way through Wagtail's API."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.rich_text.converters.editor_html import EmbedTypeRule
from wagtail.rich_text import EmbedHandler

from products.models import Fact
from products.richtext.chip import chip_for_key


class FactEmbedHandler(EmbedHandler):
    identifier = "fact"

    @staticmethod
    def get_model() -> type[Fact]:
        return Fact

    @classmethod
    def get_instance(cls, attrs: dict[str, str]) -> Fact:
        return Fact.objects.get(key=attrs["key"])

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        chip = chip_for_key(attrs.get("key", ""), attrs.get("aspect") or "value", timezone.localdate())
        return format_html('<data class="fact" data-fact="{}">{}</data>', chip["key"], chip["text"])

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Fact], str, str, str]]:
        """The key alone is stored, as it never changes while an id may; so the id is looked up."""
        for pk in Fact.objects.filter(key=attrs.get("key", "")).values_list("pk", flat=True):
            yield Fact, str(pk), "", ""


class FactEditorHandler:
    """For editors and API clients that work on HTML: `<… data-embedtype="fact" data-key data-aspect>`."""

    @staticmethod
    def get_db_attributes(tag: Tag) -> dict[str, str]:
        return {"key": tag["data-key"], "aspect": tag.get("data-aspect") or "value"}

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        aspect = attrs.get("aspect") or "value"
        chip = chip_for_key(attrs.get("key", ""), aspect, timezone.localdate())
        return format_html(
            '<span data-embedtype="fact" data-key="{}" data-aspect="{}" contenteditable="false">{}</span>',
            chip["key"], aspect, chip["text"],
        )  # fmt: skip


EDITOR_HTML_RULE = [EmbedTypeRule("fact", FactEditorHandler)]
