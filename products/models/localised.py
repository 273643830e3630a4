"""One field for a text that exists in every content language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.query_utils import DeferredAttribute

from products.content_languages import editors_language, language_names, source_language
from products.localised_forms import LocalisedFormField, in_language


class LocalisedText(Mapping[str, str]):
    """A text by language code; a language in which nothing is written is not in it."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = {code: text for code, text in (texts or {}).items() if text}

    def __getitem__(self, code: str) -> str:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalisedText({self._texts})"

    def __str__(self) -> str:
        return self.read_in(editors_language())

    @property
    def source(self) -> str:
        return self.get(source_language(), "")

    def read_in(self, code: str) -> str:
        """In that language, else in the source language, else in the first in which it is written."""
        return self.get(code) or self.source or next(iter(self.values()), "")


class LocalisedAttribute(DeferredAttribute):
    """A model's attribute: whatever mapping it is given, it holds a `LocalisedText`."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class LocalisedField(models.JSONField):
    """`part` is the field that a single language would have had: its name, rules and input count for each language.

    Unless `part` may be blank, the source language is required; with `in_all`, every language is.
    """

    descriptor_class = LocalisedAttribute

    def __init__(self, part: models.Field, *, in_all: bool = False, **in_database: Any) -> None:
        """`in_database` is `db_default`, of a field that earlier code does not write."""
        self.part, self.in_all, self._in_database = part, in_all, in_database
        own = {"blank": part.blank, "help_text": part.help_text, "default": LocalisedText}
        super().__init__(part.verbose_name, **own, **in_database)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, _ = super().deconstruct()
        return name, path, [self.part], ({"in_all": True} if self.in_all else {}) | self._in_database

    def clone(self) -> LocalisedField:
        return type(self)(self.part.clone(), in_all=self.in_all, **self._in_database)

    def required_languages(self) -> list[str]:
        if self.blank:
            return []
        return list(language_names()) if self.in_all else [source_language()]

    def to_python(self, value: Any) -> LocalisedText:
        return value if isinstance(value, LocalisedText) else LocalisedText(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """One language, asked for as `label__nl`, is a plain text."""
        loaded = super().from_db_value(value, expression, connection)
        return LocalisedText(loaded) if isinstance(loaded, Mapping) else loaded

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return dict(value) if isinstance(value, Mapping) else value

    def value_to_string(self, instance: models.Model) -> dict[str, str]:
        """In a revision."""
        return dict(self.value_from_object(instance))

    def clean(self, value: Any, instance: models.Model | None) -> LocalisedText:
        texts, errors = dict(self.to_python(value)), []
        for code in [*texts, *(code for code in self.required_languages() if code not in texts)]:
            try:
                if code not in texts:
                    raise ValidationError(self.error_messages["blank"], code="blank")
                texts[code] = self.part.clean(texts[code], instance)
            except ValidationError as error:
                errors += in_language(code, error)
        if errors:
            raise ValidationError(errors)
        return LocalisedText(texts)

    def formfield(self, **options: Any) -> LocalisedFormField:
        own = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return LocalisedFormField(self.part, self.required_languages(), **(own | options))

    def save_form_data(self, instance: models.Model, data: LocalisedText) -> None:
        """What is written in a language that is not in the settings stays."""
        hidden = {code: text for code, text in self.value_from_object(instance).items() if code not in language_names()}
        super().save_form_data(instance, LocalisedText(hidden | dict(data)))

    def get_searchable_content(self, value: LocalisedText) -> list[str]:
        read = getattr(self.part, "get_searchable_content", lambda text: [text])
        return [content for text in value.values() for content in read(text)]

    def extract_references(self, value: LocalisedText) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """What each language's text refers to, for Wagtail's list of usage."""
        if extract := getattr(self.part, "extract_references", None):
            for code, text in value.items():
                yield from ((model, key, code, code) for model, key, _, _ in extract(text))


@LocalisedField.register_lookup
class SourceText(KeyTextTransform):
    """`label__source`: the text in the source language, to order and to look by."""

    lookup_name = "source"

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        super().__init__(source_language(), *expressions, **extra)
