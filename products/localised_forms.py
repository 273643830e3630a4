"""The input of a text in every content language: one for each, beside each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.forms.models import formfield_for_dbfield

from products.content_languages import language_names


class LanguageError(ValidationError):
    """Wrong in one language. Its message names that language; beside the input `text` will do."""

    def __init__(self, language: str, text: str, code: str | None = None) -> None:
        super().__init__(f"{language_names().get(language, language)}: {text}", code)
        self.language, self.text = language, text


def in_language(language: str, error: ValidationError) -> list[LanguageError]:
    return [LanguageError(language, text, each.code) for each in error.error_list for text in each.messages]


class LocalisedInput(forms.MultiWidget):
    """Posts `<name>_<language>`; what is wrong in a language stands beside its input."""

    template_name = "products/localised_input.html"

    def __init__(self, inputs: Mapping[str, forms.Widget], label: str, required_languages: Collection[str]) -> None:
        self.languages, self.label, self.required_languages = list(inputs), label, required_languages
        super().__init__(dict(inputs))

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ["products/css/localised-input.css"]})

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(language, "") for language in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        for language, part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            identity = f"{(attrs or {}).get('id', name)}_{language}"
            part |= {"language": language, "language_name": language_names().get(language, language)}
            part |= {"is_required": language in self.required_languages}
            part["attrs"] |= {"id": identity, "lang": language}
        return context

    def render_with_errors(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, errors: forms.utils.ErrorList | None = None
    ) -> SafeString:
        context = self.get_context(name, value, attrs)
        found = list(errors.as_data()) if errors else []
        for part in context["widget"]["subwidgets"]:
            _show(part, [each.text for each in found if getattr(each, "language", "") == part["language"]])
        general = [each for each in found if getattr(each, "language", "") not in self.languages]
        context["widget"]["errors"] = [message for each in general for message in each.messages]
        return self._render(self.template_name, context)


def _show(part: dict[str, Any], messages: Sequence[str]) -> None:
    if messages:
        place = f"{part['attrs']['id']}-errors"
        described = [place, *part["attrs"].get("aria-describedby", "").split()]
        part["attrs"] |= {"aria-invalid": "true", "aria-describedby": " ".join(described)}
        part |= {"errors": messages, "errors_id": place}


class Incomplete:
    """The empty values of a text that must be there in `languages`: a draft may lack some of them."""

    def __init__(self, languages: Collection[str]) -> None:
        self._languages = languages

    def __contains__(self, texts: Mapping[str, str] | None) -> bool:
        return not texts or not all(texts.get(language) for language in self._languages)


class LocalisedFormField(forms.MultiValueField):
    """`part` is the model field of one language's text; what its form would show is shown for each language."""

    def __init__(self, part: Field, required_languages: Collection[str], label: str, **options: Any) -> None:
        parts = {
            language: formfield_for_dbfield(part, required=language in required_languages, label=name)
            for language, name in language_names().items()
        }
        inputs = {language: each.widget for language, each in parts.items()}
        widget = LocalisedInput(inputs, capfirst(label), required_languages)
        fields = tuple(parts.values())
        super().__init__(fields, require_all_fields=False, widget=widget, label=widget.label, **options)
        self.empty_values = Incomplete(required_languages)

    def clean(self, value: Any) -> Mapping[str, str]:
        """While a draft defers what is required, no language is."""
        typed = value if isinstance(value, list) else self.widget.decompress(value)
        texts, errors = {}, []
        for language, part, text in zip(self.widget.languages, self.fields, typed, strict=True):
            try:
                if self.required or text not in part.empty_values:
                    texts[language] = part.clean(text)
            except ValidationError as error:
                errors += in_language(language, error)
        if errors:
            raise ValidationError(errors)
        return texts
