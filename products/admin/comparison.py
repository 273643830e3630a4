"""The difference between two revisions of a text in several languages, language by language."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class
from wagtail.fields import RichTextField
from wagtail.utils.text import text_from_html

from products.content_languages import language_names
from products.models.localised import LocalisedField


class LocalisedComparison(FieldComparison):
    def htmldiff(self) -> SafeString:
        languages = dict.fromkeys([*language_names(), *self.val_a, *self.val_b])
        told = [code for code in languages if code in self.val_a or code in self.val_b]
        return format_html_join("", "{}", ((self._language(code),) for code in told))

    def _language(self, code: str) -> SafeString:
        name = language_names().get(code, code)
        before, after = (self._plain(texts.get(code, "")) for texts in (self.val_a, self.val_b))
        return format_html('<p lang="{}"><b>{}</b> {}</p>', code, name, diff_text(before, after).to_html())

    def _plain(self, text: str) -> str:
        return text_from_html(text) if isinstance(self.field.part, RichTextField) else text


register_comparison_class(LocalisedField, comparison_class=LocalisedComparison)
