"""The input of a text. Its forms share one, so what it reads a text with is made for each text anew."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import HtmlToContentStateHandler
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class TextConverter(ContentstateConverter):
    """Wagtail keeps one parser for all threads: forms opened at once failed, or showed a piece of another's text."""

    def from_database_format(self, html: str) -> str:
        parser = HtmlToContentStateHandler(self.features)
        parser.feed(html)
        parser.close()
        return parser.contentstate.as_json(indent=4, separators=(",", ": "))


class RichTextArea(DraftailRichTextArea):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.converter = TextConverter(self.features)
