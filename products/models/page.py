"""What product and theme pages share: a key, and translations that carry text only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from products.models.editorial import RowRules
from products.models.keys import Keyed, KeyField


def source_language() -> str:
    """The content language in which everything starts."""
    return settings.WAGTAIL_CONTENT_LANGUAGES[0][0]


class KeyedPage(RowRules, Keyed, Page):
    """The page in the source language carries all that has no language; a translation carries text only."""

    key = KeyField(db_index=True)

    source_only: ClassVar[tuple[str, ...]] = ("key",)
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        abstract = True

    @property
    def is_source(self) -> bool:
        return self.locale_id is None or self.locale.language_code == source_language()

    def clean(self) -> None:
        super().clean()
        pages = type(self)._base_manager.exclude(pk=self.pk)
        family = pages.filter(translation_key=self.translation_key)
        if not self.is_source:
            if not family.filter(locale__language_code=source_language()).exists():
                raise ValidationError(_("Start with the page in Dutch, then choose “Translate” there."))
        elif other := pages.filter(key=self.key).exclude(translation_key=self.translation_key).first():
            raise _key_error(_("“%(name)s” already has this key."), other.title)
        elif other := family.exclude(key=self.key).first():
            raise _key_error(_("A translation already uses the key “%(name)s”."), other.key)

    def copy(self, *args: Any, **options: Any) -> Page:
        """A translation leaves out what has no language; any other copy is a new thing, so it needs a new key."""
        update = dict(options.pop("update_attrs", None) or {})
        excluded = list(options.pop("exclude_fields", None) or [])
        if options.get("reset_translation_key", True):
            update["key"] = self._free_key()
        else:
            excluded += [name for name in self.source_only if name in _relations(type(self))]
        return super().copy(*args, update_attrs=update, exclude_fields=excluded, **options)

    def _free_key(self) -> str:
        taken = set(type(self)._base_manager.filter(key__startswith=self.key).values_list("key", flat=True))
        number = 2
        while f"{self.key}-{number}" in taken:
            number += 1
        return f"{self.key}-{number}"


def _key_error(message: str, name: str) -> ValidationError:
    return ValidationError({"key": ValidationError(message, code="unique", params={"name": name})})


def _relations(model: type[models.Model]) -> set[str]:
    return {relation.get_accessor_name() for relation in model._meta.related_objects}
